"""Spans of days as rhythms that people write, and tiers by their rhythms."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from nettrack_md.model.periods import Period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from nettrack_md.model.records import Touch

    #: Tiers with their rhythms in days, the nearest people first.
    Timed = Sequence[tuple[str, int]]

#: From the shortest to the longest.
WRITTEN: tuple[Period, ...] = (
    Period(1, "w"), Period(2, "w"), Period(3, "w"), Period(1, "m"), Period(6, "w"),
    Period(2, "m"), Period(3, "m"), Period(4, "m"), Period(6, "m"), Period(9, "m"),
    Period(1, "y"), Period(18, "m"), Period(2, "y"), Period(3, "y"),
)  # fmt: skip


def nearest_period(days: float, on: date) -> Period:
    """The rhythm that people would write for a span that begins on a day."""
    return min(WRITTEN, key=lambda each: distance(each.days_from(on), days))


def period_from(days: float, on: date) -> Period:
    """The shortest written rhythm that is no shorter than the span."""
    longer = (each for each in WRITTEN if each.days_from(on) >= days)
    return next(longer, WRITTEN[-1])


def distance(one: float, other: float) -> float:
    """How far apart two spans are, by their ratio: 30 from 60 as far as 60 from 120."""
    return abs(log(max(one, 1) / max(other, 1)))


def tiers_by_rhythm(tiers: Mapping[str, Period | None], on: date) -> Timed:
    """The tiers that have a rhythm, with its days, the nearest people first."""
    timed = ((name, p.days_from(on)) for name, p in tiers.items() if p is not None)
    return tuple(sorted(timed, key=lambda tier: (tier[1], tier[0])))


def beside(tier: str | None, tiers: Timed, step: int) -> str | None:
    """The tier one nearer (-1) or one looser (+1); None at either end."""
    names = [name for name, _ in tiers]
    if tier not in names:
        return None
    place = names.index(tier) + step
    return names[place] if 0 <= place < len(names) else None


def days_of_touch(touches: Sequence[Touch]) -> list[date]:
    """The days with a touch that restarts the clock, oldest first."""
    return sorted({touch.on for touch in touches if touch.restarts})
