"""The kept answers of an index alone, for those who want nothing else of it.

Imported by what answers at once, so it imports little.
"""

from __future__ import annotations

import sqlite3

from nettrack_md.index import answers
from nettrack_md.index.database import Database


class Kept:
    """The answers as they stand at one moment. Close it when done."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def answer(self, question: bytes) -> bytes | None:
        """What was answered to a question, if that still holds."""
        try:
            return answers.find_answer(self._database, question)
        except (sqlite3.Error, ValueError):
            return None

    def version(self) -> int:
        """See `Index.version`; of a file that cannot be read it is -1."""
        try:
            return answers.version(self._database)
        except sqlite3.Error:
            return -1

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def find_kept(file: str) -> Kept | None:
    """The answers in that file, all as of one moment; None where it is of no use.

    Nobody waits, and nothing is mended.
    """
    try:
        database = Database(file, 0)
    except sqlite3.Error:
        return None
    try:
        database.run("BEGIN")
    except sqlite3.Error:
        database.close()
        return None
    return Kept(database)
