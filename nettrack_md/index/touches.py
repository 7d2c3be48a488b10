"""Touches asked for by person, or by day."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from nettrack_md.index.database import chunks
from nettrack_md.index.evidence import LAST_DAY, linked_touches, witnesses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from nettrack_md.index.database import Database
    from nettrack_md.index.evidence import Witness
    from nettrack_md.model.records import Touch


def touches_of(database: Database, path: str) -> tuple[Touch, ...]:
    """All touches of a contact, newest first."""
    note = database.value(
        "SELECT n.id FROM notes n JOIN clocks c ON c.id = n.id WHERE n.path = ?", [path]
    )
    if note is None:
        return ()
    found = sorted(
        _touches(database, list(witnesses(database, [note]))),
        key=itemgetter(0),
        reverse=True,
    )
    return tuple([touch for _, _, touch in found])


def touches_between(
    database: Database, first: date, last: date
) -> tuple[tuple[str, Touch], ...]:
    """The touches of everybody within two days, newest first."""
    days = first.toordinal(), last.toordinal()
    sql = "SELECT id FROM clocks WHERE horizon >= ?"
    recent = [note for (note,) in database.rows(sql, days[:1])]
    found: list[tuple[tuple[object, ...], str, Touch]] = []
    for some in chunks(recent):
        found += _touches(database, list(witnesses(database, some, *days)), days)
    found.sort(key=itemgetter(0, 1), reverse=True)
    return tuple([(path, touch) for _, path, touch in found])


def _touches(
    database: Database, found: Sequence[Witness], days: tuple[int, int] | None = None
) -> Iterator[tuple[tuple[object, ...], str, Touch]]:
    """The touches of those contacts, each with what it is ordered by and the contact."""
    first, last = days or (0, LAST_DAY)
    wanted = [
        (witness, entry)
        for witness in found
        for entry in witness.entries
        if first <= entry[0] <= last
    ]
    links = [entry[6] for _, entry in wanted if entry[7]]
    fetched: dict[int, Touch] = {}
    for some in chunks(links):
        fetched |= linked_touches(database, some)
    for witness, entry in wanted:
        if entry[7]:
            touch = fetched[entry[6]]
        else:
            touch = witness.own_touch(database, entry)
        yield (*entry[:4], touch.path, *entry[5:]), witness.path, touch
