"""Answers that were given already: they hold until something is written."""

from __future__ import annotations

import zlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from nettrack_md.index.database import Database

#: So many are kept, the newest; people ask the same few questions.
_KEPT = 12
_QUICKLY = 1

_FIND = "SELECT answer FROM answers WHERE question = ?"
_KEEP = "INSERT OR REPLACE INTO answers (question, answer, lasting) VALUES (?, ?, ?)"
# A row that is replaced gets a new number, so the numbers tell the newest.
_OLD = f"""
DELETE FROM answers WHERE number NOT IN
(SELECT number FROM answers ORDER BY number DESC LIMIT {_KEPT})
"""
_OUTDATE = "UPDATE meta SET version = version + 1"
_FORGET = "DELETE FROM answers WHERE NOT lasting"
_FORGET_ALL = "DELETE FROM answers"


def version(database: Database) -> int:
    """A number that every write raises."""
    return int(database.value("SELECT version FROM meta") or 0)


def find_answer(database: Database, question: bytes) -> bytes | None:
    """What was answered to that question, if it still holds.

    Raises ValueError where it is garbled.
    """
    packed = database.value(_FIND, [question])
    if packed is None:
        return None
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise ValueError("an answer is garbled") from error


def keep_answer(
    database: Database,
    question: bytes,
    answer: bytes,
    as_of_version: int,
    *,
    lasting: bool,
) -> None:
    """Keep an answer, unless something was written since that version.

    A lasting one holds until a name changes, any other until anything is written.
    Raises what SQLite raises where another process is writing: nobody waits for this.
    """
    packed = zlib.compress(answer, _QUICKLY)
    database.begin(wait=False)
    if version(database) == as_of_version:
        database.run(_KEEP, [question, packed, lasting])
        database.run(_OLD)
    database.commit()


def outdate(database: Database, *, renamed: bool) -> None:
    """Forget the answers that may be wrong now; whether a name has changed."""
    database.run(_OUTDATE)
    database.run(_FORGET_ALL if renamed else _FORGET)
