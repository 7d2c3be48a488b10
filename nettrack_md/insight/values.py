"""The values that insight hands out: standings, picks, loops, a review."""

from __future__ import annotations

from datetime import date
from typing import Literal

from nettrack_md.model.dates import Week
from nettrack_md.model.record import record
from nettrack_md.model.records import (
    Contact,
    Event,
    Introduction,
    Person,
    Promise,
    Touch,
)

State = Literal[
    "paused", "snoozed", "none", "unknown", "waiting", "overdue", "soon", "ok",
    "wish", "ended", "deceased", "archived",
]  # fmt: skip

Band = Literal["trouble", "owed", "dated", "rhythm", "reserved", "spare"]


@record(frozen=True, slots=True)
class Evidence:
    """Where something can be read up.

    Line 1 of a contact's note stands for its properties.
    """

    path: str
    line: int


@record(frozen=True, slots=True)
class Reason:
    """Why, as a key and its numbers; `render.phrases` makes the sentence of it.

    The keys and what each carries stand in `insight.reasons`.
    """

    key: str
    #: Plain values: text, int, float, date; by name.
    facts: tuple[tuple[str, str | int | float | date], ...] = ()

    def get(self, name: str) -> str | int | float | date | None:
        """One of the facts, or None."""
        return next((value for key, value in self.facts if key == name), None)


@record(frozen=True, slots=True)
class Standing:
    """Where one contact stands on one day (contract section 6)."""

    person: Person
    state: State
    #: The day that the clock counts from: last touch, else met, else created.
    base_on: date | None
    #: The rhythm in days, counted from `base_on`; None without either.
    cadence_days: int | None
    due_on: date | None
    #: today - due; negative before it.
    days_late: int | None
    #: (today - base) / rhythm, 4 decimals.
    ratio: float | None
    reason: Reason


@record(frozen=True, slots=True)
class Owed:
    """Something open between me and somebody: a reply, thanks, a promise, a report."""

    kind: Literal["reply", "thanks", "promise", "report"]
    contact: Contact
    due_on: date | None
    evidence: Evidence
    #: The promise's or the message's own words.
    text: str = ""
    #: True: it is on me. False: on them.
    mine: bool = True
    #: Left the picks (contract section 8, old loops).
    old: bool = False
    #: For thanks: `met` (a first meeting) or `intro` (`contact` introduced somebody
    #: to me; `text` says whom). For a report: `advice`, or `intro` likewise.
    about: str = ""
    promise: Promise | None = None
    touch: Touch | None = None
    #: The day it began: that of the message, the meeting, the introduction.
    on: date | None = None


@record(frozen=True, slots=True)
class Pick:
    """One person whom to contact this week, and why."""

    person: Person
    band: Band
    #: (end of week - base) / rhythm, 4 decimals; None without a rhythm.
    ratio: float | None
    reason: Reason
    evidence: tuple[Evidence, ...] = ()
    #: A touch within the week: the page shows the line ticked.
    done: bool = False
    dormant: bool = False
    #: 1-based place on the page, easy ones first.
    place: int = 0
    #: What to begin with; None where the notes hold nothing.
    opening: Reason | None = None


@record(frozen=True, slots=True)
class DateAhead:
    """A birthday, an anniversary or a day set by hand that comes up."""

    on: date
    kind: Literal["birthday", "anniversary", "next"]
    contact: Contact
    text: str = ""
    #: Years since, where the year is known.
    years: int | None = None


@record(frozen=True, slots=True)
class Happened:
    """A touch within the week."""

    contact: Contact
    touch: Touch


@record(frozen=True, slots=True)
class EventAhead:
    """A meeting or an event that comes up, and whom its note names."""

    event: Event
    people: tuple[Contact, ...] = ()


@record(frozen=True, slots=True)
class Followed:
    """Somebody to write to after an event, and why."""

    contact: Contact
    event: Event
    reason: Reason
    evidence: tuple[Evidence, ...] = ()


@record(frozen=True, slots=True)
class Proposal:
    """Something to consider: a property that a tick would set, and why.

    Without a `key` it is something to do with `contact`, and a tick says that it was
    done; without a `contact` it is a line to read, and nothing to tick.
    """

    #: What sort of proposal it is, such as `drift`; stable.
    kind: str
    contact: Contact | None
    #: The property, and what it is to hold; empty without a contact.
    key: str
    value: str
    reason: Reason
    evidence: tuple[Evidence, ...] = ()
    #: What would make it go, beside the tick.
    until: Reason | None = None
    #: Whom else the sentence names: the facts `name`, then `via`.
    others: tuple[Contact, ...] = ()
    #: What each would gain from an introduction: `contact`, then the first of `others`.
    sides: tuple[Reason, ...] = ()
    #: Whether there is anything to tick.
    acts: bool = True
    #: In touch within the week: the page shows the line ticked.
    done: bool = False


@record(frozen=True, slots=True)
class Greeted:
    """Somebody for a greeting of the season, and why."""

    contact: Contact
    reason: Reason
    evidence: tuple[Evidence, ...] = ()


@record(frozen=True, slots=True)
class Greeting:
    """A custom of the season, and whom it is for."""

    #: `new_year_cards`, `midwinter_cards`, `summer_cards`, `late_summer_cards`,
    #: `midyear_gifts`, `year_end_gifts`, `seasons_greetings`.
    kind: str
    #: Its last day.
    by: date
    #: Who is still to be greeted; in reading order.
    people: tuple[Greeted, ...]
    #: Those of them who need an address, and whose note has none.
    unaddressed: tuple[Contact, ...] = ()
    #: Who is in mourning, and therefore left out.
    mourning: tuple[Contact, ...] = ()
    #: Whether it is only time to get ready.
    ahead: bool = False


@record(frozen=True, slots=True)
class Review:
    """One week: whom to contact and why, what is owed, what is near, what was."""

    week: Week
    capacity: int
    #: People a week that all rhythms together ask for.
    planned: float
    #: In the order of the bands; `place` gives the order on the page.
    picks: tuple[Pick, ...] = ()
    #: Due by the week's end, soonest first, both directions.
    owed: tuple[Owed, ...] = ()
    #: Open promises that are not due this week, or have no day.
    promises: tuple[Owed, ...] = ()
    #: Replies and promises that waited too long: to be closed together.
    old: tuple[Owed, ...] = ()
    dates: tuple[DateAhead, ...] = ()
    #: Meetings and events through the week after, soonest first.
    events: tuple[EventAhead, ...] = ()
    #: At most three people of each event of the last two weeks.
    followed: tuple[Followed, ...] = ()
    waiting: tuple[Standing, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    happened: tuple[Happened, ...] = ()
    #: A few, by turns; each a line to tick.
    proposals: tuple[Proposal, ...] = ()
    #: What the rhythms ask for, and what has changed; a line or two.
    health: tuple[Reason, ...] = ()
    #: Greetings of the season, each with its list.
    greetings: tuple[Greeting, ...] = ()
