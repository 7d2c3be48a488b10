"""The day lines of LINE's talk histories, in every order of day, month and year."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Whether the day or the month comes first where the year comes last.
Order = Literal["dm", "md"]

_WEEK = "月火水木金土日"
_WEEK_EN = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED = r"[月火水木金土日](?:曜日)?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*"
_YEAR_FIRST = re.compile(
    rf"(\d{{4}})(?:[/.-]|年)(\d{{1,2}})(?:[/.-]|月)(\d{{1,2}})日?\s*+(?:[（(]\s*+)?({_NAMED})"
    r"\s*+(?:[)）]\s*+)?",
    re.IGNORECASE,
)
_YEAR_LAST = re.compile(
    rf"({_NAMED}),?\s+(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}})\s*", re.IGNORECASE
)


def read_day_line(text: str, order: Order = "md") -> date | None:
    """The day that a line of its own names; None for any other line.

    The weekday must be that of the day, and it tells which number is the month;
    `order` where both would do.
    """
    if (found := _YEAR_FIRST.fullmatch(text)) is not None:
        return _checked(found[1], found[2], found[3], found[4])
    if (found := _YEAR_LAST.fullmatch(text)) is None:
        return None
    month_first = _checked(found[4], found[2], found[3], found[1])
    day_first = _checked(found[4], found[3], found[2], found[1])
    if month_first is None or day_first is None:
        return month_first or day_first
    return month_first if order == "md" else day_first


def find_order(lines: Iterable[str]) -> Order:
    """Which order the day lines of one file have: that of those that leave no doubt."""
    votes = {"md": 0, "dm": 0}
    for line in lines:
        both = (read_day_line(line, "md"), read_day_line(line, "dm"))
        if both[0] is None or both[0] != both[1]:
            continue
        found = _YEAR_LAST.fullmatch(line)
        if found is not None and found[2] != found[3]:
            votes["md" if both[0].month == int(found[2]) else "dm"] += 1
    return "dm" if votes["dm"] > votes["md"] else "md"


def _checked(year: str, month: str, day: str, named: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    at = _WEEK.find(named[0])
    if at < 0:
        at = _WEEK_EN.index(named[:3].lower())
    return found if found.weekday() == at else None
