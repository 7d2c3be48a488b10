"""The network on the week's page: what the rhythms ask for, and what has changed.

One or two quiet lines from before the week; nobody is counted. All of it is known from
what the review has at hand, but for the few who may have come back after a long time.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from nettrack_md.insight.ordering import reading_order
from nettrack_md.insight.reasons import reason
from nettrack_md.insight.week.proposals.load import TOO_MUCH
from nettrack_md.insight.week.proposals.spans import days_of_touch
from nettrack_md.insight.week.ramp import steps_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from nettrack_md.insight.values import Reason
    from nettrack_md.insight.week.candidates import Candidate
    from nettrack_md.insight.week.proposals.grounds import Grounds
    from nettrack_md.model.records import Contact

#: How far back a change is news, in days; and what makes a reunion.
_NEWS_DAYS, _REUNION_DAYS = 28, 365
#: So many are asked closely, and so many are named.
_LOOKS, _NAMED = 8, 3


def week_health(
    candidates: Sequence[Candidate], grounds: Grounds
) -> tuple[Reason, ...]:
    """What the rhythms ask for, where any is set, and one thing that has changed."""
    planned, capacity = grounds.planned, grounds.frame.rules.capacity
    lines: list[Reason] = []
    if planned:
        key = "figure_load_high" if planned > TOO_MUCH * capacity else "figure_load"
        lines.append(reason(key, planned=planned, capacity=capacity))
    open_ones = [c for c in candidates if not c.person.contact.private]
    changes = (
        ("change_back", _back(open_ones, grounds)),
        ("change_second", _second(open_ones, grounds)),
        ("change_quiet", _quiet(open_ones, grounds)),
    )
    for key, people in changes:
        names = [contact.name for contact in sorted(people, key=reading_order)]
        if names:
            others = "others" if len(names) > _NAMED else None
            text = ", ".join(names[:_NAMED])
            return (*lines, reason(key, text=text, others=others))
    return tuple(lines)


def _since(grounds: Grounds) -> date:
    return grounds.frame.begins - timedelta(days=_NEWS_DAYS)


def _back(candidates: Iterable[Candidate], grounds: Grounds) -> Iterator[Contact]:
    """Who came back into touch after a year or more."""
    since, latest = _since(grounds), _since(grounds) - timedelta(days=_REUNION_DAYS)
    lately = [
        c
        for c in candidates
        if c.person.last is not None
        and c.person.last.on >= since
        and c.person.first_on is not None
        and c.person.first_on <= latest
    ]
    # Where the rhythm is longest a year is passed most easily.
    lately.sort(key=lambda c: (-(c.cadence_days or 0), c.person.contact.path))
    for candidate in lately[:_LOOKS]:
        path = candidate.person.contact.path
        days = days_of_touch(grounds.touches(path))
        if any(
            after >= since and (after - before).days >= _REUNION_DAYS
            for before, after in pairwise(days)
        ):
            yield candidate.person.contact


def _second(candidates: Iterable[Candidate], grounds: Grounds) -> Iterator[Contact]:
    """With whom a first meeting has become more than that."""
    since, begins = _since(grounds), grounds.frame.begins
    first = since - timedelta(days=grounds.frame.rules.new_days)
    looks = 0
    for candidate in candidates:
        person = candidate.person
        met, last = person.first_on, person.last
        if met is None or last is None or not first <= met < begins or last.on < since:
            continue
        if not 2 <= person.touch_days <= 3 or looks >= _LOOKS:
            continue
        looks += 1
        touches = grounds.touches(person.contact.path)
        steps = steps_of(days_of_touch(touches), met)
        # A message of mine alone is no second talk yet.
        mutual = any(t.on == steps[-1] and t.direction != "->" for t in touches)
        if len(steps) == 2 and steps[1] >= since and mutual:
            yield person.contact


def _quiet(candidates: Iterable[Candidate], grounds: Grounds) -> Iterator[Contact]:
    """Whose silence has lasted for years by now."""
    by = grounds.frame.dormant_by
    since = by - timedelta(days=_NEWS_DAYS)
    for candidate in candidates:
        last = candidate.person.last
        if last is not None and since < last.on <= by and not candidate.wants_none:
            yield candidate.person.contact
