"""Proposals of the week: a few lines to tick, each with its numbers and its evidence.

Nothing is done unasked. At most a few stand on a page; they rest on evidence from
before the week, and take turns, so that they are the same on every day of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.proposals.deepening import DEEPEN
from nettrack_md.insight.proposals.drift import DRIFT
from nettrack_md.insight.proposals.load import speaks_of_load, ways_out
from nettrack_md.insight.proposals.met_once import MET_ONCE
from nettrack_md.insight.proposals.ramp import NO_TIER, RAMP
from nettrack_md.insight.proposals.turns import in_turn
from nettrack_md.insight.proposals.unanswered import UNANSWERED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nettrack_md.insight.candidates import Candidate
    from nettrack_md.insight.proposals.grounds import Grounds, Kind, Wide
    from nettrack_md.insight.values import Proposal

#: The kinds about one person, in the order in which they have a say.
KINDS: tuple[Kind, ...] = (RAMP, UNANSWERED, DEEPEN, DRIFT, NO_TIER, MET_ONCE)
#: The kinds about the network as a whole, behind these.
WIDE: tuple[Wide, ...] = (ways_out,)
#: So many proposals about people stand on the page of a week.
MOST = 3
#: So many people are looked at closely for each kind.
LOOKS = 12


def propose(candidates: Sequence[Candidate], grounds: Grounds) -> tuple[Proposal, ...]:
    """What is proposed this week; nobody is in two proposals."""
    found: list[Proposal] = []
    taken: set[str] = set()
    kinds = () if speaks_of_load(candidates, grounds) else KINDS
    for kind in kinds:
        for proposal in _of_kind(kind, candidates, grounds, taken):
            if len(found) < MOST:
                found.append(proposal)
    for wide in WIDE:
        found += wide(candidates, grounds, len(found))
    return tuple(found)


def _of_kind(
    kind: Kind, candidates: Sequence[Candidate], grounds: Grounds, taken: set[str]
) -> Iterator[Proposal]:
    """The proposals of one kind, whose turn it is, at most so many as it may have."""
    free = (
        c
        for c in candidates
        if not c.quiet and c.person.contact.path not in taken and kind.may(c, grounds)
    )
    made = 0
    for candidate in in_turn(kind.name, free, grounds.frame)[:LOOKS]:
        proposal = kind.find(candidate, grounds)
        if proposal is not None:
            taken.add(candidate.person.contact.path)
            yield proposal
            made += 1
        if made == kind.most:
            return
