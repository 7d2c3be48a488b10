"""The only clock of nettrack. Everything below takes `today` as an argument."""

from __future__ import annotations

import time
from datetime import date, datetime


def today_in(timezone: str) -> date:
    """Today's date in that IANA time zone; empty means the machine's own."""
    if not timezone:
        return date.today()  # noqa: DTZ011, TID251 — the one place
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(timezone)).date()  # noqa: TID251 — the one place


def now_ns() -> int:
    """Nanoseconds since the epoch, to compare with the times of files."""
    return time.time_ns()
