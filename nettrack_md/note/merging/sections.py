"""Lines of a body that belong to no touch, told apart: sections, blocks, elements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.log import is_log_heading
from nettrack_md.note.merging.units import REGION
from nettrack_md.note.parse import parse_note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ITEM = re.compile(r"(?:[-*+・]|\d{1,9}[.)])\s")
#: What begins a block of which no line stands for itself.
_WHOLE = re.compile(r"\s*(?:```|~~~|\||>|<|\$\$|%%|\0| {4}|\t)")
_FENCE = re.compile(r"\s*(```+|~~~+)")


class Block(NamedTuple):
    """Lines without a blank one between them: a half-open range of places."""

    first: int
    end: int
    #: The parts that stand for themselves: items of a list, lines of a text.
    elements: tuple[str, ...]
    #: Whether it is code, a table, a quote: nothing to put a line into.
    is_whole: bool


class Section(NamedTuple):
    """A heading and what stands below it, up to the next heading of any level."""

    #: A heading's level; 0 above the first one.
    level: int
    #: The heading's words, folded; empty above the first.
    name: str
    is_log: bool
    first: int
    end: int

    @property
    def body(self) -> int:
        """The place of the first line below the heading."""
        return self.first + bool(self.level)


def find_sections(lines: Sequence[str], headings: tuple[str, ...]) -> list[Section]:
    """The sections of these lines, in order; the first one may be empty."""
    # A line above them, so that a rule on top is not read as a header.
    parsed = parse_note("", "\n" + "".join(lines))
    starts = [(0, 0, "", False)]
    for line in parsed.lines:
        if line.role == "heading":
            is_log = is_log_heading(line.text, headings)
            name = " ".join(line.text.split()).casefold()
            starts.append((line.line - 2, line.level, name, is_log))
    ends = [start[0] for start in starts[1:]] + [len(lines)]
    return [
        Section(level, name, is_log, first, end)
        for (first, level, name, is_log), end in zip(starts, ends, strict=True)
    ]


def find_blocks(lines: Sequence[str], first: int, end: int) -> list[Block]:
    """The blocks between two places; a region stands for itself."""
    blocks: list[Block] = []
    for at in range(first, end):
        if lines[at].startswith(REGION):
            blocks += _blocks_between(lines, first, at)
            blocks.append(Block(at, at + 1, (lines[at],), is_whole=True))
            first = at + 1
    return [*blocks, *_blocks_between(lines, first, end)]


def _blocks_between(lines: Sequence[str], first: int, end: int) -> Iterator[Block]:
    """The blocks; blank lines within a fence part nothing."""
    start, fence = -1, ""
    for at in range(first, end):
        text = lines[at]
        if start < 0 and text.strip():
            start = at
        if (found := _FENCE.match(text)) is not None:
            if not fence:
                fence = found[1]
            elif found[1].startswith(fence) and not text.strip(" `~\n"):
                fence = ""
        elif start >= 0 and not fence and not text.strip():
            yield _block(lines, start, at)
            start = -1
    if start >= 0:
        while not lines[end - 1].strip():
            end -= 1
        yield _block(lines, start, end)


def _block(lines: Sequence[str], first: int, end: int) -> Block:
    own = lines[first:end]
    if any(_WHOLE.match(line) for line in own if not _is_inside_item(line, own)):
        return Block(first, end, ("".join(own),), is_whole=True)
    return Block(first, end, tuple(_elements(own)), is_whole=False)


def _elements(lines: Sequence[str]) -> Iterator[str]:
    if not _ITEM.match(lines[0]):
        yield from lines
        return
    item = ""
    for line in lines:
        if item and _ITEM.match(line):
            yield item
            item = ""
        item += line
    yield item


def _is_inside_item(line: str, lines: Sequence[str]) -> bool:
    return bool(_ITEM.match(lines[0])) and line[:1].isspace()
