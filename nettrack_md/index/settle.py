"""Settling: what the touches of the contacts concerned amount to, stored anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.index.cards import contact_of
from nettrack_md.index.codec import ordinal, touch_of
from nettrack_md.index.database import chunks, marks
from nettrack_md.index.evidence import linked_days
from nettrack_md.index.facts import CLOCK, EVIDENCE
from nettrack_md.index.merging import merge
from nettrack_md.index.weighing import pack_newest, weigh

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from nettrack_md.index.database import Database
    from nettrack_md.index.facts import Clock
    from nettrack_md.index.weighing import Evidence

_RECORDS = "SELECT id, record FROM cards WHERE id IN ({ids})"
_STANDING = (None, -1, None)


def settle(
    database: Database,
    notes: Iterable[int],
    weighed: Collection[int],
    clock: Clock | None,
) -> list[int]:
    """Weigh the touches of those notes that are contacts; which these are.

    Of those `weighed` the evidence of the own log is stored. Without `clock` their
    clocks stand still until the next settling.
    """
    settled: list[int] = []
    for some in chunks(sorted({*notes, *weighed})):
        settled += _settle(database, some, weighed, clock)
    return settled


def _settle(
    database: Database,
    notes: Sequence[int],
    weighed: Collection[int],
    clock: Clock | None,
) -> Iterable[int]:
    if clock is None or not weighed:
        return _weigh(database, notes, clock)
    linked = linked_days(database, notes)
    own = [note for note in notes if note in weighed]
    merged = merge(database, {n: linked[n] for n in own if n in linked}, clock)
    database.many(EVIDENCE, merged.evidence)
    database.many(CLOCK, merged.clocks)
    doubtful = [*merged.left, *(note for note in notes if note not in weighed)]
    settled = set(_weigh(database, doubtful, clock)) if doubtful else set()
    return sorted(settled.union(own))


def _weigh(
    database: Database, notes: Sequence[int], clock: Clock | None
) -> Iterable[int]:
    weighed = weigh(database, notes)
    evidence = [
        (note, pack_newest(each), each.touch_days, each.first_day)
        for note, each in weighed.items()
    ]
    wound = {} if clock is None else _wind(database, notes, weighed, clock)
    clocks = [
        (note, each.horizon, *wound.get(note, _STANDING))
        for note, each in weighed.items()
    ]
    database.many(EVIDENCE, evidence)
    database.many(CLOCK, clocks)
    return weighed


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
