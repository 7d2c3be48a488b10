"""Calendars: in, past meetings and who was at them; out, days (`writer`)."""

from __future__ import annotations

from nettrack_md.exchange.calendar.reader import is_calendar, read_calendars

__all__ = ["is_calendar", "read_calendars"]
