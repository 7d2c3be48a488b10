"""Reads a note from its text, so that a test shows the text and nothing else."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from nettrack_md.model.rules import ReadingRules
from nettrack_md.note.parse import parse_note
from nettrack_md.people.notes import read_note

if TYPE_CHECKING:
    from nettrack_md.model.records import Contact, NoteFacts, Touch

RULES = ReadingRules()
JANE = "People/Jane Roe.md"
DAY = "2026-11-20.md"


def read(text: str, path: str = JANE, rules: ReadingRules = RULES) -> NoteFacts:
    """The facts of a note; the text may be indented as the test is."""
    return read_note(parse_note(path, dedent(text).lstrip("\n")), rules)


def props(lines: str) -> str:
    """A note of nothing but these properties."""
    return f"---\n{dedent(lines).strip()}\n---\n"


def contact_of(lines: str, rules: ReadingRules = RULES) -> Contact:
    """The contact that these properties describe."""
    contact = read(props(lines), rules=rules).contact
    assert contact is not None
    return contact


def problems_of(lines: str, rules: ReadingRules = RULES) -> list[tuple[str, int]]:
    """Code and line of each problem in a contact with these properties."""
    facts = read(props(lines), rules=rules)
    return [(problem.code, problem.line) for problem in facts.problems]


def log(text: str) -> tuple[Touch, ...]:
    """The touches of a contact whose note holds this log."""
    return tuple(read(f"## Log\n\n{dedent(text).strip()}\n").touches)
