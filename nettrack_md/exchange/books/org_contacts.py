"""org-contacts: people as headings of an Org file, what is known in their drawers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.exchange.identity import card_id, digest_of, uid_of
from nettrack_md.exchange.labels import label_of_text
from nettrack_md.exchange.people import facts_of, read_day_text
from nettrack_md.exchange.texts import clean, clean_prose, labelled
from nettrack_md.model.dates import parse_date
from nettrack_md.model.foreign import ForeignPerson, ForeignTouch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.exchange.reading import Complaints

_HEADING = re.compile(
    r"(\*++) ++((?:(?![ \t]++(?::[\w@#%:]+:[ \t]*+)?$)(?:[ \t]++|[^ \t\n]++))*+)"
    r"(?:[ \t]++(:[\w@#%:]+:))?[ \t]*+$"
)
_FILE_TAGS = re.compile(r"#\+FILETAGS:\s*(.*)", re.IGNORECASE)
_TODO = re.compile(r"(?:TODO|DONE|NEXT|WAITING|CANCELL?ED)\s+|\[#[A-Z]\]\s*")
_DRAWER = re.compile(r"\s*:([A-Za-z]+):\s*$")
_PROPERTY = re.compile(r"\s*:([^\s:]+?)\+?:(?:\s+(.*))?$")
_LINK = re.compile(r"\[\[(?:mailto:|tel:)?([^\[\]]*+)\](?:\[([^\[\]]*+)\])?\]")
_STAMP = re.compile(r"[<\[](\d{4}-\d\d-\d\d)[^<\[>\]]*+[>\]]")
_ITEM = re.compile(r"\s*[-+] +[<\[](\d{4}-\d\d-\d\d)[^>\]]*[>\]]\s*:?\s*(.*)")
_TAKEN = re.compile(r"\s*- Note taken on \[(\d{4}-\d\d-\d\d)[^\]]*\]\s*(?:\\\\)?\s*$")
_PLANNING = re.compile(r"\s*(?:CLOSED|SCHEDULED|DEADLINE|CLOCK):")
_SPLIT = re.compile(r"[,;\f\t\n\r\v]+")
_PHONE = re.compile(r"\+?[\d(][\d ().·/-]{4,}\d(?:\s*(?:x|ext\.?)\s*\d+)?")
#: Property of the drawer, without a label behind `_`, to key of a note.
_KEYS = {
    "EMAIL": "emails", "MAIL": "emails", "PHONE": "phones", "CELL": "phones",
    "TEL": "phones", "MOBILE": "phones", "ADDRESS": "addresses", "ALIAS": "aliases",
    "NICKNAME": "aliases", "BIRTHDAY": "birthday", "COMPANY": "org", "ORG": "org",
    "ORGANIZATION": "org", "TITLE": "title", "ROLE": "title", "URL": "urls",
    "WEBSITE": "urls", "HOMEPAGE": "urls", "LOCATION": "region", "CITY": "region",
    "ANNIVERSARY": "dates",
}  # fmt: skip
_LABELS = {"CELL": "cell", "MOBILE": "cell"}
_IDLE = frozenset(
    {"ICON", "IGNORE", "LAST_READ_MAIL", "ID", "CREATED", "CATEGORY", "CUSTOM_ID"}
)


class _Heading(NamedTuple):
    line: int
    level: int
    title: str
    tags: tuple[str, ...]
    lines: list[str]


def read_org_contacts(text: str, complaints: Complaints) -> list[ForeignPerson]:
    """Every heading whose drawer knows an address, a number or a birthday."""
    people = []
    for heading in _headings(text):
        person = _Reading(heading, complaints).person()
        if person is not None:
            people.append(person)
    return people


def _headings(text: str) -> Iterator[_Heading]:
    above: list[tuple[int, tuple[str, ...]]] = []
    found: _Heading | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if (whole := _FILE_TAGS.match(line)) is not None:
            above = [(0, _tags(whole[1]))]
        heading = _HEADING.match(line)
        if heading is None:
            if found is not None:
                found.lines.append(line)
            continue
        if found is not None:
            yield found
        level = len(heading[1])
        above = [each for each in above if each[0] < level]
        above.append((level, _tags(heading[3] or "")))
        tags = tuple(tag for _, several in above for tag in several)
        title = _TODO.sub("", heading[2]).strip()
        found = _Heading(number, level, title, tags, [])
    if found is not None:
        yield found


def _tags(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.replace(" ", ":").split(":")))


class _Reading:
    """One heading, line by line."""

    def __init__(self, heading: _Heading, complaints: Complaints) -> None:
        self._heading = heading
        self._complaints = complaints
        self._found: dict[str, list[str]] = {}
        self._kept: list[str] = []
        self._prose: list[str] = []
        self._touches: list[ForeignTouch] = []
        self._id = ""
        self._taken = ""
        drawer, ended = "", True
        for at, line in enumerate(heading.lines, heading.line + 1):
            mark = _DRAWER.match(line)
            if mark is not None:
                drawer = "" if mark[1].upper() == "END" else mark[1].upper()
                ended = not drawer
            elif drawer == "PROPERTIES":
                self._property(line, at)
            else:
                self._body(line)
        if not ended:
            complaints.lost(heading.line, f"the drawer {drawer} has no :END:")

    def _property(self, line: str, number: int) -> None:
        found = _PROPERTY.match(line)
        if found is None:
            if line.strip():
                self._complaints.odd(number, "this is no property of a drawer")
            return
        name, text = found[1].upper(), (found[2] or "").strip()
        first, _, label = name.partition("_")
        if name == "ID":
            self._id = uid_of(text)
        elif name == "NOTE":
            self._prose.append(text)
        elif name in _IDLE or not text:
            return
        elif (key := _KEYS.get(name) or _KEYS.get(first)) is not None:
            word = _LABELS.get(first, label_of_text(label.replace("_", " ").lower()))
            self._take(key, text, word, number)
        else:
            self._kept.append(f"{found[1]}: {clean(text)}")

    def _take(self, key: str, text: str, label: str, number: int) -> None:
        plain = _LINK.sub(lambda link: link[1], text)
        if key in {"birthday", "dates"}:
            stamp = _STAMP.search(text)
            day = read_day_text(stamp[1] if stamp else text)
            if not day:
                self._complaints.odd(number, f'"{clean(text)[:40]}" is no day')
                self._kept.append(f"{key}: {clean(text)}")
            elif key == "dates":
                self._add(key, f"{day.removeprefix('--')} anniversary")
            else:
                self._add(key, day)
            return
        for value in _values(key, plain):
            self._add(key, labelled(clean(value), label))

    def _add(self, key: str, text: str) -> None:
        self._found.setdefault(key, []).append(text)

    def _body(self, line: str) -> None:
        if (taken := _TAKEN.match(line)) is not None:
            self._taken = taken[1]
        elif (item := _ITEM.match(line)) is not None:
            self._touch(item[1], "", item[2])
        elif self._taken and line.startswith("  ") and line.strip():
            self._touch(self._taken, "note", line.strip().removesuffix("\\\\"))
            self._taken = ""
        elif not _PLANNING.match(line):
            self._taken = ""
            self._prose.append(_LINK.sub(lambda m: m[2] or m[1], line.strip()))

    def _touch(self, day: str, kind: str, text: str) -> None:
        on = parse_date(day)
        text = clean(_LINK.sub(lambda link: link[2] or link[1], text))
        if on is not None:
            own = digest_of(day, kind, text)
            self._touches.append(ForeignTouch(on, own, kind, "", text))

    def person(self) -> ForeignPerson | None:
        """Whom the heading is about; None for a heading that only groups others."""
        heading = self._heading
        name = clean(_LINK.sub(lambda link: link[2] or link[1], heading.title))
        if not name or not (self._found or (self._id and self._kept)):
            return None
        self._found["tags"] = list(heading.tags)
        facts = facts_of(self._found)
        own = f"org:{self._id}" if self._id else card_id(name, facts)
        return ForeignPerson(
            name,
            facts,
            (own,),
            heading.line,
            kept=tuple(self._kept),
            note=clean_prose("\n".join(self._prose)),
            original=clean_prose("\n".join((heading.title, *heading.lines))),
            touches=tuple(self._touches),
        )


def _values(key: str, text: str) -> list[str]:
    """The parts of a property. Blanks part addresses of mail, and whole numbers."""
    if key == "emails":
        return [part for part in re.split(r"[\s,;]+", text) if part]
    if key == "phones":
        parts = []
        for each in _SPLIT.split(text):
            parts += _numbers(each.strip())
        return parts
    if key == "aliases":
        return _SPLIT.split(text)
    return [text]


def _numbers(text: str) -> list[str]:
    """`0312345670 09012345678` is two numbers, `+81 90 1234 5678` one."""
    words = text.split()
    whole = all(sum(map(str.isdecimal, word)) >= 9 for word in words)
    if whole or not _PHONE.fullmatch(text):
        return words if whole else [text]
    if text.count("+") > 1:
        return [part.strip() for part in re.split(r"(?=\+)", text) if part.strip()]
    return [text]
