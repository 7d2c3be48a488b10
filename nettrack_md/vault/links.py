"""Symbolic links of the vault: followed inside it only, each real file once."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from nettrack_md.model.problems import Problem
from nettrack_md.vault.entries import unreadable
from nettrack_md.vault.names import NOTE_ENDINGS
from nettrack_md.vault.paths import join

if TYPE_CHECKING:
    from nettrack_md.vault.walk import Walker


class LinkFollower:
    """Follows the links that a walk came by, after it has seen every real path.

    Every real folder of the vault is walked by its own path, or never to be
    scanned, so a link to a folder adds nothing; neither does one to a note. What
    is left is a note whose text lies in a file that is not named like one.
    """

    def __init__(self, walker: Walker) -> None:
        self._walker = walker
        self._followed: set[str] = set()

    def follow(self) -> None:
        """Follow all of them, in an order that does not depend on the disk."""
        touched = set()
        for folder, name in sorted(self._walker.links):
            if self._follow_one(folder, name):
                touched.add(folder)
        for folder in touched:
            self._walker.folders[folder].sort()

    def _follow_one(self, folder: str, name: str) -> bool:
        """Whether the link adds a note."""
        path = join(folder, name)
        is_note = name.endswith(NOTE_ENDINGS)
        try:
            real = os.path.realpath(f"{self._walker.root}/{path}", strict=True)
            status = os.stat(real)
        except OSError as error:
            self._tell_broken(path, name, error)
            return False
        if not is_note and not stat.S_ISDIR(status.st_mode):
            return False
        if (where := self._find_inside(real)) is None:
            self._tell(path, "link-outside", "the link leads out of the vault")
        elif any(part.startswith(".") for part in where.split("/")):
            self._tell(path, "link-outside", "the link leads into a hidden folder")
        elif is_note and self._is_new(where):
            return self._add(folder, name, status)
        return False

    def _find_inside(self, real: str) -> str | None:
        """A real path relative to the vault; None when it lies outside."""
        root = self._walker.root
        if real == root:
            return ""
        start = root.rstrip(os.sep) + os.sep
        return (
            real[len(start) :].replace(os.sep, "/") if real.startswith(start) else None
        )

    def _is_new(self, real: str) -> bool:
        """Whether nothing but this link leads to the file at the real path."""
        folder, _, name = real.rpartition("/")
        walked = folder in self._walker.walked
        if name.endswith(NOTE_ENDINGS) or not walked or real in self._followed:
            return False
        self._followed.add(real)
        return True

    def _add(self, folder: str, name: str, status: os.stat_result) -> bool:
        if not self._walker.accepts(folder, name, status):
            return False
        stamps = self._walker.folders.setdefault(folder, [])
        times = status.st_mtime_ns, status.st_ctime_ns
        stamps.append((name, status.st_size, *times, status.st_ino))
        return True

    def _tell_broken(self, path: str, name: str, error: OSError) -> None:
        if error.errno == errno.EACCES:
            self._walker.problems.append(unreadable(path, error, "the link's target"))
        elif os.path.splitext(name)[1] in {"", *NOTE_ENDINGS}:
            # Only what could be a note or a folder: pictures are not our business.
            circle = error.errno == errno.ELOOP
            what = "leads in a circle" if circle else "leads nowhere"
            self._tell(path, "link-loop", f"the link {what}")

    def _tell(self, path: str, code: str, message: str) -> None:
        self._walker.problems.append(Problem(path, 0, code, message))
