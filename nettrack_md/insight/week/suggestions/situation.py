"""What suggestions rest on: the week, everybody before it, and what lies at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING
from zlib import crc32

from nettrack_md.insight.cadence import awaits_answer
from nettrack_md.insight.network.ties import Acquaintance, Ties
from nettrack_md.insight.remarks import Where, on_line_one
from nettrack_md.insight.week.candidates import Frame, is_busy
from nettrack_md.model.record import record
from nettrack_md.model.records import Introduction, Person, Profile, Share, Touch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeVar

    from nettrack_md.model.records import Contact

    T = TypeVar("T")


def _says_nothing(_: str) -> bool:
    return False


@record(frozen=True, slots=True)
class Supplies:
    """What lies at hand beside the people; by default nothing does."""

    #: Me.
    profile: Profile | None = None
    #: Where I work, as my profile has it.
    my_org: str = ""
    #: What was read or seen.
    shares: tuple[Share, ...] = ()
    #: Places where I often am, folded.
    places: frozenset[str] = frozenset()
    #: Who knows whom.
    ties: Acquaintance = Ties(())
    #: Where the text of a property stands: a contact's, and my profile's.
    where: Where = on_line_one
    where_of_me: Where = on_line_one
    #: Whether a text names somebody private: then it gives no reason.
    silences: Callable[[str], bool] = _says_nothing


@record(frozen=True, slots=True)
class Situation:
    """One week, as suggestions see it. Private people are not among `people`."""

    frame: Frame
    #: Everybody by path, with evidence from before the week.
    people: Mapping[str, Person]
    #: The touches of the weeks before, by path; and all touches of one person.
    earlier: Mapping[str, Sequence[Touch]]
    history: Callable[[str], Sequence[Touch]]
    #: The first day of the week with a touch of that person.
    touched_on: Callable[[str], date | None]
    #: Who has a place this week, in the order of the page.
    picked: tuple[str, ...] = ()
    #: All introductions, also those of private people.
    introductions: tuple[Introduction, ...] = ()
    supplies: Supplies = Supplies()
    #: Paths of those who are to be brought together this week, in order.
    joined: tuple[tuple[str, ...], ...] = ()

    def is_free(self, contact: Contact) -> bool:
        """Whether this is a week to turn to them: neither resting nor pressed."""
        frame = self.frame
        trouble = contact.trouble
        return (
            contact.status == "active"
            and not (contact.snooze is not None and contact.snooze >= frame.begins)
            and not (
                trouble is not None
                and 0 <= (frame.begins - trouble).days <= frame.rules.trouble_days
            )
            and not is_busy(contact, frame)
        )

    @property
    def last_day(self) -> date:
        """The last day on which anything is noted of an introduction."""
        days = (one.on for one in self.introductions)
        return max(days, default=self.frame.ends)

    def waits(self, person: Person) -> bool:
        """Whether my last word to them still waits for an answer."""
        frame = self.frame
        return person.word is not None and awaits_answer(
            person, frame.begins, frame.rules.waiting_days
        )


def rotated(
    items: Sequence[T], path_of: Callable[[T], str], frame: Frame, step: int = 1
) -> Iterator[T]:
    """The items by turns: with each week another one is first, and each is in time.

    `step`: so many of them are looked at in one week.
    """

    def place(item: T) -> tuple[int, str]:
        path = path_of(item)
        return crc32(path.encode("utf-8", "surrogatepass")), path

    ordered = sorted(items, key=place)
    first = frame.number * step % max(1, len(ordered))
    yield from ordered[first:]
    yield from ordered[:first]
