"""khard's YAML: one person a document, numbers and addresses by their kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nettrack_md.exchange.identity import card_id, uid_of
from nettrack_md.exchange.labels import label_of_text
from nettrack_md.exchange.people import (
    facts_of,
    join_address,
    join_name,
    read_day_text,
    without_honorific,
)
from nettrack_md.exchange.texts import clean, clean_prose, labelled
from nettrack_md.model.foreign import ForeignPerson
from nettrack_md.note.frontmatter import Mapping, Scalar, read_frontmatter, split_note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.exchange.reading import Complaints
    from nettrack_md.note.frontmatter import Node

_BREAK = re.compile(r"^---[ \t]*$|^\.\.\.[ \t]*$", re.MULTILINE)
_KINDS = {"phone": "phones", "email": "emails"}
_ADDRESS = ("box", "extended", "street", "city", "region", "code", "country")


def read_khard(text: str, complaints: Complaints) -> list[ForeignPerson]:
    """Everybody of the file; documents that are no YAML are named by line."""
    people = []
    for line, document in _documents(text):
        if not document.strip():
            continue
        header = read_frontmatter(split_note(f"---\n{document.strip(chr(10))}\n---\n"))
        if header.status != "ok":
            for flaw in header.problems:
                at = line + max(0, flaw.line - 2)
                complaints.lost(at, f"this is no YAML that can be read: {flaw.message}")
            continue
        person = _Document({_fold(e.key): e.node for e in header.entries}, line).person(
            document
        )
        if person is None:
            complaints.odd(line, "this names nobody")
        else:
            people.append(person)
    return people


def _documents(text: str) -> Iterator[tuple[int, str]]:
    """Each document with the line on which its first text stands."""
    start = 0
    for end in (*(found.start() for found in _BREAK.finditer(text)), len(text)):
        part = text[start:end]
        blank = len(part) - len(part.lstrip("\n"))
        yield text.count("\n", 0, start + blank) + 1, part
        start = text.find("\n", end) + 1 or len(text)


def _fold(key: str) -> str:
    return " ".join(key.casefold().split())


class _Document:
    def __init__(self, held: dict[str, Node], line: int) -> None:
        self._held = held
        self._line = line
        self._found: dict[str, list[str]] = {}
        self._kept: list[str] = []

    def person(self, original: str) -> ForeignPerson | None:
        """Whom the document is about; None when it names nobody."""
        family, given, middle = (
            clean(self._text(key)) for key in ("last name", "first name", "additional")
        )
        name = clean(self._text("formatted name")) or join_name(family, given, middle)
        self._take()
        facts = facts_of(self._found)
        name = without_honorific(name) or next(
            (texts[0] for key, texts in facts if key in {"org", "emails"}), ""
        )
        if not name:
            return None
        uid = uid_of(self._text("uid"))
        own = f"vcard:{uid}" if uid else card_id(name, facts)
        parts = (("N", (family, given, middle, "", "")),) if family and given else ()
        return ForeignPerson(
            name,
            facts,
            (own,),
            self._line,
            kind="org" if self._text("kind").casefold() == "org" else "person",
            parts=parts,
            kept=tuple(self._kept),
            note=clean_prose("\n".join(self._texts("note"))),
            original=clean_prose(original),
        )

    def _take(self) -> None:
        for key, node in self._held.items():
            if key in _KINDS:
                self._take_kinds(_KINDS[key], node)
            elif key == "address":
                self._take_addresses(node)
            elif key in {"birthday", "anniversary"}:
                self._take_day(key)
            elif key == "private":
                self._take_private(node)
            elif key == "organisation":
                units = self._texts(key)
                self._add("org", units[:1])
                self._kept += [f"organisation: {clean(each)}" for each in units[1:]]
            elif (own := _PLAIN.get(key)) is not None:
                self._add(own, self._texts(key))
            elif key not in _NAMES:
                self._kept += [f"{key}: {clean(t)}" for t in self._texts(key) if t]
        if "title" not in self._found:
            self._add("title", self._texts("role"))
        else:
            self._kept += [f"role: {clean(text)}" for text in self._texts("role")]

    def _add(self, key: str, texts: list[str]) -> None:
        self._found.setdefault(key, []).extend(texts)

    def _take_kinds(self, key: str, node: Node) -> None:
        for label, value in _pairs(node):
            self._add(key, [labelled(clean(text), label) for text in _flat(value)])

    def _take_addresses(self, node: Node) -> None:
        for label, value in _pairs(node):
            for one in value if isinstance(value, tuple) and not isinstance(
                value, (Scalar, Mapping)
            ) else (value,):  # fmt: skip
                if not isinstance(one, Mapping):
                    continue
                parts = {_fold(e.key): " ".join(_flat(e.node)) for e in one.entries}
                text = join_address([parts.get(name, "") for name in _ADDRESS])
                self._add("addresses", [labelled(text, label)] if text else [])

    def _take_day(self, key: str) -> None:
        for text in self._texts(key):
            day = read_day_text(text)
            if not day:
                self._kept.append(f"{key}: {clean(text)}")
            elif key == "birthday":
                self._add("birthday", [day])
            else:
                self._add("dates", [f"{day.removeprefix('--')} anniversary"])

    def _take_private(self, node: Node) -> None:
        """What khard keeps as lines of a card that begin with X-."""
        for name, value in _pairs(node):
            service = name.casefold()
            for text in _flat(value):
                if service in _SERVICES:
                    self._add("social", [labelled(clean(text), service)])
                elif service.startswith("phonetic"):
                    continue
                elif text:
                    self._kept.append(f"{clean(name)}: {clean(text)}")
        spoken = {n.casefold(): " ".join(_flat(v)) for n, v in _pairs(node)}
        reading = [spoken.get(f"phonetic-{n}-name", "") for n in ("last", "first")]
        if any(reading):
            self._add("reading", [" ".join(filter(None, reading))])

    def _text(self, key: str) -> str:
        return " ".join(self._texts(key))

    def _texts(self, key: str) -> list[str]:
        return _flat(self._held[key]) if key in self._held else []


_NAMES = frozenset(
    {"formatted name", "first name", "last name", "additional", "prefix", "suffix",
     "kind", "note", "role", "uid", "version"}
)  # fmt: skip
_PLAIN = {"nickname": "aliases", "title": "title", "categories": "tags",
          "webpage": "urls"}  # fmt: skip
_SERVICES = frozenset(
    {"jabber", "skype", "aim", "icq", "msn", "xmpp", "matrix", "telegram", "signal",
     "twitter", "mastodon", "github", "line"}
)  # fmt: skip


def _pairs(node: Node) -> Iterator[tuple[str, Node]]:
    if not isinstance(node, Mapping):
        for text in _flat(node):
            yield "", Scalar(text, plain=False)
        return
    for entry in node.entries:
        for label in entry.key.split(","):
            word = label.strip()
            if word.casefold() != "pref":
                yield label_of_text(clean(word)), entry.node
                break


def _flat(node: Node) -> list[str]:
    """Every text in a value, lists in lists too."""
    if isinstance(node, Scalar):
        return [node.text] if node.text.strip() not in {"", "~", "null"} else []
    if isinstance(node, Mapping):
        return [text for entry in node.entries for text in _flat(entry.node)]
    return [text for item in node for text in _flat(item)]
