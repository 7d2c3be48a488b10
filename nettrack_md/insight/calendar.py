"""What belongs into a calendar: days that come back, follow-ups, promises."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from nettrack_md.insight.cadence import next_in_force, standing
from nettrack_md.insight.dates_ahead import in_mourning
from nettrack_md.insight.loops import find_promise
from nettrack_md.model.dates import PartialDate
from nettrack_md.model.record import record
from nettrack_md.model.records import Contact, Promise

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from nettrack_md.model.records import Person
    from nettrack_md.model.rules import PracticeRules

Sort = Literal["birthdays", "dates", "follow-ups", "promises"]
#: Whose days are over, or are nobody's business any more.
_GONE = frozenset({"deceased", "ended", "archived"})
#: States in which nothing is to follow.
_QUIET = frozenset({"paused", "wish", *_GONE})


@record(frozen=True, slots=True)
class CalendarDay:
    """One entry: a day of every year, or a single one."""

    sort: Sort
    contact: Contact
    #: A partial date comes back every year.
    on: PartialDate | date
    #: What is remembered on an anniversary.
    text: str = ""
    promise: Promise | None = None
    #: Days on which it is passed over in silence.
    silent: tuple[date, ...] = ()


def calendar_days(
    people: Mapping[str, Person],
    promises: Iterable[Promise],
    *,
    sorts: Collection[Sort],
    today: date,
    rules: PracticeRules,
) -> tuple[CalendarDay, ...]:
    """Everything of these sorts, people in their order, promises behind.

    Nothing of who is dead, of the past or archived; no birthday within a year of a
    bereavement; no follow-up on who is paused, and none on a snoozed day.
    """
    found: list[CalendarDay] = []
    for person in people.values():
        contact = person.contact
        if contact.status in _GONE:
            continue
        if "birthdays" in sorts and (born := contact.birthday) is not None:
            silent = tuple(_mourned(contact, born))
            found.append(CalendarDay("birthdays", contact, born, silent=silent))
        if "dates" in sorts:
            found += (
                CalendarDay("dates", contact, one.on, one.text) for one in contact.dates
            )
        if "follow-ups" in sorts and (on := _follow_up(person, today, rules)):
            found.append(CalendarDay("follow-ups", contact, on))
    if "promises" in sorts:
        found += _due(people, promises, today, rules)
    return tuple(found)


def last_of_february(born: PartialDate, year: int) -> date:
    """The day in that year; 29 February is the month's last day, as calendars do."""
    if (born.month, born.day) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, born.month, born.day)


def _mourned(contact: Contact, born: PartialDate) -> Iterator[date]:
    since = contact.mourning
    if since is None or since.year >= date.max.year:
        return
    for year in (since.year, since.year + 1):
        on = last_of_february(born, year)
        if in_mourning(contact, on):
            yield on


def _follow_up(person: Person, today: date, rules: PracticeRules) -> date | None:
    """The day due, or that set by hand; behind the snooze where there is one."""
    contact = person.contact
    if contact.status in _QUIET:
        return None
    on = standing(person, today=today, rules=rules).due_on
    on = on or next_in_force(contact, person.last)
    snooze = contact.snooze
    if on is None or snooze is None or snooze < today or snooze == date.max:
        return on
    return max(on, snooze + timedelta(days=1))


def _due(
    people: Mapping[str, Person],
    promises: Iterable[Promise],
    today: date,
    rules: PracticeRules,
) -> Iterator[CalendarDay]:
    for promise in promises:
        if promise.done or promise.due_on is None:
            continue
        owed = find_promise(promise, people, day=today, rules=rules)
        if owed is not None:
            yield CalendarDay("promises", owed.contact, promise.due_on, promise=promise)
