"""Files outside of any vault that are too big to hold, and folders of mail."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from nettrack_md.errors import ForeignUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

#: So many bytes are read at once.
CHUNK = 1 << 22
_FIRST = 1 << 14
#: No headers are longer.
_LONGEST = 1 << 20
#: Folders that hold what was thrown away, or never sent.
_THROWN = frozenset(
    {"trash", "junk", "spam", "drafts", "deleted messages", "deleted items", "tmp",
     "ゴミ箱", "迷惑メール", "下書き"}
)  # fmt: skip
_LETTERS = (".eml", ".emlx")
_BOXES = (".mbox", ".mbx")


def is_folder(path: str) -> bool:
    """Whether a folder bears that name."""
    return os.path.isdir(path)


def size_of(path: str) -> int:
    """The bytes of a file anywhere; 0 where that cannot be told."""
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def head_of(path: str, size: int) -> bytes:
    """The first bytes of a file anywhere. Raises ForeignUnreadable."""
    return next(chunks_of(path, size), b"")


def chunks_of(path: str, size: int = CHUNK) -> Iterator[bytes]:
    """The bytes of a file anywhere, some at a time. Raises ForeignUnreadable."""
    flags = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        fd = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise ForeignUnreadable(path, _why(error)) from None
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise ForeignUnreadable(path, "this is no file")
        while chunk := os.read(fd, size):
            yield chunk
    except OSError as error:
        raise ForeignUnreadable(path, _why(error)) from None
    finally:
        os.close(fd)


def mail_in(folder: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The letters and the mailboxes below a folder, by path relative to it, sorted.

    Letters are what lies in `cur` and `new` of a Maildir, and `.eml` files; mailboxes
    are files with that ending, or without any, as Thunderbird has them. Links, and
    spam, trash and drafts are not followed.
    """
    letters: list[str] = []
    boxes: list[str] = []
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_thrown(name))
        inside = os.path.relpath(at, folder).replace(os.sep, "/")
        for name in sorted(files):
            if os.path.islink(os.path.join(at, name)):
                continue
            path = name if inside == "." else f"{inside}/{name}"
            if _is_letter(os.path.basename(os.path.abspath(at)), name):
                letters.append(path)
            elif _is_box(os.path.join(at, name), name):
                boxes.append(path)
    return tuple(letters), tuple(boxes)


def _is_letter(folder: str, name: str) -> bool:
    if name.lower().endswith(_LETTERS):
        return True
    if folder not in {"cur", "new"} or name.startswith("."):
        return False
    # Behind `:2,` (or `;2,`, `!2,` on some systems): Draft and Trashed.
    flags = name.rpartition("2,")[2] if "2," in name[-12:] else ""
    return not set(flags) & {"D", "T"}


def _is_box(path: str, name: str) -> bool:
    if name.lower().endswith(_BOXES):
        return True
    if "." in name or _is_thrown(name):
        return False
    try:
        return head_of(path, 5) == b"From "
    except ForeignUnreadable:
        return False


def _is_thrown(name: str) -> bool:
    words = name.strip(".").lower().replace("/", ".").split(".")
    return any(word in _THROWN for word in words)


def letter_head(path: str) -> bytes:
    """The headers of a letter, and a little more. Raises ForeignUnreadable."""
    data = b""
    for chunk in chunks_of(path, _FIRST):
        data += chunk
        if b"\n\n" in data or b"\n\r\n" in data or len(data) > _LONGEST:
            break
    return data


def _why(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
