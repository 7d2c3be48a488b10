"""Birthdays, anniversaries and days set by hand that come up."""

from __future__ import annotations

from calendar import isleap
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from nettrack_md.insight.cadence import next_in_force
from nettrack_md.insight.ordering import reading_order
from nettrack_md.insight.values import DateAhead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nettrack_md.model.dates import PartialDate
    from nettrack_md.model.records import Contact, Person

_MOURNING_DAYS = 365


def date_order(item: DateAhead) -> tuple[object, ...]:
    """By day, then reading, path and what it is."""
    return (item.on, *reading_order(item.contact), item.kind, item.text)


def in_mourning(contact: Contact, day: date) -> bool:
    """Whether `day` lies within a year of a bereavement."""
    since = contact.mourning
    return since is not None and 0 <= (day - since).days <= _MOURNING_DAYS


def days_of(contact: Contact, first: date, last: date) -> tuple[DateAhead, ...]:
    """The birthday and the anniversaries from `first` through `last`, in order.

    No birthday while they mourn: it is no year for congratulations. Who was born on
    29 February has it on 1 March in other years.
    """
    born = contact.birthday
    if born is None and not contact.dates:
        return ()
    calendar = _calendar(first, last)
    if not contact.dates and born and (born.month, born.day) not in calendar:
        return ()
    return tuple(sorted(_days(contact, calendar), key=date_order))


@lru_cache(maxsize=8)
def _calendar(first: date, last: date) -> Mapping[tuple[int, int], date]:
    """Month and day to the first such day of the span; asked for everybody anew."""
    found: dict[tuple[int, int], date] = {}
    for number in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(number)
        if (day.month, day.day) == (3, 1) and not isleap(day.year):
            found.setdefault((2, 29), day)
        found.setdefault((day.month, day.day), day)
    return found


def _days(
    contact: Contact, calendar: Mapping[tuple[int, int], date]
) -> Iterator[DateAhead]:
    born = contact.birthday
    on = None if born is None else _within(born, calendar)
    if born is not None and on is not None and not in_mourning(contact, on):
        yield DateAhead(on, "birthday", contact, years=_years(born, on))
    for item in contact.dates:
        if (on := _within(item.on, calendar)) is not None:
            years = _years(item.on, on)
            yield DateAhead(on, "anniversary", contact, item.text, years)


def _within(day: PartialDate, calendar: Mapping[tuple[int, int], date]) -> date | None:
    on = calendar.get((day.month, day.day))
    if on is None or (day.year is not None and on.year < day.year):
        return None
    return on


def _years(day: PartialDate, on: date) -> int | None:
    return None if day.year is None else on.year - day.year


def dates_ahead(
    people: Iterable[Person], first: date, last: date
) -> tuple[DateAhead, ...]:
    """What comes up from `first` through `last` among active people, soonest first.

    `next` as it was set, not moved behind busy times; only while it is in force.
    """
    found: list[DateAhead] = []
    for person in people:
        contact = person.contact
        if contact.status != "active":
            continue
        found.extend(days_of(contact, first, last))
        chosen = next_in_force(contact, person.last)
        if chosen is not None and first <= chosen <= last:
            found.append(DateAhead(chosen, "next", contact))
    return tuple(sorted(found, key=date_order))
