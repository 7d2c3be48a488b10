"""Whose turn it is among those about whom something could be proposed.

Nothing stands on the page for ever, and nothing is gone for good: two weeks of six
belong to each person, so what was not ticked rests for a month and comes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.insight.week.candidates import Candidate, Frame

#: Weeks in which each has had a turn, and how many of them a turn lasts.
ROUND, TURN = 6, 2


def in_turn(
    kind: str, candidates: Iterable[Candidate], frame: Frame
) -> list[Candidate]:
    """Those whose turn it is, first whose turn begins; the same order on every machine.

    Who leaves, because a proposal was taken, moves nobody else.
    """
    weeks = frame.begins.toordinal() // 7
    turns: list[tuple[int, int, str, Candidate]] = []
    for candidate in candidates:
        path = candidate.person.contact.path
        phase = _phase(kind, path, frame)
        if phase < TURN:
            # Within a crowd the order is another one in each round.
            again = mark(f"{kind} {weeks // ROUND}", path)
            turns.append((phase, again, path, candidate))
    return [candidate for *_, candidate in sorted(turns, key=lambda turn: turn[:3])]


def has_turn(kind: str, path: str, frame: Frame) -> bool:
    """Whether the week is one of that person's turn."""
    return _phase(kind, path, frame) < TURN


def _phase(kind: str, path: str, frame: Frame) -> int:
    """Which week of the round it is, counted from the one in which the turn begins."""
    return (mark(kind, path) + frame.begins.toordinal() // 7) % ROUND


def mark(kind: str, path: str) -> int:
    """A number that is the same for a kind and a path everywhere."""
    return crc32(f"{kind}\t{path}".encode("utf-8", "surrogatepass"))
