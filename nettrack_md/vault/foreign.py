"""Files outside of any vault that the user names: read whole, or written anew."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress

from nettrack_md.errors import ForeignUnreadable, ForeignUnwritable

#: Bytes; an address book with a photo for each of a thousand people has half of it.
MAX_BYTES = 256 * 1024 * 1024


def read_foreign(path: str) -> bytes:
    """The bytes of a file anywhere, links followed. Raises ForeignUnreadable."""
    flags = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        fd = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise ForeignUnreadable(path, _why(error)) from None
    try:
        if fault := _fault_of(os.fstat(fd)):
            raise ForeignUnreadable(path, fault)
        with os.fdopen(fd, "rb", closefd=False) as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ForeignUnreadable(path, _why(error)) from None
    finally:
        os.close(fd)


def _fault_of(status: os.stat_result) -> str:
    if stat.S_ISDIR(status.st_mode):
        return "this is a folder"
    if not stat.S_ISREG(status.st_mode):
        return "this is no file"
    return f"it is over {MAX_BYTES >> 20} MB" if status.st_size > MAX_BYTES else ""


def write_foreign(path: str, content: bytes, *, replace: bool) -> None:
    """Write a file for its owner alone, all of it or nothing.

    Raises ForeignUnwritable, also where one is there and `replace` is not asked for.
    """
    if not replace and os.path.lexists(path):
        raise ForeignUnwritable(path, "it is there already", "Overwrite it: --force.")
    if os.path.isdir(path):
        raise ForeignUnwritable(path, "this is a folder")
    folder, name = os.path.split(os.path.abspath(path))
    if not os.path.isdir(folder):
        raise ForeignUnwritable(path, "its folder is not there", "Make it first.")
    temp = ""
    try:
        # Private by birth: it holds what is known about people.
        fd, temp = tempfile.mkstemp(prefix=f".{name[:40]}.", dir=folder)
        with os.fdopen(fd, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temp, path)
    except (OSError, ValueError) as error:
        with suppress(OSError):
            os.unlink(temp)
        raise ForeignUnwritable(path, _why(error)) from None


def _why(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
