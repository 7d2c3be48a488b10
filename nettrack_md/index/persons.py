"""People: contacts and what the evidence up to a day says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from nettrack_md.index.cards import contact_of, names_of
from nettrack_md.index.codec import touch_of
from nettrack_md.index.database import MANY, chunks, marks
from nettrack_md.index.evidence import LAST_DAY
from nettrack_md.index.rows import Named
from nettrack_md.index.weighing import newest_of, weigh
from nettrack_md.model.keys import reading_key
from nettrack_md.model.records import Person

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from nettrack_md.index.database import Database
    from nettrack_md.index.weighing import Evidence
    from nettrack_md.model.records import Contact

_fromordinal = date.fromordinal

#: Who asks for a few people should not wait for many.
_FIRST = 24

_ALL = """
SELECT n.id, c.horizon > :as_of FROM notes n JOIN clocks c ON c.id = n.id
ORDER BY n.path
"""
# Those whose stored clock says nothing about this day come first, as a caller who
# wants the worst few must look at all of them. Paths settle ties, since ids differ
# between two indexes of one vault.
_DUE = """
SELECT c.id, c.horizon > :as_of FROM clocks c JOIN notes n ON n.id = c.id
WHERE c.due_day < :due OR c.horizon > :as_of
ORDER BY (c.horizon > :as_of OR c.due_day < 0) DESC,
         (:as_of - c.base_day) * 1.0 / c.cadence_days DESC, c.base_day, n.path
"""
_NAMED = """
SELECT n.id, c.horizon > :as_of, n.path, k.record
FROM notes n JOIN clocks c ON c.id = n.id JOIN cards k ON k.id = n.id
"""
_UNTIMED = """
SELECT count(*) FROM clocks WHERE horizon > :as_of OR due_day < 0
"""
_PEOPLE = """
SELECT k.id, {card}, e.newest, e.touch_days, e.first_day
FROM cards k JOIN evidence e ON e.id = k.id
WHERE k.id IN ({ids})
"""
# All at once, as the pages lie: half the time where every one is wanted anyway.
_ANY_DUE = """
SELECT c.horizon > :as_of, k.id, {card}, e.newest, e.touch_days, e.first_day
FROM clocks c JOIN cards k ON k.id = c.id JOIN evidence e ON e.id = c.id
WHERE c.due_day < :due OR c.horizon > :as_of
"""
_WHOLE = "k.record, k.texts, k.patch"
#: Most of a card are its properties, and few questions are about them.
_BARE = "k.record, NULL, NULL"


def people(
    database: Database, as_of: date, due_before: date | None, *, properties: bool
) -> Iterator[Person]:
    """Everybody by path; or who may be due before a day, the worst ratio first."""
    card = _WHOLE if properties else _BARE
    days = {"as_of": as_of.toordinal()}
    if due_before is None:
        found = list(database.rows(_ALL, days))
    else:
        days["due"] = due_before.toordinal()
        found = list(database.rows(_DUE, days))
    stale = {note for note, is_stale in found if is_stale}
    notes = [note for note, _ in found]
    return _people(database, notes, _FIRST, stale, as_of.toordinal(), card=card)


def people_by_name(database: Database, as_of: date) -> Iterator[Person]:
    """Everybody in reading order, with all properties, a few in memory at a time."""
    rows = database.rows(_NAMED, {"as_of": as_of.toordinal()})
    order = sorted(
        (_name_key(record), path, note, is_stale)
        for note, is_stale, path, record in rows
    )
    stale = {note for _, _, note, is_stale in order if is_stale}
    notes = [note for _, _, note, _ in order]
    return _people(database, notes, MANY, stale, as_of.toordinal())


def _name_key(record: bytes) -> str:
    _, name, reading, *_ = names_of(record)
    return reading_key(reading or name)


def any_due(
    database: Database, as_of: date, due_before: date, *, properties: bool
) -> Iterator[Person]:
    """Who may be due before a day, in no order."""
    card = _WHOLE if properties else _BARE
    sql = _ANY_DUE.format(card=card)
    day = as_of.toordinal()
    days = {"as_of": day, "due": due_before.toordinal()}
    stale: list[int] = []
    for is_stale, *row in database.rows(sql, days):
        if is_stale:
            stale.append(row[0])
        else:
            yield _person_of(row)
    yield from _people(database, stale, MANY, stale, day, card=card)


def untimed(database: Database, as_of: date) -> int:
    """At most how many of `people` come before those that are in order."""
    return int(database.value(_UNTIMED, {"as_of": as_of.toordinal()}) or 0)


def _people(
    database: Database,
    notes: Sequence[int],
    first: int = MANY,
    stale: Collection[int] = (),
    as_of: int = LAST_DAY,
    *,
    card: str = _WHOLE,
) -> Iterator[Person]:
    """Those contacts, in that order; who is gone meanwhile is left out.

    For the stale the stored evidence says nothing; it is weighed up to that day.
    """
    for some in chunks(notes, first):
        sql = _PEOPLE.format(card=card, ids=marks(len(some)))
        rows = {row[0]: row for row in database.rows(sql, some)}
        doubtful = [note for note in some if note in stale]
        weighed = weigh(database, doubtful, as_of) if doubtful else {}
        for note in some:
            if (row := rows.get(note)) is None:
                continue
            yield _person_of(row, weighed.get(note))


def _person_of(row: Sequence[Any], weighed: Evidence | None = None) -> Person:
    """The person of a row; evidence that was weighed counts before the stored."""
    _, record, texts, patch, newest, days, first_day = row
    contact = contact_of(record, texts, patch)
    if weighed is None:
        last, word = newest_of(newest, contact.path)
    else:
        last, word, days, first_day, _ = weighed
    touch = touch_of(last)
    spoken = touch if word is last else touch_of(word)
    return Person(contact, touch, spoken, days, first_day and _fromordinal(first_day))


def person(database: Database, path: str, as_of: date) -> Person | None:
    """The contact of that path, or None."""
    day = as_of.toordinal()
    row = database.row(
        "SELECT n.id, c.horizon > ? FROM notes n JOIN clocks c ON c.id = n.id"
        " WHERE n.path = ?",
        [day, path],
    )
    if row is None:
        return None
    stale = row[:1] if row[1] else ()
    return next(_people(database, row[:1], 1, stale, day), None)


def paths_of(database: Database, notes: Sequence[int]) -> Iterator[str]:
    """The paths of those notes, in no order."""
    for some in chunks(notes):
        sql = f"SELECT path FROM notes WHERE id IN ({marks(len(some))})"
        for (path,) in database.rows(sql, some):
            yield path


def private_contacts(database: Database) -> tuple[Contact, ...]:
    """The contacts that are private, by path."""
    sql = "SELECT record, texts, patch FROM cards WHERE private"
    found = [contact_of(*row) for row in database.rows(sql)]
    return tuple(sorted(found, key=lambda contact: contact.path))


def names(database: Database) -> Iterator[Named]:
    """What every contact is called, by path."""
    sql = (
        "SELECT k.record FROM notes n JOIN cards k ON k.id = n.id"
        " WHERE k.record IS NOT NULL ORDER BY n.path"
    )
    for (record,) in database.rows(sql):
        yield Named(*names_of(record))
