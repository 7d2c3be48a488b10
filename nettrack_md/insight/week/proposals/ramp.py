"""Somebody new: thanks, a second touch in 30 days, a third in 90, then a tier."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from nettrack_md.insight.evidence import is_word
from nettrack_md.insight.reasons import reason
from nettrack_md.insight.values import Evidence, Proposal
from nettrack_md.insight.week.candidates import met_on
from nettrack_md.insight.week.proposals.grounds import Kind
from nettrack_md.insight.week.proposals.spans import days_of_touch, distance
from nettrack_md.insight.week.ramp import MET_ONCE_DAYS, is_settled, steps_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from nettrack_md.insight.week.candidates import Candidate
    from nettrack_md.insight.week.proposals.grounds import Grounds
    from nettrack_md.model.records import Touch

#: So many gaps between talks, of the last years, show how it went.
_GAPS, _YEARS = 8, timedelta(days=3 * 365)
#: The nearest tier takes so many days of contact, and that they began too.
_NEAREST = 4


def _may(candidate: Candidate, grounds: Grounds) -> bool:
    person, begins = candidate.person, grounds.frame.begins
    on = met_on(person)
    if is_settled(person.contact) or on is None:
        return False
    days = (begins - on).days
    if person.touch_days <= 1 and days >= MET_ONCE_DAYS:
        return False
    return person.touch_days >= 3 or days >= grounds.frame.rules.new_days


def _is_new(candidate: Candidate, grounds: Grounds) -> bool:
    """Whether the ramp ended lately: these come before everybody without a tier."""
    on = met_on(candidate.person)
    first = grounds.frame.begins - timedelta(days=2 * grounds.frame.rules.new_days)
    return on is not None and on >= first


def _may_new(candidate: Candidate, grounds: Grounds) -> bool:
    return _may(candidate, grounds) and _is_new(candidate, grounds)


def _may_old(candidate: Candidate, grounds: Grounds) -> bool:
    return _may(candidate, grounds) and not _is_new(candidate, grounds)


def _find(candidate: Candidate, grounds: Grounds) -> Proposal | None:
    person, begins = candidate.person, grounds.frame.begins
    tiers = grounds.tiers
    met = met_on(person)
    if met is None or not tiers:
        return None
    touches = grounds.touches(person.contact.path)
    days = days_of_touch(touches)
    steps = steps_of([on for on in days if on >= met], met)
    if len(steps) < 3 and (begins - met).days < grounds.frame.rules.new_days:
        return None
    theirs = [t for t in touches if is_word(t) and t.direction == "<-"]
    tier = tiers[-1][0]
    if len(steps) >= 3:
        tier = _fitting(steps, theirs, tiers, begins)
    known = [t for t in touches if t.restarts]
    shown = [*reversed(known), *theirs]
    where = [Evidence(t.path, t.line) for t in shown]
    where = where or [Evidence(person.contact.path, 1)]
    return Proposal(
        "ramp" if _is_new(candidate, grounds) else "no_tier",
        person.contact,
        "tier",
        tier,
        reason(
            "ramp_talks" if len(steps) >= 2 else "ramp_met",
            since=met,
            count=len(days) if len(steps) >= 2 else None,
            times=len(theirs) or None,
            value=tier,
        ),
        tuple(dict.fromkeys(where)),
        until=reason("until_ramp"),
    )


def _fitting(
    steps: Sequence[date],
    theirs: Sequence[Touch],
    tiers: Sequence[tuple[str, int]],
    begins: date,
) -> str:
    """The tier whose rhythm is nearest to how it went, and to the silence since."""
    late = [on for on in steps if on > begins - _YEARS][-_GAPS - 1 :]
    gaps = [(after - before).days for before, after in pairwise(late)]
    span = max(median(gaps) if gaps else 0, (begins - steps[-1]).days)
    found = min(tiers, key=lambda tier: (distance(tier[1], span), tier[1]))
    if found == tiers[0] and not (theirs and len(steps) >= _NEAREST):
        return tiers[min(1, len(tiers) - 1)][0]
    return found[0]


RAMP = Kind("ramp", 2, _may_new, _find)
NO_TIER = Kind("no_tier", 1, _may_old, _find)
