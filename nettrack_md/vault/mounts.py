"""What kind of file system a folder lies on, and whether it tells of changes."""

from __future__ import annotations

import os
import sys

#: Linux's list of what is mounted where.
_MOUNTS = "/proc/self/mountinfo"
#: Others write there without this system being told.
_SILENT = frozenset({
    "9p", "afs", "ceph", "cifs", "drvfs", "glusterfs", "lustre", "ncpfs", "nfs",
    "nfs4", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs",
})  # fmt: skip


def find_filesystem(path: str) -> str:
    """The kind of file system at a real path, as `ext4`; empty where unknown."""
    if not sys.platform.startswith("linux"):
        return ""
    try:
        with open(_MOUNTS, encoding="utf-8", errors="surrogateescape") as file:
            return kind_of(path, file.read())
    except OSError:
        return ""


def kind_of(path: str, mounts: str) -> str:
    """The kind of what is mounted nearest above `path`, by the text of the list."""
    best, found = -1, ""
    for line in mounts.splitlines():
        fields, mark, rest = line.partition(" - ")
        parts = fields.split(" ")
        if not mark or len(parts) < 5:
            continue
        point = _unescaped(parts[4])
        inside = path == point or path.startswith(point.rstrip(os.sep) + os.sep)
        # Of two at one place the later one hides the earlier.
        if inside and len(point) >= best:
            best, found = len(point), rest.split(" ")[0]
    return found


def _unescaped(text: str) -> str:
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n")):
        text = text.replace(code, sign)
    return text.replace("\\134", "\\")


def is_silent(kind: str) -> bool:
    """Whether changes made elsewhere cause no events on such a file system."""
    return kind in _SILENT or kind == "fuse" or kind.startswith("fuse.")
