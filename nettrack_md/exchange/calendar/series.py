"""Events and their repetitions. The one door of icalendar and recurring-ical-events."""

from __future__ import annotations

import re
import warnings
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from nettrack_md.errors import ExtraMissing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nettrack_md.exchange.calendar.blocks import Block

#: What a library says of what it cannot make sense of; a zone may name a folder.
FAULTS = (
    ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError,
    ArithmeticError, AssertionError, RecursionError, NotImplementedError, OSError,
)  # fmt: skip
#: Repetitions within a day, and rules that would take hours to think through.
_TOO_MANY = re.compile(
    r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BYSECOND=|BYMINUTE=[^;,=]*+,|BYHOUR=[^;,=]*+,",
    re.IGNORECASE,
)
_FIRST = date(1970, 1, 1)


class Guest(NamedTuple):
    """Somebody who was invited, or who invites."""

    address: str
    name: str
    #: PARTSTAT, CUTYPE and ROLE, in capitals.
    answer: str
    kind: str
    role: str


class Occurrence(NamedTuple):
    """One event on one day."""

    uid: str
    #: Which repetition of it; empty for an event that stands alone.
    which: str
    start: date
    tzid: str
    summary: str
    location: str
    status: str
    transparent: bool
    guests: tuple[Guest, ...]
    around: str
    line: int


class Libraries:
    """icalendar and recurring-ical-events, imported when a calendar is there."""

    def __init__(self) -> None:
        """Raises ExtraMissing."""
        try:
            self._icalendar: Any = import_module("icalendar")
            self._recurring: Any = import_module("recurring_ical_events")
        except ImportError:
            raise ExtraMissing(
                "A calendar", "icalendar with recurring-ical-events", "calendar"
            ) from None

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Without the libraries' warnings, and without zones of other calendars."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._icalendar.use_zoneinfo()
            yield

    def learn_zones(self, zones: Sequence[Block]) -> None:
        """Let events name these zones."""
        for zone in zones:
            lines = ("BEGIN:VTIMEZONE", *zone.lines, "END:VTIMEZONE")
            text = "\r\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""))
            try:
                self._icalendar.Calendar.from_ical(text)
            except FAULTS:
                continue

    def event(self, block: Block) -> Any:  # noqa: ANN401 — a foreign class
        """The component of a block. Raises one of FAULTS."""
        text = "\r\n".join(("BEGIN:VEVENT", *block.lines, "END:VEVENT", ""))
        event = self._icalendar.Event.from_ical(text)
        require_day(event["DTSTART"].dt)
        return event

    def occurrences(
        self, events: Sequence[tuple[Any, Block]], before: date
    ) -> Iterator[Occurrence]:
        """Every occurrence of one UID before a day. Raises one of FAULTS."""
        if len(events) == 1 and not _repeats(events[0][0]):
            event, block = events[0]
            yield occurrence(event, "", block.around, block.line)
            return
        if any(_TOO_MANY.search(line) for _, block in events for line in block.lines
               if line[:5].upper() == "RRULE"):  # fmt: skip
            raise ValueError("it repeats within a day")
        calendar = self._icalendar.Calendar()
        around = "\n".join(dict.fromkeys(block.around for _, block in events))
        for event, _ in events:
            calendar.add_component(event)
        first = min(_day_of(event["DTSTART"].dt) for event, _ in events)
        begin = max(first - timedelta(days=1), _FIRST)
        line = events[0][1].line
        for found in self._recurring.of(calendar).between(begin, before):
            which = found.get("RECURRENCE-ID")
            stamp = found["DTSTART"].dt if which is None else which.dt
            yield occurrence(found, stamp.isoformat(), around, line)


def occurrence(event: Any, which: str, around: str, line: int) -> Occurrence:  # noqa: ANN401
    """What counts of a component. Raises one of FAULTS."""
    begin = event["DTSTART"]
    return Occurrence(
        _text(event, "UID"),
        which,
        require_day(begin.dt),
        str(begin.params.get("TZID", "")),
        _text(event, "SUMMARY"),
        _text(event, "LOCATION"),
        _text(event, "STATUS").upper(),
        _text(event, "TRANSP").upper() == "TRANSPARENT",
        tuple(_guests(event)),
        around,
        line,
    )


def require_day(value: object) -> date:
    """A day or moment. Raises TypeError for anything else."""
    if not isinstance(value, date):
        raise TypeError(value)
    return value


def _day_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _repeats(event: Any) -> bool:  # noqa: ANN401
    return any(key in event for key in ("RRULE", "RDATE", "RECURRENCE-ID"))


def _text(event: Any, key: str) -> str:  # noqa: ANN401
    found = event.get(key, "")
    return str(found[0] if isinstance(found, list) and found else found)


def _guests(event: Any) -> Iterator[Guest]:  # noqa: ANN401
    for key in ("ORGANIZER", "ATTENDEE"):
        found = event.get(key, [])
        for each in found if isinstance(found, list) else [found]:
            said = each.params
            address = str(each)
            if "@" not in address:
                address = str(said.get("EMAIL", ""))
            yield Guest(
                re.sub(r"^mailto:", "", address.strip(), flags=re.IGNORECASE),
                str(said.get("CN", "")),
                str(said.get("PARTSTAT", "")).upper(),
                str(said.get("CUTYPE", "")).upper(),
                str(said.get("ROLE", "")).upper(),
            )
