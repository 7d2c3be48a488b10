"""Spans of days as rhythms that people write: 6w, 3m, 1y."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from nettrack_md.model.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from nettrack_md.model.records import Touch

#: From the shortest to the longest.
WRITTEN: tuple[Period, ...] = (
    Period(1, "w"), Period(2, "w"), Period(3, "w"), Period(1, "m"), Period(6, "w"),
    Period(2, "m"), Period(3, "m"), Period(4, "m"), Period(6, "m"), Period(9, "m"),
    Period(1, "y"), Period(18, "m"), Period(2, "y"), Period(3, "y"),
)  # fmt: skip


def nearest_period(days: float, on: date) -> Period:
    """The rhythm that people would write for a span that begins on a day."""
    return min(WRITTEN, key=lambda each: abs(log(each.days_from(on) / max(days, 1))))


def period_from(days: float, on: date) -> Period:
    """The shortest written rhythm that is no shorter than the span."""
    longer = (each for each in WRITTEN if each.days_from(on) >= days)
    return next(longer, WRITTEN[-1])


def days_of_touch(touches: Sequence[Touch]) -> list[date]:
    """The days with a touch that restarts the clock, oldest first."""
    return sorted({touch.on for touch in touches if touch.restarts})
