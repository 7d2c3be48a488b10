"""One file as the system describes it: a note to read, or a problem to tell."""

from __future__ import annotations

import os
import stat
import sys

from nettrack_md.model.problems import Problem

#: Notes over this many bytes are named, not read.
MAX_NOTE_BYTES = 10_000_000

#: `status.st_mode & FORMAT == REGULAR`: the quick way to know a plain file.
FORMAT, REGULAR = 0o170000, stat.S_IFREG
# macOS: SF_DATALESS. Windows: OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS.
_DATALESS = 0x40000000
_RECALLED = 0x1000 | 0x40000 | 0x400000
#: Whether files of this system can lie in the cloud only.
ASKS_CLOUD = sys.platform in {"darwin", "win32"}


def is_cloud_only(flags: int, attributes: int) -> bool:
    """Whether reading a file of these BSD flags, Windows attributes would fetch it."""
    return bool(flags & _DATALESS or attributes & _RECALLED)


def is_placeholder(status: os.stat_result) -> bool:
    """Whether reading the file would fetch it from the cloud."""
    return ASKS_CLOUD and is_cloud_only(
        getattr(status, "st_flags", 0), getattr(status, "st_file_attributes", 0)
    )


def is_junction(entry: os.DirEntry[str]) -> bool:
    """Whether a folder is a Windows junction, which leads elsewhere like a link."""
    if sys.platform != "win32":
        return False
    tag = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return bool(tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1))


def is_ordinary(status: os.stat_result) -> bool:
    """Whether `find_problem` need not be asked: a plain file of a plain size."""
    return (
        status.st_mode & FORMAT == REGULAR
        and status.st_size <= MAX_NOTE_BYTES
        and not ASKS_CLOUD
    )


def find_problem(path: str, status: os.stat_result) -> Problem | None:
    """Why the file at `path` is not read, when it is not."""
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), "no regular file")
        return Problem(path, 0, "not-a-file", f"this is {kind}, named like a note")
    if status.st_size > MAX_NOTE_BYTES:
        return too_big(path, status.st_size)
    if is_placeholder(status):
        return cloud_only(path)
    return None


def cloud_only(path: str) -> Problem:
    """The problem of a note that is not on this disk until it is fetched."""
    return Problem(path, 0, "placeholder", "the file lies in the cloud only")


_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFBLK: "a device",
    stat.S_IFCHR: "a device",
    stat.S_IFLNK: "a link",
}


def too_big(path: str, size: int) -> Problem:
    """The problem of a note that has so many bytes."""
    megabytes = size / 1_000_000
    return Problem(path, 0, "note-too-big", f"the file has {megabytes:.1f} MB")


def unreadable(path: str, error: OSError, what: str = "the file") -> Problem:
    """The problem of something that the system does not let us read."""
    why = (error.strerror or str(error)).lower()
    return Problem(path, 0, "unreadable", f"{what} cannot be read: {why}")
