"""One connection to SQLite, with the ways in which this room uses it."""

from __future__ import annotations

import sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, TypeVar

    Row = tuple[Any, ...]
    Values = Sequence[object] | Mapping[str, object]
    _T = TypeVar("_T")

#: How many ids a statement takes at once; SQLite's own limit was 999 for long.
MANY = 256

# No WAL: it does not work on network drives, and SQLite before 3.51.3 can corrupt it.
# The rest is for speed and size: bodies of some kilobytes fill small pages badly.
_PRAGMAS = (
    "PRAGMA page_size = 16384",
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -8000",
)


class Database:
    """A connection. Errors of SQLite pass through; `faults.Guard` names them."""

    def __init__(self, file: str | None, wait_seconds: float) -> None:
        self.file = file
        #: Writes what a writer still holds back; called before anything is read.
        self.before_reading: Callable[[], None] | None = None
        self._connection = sqlite3.connect(
            file or ":memory:", timeout=wait_seconds, isolation_level=None
        )
        try:
            for pragma in _PRAGMAS:
                self._connection.execute(pragma)
        except sqlite3.Error:
            self._connection.close()
            raise

    def rows(self, sql: str, values: Values = ()) -> Iterator[Row]:
        """The rows of a question, as they come."""
        if self.before_reading is not None:
            self.before_reading()
        return self._connection.execute(sql, values)

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """The first row of a question, or None."""
        return next(self.rows(sql, values), None)

    def value(self, sql: str, values: Values = ()) -> Any:  # noqa: ANN401
        """The first column of the first row, or None."""
        row = self.row(sql, values)
        return None if row is None else row[0]

    def peek(self, sql: str, values: Values = ()) -> Iterator[Row]:
        """The rows of a question, whatever a writer still holds back."""
        return self._connection.execute(sql, values)

    def peek_value(self, sql: str, values: Values = ()) -> Any:  # noqa: ANN401
        """The first column of the first such row, or None."""
        row = next(self.peek(sql, values), None)
        return None if row is None else row[0]

    def run(self, sql: str, values: Values = ()) -> None:
        """Carry out one statement."""
        self._connection.execute(sql, values)

    def many(self, sql: str, rows: Iterable[Values]) -> None:
        """Carry out one statement for each row."""
        self._connection.executemany(sql, rows)

    def begin(self, *, wait: bool = True) -> None:
        """Begin to write; waits for whoever is writing, or fails at once."""
        if wait:
            self._connection.execute("BEGIN IMMEDIATE")
            return
        patience = self.value("PRAGMA busy_timeout")
        try:
            self._connection.execute("PRAGMA busy_timeout = 0")
            self._connection.execute("BEGIN IMMEDIATE")
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {patience}")

    def commit(self) -> None:
        """Make what was written last."""
        self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """Forget what was written since `begin`; nothing to do is fine too."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def marks(count: int) -> str:
    """That many question marks, for an IN."""
    return ",".join("?" * count)


def chunks(values: Sequence[_T], first: int = MANY) -> Iterator[Sequence[_T]]:
    """The values in pieces that fit into one statement; the first may be smaller."""
    at, size = 0, first
    while at < len(values):
        yield values[at : at + size]
        at += size
        size = MANY
