"""The structure of a note, as far as its text alone tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from nettrack_md.model.problems import Problem
    from nettrack_md.note.frontmatter import Frontmatter

Role = Literal["heading", "task", "item", "plain"]


class BodyLine(NamedTuple):
    """One living line of a body.

    Blank lines, code, comments, block quotes and rendered regions are not among
    them, so whoever reads them need not ask again.
    """

    #: 1-based, in the file.
    line: int
    role: Role
    #: Columns of white space before the text, a tab to the next multiple of 4.
    indent: int
    #: A heading's level, else 0.
    level: int
    #: The character in a task's box, else empty.
    box: str
    #: The text behind `#`, the bullet and the box.
    text: str


@dataclass(frozen=True, slots=True)
class ParsedNote:
    """A note, taken apart; `bom + header + body` is the text, byte for byte."""

    path: str
    bom: str
    #: From the opening `---` through the closing one with its line end; or empty.
    header: str
    body: str
    #: 1-based line in the file on which the body begins.
    body_line: int
    frontmatter: Frontmatter
    lines: tuple[BodyLine, ...]
    #: Inline tags without `#`, in order of appearance, each once.
    tags: tuple[str, ...]
    #: Names of the rendered regions in it.
    regions: tuple[str, ...]
    problems: tuple[Problem, ...]
