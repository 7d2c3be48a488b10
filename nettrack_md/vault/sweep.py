"""Remove what killed runs left behind, and nothing that could be somebody's text."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.vault.folder import INCOMPLETE
from nettrack_md.vault.paths import OWN_FOLDER, find_path_fault, join
from nettrack_md.vault.temps import Temp, find_temp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


#: Folders in which we write, and into which no walk looks.
_UNSEEN = (f"{OWN_FOLDER}/sources", ".obsidian", ".obsidian/snippets")


class Swept(NamedTuple):
    """What became of the unfinished writes. Paths are relative to the root, sorted."""

    removed: tuple[str, ...]
    #: Left alone: they hold a text that is not nettrack's, saved by somebody at the
    #: very moment of a write that was then killed. Worth telling.
    kept: tuple[str, ...]


def sweep(root: str, older_than_ns: int, temps: Iterable[str] | None = None) -> Swept:
    """Remove the unfinished writes below `root` that are older than a moment.

    Only files named exactly as nettrack names them are touched, and of these only
    such as hold what nettrack was about to write, or what that was to replace.
    """
    removed, kept = [], []
    for path in _find_temps(root) if temps is None else temps:
        temp = find_temp(path.rpartition("/")[2])
        if temp is None or find_path_fault(path):
            continue
        with suppress(OSError):
            at = os.path.join(root, path)
            status = os.lstat(at)
            if not stat.S_ISREG(status.st_mode) or not _is_older(status, older_than_ns):
                continue
            if _is_ours(at, temp, status):
                os.unlink(at)
                removed.append(path)
            else:
                kept.append(path)
    return Swept(tuple(sorted(removed)), tuple(sorted(kept)))


def sweep_unseen(root: str, older_than_ns: int) -> None:
    """The same in the hidden folders in which we may write; no walk sees them."""
    for folder in _UNSEEN:
        at = os.path.join(root, folder)
        with suppress(OSError):
            sweep(at, older_than_ns, filter(find_temp, os.listdir(at)))


def _is_older(status: os.stat_result, moment_ns: int) -> bool:
    # A file that was swapped out has its old mtime; its ctime is that of the swap.
    return max(status.st_mtime_ns, status.st_ctime_ns) < moment_ns


def _is_ours(at: str, temp: Temp, status: os.stat_result) -> bool:
    if temp.is_creation or stat.S_IMODE(status.st_mode) == INCOMPLETE:
        return True
    with open(at, "rb") as file:
        return temp.knows(file.read())


def _find_temps(root: str) -> Iterator[str]:
    todo = [""]
    while todo:
        folder = todo.pop()
        with suppress(OSError), os.scandir(os.path.join(root, folder)) as entries:
            for entry in entries:
                name = entry.name
                if name.startswith(".nettrack."):
                    yield join(folder, name)
                elif entry.is_dir(follow_symlinks=False) and (
                    name[0] != "." or name == OWN_FOLDER
                ):
                    todo.append(join(folder, name))
