"""A rendered region, told apart: nettrack's items, and what the user put there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.regions.items import (
    ItemLine,
    fingerprint,
    read_item_line,
    read_meaning,
    split_done,
)

if TYPE_CHECKING:
    from datetime import date

    from nettrack_md.note.regions.items import ItemKind

# What begins a block of its own even right below a paragraph.
_BLOCK = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?:\s|$)|[#>|=`~<・･]|--|\*\*\*|___")
_BULLET = re.compile(r"[-*+][ \t]+(\S.*)$")
_FENCE = re.compile(r"`{3,}(?=[^`]*$)|~{3,}")


class Row(NamedTuple):
    """One line of the user's."""

    text: str
    #: 0-based line within the region.
    place: int
    #: Blank lines above it.
    blanks: int
    #: Columns, or -1 where they mean nothing: within a fence, or in a paragraph that
    #: goes on in front.
    indent: int


@dataclass(slots=True)
class Group:
    """An item, and the user's lines below it."""

    item: ItemLine
    line: Row
    #: Without a box: nettrack put it over lines whose item left the page.
    header: bool = False
    #: Below the heading of kept lines.
    kept: bool = False
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Content:
    """All that a region holds, rendered lines that are no items left out."""

    groups: list[Group] = field(default_factory=list)
    #: The user's lines that stand below no item.
    loose: list[Row] = field(default_factory=list)


class RegionItem(NamedTuple):
    """An item of a region as the user left it: what `apply` acts on."""

    kind: ItemKind
    key: str
    #: 0-based line within the region.
    place: int
    box: str
    #: Whether the user set the box.
    changed: bool
    target: str
    #: A promise's words, a proposal's value, the text of a box without a link.
    text: str
    #: A proposal's property.
    name: str
    #: The day behind `✅`.
    done_on: date | None
    #: What the user typed behind it and below it, line by line, blanks cut off.
    below: tuple[str, ...]


def read_items(inner: str, own: frozenset[str]) -> tuple[RegionItem, ...]:
    """The items of a region, in order; `own` comes from its begin marker."""
    return tuple(
        RegionItem(
            item.meaning.kind, item.meaning.key, group.line.place, item.box,
            item.changed, item.meaning.target, item.meaning.text, item.meaning.name,
            item.done_on, _below(group),
        )
        for group in read_region(inner, own, "").groups
        if not group.header
        for item in (group.item,)
    )  # fmt: skip


def read_region(inner: str, ours: frozenset[str], heading: str) -> Content:
    """Tell apart what `inner` holds; `ours` marks the lines that nettrack rendered.

    A line belongs to the item above it when it stands further in, or goes on as the
    item's paragraph. `heading` stands over the lines of items that left.
    """
    reader = _Reader(inner.replace("\r\n", "\n").split("\n"), ours, heading)
    reader.read()
    return reader.content


def columns(line: str) -> int:
    """Columns of white space in front of a line."""
    return len(line[: len(line) - len(line.lstrip())].expandtabs(4))


def goes_on(line: str) -> bool:
    """Whether an unindented line right below a paragraph is part of it."""
    return _BLOCK.match(line) is None


def _below(group: Group) -> tuple[str, ...]:
    words = split_done(group.item.added)[1]
    texts = [words, *(row.text.strip() for row in group.rows)]
    return tuple(text for text in texts if text)


class _Reader:
    """Goes down a region's lines; the stack holds the items that are still open."""

    def __init__(self, lines: list[str], ours: frozenset[str], heading: str) -> None:
        self.lines = lines
        self.ours = ours
        self.heading = heading.strip()
        self.content = Content()
        self.stack: list[tuple[int, Group]] = []
        #: Below a line of the user's that stands in no item.
        self.loose = False
        #: Below the heading of kept lines.
        self.kept = False
        #: White space that is cut off in front of a block that hangs in the air.
        self.cut = ""

    def read(self) -> None:
        """Take every line."""
        blanks, place = 0, 0
        while place < len(self.lines):
            line = self.lines[place]
            if not line.strip():
                blanks, place = blanks + 1, place + 1
                continue
            if self.take_rendered(line, place, blanks):
                place += 1
            else:
                place = self.take_users(line, place, blanks)
            blanks = 0

    def take_rendered(self, line: str, place: int, blanks: int) -> bool:
        """Take a line that nettrack wrote; False when it did not."""
        item = read_item_line(line, self.ours)
        is_heading = line.strip() == self.heading
        if item is not None and item.known:
            self.kept = self.loose = False
            self.cut = ""
            self.open(Group(item, Row(line, place, blanks, columns(line))))
        elif item is not None or not (is_heading or fingerprint(line) in self.ours):
            return False
        elif is_heading or not line[0].isspace():
            self.kept, self.loose, self.cut = is_heading, False, ""
            self.stack.clear()
        return True

    def open(self, group: Group) -> None:
        """What comes below, further in, belongs to this item."""
        indent = group.line.indent
        while self.stack and self.stack[-1][0] >= indent:
            self.stack.pop()
        self.stack.append((indent, group))
        self.content.groups.append(group)

    def take_users(self, line: str, place: int, blanks: int) -> int:
        """Take a line of the user's, or a whole fence; the place of the next line."""
        if not line.startswith(self.cut):
            self.cut = ""
        line = line[len(self.cut) :]
        indent = columns(line)
        if indent:
            while self.stack and self.stack[-1][0] >= indent:
                self.stack.pop()
            if not self.stack and not self.loose:
                self.cut += line[: len(line) - len(line.lstrip())]
                line, indent = line.lstrip(), 0
        rows, after = self.rows_from(Row(line, place, blanks, indent))
        if not indent:
            self.take_front(rows)
        elif self.stack:
            self.stack[-1][1].rows += rows
        else:
            self.content.loose += rows
        return after

    def take_front(self, rows: list[Row]) -> None:
        """Take a line of the user's that stands in front."""
        first = rows[0]
        if self.stack and not first.blanks and goes_on(first.text):
            self.stack[-1][1].rows.append(first._replace(indent=-1))
            return
        self.stack.clear()
        item = read_item_line(first.text, self.ours)
        header = self.read_header(first.text) if item is None else None
        if item is None and header is None:
            self.loose = True
            self.content.loose += rows
            return
        self.loose = False
        if item is not None:
            self.open(Group(item, first, kept=self.kept))
        elif header is not None:
            self.open(Group(header, first, header=True, kept=self.kept))

    def read_header(self, line: str) -> ItemLine | None:
        """The line over kept lines: an item in short, without a box."""
        if (found := _BULLET.match(line)) is None:
            return None
        text = found[1].rstrip()
        meaning = read_meaning(text)
        if meaning.short != text or not (self.kept or meaning.kind == "person"):
            return None
        return ItemLine(
            "- [", " ", "] ", text, "", known=False, changed=False, meaning=meaning
        )

    def rows_from(self, first: Row) -> tuple[list[Row], int]:
        """The line itself and, when it opens a fence, all through its end."""
        rows, blanks = [first], 0
        end = self.fence_end(first)
        for place in range(first.place + 1, end + 1):
            line = self.lines[place]
            if line.strip():
                rows.append(Row(line.removeprefix(self.cut), place, blanks, -1))
                blanks = 0
            else:
                blanks += 1
        return rows, end + 1

    def fence_end(self, first: Row) -> int:
        """Where the fence that `first` opens is closed; its own place else.

        One with a rendered line in it was left open, and is none.
        """
        if (fence := _FENCE.match(first.text.strip())) is None:
            return first.place
        for place in range(first.place + 1, len(self.lines)):
            line = self.lines[place].strip()
            if line.startswith(fence[0]) and not line.strip(fence[0][0]):
                return place
            if line and fingerprint(line) in self.ours:
                break
        return first.place
