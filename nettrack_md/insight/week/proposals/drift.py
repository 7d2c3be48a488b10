"""A rhythm that life has shown to be another, in either direction."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from nettrack_md.insight.reasons import reason
from nettrack_md.insight.values import Evidence, Proposal
from nettrack_md.insight.week.proposals.grounds import Kind
from nettrack_md.insight.week.proposals.spans import days_of_touch, nearest_period
from nettrack_md.insight.week.proposals.unanswered import find_silence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from nettrack_md.insight.week.candidates import Candidate
    from nettrack_md.insight.week.proposals.grounds import Grounds
    from nettrack_md.model.records import Touch

#: So many gaps between talks are looked at, and so many are enough, in so many years.
_GAPS, _ENOUGH, _YEARS = 8, 5, 3
#: Clearly different: by this factor, and so for most of the gaps.
_FACTOR, _MOST = 1.5, 0.75
#: The rhythm that is written must be another one by so much.
_LEAST = 1.25


def _may(candidate: Candidate, grounds: Grounds) -> bool:
    person = candidate.person
    last = person.last
    first = grounds.frame.begins - timedelta(days=round(_YEARS * 365.25))
    return (
        person.contact.rhythm is not None
        and person.contact.tier != "inner"
        and person.touch_days > _ENOUGH
        and last is not None
        and last.on > first
    )


def _find(candidate: Candidate, grounds: Grounds) -> Proposal | None:
    contact, begins = candidate.person.contact, grounds.frame.begins
    rhythm = contact.rhythm
    if rhythm is None:
        return None
    first = begins - timedelta(days=round(_YEARS * 365.25))
    touches = [t for t in grounds.touches(contact.path) if t.on > first]
    days = days_of_touch(touches)[-_GAPS - 1 :]
    gaps = [(after - before).days for before, after in pairwise(days)]
    if len(gaps) < _ENOUGH:
        return None
    cadence, usual = rhythm.days_from(days[-1]), median(gaps)
    if not _is_clear(gaps, usual, cadence, (begins - days[-1]).days):
        return None
    if usual < cadence and find_silence(touches, grounds.frame.rules) is not None:
        # It takes two to meet more often.
        return None
    fitting = nearest_period(usual, days[-1])
    span = fitting.days_from(days[-1])
    if max(span, cadence) < _LEAST * min(span, cadence):
        return None
    return Proposal(
        "drift",
        contact,
        "cadence",
        str(fitting),
        reason(
            "drift_slower" if usual > cadence else "drift_quicker",
            days=round(usual),
            count=len(gaps),
            cadence=cadence,
            since=days[0],
        ),
        _where(touches, days),
        until=reason("until_drift", days=span, cadence=cadence),
    )


def _is_clear(gaps: Sequence[int], usual: float, cadence: int, silent: int) -> bool:
    """Whether most gaps are others than the rhythm, and the silence now fits them."""
    if usual >= _FACTOR * cadence:
        return sum(gap > cadence for gap in gaps) >= _MOST * len(gaps)
    if usual * _FACTOR <= cadence and silent <= 2 * usual:
        return sum(gap < cadence for gap in gaps) >= _MOST * len(gaps)
    return False


def _where(touches: Sequence[Touch], days: Sequence[date]) -> tuple[Evidence, ...]:
    """A line for each of the days, newest first."""
    of_day = {t.on: Evidence(t.path, t.line) for t in touches if t.restarts}
    return tuple(of_day[on] for on in reversed(days))


DRIFT = Kind("drift", 1, _may, _find)
