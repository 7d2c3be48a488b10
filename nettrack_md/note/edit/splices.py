"""Cuts and pastes: the only way in which an edit makes a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Splice(NamedTuple):
    """What stands from `start` to `end` gives way to `new`."""

    start: int
    end: int
    new: str


def apply_splices(text: str, splices: Iterable[Splice]) -> str:
    """`text` with all of them made; they do not overlap, and hold their order."""
    pieces: list[str] = []
    at = 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        pieces += (text[at:start], new)
        at = end
    return "".join((*pieces, text[at:]))


def line_start(text: str, at: int) -> int:
    """Where the line that holds `at` begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where the line that holds `at` ends, before its line end."""
    end = text.find("\n", at)
    if end < 0:
        return len(text)
    return end - 1 if end > at and text[end - 1] == "\r" else end


def next_line(text: str, at: int) -> int:
    """Where the line below the one that holds `at` begins, or the text ends."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def newline_at(text: str, at: int) -> str:
    r"""The line end to write next to the line that holds `at`: the neighbour's.

    That line's own; where it has none, the one before it; else the text's first;
    else `\n`.
    """
    end = text.find("\n", at)
    if end < 0:
        end = text.rfind("\n", 0, at)
    if end < 0:
        return "\n"
    return "\r\n" if text[end - 1 : end] == "\r" else "\n"


def line_number(text: str, at: int) -> int:
    """The 1-based line that holds `at`."""
    return text.count("\n", 0, at) + 1
