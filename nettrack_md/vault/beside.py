"""The names in one folder, looked at once for many new files."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from nettrack_md.vault.paths import fold_file_name, require_new_name

if TYPE_CHECKING:
    from collections.abc import Iterable


class Beside:
    """Knows which names of a folder are taken, by files that are there or being made.

    What others make meanwhile it does not see. A file of the very same name is never
    replaced all the same: the system itself sees to that.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._lock = Lock()
        self._by_fold: dict[str, list[str]] = {}
        for name in names:
            self._by_fold.setdefault(fold_file_name(name), []).append(name)

    def take(self, path: str, name: str) -> None:
        """Take a name for a new file; see `paths.require_new_name`."""
        with self._lock:
            alike = self._by_fold.setdefault(fold_file_name(name), [])
            require_new_name(path, name, alike)
            alike.append(name)

    def leave(self, name: str) -> None:
        """The file was not made."""
        with self._lock:
            self._by_fold[fold_file_name(name)].remove(name)
