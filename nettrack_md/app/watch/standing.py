"""Whether what the watcher knows of the index and the vault can be vouched for.

Level means: all that the vault held when it was last looked at is in the index, and no
event has come since. It goes from round to round only while nobody else wrote into the
index in between: what others saw may be older than what we did.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nettrack_md.vault.vouching import Pledge


class Chain:
    """Follows the version of the index; broken where somebody else wrote into it."""

    def __init__(self) -> None:
        #: The version as we left it, or saw it before we looked at all of the vault.
        self._version: int | None = None
        self._broken = True

    def look(self, version: int, *, whole: bool) -> None:
        """A look begins at that version: at all of the vault, or at a few notes."""
        self._broken = not whole and (self._broken or version != self._version)
        self._version = version

    def began(self, version: int) -> None:
        """A transaction of ours begins."""
        self._broken = self._broken or version != self._version

    def committed(self, version: int) -> None:
        """It is done."""
        self._version = version

    def is_whole(self, version: int) -> bool:
        """Whether at this version there is nothing in the index but what we know."""
        return not self._broken and version == self._version


class Word:
    """What is vouched for at this moment. Any thread may ask for it or take it back.

    A change that is heard of takes it back at once; only the worker gives it again,
    and only if nothing was heard of since it took the changes up.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pledge: Pledge | None = None
        #: How often it was taken back.
        self._count = 0

    def take_back(self) -> None:
        """Something may have changed."""
        with self._lock:
            self._count += 1
            self._pledge = None

    def count(self) -> int:
        """A number to be handed to `give`, from before the changes were taken up."""
        with self._lock:
            return self._count

    def give(self, pledge: Pledge | None, count: int) -> None:
        """Vouch for that, unless something changed since that count."""
        with self._lock:
            self._pledge = pledge if count == self._count else None

    def given(self) -> Pledge | None:
        """What is vouched for."""
        with self._lock:
            return self._pledge
