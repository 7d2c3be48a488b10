"""Why the index cannot be used, in the terms of whoever must go on without it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Literal

from nettrack_md.errors import NettrackError

if TYPE_CHECKING:
    from types import TracebackType

#: SQLite's primary result codes (sqlite.org/rescode.html).
_BUSY = frozenset({5, 6})
_UNWRITABLE = frozenset({3, 8, 10, 13, 14})
#: What reading a record raises when its bytes are not what was once written.
_GARBLED = (EOFError, ValueError, TypeError, LookupError, OverflowError)


class IndexUnavailable(NettrackError):
    """The index cannot be used now. `Index.recover` gives one that can."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"The index cannot be used: {reason}. Run the command again.")


class IndexBusy(IndexUnavailable):
    """Another process has kept the index locked for longer than we wait."""


class IndexUnwritable(IndexUnavailable):
    """The cache folder is read-only or full."""


class IndexDamaged(IndexUnavailable):
    """The file does not hold what was written to it."""


class IndexSuperseded(IndexUnavailable):
    """Another process, with other settings or another version, made it anew."""


def fault_of(error: BaseException) -> IndexUnavailable | None:
    """The fault behind an error of SQLite; None for anything else, or for a bug."""
    if not isinstance(error, sqlite3.DatabaseError) or isinstance(
        error, sqlite3.ProgrammingError | sqlite3.NotSupportedError
    ):
        return None
    # Text that is no UTF-8 is found by Python, which knows no code for it, and quotes
    # the text: that may be a line of a note.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    reason = f"{error}" if code else "a text in it cannot be read"
    if code in _BUSY:
        return IndexBusy(reason)
    if code in _UNWRITABLE:
        return IndexUnwritable(reason)
    return IndexDamaged(reason)


class Guard:
    """A context in which what goes wrong with the file becomes an IndexUnavailable."""

    def __init__(self, *, decoding: bool = False) -> None:
        #: Whether records are decoded inside, so that garbled ones are damage too.
        self.decoding = decoding

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> Literal[False]:
        """Raise the fault behind the error, if there is one."""
        if error is not None:
            if (fault := fault_of(error)) is not None:
                raise fault from error
            if self.decoding and isinstance(error, _GARBLED):
                raise IndexDamaged("a record in it is garbled") from error
        return False
