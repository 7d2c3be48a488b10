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
    from nettrack_md.note.parsed import BodyLine


_new_note = quick(ParsedNote)


def parse_note(path: str, text: str) -> ParsedNote:
    """The structure of a note; never raises, whatever the text is."""
    split = split_note(text)
    frontmatter = read_frontmatter(split)
    body = read_lines(split.body, split.body_line)
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
