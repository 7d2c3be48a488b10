"""Bytes of a note -> what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nettrack_md.model.problems import Problem
from nettrack_md.note.parse import parse_notes
from nettrack_md.people.notes import read_notes

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    (facts,) = read_all([(path, content)], rules)
    return facts


def read_all(
    notes: Iterable[tuple[str, bytes]], rules: ReadingRules
) -> list[NoteFacts]:
    """What many notes say."""
    texts = [_text(path, content) for path, content in notes]
    parsed = parse_notes([(path, text) for path, text, _ in texts])
    found = read_notes(parsed, rules)
    return [
        replace(facts, problems=(*facts.problems, *problems)) if problems else facts
        for facts, (*_, problems) in zip(found, texts, strict=True)
    ]


def _text(path: str, content: bytes) -> tuple[str, str, tuple[Problem, ...]]:
    """A note's path and text, and what is wrong with its bytes."""
    try:
        return path, content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        problem = Problem(path, line, "not-utf8", f"byte 0x{byte:02x} is no UTF-8")
        return path, "", (problem,)


def spoils(facts: NoteFacts) -> bool:
    """Whether the note is broken so that its last good facts should stay."""
    return any(problem.code in SPOILED for problem in facts.problems)
