"""Whether somebody else wrote into the index's file since nettrack last did.

SQLite does not notice a changed byte inside a stored text. So beside the file stands
how nettrack left it: at which write, with which size and time. A file of the same write
with another time was changed by something that is no nettrack. A later write is one by
a nettrack that ended before it could say so, and is believed.

What changes bytes without a trace in the file's time, as a failing disk may, is not
noticed: reading all of it each time would cost more than making it anew.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from nettrack_md.index.faults import IndexDamaged

if TYPE_CHECKING:
    from nettrack_md.index.database import Database

_ENDING = ".seen"
#: An answer that is kept is a write too, and raises no version.
_WRITE = (
    "SELECT version || ' ' || (SELECT coalesce(max(number), 0) FROM answers) FROM meta"
)


def require_untouched(database: Database, file: str) -> None:
    """Raise IndexDamaged when the file is not as nettrack left it. Raises OSError."""
    seen, there = _read(file + _ENDING), _look(database, file)
    if seen == there:
        return
    if seen is not None and seen[0] == there[0]:
        raise IndexDamaged("something else has written into its file")
    _write(file + _ENDING, there)


def remember(database: Database, file: str | None) -> None:
    """Have it known how the file was left, where that can be written."""
    if file is not None:
        with suppress(OSError):
            _write(file + _ENDING, _look(database, file))


def forget(file: str) -> None:
    """Know nothing of the file any more."""
    with suppress(OSError):
        os.unlink(file + _ENDING)


def _look(database: Database, file: str) -> tuple[str, str]:
    """Its last write, and its size and time: of one moment, since nobody commits."""
    database.run("BEGIN")
    try:
        write = str(database.value(_WRITE))
        status = os.stat(file)
    finally:
        database.rollback()
    return write, f"{status.st_size} {status.st_mtime_ns}"


def _read(path: str) -> tuple[str, str] | None:
    """What was remembered; None when nothing was, or only half of it."""
    try:
        with open(path, encoding="ascii") as file:
            write, stamp, end = file.read().split("\n")
    except (OSError, ValueError):
        return None
    return None if end else (write, stamp)


def _write(path: str, seen: tuple[str, str]) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(fd, f"{seen[0]}\n{seen[1]}\n".encode())
    finally:
        os.close(fd)
