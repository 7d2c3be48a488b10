"""English words: kinds, tiers, states, days, spans, and what a page says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from nettrack_md.model.periods import Period
    from nettrack_md.render.wording.facts import Facts

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip

KINDS: Mapping[str, str] = {
    "": "in touch", "meet": "met", "call": "call", "video": "video call",
    "message": "message", "email": "email", "letter": "letter", "gift": "gift",
    "help": "favour", "intro": "introduction", "event": "event",
    "meeting": "meeting", "mention": "only mentioned", "property": "last contact",
    "reaction": "reaction", "broadcast": "sent to many", "note": "note",
    "missed": "missed",
}  # fmt: skip
TIERS: Mapping[str, str] = {
    "inner": "inner circle", "close": "close", "active": "active", "loose": "loose",
}  # fmt: skip
STATES: Mapping[str, str] = {
    "paused": "paused", "snoozed": "quiet for now", "none": "no rhythm",
    "unknown": "no date yet", "waiting": "waiting for an answer",
    "overdue": "time for a line", "soon": "soon", "ok": "in touch",
    "wish": "hoped for", "ended": "ended", "deceased": "passed away",
    "archived": "archived",
}  # fmt: skip
STEPS: Mapping[str, str] = {
    "asked": "asked", "agreed": "both agreed", "made": "introduced",
    "closed": "closed",
}  # fmt: skip

REGISTERS: Mapping[str, str] = {}
WARMTH: Mapping[str, str] = {
    "warm": "in touch", "cooling": "a while ago", "cool": "some time ago",
    "silent": "long ago", "new": "not yet in touch",
}  # fmt: skip


def day(on: date, *, weekday: bool, year: bool) -> str:
    """`Fri 20 Nov 2026`."""
    words = f"{on.day} {_MONTHS[on.month - 1][:3]}"
    if weekday:
        words = f"{_WEEKDAYS[on.weekday()]} {words}"
    return f"{words} {on.year}" if year else words


def months_from_to(first: date, last: date) -> str:
    """`October–December 2026`."""
    return f"{_MONTHS[first.month - 1]}–{_MONTHS[last.month - 1]} {last.year}"


def days_from_to(first: date, last: date) -> str:
    """`16–22 November 2026`."""
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first.year != last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} {first.year} – {end}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} – {end}"
    return f"{first.day}–{end}"


def span(days: int) -> str:
    """`9 days`, `about 4 months`, `about a year`, `about 2 years`."""
    if days < 60:
        return count(days, "day")
    months = round(days / 30.44)
    if months < 12:
        return f"about {months} months"
    if months < 18:
        return "about a year" if months == 12 else f"about {months} months"
    return f"about {count(round(days / 365.25), 'year')}"


_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}


def every(period: Period) -> str:
    """`every 6 weeks`, `every month`."""
    unit = _UNITS[period.unit]
    return f"every {unit}" if period.count == 1 else f"every {period.count} {unit}s"


def length(period: Period) -> str:
    """`3 months`, `a year`."""
    if period.count == 1:
        return f"a {_UNITS[period.unit]}"
    return f"{period.count} {_UNITS[period.unit]}s"


_NO_HONORIFIC = frozenset({"none", "-", "なし"})


def more(number: int) -> str:
    """`and 34 more`."""
    return f"and {number} more"


def address(name: str, honorific: str) -> str:
    """The name; before it a title such as `Dr.`, where the note gives one."""
    if honorific.isascii() and honorific.strip() and honorific not in _NO_HONORIFIC:
        return f"{honorific} {name}"
    return name


def count(number: int, unit: str) -> str:
    """`1 day`, `34 days`."""
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"


def when(facts: Facts, name: str) -> str:
    """A day in a sentence: year and day of the week only where they help."""
    on = facts.on(name)
    return day(on, weekday=facts.is_close(on), year=not facts.same_year(on))


def ahead(days: int) -> str:
    """`today`, `tomorrow`, `in 4 days`."""
    if days == 0:
        return "today"
    return "tomorrow" if days == 1 else f"in {count(days, 'day')}"


def turning(facts: Facts) -> str:
    """`, turning 36`, where the year is known."""
    return f", turning {facts.number('years')}" if facts.has("years") else ""


def years_of(facts: Facts) -> str:
    """`, 12 years`, where the year is known."""
    return f", {count(facts.number('years'), 'year')}" if facts.has("years") else ""
