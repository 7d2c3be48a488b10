"""Proposals of the week: a few lines to tick, each with its numbers and its evidence.

Nothing is done unasked. At most a few stand on a page; they rest on evidence from
before the week, and take turns, so that they are the same on every day of it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from nettrack_md.insight.week.proposals.deepening import DEEPEN
from nettrack_md.insight.week.proposals.drift import DRIFT
from nettrack_md.insight.week.proposals.load import speaks_of_load, ways_out
from nettrack_md.insight.week.proposals.met_once import MET_ONCE
from nettrack_md.insight.week.proposals.ramp import NO_TIER, RAMP
from nettrack_md.insight.week.proposals.turns import in_turn
from nettrack_md.insight.week.proposals.unanswered import UNANSWERED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nettrack_md.insight.values import Proposal
    from nettrack_md.insight.week.candidates import Candidate, Frame
    from nettrack_md.insight.week.proposals.grounds import Grounds, Kind, Wide

#: The kinds about one person. The first, which has its time, always has the first
#: say; the others take turns, so that none crowds out another.
KINDS: tuple[Kind, ...] = (RAMP, UNANSWERED, DEEPEN, DRIFT, NO_TIER, MET_ONCE)
#: The kinds about the network as a whole, behind these.
WIDE: tuple[Wide, ...] = (ways_out,)
#: So many proposals about people stand on the page of a week.
MOST = 3
#: So many people are looked at closely for each kind.
LOOKS = 12


def propose(candidates: Sequence[Candidate], grounds: Grounds) -> tuple[Proposal, ...]:
    """What is proposed this week, one thing about a person."""
    found: list[Proposal] = []
    kinds = () if speaks_of_load(candidates, grounds) else _kinds_of(grounds.frame)
    for kind in kinds:
        left = min(kind.most, MOST - len(found))
        if left > 0:
            found += islice(_of_kind(kind, candidates, grounds), left)
    for wide in WIDE:
        found += wide(candidates, grounds, len(found))
    return tuple(found)


def find_first(candidate: Candidate, grounds: Grounds) -> tuple[Kind, Proposal] | None:
    """The one thing that could be proposed about somebody, and of which kind it is.

    Whether others take a proposal, or leave it, has no say in it.
    """
    for kind in KINDS:
        if kind.may(candidate, grounds):
            proposal = kind.find(candidate, grounds)
            if proposal is not None:
                return kind, proposal
    return None


def _kinds_of(frame: Frame) -> tuple[Kind, ...]:
    """The kinds in the order of this week."""
    first, *others = KINDS
    shift = frame.begins.toordinal() // 7 % len(others)
    return (first, *others[shift:], *others[:shift])


def _of_kind(
    kind: Kind, candidates: Sequence[Candidate], grounds: Grounds
) -> Iterator[Proposal]:
    """The proposals of one kind about those who have a turn, in their order."""
    free = (c for c in candidates if not c.quiet and kind.may(c, grounds))
    for candidate in in_turn(kind.name, free, grounds.frame)[:LOOKS]:
        found = find_first(candidate, grounds)
        if found is not None and found[0] is kind:
            yield found[1]
