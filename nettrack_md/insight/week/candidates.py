"""Who could be contacted in a week, with all that the bands ask about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from nettrack_md.insight.cadence import awaits_answer, clock, free_day, next_in_force
from nettrack_md.insight.ordering import reading_order
from nettrack_md.model.record import record

if TYPE_CHECKING:
    from datetime import date

    from nettrack_md.insight.values import DateAhead, Owed
    from nettrack_md.model.dates import Week
    from nettrack_md.model.records import Contact, Person
    from nettrack_md.model.rules import PracticeRules


@record(frozen=True, slots=True)
class Frame:
    """A week and the rules, with the days that are asked for again and again."""

    begins: date
    ends: date
    number: int
    #: Whose last touch is of this day, or older, is dormant.
    dormant_by: date
    rules: PracticeRules


def frame_of(week: Week, rules: PracticeRules) -> Frame:
    """The frame of one week."""
    silent = week.begins
    # Back from 29 February the day is the 28th: a day that exists in every year.
    if (silent.month, silent.day) == (2, 29):
        silent -= timedelta(days=1)
    silent = silent.replace(year=max(1, silent.year - rules.dormant_years))
    return Frame(week.begins, week.ends, week.number, silent, rules)


@dataclass(slots=True)
class Candidate:
    """An active person, with what the bands ask about them."""

    person: Person
    due_on: date | None
    cadence_days: int | None
    #: (end of the week - base) / rhythm, not rounded.
    ratio: float | None
    #: The day set by hand, behind busy times and seasons.
    next_on: date | None
    #: Snoozed into the week: takes no place, but counts in the rotation, so that
    #: putting one person off never exchanges another.
    quiet: bool
    #: My word waits for their answer as the week begins.
    waiting: bool
    dormant: bool
    #: On me, due by the week's end, soonest first.
    owed: tuple[Owed, ...] = ()
    #: Birthdays and anniversaries within the week, soonest first.
    dates: tuple[DateAhead, ...] = ()
    #: The day by which the next step with somebody new is due; None for nobody new.
    step_on: date | None = None

    def due_by(self, day: date) -> bool:
        """Whether the rhythm asks for them by `day`, the week's end."""
        return (
            self.ratio is not None
            and self.ratio >= 1
            and self.due_on is not None
            and self.due_on <= day
        )

    @property
    def wants_none(self) -> bool:
        """Whether the note says that no rhythm is wanted."""
        cadence = self.person.contact.cadence
        return cadence is not None and cadence.period is None


def candidate_of(
    person: Person,
    frame: Frame,
    *,
    touched_on: date | None = None,
    owed: tuple[Owed, ...] = (),
    dates: tuple[DateAhead, ...] = (),
    step_on: date | None = None,
) -> Candidate:
    """An active person as a candidate; evidence is that from before the week.

    `touched_on`: a touch within the week. Then a `next` beyond the week was set along
    with it, and does not take back that they were due.
    """
    contact, last, rules = person.contact, person.last, frame.rules
    chosen = next_in_force(contact, last)
    if chosen is not None:
        if touched_on is not None and touched_on < chosen and chosen > frame.ends:
            chosen = None
        elif contact.busy or rules.seasons:
            chosen = free_day(chosen, (*contact.busy, *rules.seasons))
    base, due, days = clock(contact, last, rules.seasons, by_hand=chosen is not None)
    ratio = None if base is None or days is None else (frame.ends - base).days / days
    return Candidate(
        person,
        due,
        days,
        ratio,
        chosen,
        quiet=contact.snooze is not None and contact.snooze >= frame.begins,
        waiting=person.word is not None
        and awaits_answer(person, frame.begins, rules.waiting_days),
        dormant=last is not None and last.on <= frame.dormant_by,
        owed=owed,
        dates=dates,
        step_on=step_on,
    )


def met_on(person: Person) -> date | None:
    """The day we first met, as far as the notes tell."""
    if person.contact.met is not None:
        return person.contact.met
    # `last_contact` says when they last spoke, and nothing of when they first did.
    if person.last is not None and person.last.source == "property":
        return None
    return person.first_on


def is_busy(contact: Contact, frame: Frame) -> bool:
    """Whether they are busy on every day of the week."""
    if not contact.busy:
        return False
    return free_day(frame.begins, contact.busy) > frame.ends


def tie_order(candidate: Candidate) -> tuple[int, str, str]:
    """Older touch first, then reading, then path."""
    contact, last = candidate.person.contact, candidate.person.last
    since = last.on if last is not None else contact.met or contact.created
    return (since.toordinal() if since else 0, *reading_order(contact))
