"""What a file has besides its content: owner, mode, extended attributes, locks."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress

_COPYFILE_ACL_AND_XATTR = 1 << 0 | 1 << 2


def copy(source_fd: int, target_fd: int) -> None:
    """Give the target what the source has besides its content.

    The owner and what belongs to the system (ACL, labels) where that is allowed;
    attributes of the user must not get lost. Raises OSError.
    """
    status = os.fstat(source_fd)
    now = os.fstat(target_fd)
    if hasattr(os, "fchown") and (now.st_uid, now.st_gid) != (
        status.st_uid,
        status.st_gid,
    ):
        with suppress(OSError):
            os.fchown(target_fd, status.st_uid, status.st_gid)
    _copy_extended(source_fd, target_fd)
    if hasattr(os, "fchmod"):
        # Last: before it, the mode says that the file is not complete.
        os.fchmod(target_fd, stat.S_IMODE(status.st_mode))


def _copy_extended(source_fd: int, target_fd: int) -> None:
    if sys.platform == "darwin":
        _copy_extended_on_macos(source_fd, target_fd)
    if not hasattr(os, "listxattr"):
        return
    try:
        names = os.listxattr(source_fd)
    except OSError:
        return  # The file system has none.
    for name in names:
        try:
            os.setxattr(target_fd, name, os.getxattr(source_fd, name))
        except OSError:
            if name.startswith("user."):
                raise


def _copy_extended_on_macos(source_fd: int, target_fd: int) -> None:
    import ctypes

    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).fcopyfile(source_fd, target_fd, None, _COPYFILE_ACL_AND_XATTR)


def is_locked(fd: int) -> bool:
    """Whether another program holds the file locked for itself, as far as one can ask.

    Asking takes a shared lock and lets it go at once.
    """
    try:
        import fcntl
    except ImportError:
        return False  # Windows tells when the file is replaced.
    for ask in (fcntl.flock, fcntl.lockf):
        try:
            ask(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return True
        except OSError:
            continue  # The file system has no locks.
        with suppress(OSError):
            ask(fd, fcntl.LOCK_UN)
    return False
