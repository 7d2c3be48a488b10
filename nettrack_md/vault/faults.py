"""What a system's error means to somebody whose note was not written."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from nettrack_md.errors import NoteUnwritable

if TYPE_CHECKING:
    from collections.abc import Iterator

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "the system does not allow writing there",
    errno.EPERM: "the system does not allow it; the file may be locked",
    errno.EIO: "the disk failed",
    errno.ENAMETOOLONG: "the name is too long for this disk",
    errno.ELOOP: "a link on its way leads in a circle",
    errno.ENOTDIR: "a part of its path is a file, not a folder",
    errno.EISDIR: "it is a folder",
}
#: Windows: access denied, sharing violation, lock violation.
HELD = frozenset({5, 32, 33})


def find_reason(error: OSError) -> str:
    """Why it could not be written, in words."""
    if getattr(error, "winerror", None) in HELD:
        return "another program keeps it open"
    if error.errno in _REASONS:
        return _REASONS[error.errno]
    return (error.strerror or str(error)).lower()


@contextmanager
def told(path: str) -> Iterator[None]:
    """Turn an OSError inside into a NoteUnwritable about `path`."""
    try:
        yield
    except OSError as error:
        raise NoteUnwritable(path, find_reason(error)) from error
