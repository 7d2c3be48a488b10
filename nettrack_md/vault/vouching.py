"""Ask the watcher, in passing, whether the index is level with the vault.

The proof is a cookie. Whoever asks moves a file into a folder that the watcher watches
through the same queue as the vault. The system tells of it behind everything that was
done before, so once the watcher comes to it, it has heard of all that. The cookie is a
pipe, and the answer comes through it; who is alone gets none and does not wait.

The folder, and all in it, must be this user's alone: nobody else is believed.
Imported by what answers at once, so it imports little.
"""

from __future__ import annotations

import os
import stat
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    #: What is vouched for: the index at that version is level with the vault, of that
    #: ground, whose root is that device and inode.
    Pledge: TypeAlias = tuple[int, bytes, tuple[int, int]]

#: Milliseconds for which the watcher's answer is waited for; it takes less than one.
_PATIENCE_MS = 30
#: The watcher holds this pipe open for as long as it lives.
_HERE = "here"
_PRIVATE = 0o077
_ANSWER_BYTES = 256
_QUICK = (
    getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
)
#: Whether this system tells of files in order, and has pipes with names.
IS_POSSIBLE = sys.platform.startswith("linux")


def find_pledge(folder: str, patience_ms: int = _PATIENCE_MS) -> Pledge | None:
    """What the watcher vouches for now; None: nothing, or there is no watcher."""
    if not IS_POSSIBLE:
        return None
    try:
        if not _is_ours_alone(folder) or not _is_anybody_here(folder):
            return None
        return _parse(_ask(folder, patience_ms))
    except (OSError, ValueError):
        return None


def _is_ours_alone(path: str) -> bool:
    status = os.lstat(path)
    ours = status.st_uid == os.geteuid()
    return ours and stat.S_ISDIR(status.st_mode) and not status.st_mode & _PRIVATE


def _is_anybody_here(folder: str) -> bool:
    """Whether a process holds the other end; the system knows when it has ended."""
    fd = os.open(os.path.join(folder, _HERE), os.O_WRONLY | _QUICK)
    try:
        return _is_our_pipe(fd)
    finally:
        os.close(fd)


def _is_our_pipe(fd: int) -> bool:
    status = os.fstat(fd)
    return stat.S_ISFIFO(status.st_mode) and status.st_uid == os.geteuid()


def _ask(folder: str, patience_ms: int) -> bytes:
    import select

    name = f"{os.getpid()}-{os.urandom(8).hex()}"
    begun, cookie = os.path.join(folder, f".{name}"), os.path.join(folder, name)
    os.mkfifo(begun, 0o600)
    fd, at = -1, begun
    try:
        # Open before it is told of, so that the answer finds somebody.
        fd = os.open(begun, os.O_RDONLY | _QUICK)
        os.rename(begun, cookie)
        at = cookie
        poll = select.poll()
        poll.register(fd, select.POLLIN)
        return os.read(fd, _ANSWER_BYTES) if poll.poll(patience_ms) else b""
    finally:
        if fd >= 0:
            os.close(fd)
        _discard(at)


def _discard(path: str) -> None:
    try:
        os.unlink(path)
    except FileNotFoundError:
        return


def _parse(answer: bytes) -> Pledge | None:
    line, end, _ = answer.partition(b"\n")
    words = line.split()
    if len(words) != 5 or words[0] != b"level" or not end:
        return None
    version, device, inode = int(words[1]), int(words[3]), int(words[4])
    return version, bytes.fromhex(words[2].decode("ascii")), (device, inode)


def find_root(root: str) -> tuple[int, int] | None:
    """Device and inode of the vault's folder; None when it is not there."""
    try:
        status = os.stat(root)
    except OSError:
        return None
    return status.st_dev, status.st_ino


class Porch:
    """The watcher's side: the folder where cookies are put. `close` it in the end."""

    def __init__(self, folder: str) -> None:
        """Make the folder and be there. Raises OSError."""
        self.folder = folder
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not _is_ours_alone(folder):
            raise PermissionError(f"{folder} is not ours alone")
        # What killed askers left, and the pipe of a killed watcher.
        for name in os.listdir(folder):
            _discard(os.path.join(folder, name))
        here = os.path.join(folder, _HERE)
        os.mkfifo(here, 0o600)
        self._fd = os.open(here, os.O_RDONLY | _QUICK)

    def answer(self, name: str, pledge: Pledge | None) -> None:
        """Answer whoever put the cookie of that name there."""
        if name == _HERE or name.startswith("."):
            return
        path = os.path.join(self.folder, name)
        words = b"no\n"
        if pledge is not None:
            version, ground, (device, inode) = pledge
            text = f"level {version} {ground.hex()} {device} {inode}\n"
            words = text.encode("ascii")
        try:
            fd = os.open(path, os.O_WRONLY | _QUICK)
        except OSError:
            return  # Whoever asked is gone, or waits no longer.
        try:
            if _is_our_pipe(fd):
                os.write(fd, words)
        except OSError:
            return
        finally:
            os.close(fd)

    def close(self) -> None:
        """Be there no more."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)
            _discard(os.path.join(self.folder, _HERE))
