"""Settling: what the touches of the contacts concerned amount to, stored anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.index.cards import contact_of
from nettrack_md.index.codec import ordinal, touch_of
from nettrack_md.index.database import chunks, marks
from nettrack_md.index.weighing import pack_newest, weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from nettrack_md.index.database import Database
    from nettrack_md.index.weighing import Evidence
    from nettrack_md.model.records import Contact, Touch

    #: From a contact and their last touch: the day that their clock counts from, the
    #: day they are due, their rhythm in days.
    Clock = Callable[
        [Contact, Touch | None], tuple[date | None, date | None, int | None]
    ]

_EVIDENCE = "INSERT OR REPLACE INTO evidence VALUES (?,?,?,?)"
_CLOCK = "INSERT OR REPLACE INTO clocks VALUES (?,?,?,?,?)"
_RECORDS = "SELECT id, record FROM cards WHERE id IN ({ids})"
_STANDING = (None, -1, None)


def settle(database: Database, notes: Iterable[int], clock: Clock | None) -> list[int]:
    """Weigh the touches of those notes that are contacts; which these are.

    Without `clock` their clocks stand still until the next settling.
    """
    settled: list[int] = []
    for some in chunks(sorted(notes)):
        weighed = weigh(database, some)
        evidence = [
            (note, pack_newest(each), each.touch_days, each.first_day)
            for note, each in weighed.items()
        ]
        wound = {} if clock is None else _wind(database, some, weighed, clock)
        clocks = [
            (note, each.horizon, *wound.get(note, _STANDING))
            for note, each in weighed.items()
        ]
        database.many(_EVIDENCE, evidence)
        database.many(_CLOCK, clocks)
        settled += weighed
    return settled


def _wind(
    database: Database,
    notes: Sequence[int],
    weighed: dict[int, Evidence],
    clock: Clock,
) -> dict[int, tuple[int | None, int | None, int | None]]:
    """The clocks of those notes, by note."""
    wound = {}
    for note, record in database.rows(_RECORDS.format(ids=marks(len(notes))), notes):
        if (evidence := weighed.get(note)) is not None:
            # A clock asks for no properties, and they are most of a contact.
            base, due, days = clock(contact_of(record), touch_of(evidence.last))
            wound[note] = ordinal(base), ordinal(due), days
    return wound
