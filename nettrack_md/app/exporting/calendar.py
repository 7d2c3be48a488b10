"""Birthdays, days to remember, follow-ups and promises as a calendar."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from nettrack_md.app.exporting import Export
from nettrack_md.app.pages.dressing import spoken_language
from nettrack_md.exchange.calendar.writer import CalendarEvent, render_calendar
from nettrack_md.exchange.identity import digest_of
from nettrack_md.exchange.people import NO_YEAR
from nettrack_md.insight.calendar import Sort, calendar_days
from nettrack_md.model.dates import PartialDate
from nettrack_md.render.wording.outside import calendar_category, calendar_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.app.exporting.outgoing import Outgoing
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.insight.calendar import CalendarDay
    from nettrack_md.model.records import Contact
    from nettrack_md.model.rules import Language

SORTS: tuple[Sort, ...] = get_args(Sort)
_NAME = "nettrack"
_UIDS = {
    "birthdays": "birthday", "dates": "day", "follow-ups": "follow-up",
    "promises": "promise",
}  # fmt: skip


def calendar(
    ws: Workspace, out: Outgoing, sorts: tuple[Sort, ...], *, alarms: bool
) -> Export:
    """The days of these sorts, of everybody who may leave."""
    days = calendar_days(
        out.people,
        out.promises,
        sorts=sorts or SORTS,
        today=ws.today,
        rules=ws.settings.practice,
    )
    language = spoken_language(ws, None)
    events = _events([_yearless(day) for day in days], language)
    content = render_calendar(events, _NAME, today=ws.today, alarms=alarms)
    people = {day.contact.path for day in days}
    return Export(content, len(people), len(days))


def _yearless(day: CalendarDay) -> CalendarDay:
    """A year that stands for none, as Apple writes it, is none."""
    if isinstance(day.on, PartialDate) and day.on.year == NO_YEAR:
        return replace(day, on=replace(day.on, year=None))
    return day


def _events(days: list[CalendarDay], language: Language) -> Iterator[CalendarEvent]:
    seen: Counter[str] = Counter()
    for day in days:
        told = f"{_UIDS[day.sort]}-{digest_of(*_identity(day))}"
        seen[told] += 1
        # Two of one name, as two promises in the same words, are told apart.
        number = f"-{seen[told]}" if seen[told] > 1 else ""
        yield CalendarEvent(
            f"{told}{number}@nettrack",
            calendar_title(day, language),
            day.on,
            calendar_category(day.sort, language),
            day.silent,
        )


def _identity(day: CalendarDay) -> tuple[str, ...]:
    """What stays when the day itself moves."""
    owner = _owner(day.contact)
    if day.promise is None:
        return (owner, day.text)
    in_own_note = day.promise.path == day.contact.path
    return (owner if in_own_note else day.promise.path, day.promise.text)


def _owner(contact: Contact) -> str:
    return contact.text("uid") or contact.path
