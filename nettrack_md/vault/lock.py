"""One watcher a vault: a lock that the system lets go of when its process ends."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from nettrack_md.errors import WatcherRuns

if TYPE_CHECKING:
    from typing import Self

#: Where Windows locks a byte: behind all that is ever written.
_FAR = 1 << 30


class Lock:
    """A held lock; `release` it, or end."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def release(self) -> None:
        """Let go of it."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.release()


def take_lock(path: str) -> Lock:
    """Hold the lock file at `path`, which is made, readable by its owner only.

    Raises WatcherRuns when another process holds it, OSError when it cannot be made.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
    fd = os.open(path, flags, 0o600)
    lock = Lock(fd)
    try:
        _require_lock(fd)
        os.ftruncate(fd, 0)
        os.write(fd, b"%d\n" % os.getpid())
    except BaseException:
        lock.release()
        raise
    return lock


def _require_lock(fd: int) -> None:
    if not _try_lock(fd):
        raise WatcherRuns(_pid_in(fd))


def _try_lock(fd: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(fd, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(fd, 0, os.SEEK_SET)
        return True
    import fcntl

    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _pid_in(fd: int) -> int:
    with suppress(OSError, ValueError):
        return int(os.read(fd, 32))
    return 0
