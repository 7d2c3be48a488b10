"""The tables, and the stamp that says whether a file holds what we would write."""

from __future__ import annotations

import marshal
import sys
from typing import TYPE_CHECKING

from nettrack_md.index import cards, traits
from nettrack_md.index.faults import IndexDamaged

if TYPE_CHECKING:
    from nettrack_md.index.database import Database

#: Rows that belong to a note at a place of its own (a link, a promise, …) have the
#: note's id times this, plus their place, as their id: kept together, without an index.
PLACES = 1 << 20

#: The uses that a note makes of a link.
TOUCH, PROMISE, INTRODUCTION, SHARE, RELIANCE, INTRODUCER = range(6)

#: Links for more than a touch are few; a query that says so is quick.
OTHER_USES = f"use > {TOUCH}"

TABLES = {
    # `version` counts what was written, from a number that no other file began with.
    "meta": "stamp TEXT NOT NULL, version INTEGER NOT NULL",
    # What was answered since the last write; a lasting answer depends on names alone.
    "answers": "number INTEGER PRIMARY KEY, question BLOB NOT NULL UNIQUE,"
    " answer BLOB NOT NULL, lasting INTEGER NOT NULL",
    # `signature` is vault's business; it is compared, never read.
    "folders": "path TEXT PRIMARY KEY, signature BLOB NOT NULL,"
    " scanned_ns INTEGER NOT NULL",
    # `key` is model.keys.link_key of the path. An empty digest fits no bytes.
    "notes": "id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, key TEXT NOT NULL,"
    " kind TEXT NOT NULL, title TEXT NOT NULL, digest BLOB NOT NULL,"
    " size INTEGER NOT NULL",
    # What search looks through beside the body; the record is a contact's.
    "cards": "id INTEGER PRIMARY KEY, texts TEXT NOT NULL, patch BLOB, record BLOB,"
    " private INTEGER NOT NULL",
    "bodies": "id INTEGER PRIMARY KEY, text TEXT NOT NULL, patch BLOB,"
    " first_line INTEGER NOT NULL",
    # The touches of a contact's own note; those of others are links.
    "logs": "id INTEGER PRIMARY KEY, touches BLOB NOT NULL",
    # Names that lead to a contact beside the file's own.
    "aliases": "id INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (id, key)",
    # What a link says, in a folder: where it leads is the same for all that say it
    # there. `key` is a number made of model.keys.link_key of the text, which two texts
    # may share; `how` is empty until somebody said where it leads.
    "targets": "id INTEGER PRIMARY KEY, text TEXT NOT NULL, scope TEXT NOT NULL,"
    " key INTEGER NOT NULL, leads_to INTEGER, how TEXT NOT NULL",
    # A link, and the touch that it makes where it makes one.
    "links": "id INTEGER PRIMARY KEY, target INTEGER NOT NULL, use INTEGER NOT NULL,"
    " line INTEGER NOT NULL, display TEXT, day INTEGER, trait, time TEXT,"
    " place INTEGER, touch_line INTEGER, text TEXT",
    "promises": "id INTEGER PRIMARY KEY, done INTEGER NOT NULL, record BLOB NOT NULL",
    "introductions": "id INTEGER PRIMARY KEY, record BLOB NOT NULL",
    # Goals, events, profiles, what may be passed on.
    "others": "id INTEGER NOT NULL, what TEXT NOT NULL, day INTEGER,"
    " record BLOB NOT NULL, PRIMARY KEY (what, id)",
    "problems": "path TEXT PRIMARY KEY, number INTEGER NOT NULL, records BLOB NOT NULL",
    # What settling makes of a contact's touches, as of the newest of them.
    "evidence": "id INTEGER PRIMARY KEY, newest BLOB, touch_days INTEGER NOT NULL,"
    " first_day INTEGER",
    # `horizon` is the day of the newest touch of any sort, else 0. `due_day` is -1
    # where nobody has set the clock since.
    "clocks": "id INTEGER PRIMARY KEY, horizon INTEGER NOT NULL, base_day INTEGER,"
    " due_day INTEGER, cadence_days INTEGER",
}
_KEYED = frozenset({"aliases", "others"})

#: Made when the first notes are settled: filling a table without them is quicker.
INDEXES = {
    "notes_key": "notes (key)",
    "aliases_key": "aliases (key)",
    "targets_key": "targets (key)",
    "targets_leads_to": "targets (leads_to) WHERE leads_to IS NOT NULL",
    "targets_pending": "targets (id) WHERE how = ''",
    # A question that is to use one of these says which uses it is about.
    "links_touch": f"links (target, day, trait) WHERE use = {TOUCH}",
    "links_other": f"links (use, target) WHERE {OTHER_USES}",
    "cards_private": "cards (id) WHERE private",
}

#: Raised with every change of what the blobs hold.
_VERSION = 6


def stamp(fingerprint: str) -> str:
    """Names everything that decides what the bytes in the file mean."""
    parts = (
        _VERSION, TABLES, INDEXES, traits.KINDS, traits.SOURCES, traits.DIRECTIONS,
        traits.TAGS, cards.KEYS, sys.version_info[:2], marshal.version,
        sys.byteorder, fingerprint,
    )  # fmt: skip
    return repr(parts)


def has_our_tables(database: Database) -> bool:
    """Whether this version made the file, with whatever settings."""
    ours = stamp("")[: -len("'')")]
    return str(database.value("SELECT stamp FROM meta")).startswith(ours)


def create_tables(database: Database, its_stamp: str) -> None:
    """Fill an empty file. To be called within a transaction."""
    for name, columns in TABLES.items():
        ending = " WITHOUT ROWID" if name in _KEYED else ""
        database.run(f"CREATE TABLE {name} ({columns}){ending}")
    database.run("INSERT INTO meta VALUES (?, random() >> 16)", (its_stamp,))


def create_indexes(database: Database) -> None:
    """Make the indexes that are not there yet."""
    for name, columns in INDEXES.items():
        database.run(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}")


def is_indexed(database: Database) -> bool:
    """Whether the indexes were made already."""
    names = {name for (name,) in database.rows("SELECT name FROM sqlite_master")}
    return names.issuperset(INDEXES)


def fault_of_schema(database: Database, its_stamp: str) -> str | None:
    """What is wrong with the file: None nothing, empty text that it is empty.

    Raises IndexDamaged for a database of somebody else.
    """
    names = {
        name
        for (name,) in database.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        )
    }
    if not names:
        return ""
    if "meta" not in names:
        raise IndexDamaged("it was no index")
    if database.value("SELECT stamp FROM meta") != its_stamp:
        return "it was made by another version or with other settings"
    missing = sorted(TABLES.keys() - names)
    return f"the table {missing[0]} is missing" if missing else None


def drop_everything(database: Database) -> None:
    """Take every table out of the file. To be called within a transaction."""
    names = [
        name
        for (name,) in database.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'sqlite_%'"
        )
    ]
    for name in names:
        quoted = name.replace('"', '""')
        database.run(f'DROP TABLE "{quoted}"')
