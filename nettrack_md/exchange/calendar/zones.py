"""Times of events as the clock on my wall showed them, whatever zone they name."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from nettrack_md.exchange.encounters import local

#: `(UTC+09:00) Osaka, Sapporo, Tokyo`, as some Outlooks name a zone.
_OFFSET = re.compile(r"(?:UTC|GMT)\s*([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)


def wall_time(
    value: date, tzid: str, calendar_zone: str, mine: tzinfo | None
) -> tuple[date, str]:
    """The local day of a DTSTART, and its `HH:MM`; that is empty for a whole day.

    `tzid`: the zone that was named, `calendar_zone`: that of the calendar. A time
    without any zone is on my clock already.
    """
    if not isinstance(value, datetime):
        return value, ""
    if value.tzinfo is None and tzid:
        found = find_zone(tzid) or find_zone(calendar_zone)
        value = value if found is None else value.replace(tzinfo=found)
    here = local(value, mine)
    return here.date(), f"{here.hour:02d}:{here.minute:02d}"


def find_zone(name: str) -> tzinfo | None:
    """The zone of that IANA name, or of the offset in it; None for none."""
    if (found := _OFFSET.search(name)) is not None:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        minutes = -minutes if found[1] == "-" else minutes
        return timezone(timedelta(minutes=minutes)) if abs(minutes) < 24 * 60 else None
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):
        return None
