"""Take a note apart: properties, living lines, tags, regions, what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.model.problems import Problem
from nettrack_md.note.body import read_lines
from nettrack_md.note.frontmatter import read_frontmatter, split_note
from nettrack_md.note.parsed import ParsedNote
from nettrack_md.note.tags import find_tags

if TYPE_CHECKING:
    from nettrack_md.note.parsed import BodyLine


def parse_note(path: str, text: str) -> ParsedNote:
    """The structure of a note; never raises, whatever the text is."""
    split = split_note(text)
    frontmatter = read_frontmatter(split)
    body = read_lines(split.body, split.body_line)
    problems = [Problem(path, f.line, f.code, f.message) for f in frontmatter.problems]
    problems += [Problem(path, f.line, f.code, f.message) for f in body.faults]
    return ParsedNote(
        path=path,
        bom=split.bom,
        header=split.header,
        body=split.body,
        body_line=split.body_line,
        frontmatter=frontmatter,
        lines=body.lines,
        tags=_tags(body.lines) if "#" in split.body else (),
        regions=body.regions,
        problems=tuple(problems),
    )


def _tags(lines: tuple[BodyLine, ...]) -> tuple[str, ...]:
    found = (tag for line in lines if "#" in line.text for tag in find_tags(line.text))
    return tuple(dict.fromkeys(found))
