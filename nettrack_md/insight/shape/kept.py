"""What I promised: what is open, how long it takes, and thanks for first meetings."""

from __future__ import annotations

from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from nettrack_md.insight.evidence import is_word
from nettrack_md.insight.remarks import remark
from nettrack_md.insight.shape.figures import YEAR, Figure
from nettrack_md.insight.thanks import MEETINGS, next_working_day
from nettrack_md.insight.values import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from nettrack_md.insight.evidence import TouchesOf
    from nettrack_md.model.records import Person, Promise, Touch


def promises_figure(
    people: Iterable[Person],
    touches: TouchesOf,
    promises: Iterable[Promise],
    today: date,
) -> Figure:
    """The promises that are mine; what they promised is theirs."""
    mine = [one for one in promises if one.mine]
    open_ones = [one for one in mine if not one.done]
    past = [one for one in open_ones if one.due_on is not None and one.due_on < today]
    days = [
        (one.done_on - one.made_on).days
        for one in mine
        if one.done_on and one.made_on and one.made_on <= one.done_on <= today
    ]
    spent = float(median(days)) if days else None
    thanked, meant = _thanks(people, touches, today)
    words = [remark("figure_promises_none")]
    if open_ones:
        where = [Evidence(one.path, one.line) for one in past or open_ones]
        words = [
            remark("figure_promises", *where[:5], open=len(open_ones), past=len(past))
        ]
    if spent is not None:
        words.append(remark("figure_kept", days=round(spent)))
    if thanked:
        words.append(remark("figure_thanks", done=thanked, count=meant))
    numbers = (
        ("open", len(open_ones)), ("past_due", len(past)), ("median_days", spent),
        ("thanked_in_time", thanked), ("thanks_due", meant),
    )  # fmt: skip
    return Figure("promises", tuple(words), numbers)


def _thanks(
    people: Iterable[Person], touches: TouchesOf, today: date
) -> tuple[int, int]:
    """First meetings of the last year, and those that were thanked for in time."""
    meant = done = 0
    first = today - timedelta(days=YEAR)
    for person in people:
        met = person.contact.met or person.first_on
        known = touches.get(person.contact.path, ())
        if met is None or not first <= met < today or next_working_day(met) > today:
            continue
        if not any(t.on == met and t.kind in MEETINGS for t in known):
            continue
        meant += 1
        # A day's grace: what was written at night is dated the day after.
        by = next_working_day(met) + timedelta(days=1)
        done += any(met <= t.on <= by and _says_thanks(t) for t in known)
    return done, meant


def _says_thanks(touch: Touch) -> bool:
    return "thanked" in touch.tags or (is_word(touch) and touch.direction == "->")
