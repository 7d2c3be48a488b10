"""The lines of a rendered region: which of them act, and which nettrack wrote."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from nettrack_md.model.dates import find_day
from nettrack_md.note.links import LinkSpan, find_spans

if TYPE_CHECKING:
    from datetime import date

ItemKind = Literal["person", "promise", "proposal", "other"]

_WIDTH: Final = 5
#: Characters of a line in which a rendered beginning is looked for.
_LONGEST: Final = 2000
_BOX = re.compile(r"([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[)(.)(\][ \t]+)(\S.*)$")
_DONE = re.compile(r"(?:(?<!\s)\s++)?[✅❌]\uFE0F?\s*\d{4}-\d{2}-\d{2}$")
# Fields of the Tasks and Dataview plugins are no proposals.
_TASK_FIELDS = frozenset({"due", "期限", "done", "completion", "scheduled", "start"})


class Meaning(NamedTuple):
    """What an item is about."""

    kind: ItemKind
    #: What finds the same item again in another rendering.
    key: str
    #: The person's, the promise's source's, or the proposal's link target.
    target: str
    #: A promise's words; what a proposal proposes; else empty.
    text: str
    #: A proposal's property; else empty.
    name: str
    #: As short as it still says the same.
    short: str


class ItemLine(NamedTuple):
    """A checkbox line, split into what was rendered and what was typed behind it."""

    #: Everything up to the box, the bracket included.
    lead: str
    box: str
    #: Bracket and blanks behind the box.
    close: str
    text: str
    added: str
    #: Whether nettrack rendered `text`, box aside.
    known: bool
    #: Whether the box is not the one that was rendered.
    changed: bool
    meaning: Meaning

    @property
    def done_on(self) -> date | None:
        """The day behind `✅`."""
        at = self.added.rfind("✅")
        if at < 0:
            return None
        found = find_day(self.added[at + 1 :].lstrip("\ufe0f \t"))
        return None if found is None else found.on


def read_item_line(line: str, ours: frozenset[str]) -> ItemLine | None:
    """The item that `line` is; `ours` fingerprints what nettrack rendered."""
    if (found := _BOX.match(line)) is None:
        return None
    lead, box, close, full = found.groups()
    text, added, known = _split_added(full.rstrip(), ours)
    changed = box != " " and not (known and _hash(f"[{box}] {text}") in ours)
    return ItemLine(lead, box, close, text, added, known, changed, read_meaning(text))


def read_meaning(text: str) -> Meaning:
    """What an item's text is about.

    It ends in a link in round brackets: a promise. It has `(key:: value)` behind a
    link: a proposal. It has a link: a person. Contract section 9.
    """
    spans = [span for span in find_spans(text) if not span.embed]
    if not spans:
        return Meaning("other", f"other\t{text}", "", text, "", text)
    first, last = spans[0], spans[-1]
    words = text[: last.start - 1].strip()
    if text[last.start - 1 : last.start] + text[last.end :] == "()" and words:
        key = f"promise\t{last.target.casefold()}\t{words}"
        return Meaning("promise", key, last.target, words, "", text)
    link, person = text[first.start : first.end], first.target.casefold()
    if (field := _find_field(text, first)) is not None:
        name, value = field
        key = f"proposal\t{person}\t{name}\t{value}"
        short = f"{link} ({name}:: {value})"
        return Meaning("proposal", key, first.target, value, name, short)
    return Meaning("person", f"person\t{person}", first.target, "", "", link)


def fingerprint(line: str) -> str:
    """A short mark of a line, blanks around it and the state of its box aside."""
    if (found := _BOX.match(line)) is not None:
        return _hash(f"[ ] {found[4].rstrip()}")
    return _hash(line.strip())


def fingerprints(inner: str, heading: str = "") -> str:
    """The marks of every line that nettrack renders, for the attribute `own`.

    `heading` is the one that `merge_region` puts over kept lines.
    """
    marks = {fingerprint(line) for line in inner.split("\n") if line.strip()}
    if heading:
        marks.add(fingerprint(heading))
    for line in inner.split("\n"):
        if (found := _BOX.match(line)) is not None and found[2] != " ":
            marks.add(_hash(f"[{found[2]}] {found[4].rstrip()}"))
    return "".join(sorted(marks))


def parse_own(text: str) -> frozenset[str]:
    """The marks in the attribute `own`."""
    return frozenset(text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH))


def split_done(added: str) -> tuple[str, str]:
    """What was typed behind an item: the mark `✅ 2026-11-20`, and the words."""
    if (tail := _DONE.search(added)) is None:
        return "", added.strip()
    return f" {tail[0].strip()}", added[: tail.start()].strip()


def _hash(text: str) -> str:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).digest()
    return urlsafe_b64encode(digest)[:_WIDTH].decode()


def _split_added(full: str, ours: frozenset[str]) -> tuple[str, str, bool]:
    """What was rendered of an item's text, what was typed behind it, and if it was.

    Of the beginnings of `full` the longest whose mark is known was rendered.
    """
    for end in range(min(len(full), _LONGEST), 0, -1):
        if _hash("[ ] " + full[:end]) in ours:
            return full[:end], full[end:], True
    if (tail := _DONE.search(full)) is not None and tail.start():
        return full[: tail.start()], tail[0], False
    return full, "", False


def _find_field(text: str, link: LinkSpan) -> tuple[str, str] | None:
    """The first `(key:: value)` behind `link`; brackets in the value may nest."""
    at = text.find("::", link.end)
    start = text.rfind("(", link.end, at) if at >= 0 else -1
    name = text[start + 1 : at].strip()
    if start < 0 or not name or name.casefold() in _TASK_FIELDS:
        return None
    depth = 1
    for place in range(at + 2, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if not depth:
            return name, text[at + 2 : place].strip()
    return None
