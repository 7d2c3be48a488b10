"""Somebody who has come nearer than their tier says: they begin too."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from nettrack_md.insight.evidence import is_word
from nettrack_md.insight.reasons import reason
from nettrack_md.insight.values import Evidence, Proposal
from nettrack_md.insight.week.proposals.grounds import Kind
from nettrack_md.insight.week.proposals.spans import beside, days_of_touch

if TYPE_CHECKING:
    from nettrack_md.insight.week.candidates import Candidate
    from nettrack_md.insight.week.proposals.grounds import Grounds

#: So many days of contact within two years.
_LEAST, _WITHIN = 3, timedelta(days=731)


def _may(candidate: Candidate, grounds: Grounds) -> bool:
    person, begins = candidate.person, grounds.frame.begins
    tiers = grounds.tiers
    return (
        len(tiers) > 1
        and person.contact.tier == tiers[-1][0]
        and person.contact.cadence is None
        and person.touch_days >= _LEAST
        and person.last is not None
        and person.last.on > begins - _WITHIN
    )


def _find(candidate: Candidate, grounds: Grounds) -> Proposal | None:
    contact, begins = candidate.person.contact, grounds.frame.begins
    nearer = beside(contact.tier, grounds.tiers, -1)
    touches = [t for t in grounds.touches(contact.path) if t.on > begins - _WITHIN]
    days = days_of_touch(touches)
    theirs = [t for t in touches if is_word(t) and t.direction == "<-"]
    if nearer is None or len(days) < _LEAST or not theirs:
        return None
    talks = {t.on: Evidence(t.path, t.line) for t in touches if t.restarts}
    where = [Evidence(t.path, t.line) for t in reversed(theirs)]
    where += [talks[on] for on in reversed(days)]
    return Proposal(
        "deepen",
        contact,
        "tier",
        nearer,
        reason(
            "deepen",
            count=len(days),
            since=days[0],
            times=len(theirs),
            tier=contact.tier,
            value=nearer,
        ),
        tuple(dict.fromkeys(where)),
        until=reason("until_deepen", tier=contact.tier),
    )


DEEPEN = Kind("deepen", 1, _may, _find)
