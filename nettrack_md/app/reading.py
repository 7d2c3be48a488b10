"""Bytes of a note -> what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nettrack_md.model.problems import Problem
from nettrack_md.note.parse import parse_note
from nettrack_md.people.notes import read_note

if TYPE_CHECKING:
    from nettrack_md.model.records import NoteFacts
    from nettrack_md.model.rules import ReadingRules

#: With one of these a note tells nothing new; its last good facts stay.
SPOILED = frozenset(
    {
        "frontmatter-open", "frontmatter-invalid", "frontmatter-not-map",
        "frontmatter-too-big", "duplicate-key", "conflict-markers", "not-utf8",
    }
)  # fmt: skip


def read_facts(path: str, content: bytes, rules: ReadingRules) -> NoteFacts:
    """What the bytes of a note say; bytes that are no UTF-8 say only that."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        facts = read_note(parse_note(path, ""), rules)
        problem = Problem(path, line, "not-utf8", f"byte 0x{byte:02x} is no UTF-8")
        return replace(facts, problems=(*facts.problems, problem))
    return read_note(parse_note(path, text), rules)


def spoils(facts: NoteFacts) -> bool:
    """Whether the note is broken so that its last good facts should stay."""
    return any(problem.code in SPOILED for problem in facts.problems)
