"""People: contacts and what the evidence up to a day says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from nettrack_md.index.cards import contact_of, names_of
from nettrack_md.index.codec import day_of, thawed
from nettrack_md.index.database import MANY, chunks, marks
from nettrack_md.index.evidence import LAST_DAY, Evidence, newest_of
from nettrack_md.index.weighing import weigh
from nettrack_md.index.rows import Named
from nettrack_md.model.records import Person

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from nettrack_md.index.database import Database
    from nettrack_md.model.records import Contact

_ThawedPerson = thawed(Person)

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
_PEOPLE = """
SELECT k.id, k.record, k.texts, k.patch, e.newest, e.touch_days, e.first_day
FROM cards k JOIN evidence e ON e.id = k.id
WHERE k.id IN ({ids})
"""


def people(
    database: Database, as_of: date, due_before: date | None
) -> Iterator[Person]:
    """Everybody by path; or who may be due before a day, the worst ratio first."""
    days = {"as_of": as_of.toordinal()}
    if due_before is None:
        found = list(database.rows(_ALL, days))
    else:
        days["due"] = due_before.toordinal()
        found = list(database.rows(_DUE, days))
    stale = {note for note, is_stale in found if is_stale}
    notes = [note for note, _ in found]
    return _people(database, notes, _FIRST, stale, as_of.toordinal())


def _people(
    database: Database,
    notes: Sequence[int],
    first: int = MANY,
    stale: Collection[int] = (),
    as_of: int = LAST_DAY,
) -> Iterator[Person]:
    """Those contacts, in that order; who is gone meanwhile is left out.

    For the stale the stored evidence says nothing; it is weighed up to that day.
    """
    for some in chunks(notes, first):
        rows = {
            row[0]: row
            for row in database.rows(_PEOPLE.format(ids=marks(len(some))), some)
        }
        doubtful = [note for note in some if note in stale]
        weighed = weigh(database, doubtful, as_of) if doubtful else {}
        for note in some:
            if (row := rows.get(note)) is None:
                continue
            _, record, texts, patch, newest, days, first_day = row
            if (evidence := weighed.get(note)) is None:
                last, word = newest_of(newest)
            else:
                last, word, days, first_day, _ = evidence
            contact = contact_of(record, texts, patch)
            person = _ThawedPerson(contact, last, word, days, day_of(first_day))
            person.__class__ = Person
            yield person


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


def settled(database: Database, paths: Sequence[str]) -> Iterator[Person]:
    """Those contacts, as of the newest evidence, in that order."""
    ids = ids_of(database, paths)
    notes = [ids[path] for path in paths if path in ids]
    return _people(database, notes)


def ids_of(database: Database, paths: Sequence[str]) -> dict[str, int]:
    """The ids of those notes; of all notes, where many are asked for."""
    if len(paths) > MANY:
        return dict(database.rows("SELECT path, id FROM notes"))  # type: ignore[arg-type]
    sql = f"SELECT path, id FROM notes WHERE path IN ({marks(len(paths))})"
    return dict(database.rows(sql, paths))  # type: ignore[arg-type]


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
