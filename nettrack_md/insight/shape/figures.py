"""A figure of `health`: its words, its numbers, and where it tends."""

from __future__ import annotations

from typing import Literal

from nettrack_md.insight.remarks import Remark
from nettrack_md.model.record import record

#: Days of the quarter that flows are counted over, and of the year for words.
QUARTER, YEAR = 91, 365

Trend = Literal["up", "steady", "down"]
Number = int | float | None


@record(frozen=True, slots=True)
class Figure:
    """One figure: its words, its numbers by name, and where it tends."""

    name: str
    words: tuple[Remark, ...]
    numbers: tuple[tuple[str, Number], ...]
    #: Against a quarter ago; None where that says nothing.
    trend: Trend | None = None
