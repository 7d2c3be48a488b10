"""A year of touches, a day at a time: what each day held at most, never how much."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from nettrack_md.model.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.model.records import Touch

#: We talked, something went to and fro, somebody was only named.
Depth = Literal["talk", "word", "named"]
_DEPTHS: tuple[Depth, ...] = ("named", "word", "talk")
#: Kinds in which two people hear each other, at once.
_TALKS = frozenset({"meet", "call", "video", "event", "meeting", "help"})


@record(frozen=True, slots=True)
class Year:
    """The twelve months up to a day."""

    first: date
    last: date
    #: The days with a touch, in order.
    days: tuple[tuple[date, Depth], ...]
    #: The months without one, by their first day; not the two that are cut.
    quiet: tuple[date, ...]


def first_day(last: date) -> date:
    """The first of the twelve months up to `last`: the day after, a year before."""
    try:
        day = last.replace(year=last.year - 1)
    except ValueError:
        day = date(last.year - 1, 2, 28)
    return day + timedelta(days=1)


def year_of(touches: Iterable[Touch], last: date) -> Year:
    """The year up to `last`; touches outside of it, and those without a say, count not.

    In any order: of one day the deepest touch speaks.
    """
    first = first_day(last)
    found: dict[date, Depth] = {}
    for touch in touches:
        if first <= touch.on <= last and touch.restarts:
            depth = _depth(touch)
            known = found.get(touch.on, "named")
            found[touch.on] = max(depth, known, key=_DEPTHS.index)
    return Year(first, last, tuple(sorted(found.items())), _quiet(found, first, last))


def _depth(touch: Touch) -> Depth:
    if touch.kind == "mention":
        return "named"
    return "talk" if touch.kind in _TALKS else "word"


def _quiet(found: Iterable[date], first: date, last: date) -> tuple[date, ...]:
    """The whole months in which no day has a touch."""
    lively = {(day.year, day.month) for day in found}
    months: list[date] = []
    month = first if first.day == 1 else _next_month(first)
    while _next_month(month) <= last + timedelta(days=1):
        if (month.year, month.month) not in lively:
            months.append(month)
        month = _next_month(month)
    return tuple(months)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
