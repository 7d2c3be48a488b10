"""Hears who was settled in the index, and whether anybody else wrote into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.app.watch.standing import Chain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.index.store import Index


class Hearing:
    """What was heard since the last time that somebody asked; an `index.Listener`."""

    def __init__(self) -> None:
        #: Contacts whose evidence was weighed anew, or who are gone.
        self.settled: set[str] = set()
        #: The version of the index as we left it; None: not known.
        self._version: int | None = None
        self._others = False
        #: Of the whole run; what is asked of the rest begins anew now and then.
        self.chain = Chain()

    def began(self, version: int) -> None:
        """A transaction of ours begins at that version of the index."""
        if version != self._version:
            self._others = True
        self.chain.began(version)

    def committed(self, version: int) -> None:
        """It is done, and the index has that version now."""
        self._version = version
        self.chain.committed(version)

    def told(self, paths: Iterable[str]) -> None:
        """Those contacts were settled, or dropped."""
        self.settled.update(paths)

    def is_complete(self, index: Index) -> bool:
        """Whether nobody but us changed the index since the last `begin_anew`."""
        return not self._others and self._version == index.version()

    def begin_anew(self, index: Index) -> None:
        """Forget what was heard; listen from here on."""
        self.settled = set()
        self._others = False
        self._version = index.version()
