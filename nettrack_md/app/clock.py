"""The only clock of nettrack. Everything below takes `today` as an argument."""

from __future__ import annotations

import time
from datetime import date, datetime


def today_in(timezone: str) -> date:
    """Today's date in that IANA time zone; empty means the machine's own."""
    return day_at(time.time(), timezone)  # noqa: TID251 — the one place


def day_at(seconds: float, timezone: str) -> date:
    """The day on the calendars of that zone, so many seconds after the epoch."""
    if not timezone:
        return date.fromtimestamp(seconds)  # noqa: DTZ012 — the machine's own
    from zoneinfo import ZoneInfo

    return datetime.fromtimestamp(seconds, ZoneInfo(timezone)).date()


def now_ns() -> int:
    """Nanoseconds since the epoch, to compare with the times of files."""
    return time.time_ns()


def moment_in(timezone: str) -> datetime:
    """This moment in that IANA time zone; empty means the machine's own."""
    if not timezone:
        return datetime.now().astimezone()  # noqa: TID251 — the one place
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(timezone))  # noqa: TID251 — the one place


def steady() -> float:
    """Seconds of a clock that nobody sets; it may stand still while we sleep."""
    return time.monotonic()
