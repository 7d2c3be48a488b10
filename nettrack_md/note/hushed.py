"""Lines that their writer marked `%%private%%`: they never leave the vault."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nettrack_md.note.body import read_lines
from nettrack_md.note.tags import find_tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nettrack_md.note.parsed import BodyLine

_MARK = re.compile(r"[%％]{2}\s*private\s*[%％]{2}", re.IGNORECASE)


def is_hushed(text: str) -> bool:
    """Whether a line, or the text of a property, bears the mark."""
    return ("%%" in text or "％" in text) and _MARK.search(text) is not None


def hushed_lines(body: str, first_line: int = 1) -> frozenset[int]:
    """The lines of a body that are marked, and what belongs to them.

    To an item belongs what is indented below it, to a heading its section. Lines
    count in the file, where the body begins on `first_line`.
    """
    if not is_hushed(body):
        return frozenset()
    return frozenset(_marked(read_lines(body, first_line).lines))


def hushed_tags(body: str) -> frozenset[str]:
    """The tags, folded, that stand on hushed lines and on no other."""
    hushed = hushed_lines(body)
    found: tuple[set[str], set[str]] = (set(), set())
    for line in read_lines(body).lines if hushed else ():
        tags = (tag.casefold() for tag in find_tags(line.text))
        found[line.line in hushed].update(tags)
    said, unsaid = found
    return frozenset(unsaid - said)


def _marked(lines: Sequence[BodyLine]) -> Iterator[int]:
    under: BodyLine | None = None
    for line in lines:
        if is_hushed(line.text):
            if under is None or not _belongs(line, under):
                under = line
        elif under is not None and not _belongs(line, under):
            under = None
        if under is not None:
            yield line.line


def _belongs(line: BodyLine, above: BodyLine) -> bool:
    if above.role == "heading":
        return line.role != "heading" or line.level > above.level
    return line.role != "heading" and line.indent > above.indent
