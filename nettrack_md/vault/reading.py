"""Open and read one file: bounded, never waiting, never anything but a file."""

from __future__ import annotations

import errno
import os

from nettrack_md.errors import NoteMissing, NoteUnreadable, SettingsInvalid
from nettrack_md.model.problems import Problem
from nettrack_md.vault.entries import (
    MAX_NOTE_BYTES,
    cloud_only,
    find_problem,
    is_ordinary,
    is_placeholder,
    unreadable,
)

# O_NONBLOCK: opening a pipe would else wait for somebody to write into it.
_ANY = (
    os.O_RDONLY
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
_UNLINKED = _ANY | getattr(os, "O_NOFOLLOW", 0)
#: What systems say of a link that must not be followed.
_IS_LINK = frozenset({errno.ELOOP, errno.EMLINK, getattr(errno, "EFTYPE", errno.ELOOP)})


def find_absence(path: str, at: str) -> Problem | None:
    """Why the note at the absolute path `at` must not be opened: it is in the cloud.

    Opening it could fetch it already. Where iCloud took it away, its placeholder is.
    """
    try:
        status = os.stat(at)
    except FileNotFoundError:
        folder, _, name = at.rpartition(os.sep)
        is_away = os.path.lexists(f"{folder}{os.sep}.{name}.icloud")
        return cloud_only(path) if is_away else None
    except OSError:
        return None  # Which opening it will say.
    return cloud_only(path) if is_placeholder(status) else None


def open_unlinked(path: str) -> int | None:
    """A descriptor for reading; None when the last part of the path is a link."""
    try:
        return os.open(path, _UNLINKED)
    except OSError as error:
        if error.errno in _IS_LINK and os.path.islink(path):
            return None
        raise


def open_file(path: str) -> int:
    """A descriptor for reading, links followed."""
    return os.open(path, _ANY)


def explain(path: str, error: OSError) -> NoteUnreadable:
    """What to tell of a note that the system does not let us open."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return NoteMissing(Problem(path, 0, "unreadable", "there is no such file"))
    if error.errno == errno.ELOOP:
        return NoteUnreadable(
            Problem(path, 0, "link-loop", "the link leads in a circle")
        )
    if error.errno == errno.ENXIO:
        return NoteUnreadable(Problem(path, 0, "not-a-file", "this is a socket"))
    return NoteUnreadable(unreadable(path, error))


def read_note(path: str, fd: int) -> bytes:
    """The bytes behind a descriptor, which is closed. Raises NoteUnreadable."""
    try:
        status = os.fstat(fd)
        size = status.st_size
        if not is_ordinary(status) and (problem := find_problem(path, status)):
            raise NoteUnreadable(problem)
        content = os.read(fd, size + 1)
        if len(content) > size:
            # It is growing while we read.
            content += os.read(fd, MAX_NOTE_BYTES)
    except OSError as error:
        raise explain(path, error) from error
    finally:
        os.close(fd)
    if len(content) > MAX_NOTE_BYTES:
        raise NoteUnreadable(Problem(path, 0, "note-too-big", "the file is growing"))
    return content


def read_setting(at: str, path: str) -> str | None:
    """The text of the settings file at the absolute path `at`, links followed.

    None when there is none. Raises SettingsInvalid about `path`.
    """
    try:
        content = read_note(path, _open_setting(at, path))
    except NoteMissing:
        return None
    except NoteUnreadable as fault:
        hint = "Mend or remove the file."
        problem = Problem(path, 0, "bad-setting", fault.problem.message, hint)
        raise SettingsInvalid([problem]) from fault
    return decode_setting(path, content)


def _open_setting(at: str, path: str) -> int:
    try:
        return open_file(at)
    except OSError as error:
        raise explain(path, error) from error


def decode_setting(path: str, content: bytes) -> str:
    """The text of a settings file. Raises SettingsInvalid when it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = Problem(path, line, "bad-setting", "this is no UTF-8 text")
        raise SettingsInvalid([problem]) from error
