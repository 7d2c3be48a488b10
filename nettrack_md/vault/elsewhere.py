"""Files of the vault beside its notes: canvases, settings of editors, copies."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

#: Folders with too much in them, or of others: history of versions, what is ours.
_NEVER = frozenset({".git", ".nettrack", "node_modules"})
_MAX_BYTES = 10 * 1024 * 1024
_MOST = 100_000


def find_tellers(
    root: str, known: Collection[str], tells: Callable[[str], bool]
) -> Iterator[str]:
    """Paths of other files whose name or text tells, sorted; `known` are the notes.

    Nothing is followed out of the vault; what cannot be read is passed over.
    """
    for path in _files(root):
        if path in known:
            continue
        text = _text(os.path.join(root, path))
        if tells(path.rpartition("/")[2]) or tells(text):
            yield path


def has_git(root: str) -> bool:
    """Whether git keeps former versions of the vault."""
    return os.path.lexists(os.path.join(root, ".git"))


def _files(root: str) -> Iterator[str]:
    count = 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _NEVER)
        inside = os.path.relpath(folder, root).replace(os.sep, "/")
        for name in sorted(names):
            count += 1
            if count > _MOST:
                return
            yield name if inside == "." else f"{inside}/{name}"


def _text(path: str) -> str:
    """What a file holds, as far as it is text."""
    try:
        if os.path.islink(path) or os.path.getsize(path) > _MAX_BYTES:
            return ""
        with open(path, "rb") as file:
            content = file.read()
    except OSError:
        return ""
    if b"\0" in content[:4096]:
        return ""
    return content.decode("utf-8", "replace")
