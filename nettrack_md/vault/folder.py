"""One folder held open: the steps of a write, none of which a link can lead astray."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, Self

from nettrack_md.vault import attributes, swap

if TYPE_CHECKING:
    from collections.abc import Iterator

_BASE = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
#: Does not wait for the other end of a pipe.
READ = os.O_RDONLY | _BASE | _BINARY | getattr(os, "O_NONBLOCK", 0)
_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BASE | _BINARY
_FOLDER = os.O_RDONLY | _BASE | getattr(os, "O_DIRECTORY", 0)
#: The mode of a temporary file that is not complete yet. No note has it.
INCOMPLETE = 0o200
#: What a file system says that has no hard links.
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
#: Whether steps can be taken relative to an open folder (not on Windows).
_RELATIVE = {os.open, os.rename, os.link, os.unlink, os.mkdir} <= os.supports_dir_fd


class Held(NamedTuple):
    """A file's content, and what else must be kept of it."""

    content: bytes
    status: os.stat_result


class Folder:
    """A folder, open. Every method raises OSError as the system gives it."""

    def __init__(self, path: str, fd: int | None, *, swaps: bool) -> None:
        self.path = path
        self.fd = fd
        #: Whether two files can be asked to change their names.
        self.swaps = swaps and fd is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.fd is not None:
            os.close(self.fd)
            self.fd = None

    def _name(self, name: str) -> str:
        return name if self.fd is not None else os.path.join(self.path, name)

    def names(self) -> list[str]:
        """What the folder holds."""
        return os.listdir(self.path if self.fd is None else self.fd)

    def open(self, name: str) -> int:
        """A descriptor for reading, of a regular file that is no link."""
        fd = os.open(self._name(name), READ, dir_fd=self.fd)
        try:
            _require_regular(fd, name)
        except BaseException:
            os.close(fd)
            raise
        return fd

    def read(self, name: str) -> Held:
        """The whole of a regular file."""
        fd = self.open(name)
        try:
            status = os.fstat(fd)
            return Held(b"".join(_chunks(fd, status.st_size + 1)), status)
        finally:
            os.close(fd)

    def holds(self, name: str, content: bytes) -> bool:
        """Whether a regular file holds exactly that content."""
        fd = self.open(name)
        try:
            size = len(content)
            if os.fstat(fd).st_size != size:
                return False
            return b"".join(_chunks(fd, size + 1)) == content
        finally:
            os.close(fd)

    def find_status(self, name: str) -> os.stat_result | None:
        """What stands under that name, links not followed; None when nothing does."""
        try:
            return os.stat(self._name(name), dir_fd=self.fd, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def may_write(self, name: str) -> bool:
        """Whether the system lets this user write the file."""
        return os.access(self._name(name), os.W_OK, dir_fd=self.fd)

    def make(self, name: str, content: bytes, mode: int) -> None:
        """A new file with that content, safely on the disk."""
        fd = os.open(self._name(name), _MAKE, mode, dir_fd=self.fd)
        try:
            _write_all(fd, content)
            sync_file(fd)
        finally:
            os.close(fd)

    def make_like(self, name: str, content: bytes, model_fd: int) -> None:
        """The same, with owner, mode and extended attributes of another file.

        Until it is complete it has the mode `INCOMPLETE`, so that whoever finds it
        after a crash can tell.
        """
        fd = os.open(self._name(name), _MAKE, INCOMPLETE, dir_fd=self.fd)
        try:
            _write_all(fd, content)
            attributes.copy(model_fd, fd)
            sync_file(fd)
        finally:
            os.close(fd)

    def exchange(self, one: str, other: str) -> bool:
        """Let two files change their names in one step; False when that cannot be."""
        if self.fd is None or not self.swaps:
            return False
        return swap.exchange(self.fd, one, other)

    def replace(self, old: str, new: str) -> None:
        """Rename a file over another one."""
        os.replace(
            self._name(old), self._name(new), src_dir_fd=self.fd, dst_dir_fd=self.fd
        )

    def rename_new(self, old: str, new: str) -> None:
        """Rename a file, unless the new name is taken: FileExistsError."""
        if self.fd is None:
            os.rename(self._name(old), self._name(new))  # Windows never replaces.
        elif not self.swaps or not swap.rename_new(self.fd, old, new):
            self._link_new(old, new)

    def _link_new(self, old: str, new: str) -> None:
        try:
            os.link(
                self._name(old),
                self._name(new),
                src_dir_fd=self.fd,
                dst_dir_fd=self.fd,
                follow_symlinks=False,
            )
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            # No hard links here (FAT, some network disks): reserve the name first.
            os.close(os.open(self._name(new), _MAKE, 0o600, dir_fd=self.fd))
            try:
                self.replace(old, new)
            except BaseException:
                self.discard(new)
                raise
        else:
            self.discard(old)

    def unlink(self, name: str) -> None:
        """Take a name away."""
        os.unlink(self._name(name), dir_fd=self.fd)

    def discard(self, name: str) -> None:
        """Take a name away if that can be done; a later sweep finds what is left."""
        with suppress(OSError):
            self.unlink(name)

    def sync(self) -> None:
        """Have the folder's names safely on the disk."""
        if self.fd is None:
            return
        try:
            os.fsync(self.fd)
        except OSError as error:
            # Some network disks cannot; then the server answers for it.
            if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:
                raise

    def enter(self, name: str, make_mode: int | None = None) -> Folder:
        """A folder in this one, made where it is missing and `make_mode` is given."""
        path = os.path.join(self.path, name)
        try:
            return _open_at(path, name, self.fd, swaps=self.swaps)
        except FileNotFoundError:
            if make_mode is None:
                raise
        with suppress(FileExistsError):
            os.mkdir(self._name(name), make_mode, dir_fd=self.fd)
        self.sync()
        return _open_at(path, name, self.fd, swaps=self.swaps)


class Place(NamedTuple):
    """Where a file is, or is to be: its open folder, and its name there."""

    folder: Folder
    #: Vault-relative, for the sentences.
    path: str
    name: str


def open_root(path: str, *, swaps: bool = True) -> Folder:
    """The folder at an absolute path, which must be a real one.

    `swaps` False does without the renames that only some systems have.
    """
    return _open_at(path, path, None, swaps=swaps)


def _open_at(path: str, name: str, parent_fd: int | None, *, swaps: bool) -> Folder:
    if _RELATIVE:
        fd = os.open(name, _FOLDER, dir_fd=parent_fd)
        return Folder(path, fd, swaps=swaps)
    if not os.path.isdir(path):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    return Folder(path, None, swaps=False)


def _require_regular(fd: int, name: str) -> None:
    mode = os.fstat(fd).st_mode
    if not stat.S_ISREG(mode):
        code = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
        raise OSError(code, "it is no regular file", name)


def _chunks(fd: int, size: int) -> Iterator[bytes]:
    while chunk := os.read(fd, size):
        yield chunk


def _write_all(fd: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(fd, rest) :]


def sync_file(fd: int) -> None:
    """Have a file's content safely on the disk."""
    if sys.platform == "darwin":
        import fcntl

        # fsync alone leaves it in the drive's own memory there.
        with suppress(OSError):
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            return
    os.fsync(fd)
