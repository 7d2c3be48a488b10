"""The lines that a user wrote below a name -> the touch that goes into a log."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.edit import NewTouch
from nettrack_md.note.leads import DAY_LEADS, find_date, read_lead

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from nettrack_md.note.kinds import KindWords

_BULLET = re.compile(r"(?:[-*+・]|\d{1,9}[.)])[ \t]+")
_BOX = re.compile(r"\[.\](?:[ \t]|$)")
_FENCES = ("```", "~~~")


class Line(NamedTuple):
    """A line that the user wrote at an item."""

    #: How many columns further in than the outermost of them it stands.
    indent: int
    #: With its bullet, without blanks around; a line of code keeps its own.
    text: str


class Words(NamedTuple):
    """The lines, told apart."""

    #: The day that the first line begins with, if it does.
    on: date | None
    #: The first line without bullet and day; empty where it is a box or code.
    first: str
    #: The further lines, the outermost at the margin.
    rest: tuple[Line, ...]


def read_words(lines: Sequence[Line]) -> Words:
    """The first line, which is the touch's own, and those that belong to it."""
    if not lines:
        return Words(None, "", ())
    text = _bare(lines[0].text)
    if _BOX.match(text) or text.startswith(_FENCES):
        return Words(None, "", tuple(lines))
    on = None
    if text[:1] in DAY_LEADS and (found := find_date(text)) is not None and found[0]:
        on, time, end = found
        text = f"{time} {text[end:].strip(' :：')}".strip()
    return Words(on, text, tuple(_outdented(lines[1:])))


def touches_of(
    lines: Sequence[Line], on: date, kinds: KindWords
) -> tuple[NewTouch, NewTouch]:
    """The touch that the lines tell of, and a plainer one should it not be writable.

    The plainer one has every line below it. A first line of a kind that does not
    restart the clock (`note: …`) stands below as well: the tick says there was one.
    """
    words = read_words(lines)
    below = tuple(_items(words.rest))
    if not words.first:
        plain = NewTouch(on, sub=below)
        return plain, plain
    plain = NewTouch(on, sub=(f"- {words.first}", *below))
    lead = read_lead(words.first, kinds)
    if not lead.restarts:
        return plain, plain
    told = NewTouch(
        on,
        kind=_kind_as_typed(words.first, lead.kind, kinds),
        direction=lead.direction,
        text=lead.text,
        sub=below,
        time=lead.time,
    )
    return told, plain


def _kind_as_typed(text: str, kind: str, kinds: KindWords) -> str:
    """The word for a kind as the user wrote it, behind a time of day or not."""
    for at in (0, text.find(" ") + 1):
        found = kinds.find(text, at)
        if found is not None and found.kind == kind:
            return text[at : found.end]
    return kind


def _bare(text: str) -> str:
    """A line without its bullet."""
    return _BULLET.sub("", text, count=1).strip()


def _outdented(lines: Sequence[Line]) -> Iterable[Line]:
    """Lines of the first one become the touch's own, so they move out."""
    margin: int | None = None
    for place, line in enumerate(lines):
        if not line.indent:
            yield from lines[place:]
            return
        margin = line.indent if margin is None else min(margin, line.indent)
        yield Line(line.indent - margin, line.text)


def _items(lines: Iterable[Line]) -> Iterable[str]:
    """Each line as an item that stands as far in as it did."""
    for line in lines:
        text = line.text.strip()
        if text:
            yield " " * line.indent + (text if _BULLET.match(text) else f"- {text}")
