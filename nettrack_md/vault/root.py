"""The root of a vault: where a path really leads, links followed, and never out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.errors import NoteUnwritable
from nettrack_md.vault import saving
from nettrack_md.vault.folder import Folder, open_root
from nettrack_md.vault.paths import require_inside, require_new_name

if TYPE_CHECKING:
    from collections.abc import MutableSequence


class Target(NamedTuple):
    """Where a path really leads: the parts of its folder, and its name."""

    folders: tuple[str, ...]
    name: str


class Root:
    """A folder by its real path, and the ways into it."""

    def __init__(
        self, path: str, *, swaps: bool, hidden: frozenset[str] = frozenset()
    ) -> None:
        self.path = os.path.realpath(path)
        self._hidden = hidden
        self._swaps = swaps
        self._start = self.path.rstrip(os.sep) + os.sep

    def at(self, path: str) -> str:
        """The absolute path of a relative one."""
        return self._start + path

    def find_relative(self, real: str) -> str | None:
        """A real path relative to the root; None when it lies outside."""
        if real == self.path:
            return ""
        if not real.startswith(self._start):
            return None
        return real[len(self._start) :].replace(os.sep, "/")

    def find_real(self, path: str) -> str | None:
        """Where a relative path really lies; None when that is outside.

        Raises OSError when it is not there.
        """
        real = os.path.realpath(self.at(path), strict=True)
        return None if self.find_relative(real) is None else real

    def require_inside(self, path: str) -> str:
        """See `paths.require_inside`; what was named as hidden may be written too."""
        return path if path in self._hidden else require_inside(path)

    def require_target(self, path: str) -> Target:
        """Where a path to be written really leads. Raises NoteUnwritable."""
        real = self.find_relative(os.path.realpath(self.at(self.require_inside(path))))
        if not real:
            raise NoteUnwritable(path, "a link on its way leads out of the vault")
        try:
            *folders, name = self.require_inside(real).split("/")
        except NoteUnwritable as fault:
            raise NoteUnwritable(path, f"its link leads where {fault.reason}") from None
        return Target(tuple(folders), name)

    def open_folder(self, target: Target) -> Folder:
        """The folder of a target. Raises OSError."""
        folder = open_root(self.path, swaps=self._swaps)
        for part in target.folders:
            # A real path has no links, so a part that is one was put there just now.
            with folder:
                folder = folder.enter(part)
        return folder

    def make_folder(
        self, path: str, target: Target, mode: int, made: MutableSequence[str]
    ) -> Folder:
        """The folder of a target; what is missing is made, and added to `made`.

        Raises OSError, and NoteUnwritable about `path`.
        """
        folder = open_root(self.path, swaps=self._swaps)
        for part in target.folders:
            with folder:
                if folder.find_status(part) is None:
                    names = folder.names()
                    if part not in names:  # else others made it just now
                        require_new_name(path, part, names)
                        made.append(os.path.join(folder.path, part))
                folder = folder.enter(part, mode)
        return folder


def discard_folders(made: MutableSequence[str]) -> None:
    """Take folders away again that were made for nothing, if they are still empty."""
    for path in reversed(made):
        saving.discard_folder(path)
