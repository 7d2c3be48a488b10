"""Files outside of any vault that the user names: read whole, or written anew."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from nettrack_md.errors import ForeignUnreadable, ForeignUnwritable
from nettrack_md.vault.folder import open_root
from nettrack_md.vault.sweep import sweep
from nettrack_md.vault.temps import find_temp, new_temp_name

if TYPE_CHECKING:
    from nettrack_md.vault.folder import Folder

#: Bytes; an address book with a photo for each of a thousand people has half of it.
MAX_BYTES = 256 * 1024 * 1024
_AN_HOUR_NS = 3_600 * 10**9


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
    where, name = os.path.split(os.path.abspath(path))
    if not os.path.isdir(where):
        raise ForeignUnwritable(path, "its folder is not there", "Make it first.")
    try:
        with open_root(os.path.realpath(where)) as folder:
            _put(folder, name, content)
    except (OSError, ValueError) as error:
        raise ForeignUnwritable(path, _why(error)) from None


def _put(folder: Folder, name: str, content: bytes) -> None:
    temp = new_temp_name(content, None)
    try:
        # Private by birth: it holds what is known about people.
        folder.make(temp, content, 0o600)
        made = folder.find_status(temp)
        folder.replace(temp, name)
    except BaseException:
        folder.discard(temp)
        raise
    folder.sync()
    if made is not None:
        # What a killed export left here. The disk's own clock says what is old.
        left = [other for other in folder.names() if find_temp(other)]
        sweep(folder.path, made.st_mtime_ns - _AN_HOUR_NS, left)


def _why(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
