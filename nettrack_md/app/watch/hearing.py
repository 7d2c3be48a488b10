"""Hears who was settled in the index, and whether anybody else wrote into it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from nettrack_md.vault.digest import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.index.store import Index
    from nettrack_md.index.writer import Writer


def state_of(index: Index) -> bytes:
    """A value that is another one when other notes were taken into the index."""
    parts: list[bytes] = []
    for folder, (signature, _) in sorted(index.folders().items()):
        # A length before each, so that no two lists look alike when joined.
        name = folder.encode("utf-8", "surrogateescape")
        parts += (b"%d %d " % (len(name), len(signature)), name, signature)
    return digest(b"".join(parts))


class Hearing:
    """What was heard since the last time that somebody asked."""

    def __init__(self) -> None:
        #: The state of the index as we left it; None: not known.
        self.state: bytes | None = None
        #: Contacts whose evidence was weighed anew.
        self.settled: set[str] = set()
        #: Whether anything was written at all, by us.
        self.wrote = False
        self._others = False

    def wrap(self, index: Index) -> Index:
        """The index, listened to."""
        return cast("Index", _Heard(index, self))

    def is_complete(self, index: Index) -> bool:
        """Whether nobody but us changed the index since the last `begin_anew`."""
        return not self._others and self.state == state_of(index)

    def begin_anew(self, index: Index) -> None:
        """Forget what was heard; listen from here on."""
        self.settled = set()
        self._others = self.wrote = False
        self.state = state_of(index)

    @contextmanager
    def writing(self, index: Index) -> Iterator[Writer]:
        """A transaction of ours. Nobody else can write while it lasts."""
        with index.writing() as writer:
            if state_of(index) != self.state:
                self._others = True
            self.wrote = True
            yield cast("Writer", _HeardWriter(writer, self.settled))
            self.state = state_of(index)


class _Heard:
    """An index whose transactions are listened to."""

    def __init__(self, index: Index, hearing: Hearing) -> None:
        self._index = index
        self._hearing = hearing

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — whatever an index has
        return getattr(self._index, name)

    def writing(self) -> Any:  # noqa: ANN401 — see `Index.writing`
        return self._hearing.writing(self._index)


class _HeardWriter:
    """A writer that tells whom it settled."""

    def __init__(self, writer: Writer, settled: set[str]) -> None:
        self._writer = writer
        self._settled = settled

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — whatever a writer has
        return getattr(self._writer, name)

    def drop(self, path: str) -> None:
        """See `Writer.drop`."""
        self._settled.add(path)
        self._writer.drop(path)

    def settle(self, *clock: Any) -> tuple[str, ...]:  # noqa: ANN401 — see `Writer`
        """See `Writer.settle`."""
        settled = self._writer.settle(*clock)
        self._settled.update(settled)
        return settled
