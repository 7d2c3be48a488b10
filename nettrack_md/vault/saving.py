"""Replace, create or remove one file so that nobody's text is lost.

The order is: compare, write aside, sync, compare, swap, compare what came out,
sync the folder. Until the swap nothing has happened; what goes wrong after it is
taken back. Functions raise OSError as the system gives it, NoteUnwritable with a
reason, NoteChanged when the file does not hold what was expected.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from nettrack_md.errors import NoteChanged, NoteUnwritable
from nettrack_md.vault import attributes
from nettrack_md.vault.faults import HELD
from nettrack_md.vault.paths import fold_file_name, require_new_name
from nettrack_md.vault.takeback import take_back
from nettrack_md.vault.temps import new_temp_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from nettrack_md.vault.beside import Beside
    from nettrack_md.vault.folder import Place

#: Seconds between attempts while another program holds the file (Windows).
PAUSES = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)


def retry_held(action: Callable[[], None], wait: Callable[[float], None]) -> None:
    """Do it; while Windows says that another program holds the file, do it again.

    Scanners and sync services let go within a second or two. After 2.5 seconds the
    error is raised.
    """
    for pause in PAUSES:
        try:
            return action()
        except OSError as error:
            if getattr(error, "winerror", None) not in HELD:
                raise
        wait(pause)
    return action()


def replace_file(
    place: Place,
    expected: bytes,
    new: bytes,
    wait: Callable[[float], None],
) -> None:
    """Let the note hold `new` instead of `expected`."""
    temp = new_temp_name(new, expected)
    try:
        our_fd = _write_aside(place, temp, expected, new)
    except BaseException:
        place.folder.discard(temp)
        raise
    try:
        if _put_in_place(place, temp, expected, wait):
            _settle(place, temp, our_fd, expected, new)
        else:
            _confirm(place)
    finally:
        if our_fd is not None:
            os.close(our_fd)


def _write_aside(place: Place, temp: str, expected: bytes, new: bytes) -> int | None:
    """Write the new text beside the note.

    Where files can be exchanged, it stays open: so no other file gets its number,
    by which it is known later. Elsewhere (Windows) that would keep it from moving.
    """
    folder = place.folder
    fd = folder.open(place.name)
    try:
        _require_content(place, expected)
        _require_writable(place, fd)
        folder.make_like(temp, new, fd)
    finally:
        os.close(fd)
    return folder.open(temp) if folder.swaps else None


def _require_content(place: Place, expected: bytes) -> None:
    if not place.folder.holds(place.name, expected):
        raise NoteChanged(place.path)


def _require_writable(place: Place, fd: int) -> None:
    """Raise NoteUnwritable when the file should not be replaced."""
    status, path = os.fstat(fd), place.path
    if status.st_nlink > 1:
        raise NoteUnwritable(
            path,
            f"the file has {status.st_nlink} names (hard links), "
            "which a safe write would part",
            "Make it a file of its own: copy it, and put the copy in its place.",
        )
    # The bits as well: root may write everything, and still should not.
    bits = status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    if not bits or not place.folder.may_write(place.name):
        raise NoteUnwritable(path, "the file is read-only", "Allow writing first.")
    if attributes.is_locked(fd):
        raise NoteUnwritable(
            path, "another program has locked it", "Close it there and try again."
        )


def _put_in_place(
    place: Place,
    temp: str,
    expected: bytes,
    wait: Callable[[float], None],
) -> bool:
    """Put the new text in its place; whether the old one lies aside now."""
    folder, _, name = place
    try:
        _require_content(place, expected)
        if folder.exchange(temp, name):
            return True
        retry_held(lambda: folder.replace(temp, name), wait)
    except BaseException:
        folder.discard(temp)
        raise
    return False


def _confirm(place: Place) -> None:
    try:
        place.folder.sync()
    except OSError as error:
        raise NoteUnwritable(
            place.path, "the new text is there, but the disk did not confirm it"
        ) from error


def _settle(
    place: Place, temp: str, our_fd: int | None, expected: bytes, new: bytes
) -> None:
    """Keep an exchange if what came out is what was expected, else undo it."""
    folder = place.folder
    try:
        kept = folder.holds(temp, expected)
        if kept:
            folder.sync()
            # Again: somebody may have had the old file open meanwhile.
            kept = folder.holds(temp, expected)
    except OSError:
        take_back(place, temp, our_fd, new, expected)
        raise
    if not kept:
        take_back(place, temp, our_fd, new, expected)
        raise NoteChanged(place.path)
    folder.discard(temp)


def create_file(
    place: Place, new: bytes, mode: int, beside: Beside | None = None
) -> None:
    """A new file. Raises NoteChanged when one of that name is there.

    `beside` knows the names of the folder, where many files are made.
    """
    folder, path, name = place
    if beside is None:
        return _create(place, new, mode, folder.names())
    beside.take(path, name)
    try:
        _create(place, new, mode, ())
    except BaseException:
        beside.leave(name)
        raise
    return None


def _create(place: Place, new: bytes, mode: int, names: Collection[str]) -> None:
    folder, path, name = place
    require_new_name(path, name, names)
    temp = new_temp_name(new, None)
    try:
        folder.make(temp, new, mode)
        folder.rename_new(temp, name)
    except FileExistsError:
        folder.discard(temp)
        raise NoteChanged(path) from None
    except BaseException:
        folder.discard(temp)
        raise
    try:
        folder.sync()
    except OSError:
        if folder.holds(name, new):
            folder.discard(name)
        raise


def remove_file(place: Place, expected: bytes) -> None:
    """Take a file away that holds `expected`."""
    folder, path, name = place
    fd = folder.open(name)
    try:
        _require_content(place, expected)
        if attributes.is_locked(fd):
            raise NoteUnwritable(path, "another program has locked it")
    finally:
        os.close(fd)
    temp = new_temp_name(None, expected)
    folder.replace(name, temp)
    try:
        gone = folder.holds(temp, expected)
        if gone:
            folder.sync()
    except OSError:
        _put_back(place, temp)
        raise
    if not gone:
        _put_back(place, temp)
        raise NoteChanged(path)
    folder.discard(temp)


def move_file(place: Place, new_name: str, expected: bytes) -> None:
    """Give a file that holds `expected` another name in its folder.

    A name that differs in case alone may be the same file already.
    """
    folder, path, name = place
    others = [other for other in folder.names() if other != name]
    is_same = fold_file_name(name) == fold_file_name(new_name)
    if not is_same or new_name in others:
        require_new_name(path, new_name, others)
    fd = folder.open(name)
    try:
        _require_content(place, expected)
        _require_writable(place, fd)
        there = folder.find_status(new_name)
        # On a system without case the new name leads to this very file.
        twin = there is not None and os.path.samestat(there, os.fstat(fd))
    finally:
        os.close(fd)
    if twin:
        folder.replace(name, new_name)
    else:
        try:
            folder.rename_new(name, new_name)
        except FileExistsError:
            raise NoteChanged(path) from None
    folder.sync()


def _put_back(place: Place, temp: str) -> None:
    try:
        place.folder.rename_new(temp, place.name)
    except OSError as error:
        raise NoteUnwritable(
            place.path,
            "it was written while it was taken away",
            f"Its text is in {temp}.",
        ) from error


def discard_folder(path: str) -> None:
    """Take a folder away again that was made for nothing, if it is still empty."""
    with suppress(OSError):
        os.rmdir(path)
