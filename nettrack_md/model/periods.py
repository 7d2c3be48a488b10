"""Periods: `6w`, `quarterly`, 毎月, and what day comes after them."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date
from typing import Literal

from nettrack_md.model.record import record

Unit = Literal["d", "w", "m", "y"]


@record(frozen=True, slots=True)
class Period:
    """A span by the calendar: months and years clamp to the month's end."""

    count: int
    unit: Unit

    def after(self, day: date) -> date:
        """The day one period later; the last day of time when beyond it."""
        try:
            if self.unit in "dw":
                days = self.count * (7 if self.unit == "w" else 1)
                return date.fromordinal(day.toordinal() + days)
            months = day.year * 12 + day.month - 1
            months += self.count * (12 if self.unit == "y" else 1)
            year, month = divmod(months, 12)
            last = monthrange(year, month + 1)[1]
            return date(year, month + 1, min(day.day, last))
        except (ValueError, OverflowError):
            return date.max

    def days_from(self, day: date) -> int:
        """How many days the period has when it begins on `day`."""
        return max(1, (self.after(day) - day).days)

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"


#: The words for a rhythm, each with its period; None says: no rhythm wanted.
_WORDS: dict[str, Period | None] = {
    "daily": Period(1, "d"),
    "weekly": Period(1, "w"),
    "biweekly": Period(2, "w"),
    "bi-weekly": Period(2, "w"),
    "fortnightly": Period(2, "w"),
    "monthly": Period(1, "m"),
    "bimonthly": Period(2, "m"),
    "bi-monthly": Period(2, "m"),
    "quarterly": Period(3, "m"),
    "half-yearly": Period(6, "m"),
    "semiannually": Period(6, "m"),
    "biannually": Period(6, "m"),
    "yearly": Period(1, "y"),
    "annually": Period(1, "y"),
    "annual": Period(1, "y"),
    "none": None,
    "never": None,
    "毎日": Period(1, "d"),
    "毎週": Period(1, "w"),
    "週一": Period(1, "w"),
    "隔週": Period(2, "w"),
    "毎月": Period(1, "m"),
    "月一": Period(1, "m"),
    "隔月": Period(2, "m"),
    "季節ごと": Period(3, "m"),
    "四半期": Period(3, "m"),
    "半年": Period(6, "m"),
    "半年ごと": Period(6, "m"),
    "年一": Period(1, "y"),
    "毎年": Period(1, "y"),
    "なし": None,
}
_UNITS: dict[str, Unit] = {
    "": "d", "d": "d", "day": "d", "days": "d", "日": "d",
    "w": "w", "wk": "w", "week": "w", "weeks": "w", "週": "w", "週間": "w",
    "m": "m", "mo": "m", "month": "m", "months": "m",
    "か月": "m", "ヶ月": "m", "カ月": "m", "ケ月": "m", "ヵ月": "m", "箇月": "m", "月": "m",
    "y": "y", "yr": "y", "year": "y", "years": "y", "年": "y",
}  # fmt: skip
_SPAN = r"(?:every\s+)?p?(\d{1,5})\s*([^\d\s]*?)(?:ごと|毎|おき)?$"


class NotAPeriod(ValueError):
    """The text names no period."""


def parse_period(text: str) -> Period | None:
    """The period that `text` names; None for `none` and なし.

    Raises NotAPeriod for anything else, a period of no days included.
    """
    folded = unicodedata.normalize("NFKC", text).strip().casefold()
    if folded in _WORDS:
        return _WORDS[folded]
    if (found := re.match(_SPAN, folded)) is None or found[2] not in _UNITS:
        raise NotAPeriod(text)
    if (count := int(found[1])) == 0:
        raise NotAPeriod(text)
    return Period(count, _UNITS[found[2]])


def period_like(value: str, sample: str) -> str:
    """`value` as `sample` says a period: a count of days, a word, or as it is.

    A bare count is what other tools reckon with, so `6w` beside `30` is `42`; a month
    has no count of days and stays. Raises NotAPeriod where `value` is none.
    """
    period = parse_period(value)
    if sample.strip().isdecimal():
        if period is None or period.unit not in "dw":
            return value
        return str(period.count * (7 if period.unit == "w" else 1))
    asked, held = (unicodedata.normalize("NFKC", w).casefold() for w in (value, sample))
    if asked not in _WORDS or held.isascii() == asked.isascii():
        return value
    alike = (w for w, p in _WORDS.items() if p == period)
    return next((w for w in alike if w.isascii() == held.isascii()), value)
