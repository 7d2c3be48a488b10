"""Who was met once and not since; and what a key about them asks for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from nettrack_md.app.asking import discretion
from nettrack_md.app.plain.days import parse_day
from nettrack_md.app.ticks.deeds import Agreed, PutOff
from nettrack_md.insight.cadence import next_in_force
from nettrack_md.insight.week.candidates import met_on
from nettrack_md.insight.week.proposals.spans import tiers_by_rhythm
from nettrack_md.insight.week.ramp import MET_ONCE_DAYS, was_met_once
from nettrack_md.model.periods import Period
from nettrack_md.model.record import record
from nettrack_md.model.records import Person

if TYPE_CHECKING:
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.records import Contact

_YEAR = Period(1, "y")


@record(frozen=True, slots=True)
class Once:
    """Somebody whom I met once, and the tiers there are, the nearest first."""

    person: Person
    met_on: date
    tiers: tuple[str, ...]
    #: A year has passed: the archive may be offered.
    may_be_archived: bool


def to_decide(ws: Workspace) -> tuple[Once, ...]:
    """Those about whom nothing is decided yet, the newest meeting first."""
    veil = discretion(ws)
    tiers = tuple(
        name for name, _ in tiers_by_rhythm(ws.settings.reading.tiers, ws.today)
    )[:9]
    found = [
        Once(person, on, tiers, (ws.today - on).days >= MET_ONCE_DAYS)
        for person in ws.index.people(ws.today)
        if not veil.hides(person.contact.path)
        and _is_open(person, ws.today)
        and (on := met_on(person)) is not None
    ]
    return tuple(
        sorted(found, key=lambda o: (-o.met_on.toordinal(), o.person.contact.path))
    )


def _is_open(person: Person, today: date) -> bool:
    contact = person.contact
    if contact.snooze is not None and contact.snooze >= today:
        return False
    return was_met_once(person) and next_in_force(contact, person.last) is None


def keep(contact: Contact, tier: str) -> Agreed:
    """They get a tier."""
    return Agreed(contact.path, contact.name, "tier", tier)


def rest(ws: Workspace, contact: Contact) -> PutOff:
    """Nothing is heard of them for a year."""
    return PutOff(contact.path, contact.name, _YEAR.after(ws.today))


def archive(contact: Contact) -> Agreed:
    """The note stays, and is on no list."""
    return Agreed(contact.path, contact.name, "status", "archived")


def find_day_ahead(ws: Workspace, text: str) -> date | None:
    """The day that somebody typed, if it is none of the past."""
    starts = ws.settings.practice.week_starts
    day = parse_day(text, ws.today, ahead=True, starts=starts) if text else None
    return day if day is not None and day >= ws.today else None


def set_day(contact: Contact, day: date) -> Agreed:
    """A day of one's own, on which they come up."""
    return Agreed(contact.path, contact.name, "next", day.isoformat())
