"""The log: lines that say on which day what was between two people.

The grammar is that of contract section 4: date, optional time, kind, direction, `:`,
then the text. What a line's lead holds is read in `note.leads`.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from nettrack_md.note.leads import DAY_LEADS, find_date, read_dated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from nettrack_md.model.records import Direction
    from nettrack_md.note.kinds import KindWords
    from nettrack_md.note.parsed import BodyLine

#: Columns that a line must stand further in than an item to be part of it.
_STEP: Final = 2
_NONE: Final = -1
#: The boxes of what was done; no box is as good.
_TICKED: Final = frozenset(["", "x", "X"])
#: No log heading is longer.
_NAME_LIMIT: Final = 200
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


class LogItem(NamedTuple):
    """One touch as it is written in a log."""

    #: None when the date does not exist.
    on: date | None
    #: `HH:MM` or empty.
    time: str
    #: The canonical kind; empty when none is named.
    kind: str
    direction: Direction
    text: str
    #: As `tags.find_log_tags` gives them.
    tags: tuple[str, ...]
    #: Whether a touch of that kind restarts the clock.
    restarts: bool
    line: int
    #: The last living line that belongs to it.
    end_line: int
    #: The texts of the lines that belong to it, below its own.
    sub: tuple[str, ...] = ()


# Half the cost of calling the class.
_item: Callable[[tuple[object, ...]], LogItem] = partial(tuple.__new__, LogItem)


def read_log(
    lines: Sequence[BodyLine], *, headings: tuple[str, ...], kinds: KindWords
) -> tuple[LogItem, ...]:
    """The touches that a note's own log holds, in the note's order.

    Below a heading of `headings`, else, where a note has none, anywhere: list items
    and headings that begin with a date. A task is a touch only when it is ticked.
    """
    names = _heading_names(headings)
    for place, line in enumerate(lines):
        if line.role == "heading" and _heading_name(line.text) in names:
            lines = _log_lines(lines[place:], names)
            break
    reader = _Reader(kinds)
    reader.read(lines)
    return reader.result()


def is_newest_first(items: Iterable[LogItem]) -> bool:
    """Whether a log runs from new to old; true also when nothing tells."""
    pairs = list(pairwise(item.on for item in items if item.on is not None))
    falling = sum(first > second for first, second in pairs)
    rising = sum(first < second for first, second in pairs)
    return falling >= rising


def is_log_heading(text: str, headings: tuple[str, ...]) -> bool:
    """Whether a heading of that text opens a log."""
    return _heading_name(text) in _heading_names(headings)


@lru_cache(maxsize=8)
def _heading_names(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_heading_name(heading) for heading in headings)


def _heading_name(text: str) -> str:
    """A heading as it is compared: folded, without emoji and colons around it."""
    if text.isascii() and text.isalpha():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text[:_NAME_LIMIT]).casefold()
    return _EDGES.sub("", folded)


def _log_lines(lines: Sequence[BodyLine], names: frozenset[str]) -> list[BodyLine]:
    """The lines below log headings, until a heading ends the log.

    That is one of the same level or higher which carries no date.
    """
    inside: list[BodyLine] = []
    level = 0
    for line in lines:
        if line.role == "heading":
            if _heading_name(line.text) in names:
                level = min(level, line.level) if level else line.level
            elif line.level <= level and find_date(line.text) is None:
                level = 0
        if level:
            inside.append(line)
    return inside


class _Reader:
    """Goes through the lines and knows which touch the next one belongs to."""

    def __init__(self, kinds: KindWords) -> None:
        self.kinds = kinds
        self.items: list[LogItem] = []
        #: The lines below each item that has any, by its place in `items`.
        self.below: dict[int, list[BodyLine]] = {}
        #: Places of the list item and the heading that are open, and how far in the
        #: one stands, of what level the other is.
        self.item, self.indent, self.end = _NONE, 0, 0
        self.heading, self.level = _NONE, 0

    def read(self, lines: Sequence[BodyLine]) -> None:
        """Take every line. Flat where it is an item, as most lines of a log are."""
        kinds, items = self.kinds, self.items
        for line in lines:
            number, role, indent, _, box, text = line
            if role == "heading":
                self.take_heading(line)
            elif self.item != _NONE and indent >= self.indent + _STEP:
                self.add(self.item, line)
            elif role == "plain":
                self.take_plain(line)
            elif (
                box in _TICKED
                and text[:1] in DAY_LEADS
                and (dated := read_dated(text, kinds)) is not None
            ):
                self.item, self.indent, self.end = len(items), indent, number
                items.append(_item((*dated, number, number, ())))
            else:
                self.item = _NONE
                if self.heading != _NONE:
                    self.add(self.heading, line)

    def take_heading(self, line: BodyLine) -> None:
        self.item = _NONE
        if self.begin(line):
            self.heading, self.level = len(self.items) - 1, line.level
        elif self.heading != _NONE and line.level > self.level:
            self.add(self.heading, line)
        else:
            self.heading = _NONE

    def take_plain(self, line: BodyLine) -> None:
        """A paragraph: the item's when it stands right below the item's lines."""
        if self.item != _NONE and line.line == self.end + 1:
            self.add(self.item, line)
            return
        if not line.indent:
            self.item = _NONE
        if self.heading != _NONE:
            self.add(self.heading, line)

    def begin(self, line: BodyLine) -> bool:
        """Take a heading as a touch, if it begins with a date."""
        text = line.text
        if text[:1] not in DAY_LEADS:
            return False
        if (dated := read_dated(text, self.kinds)) is None:
            return False
        self.items.append(_item((*dated, line.line, line.line, ())))
        return True

    def add(self, place: int, line: BodyLine) -> None:
        """A line below a touch."""
        self.below.setdefault(place, []).append(line)
        self.end = line.line

    def result(self) -> tuple[LogItem, ...]:
        """The touches; a task below one that is not ticked is a promise, not text."""
        for place, below in self.below.items():
            sub = [line.text for line in below if line.box in {"", "x", "X"}]
            item = self.items[place]
            self.items[place] = _item((*item[:8], below[-1].line, tuple(sub)))
        return tuple(self.items)
