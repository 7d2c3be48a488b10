"""What could be proposed about one person, and when the page will say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from nettrack_md.insight.evidence import person_of
from nettrack_md.insight.values import Proposal
from nettrack_md.insight.week.candidates import candidate_of
from nettrack_md.insight.week.proposals import find_first
from nettrack_md.insight.week.proposals.turns import ROUND, has_turn
from nettrack_md.model.record import record

if TYPE_CHECKING:
    from nettrack_md.insight.week.proposals.grounds import Grounds
    from nettrack_md.model.records import Contact


@record(frozen=True, slots=True)
class Considered:
    """A proposal, and the first day of the next week in which it has a turn."""

    proposal: Proposal
    turn_on: date


def considered(contact: Contact, grounds: Grounds) -> tuple[Considered, ...]:
    """What could be proposed about one person, as the week of `grounds` began.

    Whether it stands on the page also depends on how many others have a turn then.
    """
    if contact.status != "active":
        return ()
    before = person_of(contact, grounds.touches(contact.path))
    candidate = candidate_of(before, grounds.frame)
    if candidate.quiet:
        return ()
    found = find_first(candidate, grounds)
    if found is None:
        return ()
    kind, proposal = found
    return (Considered(proposal, _next_turn(kind.name, contact.path, grounds)),)


def _next_turn(kind: str, path: str, grounds: Grounds) -> date:
    frame = grounds.frame
    weeks = (frame.begins + timedelta(weeks=n) for n in range(ROUND))
    return next(
        begins
        for begins in weeks
        if has_turn(kind, path, replace(frame, begins=begins))
    )
