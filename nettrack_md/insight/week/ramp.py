"""The first three months with somebody: which steps were made, and which comes next.

The word of thanks on the next working day belongs to the first meeting; then a second
touch within 30 days, and a third within 90.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from nettrack_md.insight.thanks import next_working_day
from nettrack_md.insight.week.candidates import met_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nettrack_md.insight.week.proposals.grounds import History
    from nettrack_md.model.records import Contact, Person, Touch

#: Days after the first meeting by which the second touch is due.
SECOND_DAYS = 30
#: The third touch is asked for so long before its time ends.
_LAST_MONTH = timedelta(days=30)
#: Days after a single meeting from which the archive may be proposed.
MET_ONCE_DAYS = 365


def is_settled(contact: Contact) -> bool:
    """Whether the note says how near somebody is, or what rhythm is wanted."""
    return contact.tier is not None or contact.cadence is not None


def steps_of(days: Iterable[date], met: date) -> list[date]:
    """The days of contact that are steps: the first meeting, and what came later.

    A day's grace for thanks: what was written at night is dated the day after.
    """
    thanks_by = next_working_day(met) + timedelta(days=1)
    return [met, *sorted({on for on in days if on > thanks_by})]


def due_step(
    person: Person,
    recent: Sequence[Touch],
    begins: date,
    new_days: int,
    history: History,
) -> date | None:
    """The day by which the next step with somebody new is due; None for nobody new.

    `person` and `recent`, their touches of the last 45 days, are from before `begins`;
    `history` is asked where these do not tell. A third touch is a step only where no
    tier and no rhythm is set, and is asked for in the last month of the three.
    """
    on = met_on(person)
    if on is None or not begins - timedelta(days=new_days) <= on < begins:
        return None
    if person.touch_days <= 1:
        return on + timedelta(days=SECOND_DAYS)
    if is_settled(person.contact):
        return None
    known = {t.on for t in recent if t.restarts} | _ends_of(person)
    if len(known) < person.touch_days:
        every = history(person.contact.path)
        known = {t.on for t in every if t.restarts and t.on < begins}
    made = len(steps_of(known, on))
    if made == 1:
        return on + timedelta(days=SECOND_DAYS)
    third = on + timedelta(days=new_days)
    return third if made == 2 and third - begins <= _LAST_MONTH else None


def is_third_step(person: Person, due_on: date) -> bool:
    """Whether the step that is due by that day is the third touch."""
    on = met_on(person)
    return on is not None and due_on > on + timedelta(days=SECOND_DAYS)


def _ends_of(person: Person) -> set[date]:
    days = (person.first_on, person.last.on if person.last is not None else None)
    return {on for on in days if on is not None}


def is_met_once(person: Person, days: Sequence[date]) -> bool:
    """Whether there was one meeting, and thanks at most, and nothing is decided."""
    on = met_on(person)
    return (
        on is not None
        and not is_settled(person.contact)
        and len(steps_of(days, on)) == 1
    )


def was_met_once(person: Person) -> bool:
    """The same for an active person of whom no touches are at hand but the ends."""
    return (
        person.contact.status == "active"
        and person.touch_days <= 2
        and is_met_once(person, sorted(_ends_of(person)))
    )
