"""Days, partial dates, weeks: what people write, and back."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from nettrack_md.model.record import record

Weekday = Literal["monday", "sunday", "saturday"]

#: First and last day of each Japanese era; the year of the first is year 1 (元年).
_ERAS = {
    "令和": (date(2019, 5, 1), date.max),
    "平成": (date(1989, 1, 8), date(2019, 4, 30)),
    "昭和": (date(1926, 12, 25), date(1989, 1, 7)),
    "大正": (date(1912, 7, 30), date(1926, 12, 25)),
    "明治": (date(1868, 1, 25), date(1912, 7, 30)),
}
_WIDE = str.maketrans("０１２３４５６７８９／－．：", "0123456789/-.:")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A day and the time behind it; made on first use, as most commands read none."""
    day = re.compile(
        r"(?P<link>\[\[)?"
        r"(?:(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})"
        r"|(?:(?P<jy>\d{4})|(?P<era>令和|平成|昭和|大正|明治)(?P<ey>\d{1,2}|元))年"
        r"(?P<jm>\d{1,2})月(?P<jd>\d{1,2})日)"
        r"(?P<label>\|[^\]\n]*)?(?(link)\]\])(?!\d)"
    )
    time = re.compile(
        r"(?:[T\s]\s*(?P<h>\d{1,2}):(?P<min>\d{2})(?::\d{2}(?:\.\d+)?)?"
        r"\s*(?:Z|[+-]\d{2}:?\d{2})?)"
    )
    return day, time


class DayFound(NamedTuple):
    """A date form at the start of a text."""

    #: None when the form is a date's but no such day exists (2026-02-30).
    on: date | None
    #: `HH:MM`, or empty.
    time: str
    #: How many characters the form takes, time included.
    length: int


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _day_of_era(era: str, year: str, month: str, day: str) -> date | None:
    """The day, where the era had it: 平成 ended with its 31st year's April."""
    first, last = _ERAS[era]
    count = 1 if year == "元" else int(year)
    on = _day(str(first.year - 1 + count), month, day)
    return on if on is not None and first <= on <= last else None


def find_day(text: str) -> DayFound | None:
    """The date form that `text` begins with, if any.

    Forms: `2026-11-20`, `2026/11/20`, `2026.11.20`, `2026年11月20日`,
    令和8年11月20日, each also inside `[[ ]]`, each with a time behind. Full-width
    digits are folded. Contract section 3, "Dates".
    """
    folded = text if text.isascii() else text.translate(_WIDE)
    day_form, time_form = _patterns()
    if (found := day_form.match(folded)) is None:
        return None
    if found["label"] and not found["link"]:
        return None
    if found["y"]:
        on = _day(found["y"], found["m"], found["d"])
    elif found["jy"]:
        on = _day(found["jy"], found["jm"], found["jd"])
    else:
        on = _day_of_era(found["era"], found["ey"], found["jm"], found["jd"])
    end, time = found.end(), ""
    if (clock := time_form.match(folded, end)) and int(clock["h"]) < 24:
        time, end = f"{int(clock['h']):02d}:{clock['min']}", clock.end()
    return DayFound(on, time, end)


def parse_date(text: str) -> date | None:
    """The day that the whole of `text` names, or None."""
    text = text.strip()
    if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
        # The usual form, without a pattern.
        with suppress(ValueError):
            return date.fromisoformat(text)
    found = find_day(text)
    if found is None or found.length != len(text):
        return None
    return found.on


@record(frozen=True, slots=True)
class PartialDate:
    """A birthday: month and day, the year where it is known."""

    month: int
    day: int
    year: int | None = None

    def in_year(self, year: int) -> date:
        """The anniversary in that year; 29 February falls on 1 March."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return date(year, 3, 1)

    def next_from(self, day: date) -> date:
        """The first anniversary on or after `day`."""
        this_year = self.in_year(day.year)
        return this_year if this_year >= day else self.in_year(day.year + 1)

    def __str__(self) -> str:
        tail = f"{self.month:02d}-{self.day:02d}"
        return tail if self.year is None else f"{self.year:04d}-{tail}"


_MONTH_DAY = (
    r"(?:--)?(?P<m>\d{1,2})[-/](?P<d>\d{1,2})$|(?P<jm>\d{1,2})月(?P<jd>\d{1,2})日$"
)


def parse_partial_date(text: str) -> PartialDate | None:
    """`1990-05-14`, `05-14`, `--05-14`, `5月14日`; None for anything else."""
    text = text.strip()
    if (on := parse_date(text)) is not None:
        return PartialDate(on.month, on.day, on.year)
    if (found := re.match(_MONTH_DAY, text.translate(_WIDE))) is None:
        return None
    month, day = int(found["m"] or found["jm"]), int(found["d"] or found["jd"])
    # 2024 is a leap year, so 29 February is a day that exists.
    if _day("2024", str(month), str(day)) is None:
        return None
    return PartialDate(month, day)


@record(frozen=True, slots=True)
class DayRange:
    """A stretch of days that comes back every year, or once where years are given."""

    first: PartialDate
    last: PartialDate

    def end_if_inside(self, day: date) -> date | None:
        """The last day of the stretch that holds `day`, or None."""
        if self.first.year is not None and self.last.year is not None:
            first, last = (
                self.first.in_year(self.first.year),
                self.last.in_year(self.last.year),
            )
            return last if first <= day <= last else None
        for year in (day.year - 1, day.year):
            first = self.first.in_year(year)
            last = self.last.in_year(year)
            if last < first:
                last = self.last.in_year(year + 1)
            if first <= day <= last:
                return last
        return None

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"


def parse_day_range(text: str) -> DayRange | None:
    """`03-20..04-05`, also with `–`, `~` or `〜` between, also with years."""
    parts = re.split(r"(?:(?<!\s)\s++)?(?:\.\.++|–|—|~|〜|～)\s*+", text.strip())
    if len(parts) != 2:
        return None
    first, last = parse_partial_date(parts[0]), parse_partial_date(parts[1])
    if first is None or last is None:
        return None
    return DayRange(first, last)


#: The years that a day to answer for may have: from each of them a life can be counted
#: in both directions.
YEARS = range(101, 9900)


def later(day: date, days: int) -> date:
    """So many days later, or earlier; at either end of time it stays there.

    What a note says may lie anywhere: 9999-12-31 is how many people write "for ever".
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


@record(frozen=True, slots=True)
class Week:
    """A review week: seven days, named after its ISO week."""

    begins: date
    #: `2026-W47`.
    label: str

    @property
    def ends(self) -> date:
        """Its last day."""
        return self.begins + timedelta(days=6)

    @property
    def number(self) -> int:
        """The ISO week's number, 1 to 53."""
        return int(self.label[6:])


_FIRST_WEEKDAY: dict[Weekday, int] = {"monday": 0, "sunday": 6, "saturday": 5}
_WEEK = r"(\d{4})-?[Ww](\d{1,2})$"


def week_of(day: date, starts: Weekday = "monday") -> Week:
    """The week that holds `day`.

    A week that starts on Saturday or Sunday bears the ISO number of the working
    days in it.
    """
    begins = day - timedelta(days=(day.weekday() - _FIRST_WEEKDAY[starts]) % 7)
    year, number, _ = (begins + timedelta(days=3)).isocalendar()
    return Week(begins, f"{year:04d}-W{number:02d}")


def parse_week(text: str, starts: Weekday = "monday") -> Week | None:
    """The week called `2026-W47`, or None when there is no such week."""
    found = re.match(_WEEK, text.strip())
    if found is None or int(found[1]) not in YEARS:
        return None
    try:
        middle = date.fromisocalendar(int(found[1]), int(found[2]), 4)
    except ValueError:
        return None
    return week_of(middle if starts == "monday" else middle - timedelta(1), starts)
