"""The records of a network: what notes say, once understood.

All frozen and compared by value; tuples instead of lists, empty instead of None
where there can be many. Paths are vault-relative with `/`; lines are 1-based.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from nettrack_md.model.dates import DayRange, PartialDate
from nettrack_md.model.periods import Period
from nettrack_md.model.problems import Problem
from nettrack_md.model.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

Status = Literal["active", "wish", "paused", "ended", "deceased", "archived"]
#: Statuses whose people are on no list of the overdue, no pick, no rendered list.
RESTING: frozenset[str] = frozenset({"ended", "deceased", "archived", "wish"})

NoteKind = Literal[
    "contact", "meeting", "event", "goal", "profile", "dated", "rendered", "other"
]

#: `->` I wrote, `<-` they wrote, `<->` both; empty where nobody said.
Direction = Literal["->", "<-", "<->", ""]

#: Where a touch was read. Of one day, the strongest source speaks.
Source = Literal["mention", "property", "attended", "log"]
STRENGTH: dict[Source, int] = {"mention": 0, "property": 1, "attended": 2, "log": 3}

IntroState = Literal["asked", "agreed", "made", "closed"]


@record(frozen=True, slots=True)
class Link:
    """A link as somebody wrote it, before anyone asked where it leads."""

    #: Path or name without heading, block or display part; NFC, `.md` dropped.
    target: str
    #: The text behind `|`, or the text of a markdown link; empty without one.
    display: str
    line: int


@record(frozen=True, slots=True)
class Cadence:
    """The rhythm that a note asks for; `period` None means: none wanted."""

    period: Period | None


@record(frozen=True, slots=True)
class Anniversary:
    """A day to remember that comes back every year: `2014-03-10 wedding`."""

    on: PartialDate
    text: str


@record(frozen=True, slots=True)
class Contact:
    """A person, as their note describes them."""

    path: str
    name: str
    reading: str = ""
    aliases: tuple[str, ...] = ()
    tier: str | None = None
    #: What the note itself asks for; None when it says nothing.
    cadence: Cadence | None = None
    #: What counts: the cadence, else the tier's period, else None (no rhythm).
    rhythm: Period | None = None
    status: Status = "active"
    snooze: date | None = None
    next: date | None = None
    met: date | None = None
    created: date | None = None
    trouble: date | None = None
    birthday: PartialDate | None = None
    dates: tuple[Anniversary, ...] = ()
    mourning: date | None = None
    busy: tuple[DayRange, ...] = ()
    introduced_by: Link | None = None
    private: bool = False
    tags: tuple[str, ...] = ()
    #: Every property of contract section 3 that the note has, canonical key to
    #: the texts as typed, in the note's order.
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()
    #: Every other property, likewise; nettrack keeps and shows it.
    other: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of one canonical property; empty when the note has none."""
        return next((texts for name, texts in self.properties if name == key), ())

    def text(self, key: str) -> str:
        """The first text of one canonical property, or the empty text."""
        return next(iter(self.texts(key)), "")


@record(frozen=True, slots=True)
class Touch:
    """One piece of evidence that two people were in touch on a day."""

    on: date
    #: A kind of contract section 4, or `mention`, `meeting`, `event`, `property`.
    kind: str
    source: Source
    path: str
    line: int
    direction: Direction = ""
    #: `HH:MM` or empty.
    time: str = ""
    text: str = ""
    #: The tags with a meaning: `gave`, `got`, `asked`, `thanked`, `noreply`.
    tags: tuple[str, ...] = ()
    #: Whether it restarts the clock.
    restarts: bool = True
    #: Order among the touches of one day in one note; higher is later.
    place: int = 0
    #: Whom it concerns, as linked; None in that person's own note.
    who: Link | None = None


@record(frozen=True, slots=True)
class Promise:
    """A checkbox that promises something to, or by, somebody."""

    text: str
    path: str
    line: int
    #: True: I promised. False: they did.
    mine: bool = True
    done: bool = False
    #: The day behind `✅`, when there is one.
    done_on: date | None = None
    due_on: date | None = None
    who: tuple[Link, ...] = ()
    #: Paths of the contacts it concerns: the note's own, and those it links once
    #: the links were followed.
    people: tuple[str, ...] = ()
    #: The day it was made, where the notes tell: that of the touch or the dated note
    #: it stands in.
    made_on: date | None = None


@record(frozen=True, slots=True)
class Introduction:
    """Two people whom I bring, or brought, together."""

    on: date
    a: Link
    b: Link
    state: IntroState
    path: str
    line: int
    text: str = ""
    #: Paths of the two contacts once the links were followed; else empty.
    a_path: str = ""
    b_path: str = ""


@record(frozen=True, slots=True)
class Share:
    """Something read, seen or heard of that may be passed on: `#share`."""

    path: str
    line: int
    #: The line's words, without its date and the tag.
    text: str
    #: Its day: that at the line's head, else that of the dated note.
    on: date | None = None
    #: For whom, where the line says so.
    who: tuple[Link, ...] = ()
    #: Paths of those people once the links were followed.
    people: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Need:
    """A kind of person that a goal asks for: `investor x2`."""

    kind: str
    count: int = 1


@record(frozen=True, slots=True)
class Goal:
    """Something I want to reach, and the kinds of people it needs."""

    path: str
    name: str
    horizon: Period | None = None
    due_on: date | None = None
    needs: tuple[Need, ...] = ()
    status: str = "active"


@record(frozen=True, slots=True)
class Event:
    """A meeting or an event: a day, a place and who was there."""

    path: str
    name: str
    kind: Literal["meeting", "event"]
    on: date | None = None
    place: str = ""
    attendees: tuple[Link, ...] = ()


@record(frozen=True, slots=True)
class Profile:
    """Me: what I offer, ask, stand for."""

    path: str
    name: str
    offers: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    known_for: tuple[str, ...] = ()
    intro: str = ""


@record(frozen=True, slots=True)
class NoteFacts:
    """All that one note says, before its links are followed."""

    path: str
    kind: NoteKind
    #: Display name: the `name` property, else the file name.
    title: str
    #: The day of a dated note, a meeting or an event.
    on: date | None = None
    contact: Contact | None = None
    goal: Goal | None = None
    event: Event | None = None
    profile: Profile | None = None
    #: Own touches (`who` None) and those of the people it links (`who` set).
    touches: Sequence[Touch] = ()
    promises: tuple[Promise, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    shares: tuple[Share, ...] = ()
    #: Links that must lead somewhere: goals, introducers, attendees.
    relies_on: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()
    #: What `search` looks through: the text as written. Rendered regions are left
    #: out, but their lines stand there empty, so that lines can be counted.
    body: str = ""
    #: The line of the file on which `body` begins.
    body_line: int = 1


@record(frozen=True, slots=True)
class Person:
    """A contact and what the evidence up to one day says."""

    contact: Contact
    #: The newest touch that restarts the clock, the strongest of its day.
    last: Touch | None = None
    #: The newest touch that was a word between us: it has a direction.
    word: Touch | None = None
    #: How many different days have a touch that restarts the clock.
    touch_days: int = 0
    #: The first such day.
    first_on: date | None = None


@record(frozen=True, slots=True)
class Rejected:
    """A piece of evidence that did not set the clock, and why not."""

    touch: Touch
    because: str
