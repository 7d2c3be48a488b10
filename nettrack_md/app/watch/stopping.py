"""Ending when asked to: at once, but never in the middle of a write."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from nettrack_md.vault.files import DiskFiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.model.writes import PlannedMove, PlannedRemoval, PlannedWrite


class Stopped(BaseException):
    """The watcher was asked to end. No error, so nothing that goes wrong catches it."""


class Stopping:
    """Breaks the worker off when asked; what is shielded is finished first."""

    def __init__(self) -> None:
        #: The signal that asked, or None.
        self.asked: int | None = None
        self._shields = 0
        self._raised = False

    def ask(self, number: int) -> None:
        """Break off, now or behind the shield. Called in the worker's thread."""
        if self.asked is None:
            self.asked = number
        self._break_off()

    @contextmanager
    def shield(self) -> Iterator[None]:
        """Have what is inside finished before anything is broken off."""
        self._shields += 1
        try:
            yield
        finally:
            self._shields -= 1
        self._break_off()

    def _break_off(self) -> None:
        if self.asked is not None and not self._shields and not self._raised:
            # Once: a second one could break the tidying after the first.
            self._raised = True
            raise Stopped


class ShieldedFiles(DiskFiles):
    """The files of a vault, whose writes are not broken off."""

    def __init__(self, root: str, stopping: Stopping) -> None:
        """Take the files below `root`."""
        super().__init__(root)
        self._stopping = stopping

    def write(self, write: PlannedWrite) -> None:
        """See `Files.write`."""
        with self._stopping.shield():
            super().write(write)

    def remove(self, removal: PlannedRemoval) -> None:
        """See `Files.remove`."""
        with self._stopping.shield():
            super().remove(removal)

    def move(self, move: PlannedMove) -> None:
        """See `Files.move`."""
        with self._stopping.shield():
            super().move(move)
