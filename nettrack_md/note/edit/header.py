"""A note whose properties are to be edited: read, refused or taken apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.body import read_lines
from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.edit.spans import Layout, find_layout
from nettrack_md.note.frontmatter import Scalar, read_frontmatter, split_note

if TYPE_CHECKING:
    from nettrack_md.note.edit.spans import Place, Span
    from nettrack_md.note.frontmatter import Entry, Frontmatter, Split

# Properties that begin on a later line, or behind blanks, or with an odd line end: to
# Obsidian they are none, to their writer they are.
_MISPLACED = re.compile(r"\s*---[^\S\n]*\n(?:.*\n)*?---[^\S\n]*(?:\n|\Z)")


class Header(NamedTuple):
    """A header that can be edited, within its note."""

    text: str
    split: Split
    frontmatter: Frontmatter
    layout: Layout

    def find(self, key: str) -> tuple[Entry, Place] | None:
        """A property and its place; None when the note has none of that name.

        Raises EditRefused when the two readers see different things there.
        """
        pairs = zip(self.frontmatter.entries, self.layout.places, strict=True)
        found = next((pair for pair in pairs if pair[0].key == key), None)
        if found is not None and not _is_shaped(found[0], found[1].value):
            raise EditRefused("the value cannot be taken apart", found[0].line)
        return found


def refuse_damaged(frontmatter: Frontmatter, body: str, body_line: int) -> None:
    """Raise EditRefused for a note that nothing may be written into.

    Properties that are open or no valid YAML, and the conflict markers of a merge.
    """
    if frontmatter.status in {"open", "broken"}:
        flaws = frontmatter.problems
        line, reason = (flaws[0].line, flaws[0].message) if flaws else (1, "broken")
        raise EditRefused(reason, line)
    if "<<<<<<<" in body:
        for fault in read_lines(body, body_line).faults:
            if fault.code == "conflict-markers":
                raise EditRefused(fault.message, fault.line)


def open_header(text: str) -> Header:
    """The properties of a note, ready to be edited; raises EditRefused."""
    split = split_note(text)
    frontmatter = read_frontmatter(split)
    refuse_damaged(frontmatter, split.body, split.body_line)
    if split.status == "absent":
        if (found := _MISPLACED.match(split.body)) is not None:
            line = found[0].count("\n", 0, found[0].index("---")) + 1
            raise EditRefused("the properties do not begin on the first line", line)
        return Header(text, split, frontmatter, Layout((), "", 0))
    start = len(split.bom) + split.header.index("\n") + 1
    end = len(split.bom) + split.header.rindex("\n---") + 1
    layout = find_layout(text, start, end)
    _compare(frontmatter, layout, text)
    return Header(text, split, frontmatter, layout)


def _compare(frontmatter: Frontmatter, layout: Layout, text: str) -> None:
    """Both readers must have found the same properties on the same lines."""
    entries, places = frontmatter.entries, layout.places
    lines = [text.count("\n", 0, place.key) + 1 for place in places]
    if [entry.line for entry in entries] != lines:
        raise EditRefused("the properties cannot be taken apart", 2)


def _is_shaped(entry: Entry, span: Span) -> bool:
    node = entry.node
    if isinstance(node, Scalar):
        return span.shape == "scalar"
    if isinstance(node, tuple):
        return span.shape.endswith("list") and len(span.items) == len(node)
    return span.shape.endswith("map")
