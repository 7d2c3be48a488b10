"""Two renames that Python does not offer: exchange two files, never replace one."""

from __future__ import annotations

import errno
import os
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Linux: renameat2 with NOREPLACE, EXCHANGE. macOS: renameatx_np with EXCL, SWAP.
_LINUX = ("renameat2", 1, 2)
_MACOS = ("renameatx_np", 4, 2)
#: What a kernel, a file system or a sandbox says that does not know the call.
_UNKNOWN = frozenset(
    {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
)


@cache
def _find_call() -> tuple[Callable[..., int], int, int] | None:
    name, no_replace, swap = _MACOS if sys.platform == "darwin" else _LINUX
    try:
        # Imported here: only a write needs it.
        import ctypes

        call = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (ImportError, AttributeError, OSError, TypeError):
        return None
    path = ctypes.c_char_p
    call.argtypes = (ctypes.c_int, path, ctypes.c_int, path, ctypes.c_uint)
    call.restype = ctypes.c_int
    return call, no_replace, swap


def _rename(folder_fd: int, old: str, new: str, flag: int) -> bool:
    import ctypes

    found = _find_call()
    if found is None:
        return False
    old_bytes, new_bytes = os.fsencode(old), os.fsencode(new)
    while found[0](folder_fd, old_bytes, folder_fd, new_bytes, flag) != 0:
        code = ctypes.get_errno()
        if code in _UNKNOWN:
            return False
        if code != errno.EINTR:
            raise OSError(code, os.strerror(code), old, None, new)
    return True


def can_exchange() -> bool:
    """Whether the system knows the two calls; a file system may still refuse."""
    return _find_call() is not None


def exchange(folder_fd: int, one: str, other: str) -> bool:
    """Let two files of one folder change their names in a single step.

    False when the system cannot; then nothing has happened. Raises OSError.
    """
    found = _find_call()
    return found is not None and _rename(folder_fd, one, other, found[2])


def rename_new(folder_fd: int, old: str, new: str) -> bool:
    """Rename a file, unless the new name is taken.

    False when the system cannot; then nothing has happened. Raises OSError,
    FileExistsError when the name is taken.
    """
    found = _find_call()
    return found is not None and _rename(folder_fd, old, new, found[1])
