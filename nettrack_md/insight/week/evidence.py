"""The evidence of one week: what was known before it, and what it brought so far."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from nettrack_md.insight.evidence import with_later
from nettrack_md.model.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from nettrack_md.insight.evidence import TouchesOf
    from nettrack_md.model.dates import Week
    from nettrack_md.model.records import Person, Touch


@record(frozen=True, slots=True)
class WeekEvidence:
    """People and recent touches, split where the week begins."""

    #: The last day before the week, today if that is earlier; and the last day that
    #: counts: today, or the week's end in a past week.
    eve: date
    as_of: date
    #: Everybody by path, with evidence up to the eve.
    before: Mapping[str, Person]
    #: Everybody by path, with evidence as of `as_of`.
    now: Mapping[str, Person]
    #: Recent touches up to the eve; those of the week; both together.
    earlier: TouchesOf
    within: TouchesOf
    so_far: TouchesOf

    def touched_on(self, path: str) -> date | None:
        """The first day of the week with a touch that restarts the clock."""
        days = (t.on for t in self.within.get(path, ()) if t.restarts)
        return min(days, default=None)


def split_at(
    people: Iterable[Person], recent: TouchesOf, week: Week, today: date
) -> WeekEvidence:
    """Split what is known; touches of people who are not handed in are left out."""
    begins, as_of = week.begins, min(today, week.ends)
    before = {person.contact.path: person for person in people}
    now = dict(before)
    earlier: dict[str, list[Touch]] = {}
    within: dict[str, list[Touch]] = {}
    for path, touches in recent.items():
        if path not in before:
            continue
        for touch in touches:
            if touch.on <= as_of:
                side = earlier if touch.on < begins else within
                side.setdefault(path, []).append(touch)
    so_far: dict[str, list[Touch]] = dict(earlier)
    for path, touches in within.items():
        now[path] = with_later(before[path], touches)
        so_far[path] = earlier.get(path, []) + touches
    eve = min(begins - timedelta(days=1), as_of)
    return WeekEvidence(eve, as_of, before, now, earlier, within, so_far)
