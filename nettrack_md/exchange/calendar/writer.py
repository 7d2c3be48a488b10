"""Days as a calendar file (RFC 5545): what phones, Google and Outlook take in.

Written by hand, since it is one sort of event and forty lines, and an export must not
hang on an extra. The same days give the same bytes: no clock is asked.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from nettrack_md.exchange.lines import escape, folded
from nettrack_md.exchange.texts import one_line
from nettrack_md.model.dates import PartialDate
from nettrack_md.model.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: The year in which a yearly day begins whose year is unknown; it has a 29 February.
_SOME_YEAR = 2000
#: From here the days are counted by which a later export beats an earlier one.
_FIRST_DAY = date(2000, 1, 1)
#: In the morning of the day.
_ALARM = "PT9H"


@record(frozen=True, slots=True)
class CalendarEvent:
    """A whole day, once or every year."""

    #: Says in every export that it is the same event.
    uid: str
    summary: str
    #: A partial date comes back every year.
    on: PartialDate | date
    category: str = ""
    #: Days on which a yearly one is left out.
    silent: tuple[date, ...] = ()


def render_calendar(
    events: Iterable[CalendarEvent], name: str, *, today: date, alarms: bool = False
) -> bytes:
    """A calendar of that name, as of that day; UTF-8 with CRLF.

    With `alarms` each event rings at nine in the morning.
    """
    stamp = f"{_day(today)}T000000Z"
    number = max((today - _FIRST_DAY).days, 0)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//nettrack//nettrack//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(one_line(name))}",
    ]
    for event in events:
        lines += _event(event, stamp, number, alarms=alarms)
    lines.append("END:VCALENDAR")
    return "".join(map(folded, lines)).encode("utf-8", "replace")


def _event(
    event: CalendarEvent, stamp: str, number: int, *, alarms: bool
) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(one_line(event.uid))}"
    yield f"DTSTAMP:{stamp}"
    # Programs let a higher number overwrite what they have of the same UID.
    yield f"SEQUENCE:{number}"
    yield from _when(event)
    summary = escape(one_line(event.summary))
    yield f"SUMMARY:{summary}"
    if event.category:
        yield f"CATEGORIES:{escape(one_line(event.category))}"
    yield "TRANSP:TRANSPARENT"
    if alarms:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"TRIGGER:{_ALARM}"
        yield f"DESCRIPTION:{summary}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _when(event: CalendarEvent) -> Iterator[str]:
    first = _first_day(event.on) if isinstance(event.on, PartialDate) else event.on
    yield f"DTSTART;VALUE=DATE:{_day(first)}"
    if first < date.max:
        yield f"DTEND;VALUE=DATE:{_day(first + timedelta(days=1))}"
    if isinstance(event.on, PartialDate):
        yield _rule(event.on)
        if event.silent:
            yield f"EXDATE;VALUE=DATE:{','.join(map(_day, event.silent))}"


def _first_day(on: PartialDate) -> date:
    return date(_SOME_YEAR if on.year is None else on.year, on.month, on.day)


def _rule(on: PartialDate) -> str:
    if (on.month, on.day) == (2, 29):
        # Plain yearly, it would come every fourth year. Outlook knows no BYYEARDAY.
        return "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"
    return "RRULE:FREQ=YEARLY"


def _day(on: date) -> str:
    return on.isoformat().replace("-", "")
