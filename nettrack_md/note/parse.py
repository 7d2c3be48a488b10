"""Take a note apart: properties, living lines, tags, regions, what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.model.problems import Problem
from nettrack_md.model.quick import quick
from nettrack_md.note.body import read_lines
from nettrack_md.note.frontmatter import read_frontmatter, split_note
from nettrack_md.note.parsed import ParsedNote
from nettrack_md.note.tags import find_tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.note.body import BodyRead
    from nettrack_md.note.frontmatter import Frontmatter, Split
    from nettrack_md.note.parsed import BodyLine


_new_note = quick(ParsedNote)


def parse_note(path: str, text: str) -> ParsedNote:
    """The structure of a note; never raises, whatever the text is."""
    (parsed,) = parse_notes(((path, text),))
    return parsed


def parse_notes(notes: Sequence[tuple[str, str]]) -> list[ParsedNote]:
    """What `parse_note` gives for each of many notes, each a path and a text.

    One step is done for all of them before the next: the code of a step then stays in
    the processor's caches.
    """
    splits = [split_note(text) for _, text in notes]
    headers = [read_frontmatter(split) for split in splits]
    bodies = [read_lines(split.body, split.body_line) for split in splits]
    paths = [path for path, _ in notes]
    return [*map(_parsed, paths, splits, headers, bodies)]


def _parsed(
    path: str, split: Split, frontmatter: Frontmatter, body: BodyRead
) -> ParsedNote:
    bom, header, rest, _, body_line = split
    lines, regions, faults = body
    problems: tuple[Problem, ...] = ()
    if frontmatter.problems or faults:
        flaws = [Problem(path, f.line, f.code, f.message) for f in frontmatter.problems]
        broken = [Problem(path, f.line, f.code, f.message) for f in faults]
        problems = (*flaws, *broken)
    tags = _tags(lines) if "#" in rest else ()
    return _new_note(
        path, bom, header, rest, body_line, frontmatter, lines, tags, regions, problems
    )


def _tags(lines: tuple[BodyLine, ...]) -> tuple[str, ...]:
    texts = [line.text for line in lines if "#" in line.text]
    if not texts:
        return ()
    return tuple(dict.fromkeys([tag for text in texts for tag in find_tags(text)]))
