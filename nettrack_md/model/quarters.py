"""Quarters of a year: the three months that a look-back is about."""

from __future__ import annotations

import re
from datetime import date, timedelta

from nettrack_md.model.dates import YEARS
from nettrack_md.model.record import record

_QUARTER = re.compile(r"(\d{4})-?[Qq]([1-4])$")


@record(frozen=True, slots=True)
class Quarter:
    """Three months by the calendar, the first from January through March."""

    year: int
    #: 1 to 4.
    number: int

    @property
    def label(self) -> str:
        """`2026-Q4`."""
        return f"{self.year:04d}-Q{self.number}"

    @property
    def begins(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def ends(self) -> date:
        """Its last day."""
        if self.number == 4:
            return date(self.year, 12, 31)
        return date(self.year, 3 * self.number + 1, 1) - timedelta(days=1)

    @property
    def before(self) -> Quarter:
        """The one before it."""
        if self.number == 1:
            return Quarter(self.year - 1, 4)
        return Quarter(self.year, self.number - 1)


def quarter_of(day: date) -> Quarter:
    """The quarter that holds `day`."""
    return Quarter(day.year, (day.month + 2) // 3)


def parse_quarter(text: str) -> Quarter | None:
    """The quarter called `2026-Q4`, or None when there is no such quarter."""
    found = _QUARTER.match(text.strip())
    if found is None or int(found[1]) not in YEARS:
        return None
    return Quarter(int(found[1]), int(found[2]))
