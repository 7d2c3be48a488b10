"""Read many notes on several cores: bytes in, rows for the index out.

Worth it from some thousand notes on, since starting a process takes a while. What
crosses between processes are the rows, packed: records would cost more to send than
to read.
"""

from __future__ import annotations

import marshal
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.errors import NoteMissing, NoteUnreadable
from nettrack_md.index.sheaf import bind
from nettrack_md.insight.cadence import clock
from nettrack_md.vault.digest import digest as digest_of
from nettrack_md.vault.files import DiskFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from multiprocessing.pool import AsyncResult, Pool

    from nettrack_md.index.facts import Read
    from nettrack_md.index.sheaf import Sheaf
    from nettrack_md.model.rules import ReadingRules

    #: The path of a note, its number, and the digest of the bytes that are known.
    Asked = tuple[str, int, bytes | None]
    #: Of some notes: what was read, the paths where the bytes are the known ones, and
    #: those that the parent must look at.
    Reading = tuple[Sheaf, list[str], list[str]]

_CHUNK = 64
#: Chunks under way for each worker: enough to keep it busy, little to hold.
_AHEAD = 4


class _Desk(NamedTuple):
    """What a worker reads with."""

    files: DiskFiles
    rules: ReadingRules


_desk: list[_Desk] = []


def _sit_down(root: str, rules: ReadingRules) -> None:
    import gc
    import signal

    # Imported here, while the parent still looks at the vault, and not there.
    from nettrack_md.app.leveling import reading  # noqa: F401

    # Ctrl-C is for the parent, which ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    _desk[:] = [_Desk(DiskFiles(root), rules)]


def _read_chunk(asked: Sequence[Asked]) -> bytes:
    """A `Reading` of some notes, packed."""
    from nettrack_md.app.leveling.reading import read_all, spoils

    (desk,) = _desk
    read: list[tuple[str, int, bytes, bytes]] = []
    same: list[str] = []
    unread: list[str] = []
    for path, note, known in asked:
        try:
            content = desk.files.read(path)
        except (NoteMissing, NoteUnreadable):
            unread.append(path)
            continue
        digest = digest_of(content)
        if digest == known:
            same.append(path)
        else:
            read.append((path, note, digest, content))
    found = read_all([(path, content) for path, *_, content in read], desk.rules)
    kept: list[Read] = []
    for facts, (path, note, digest, content) in zip(found, read, strict=True):
        if spoils(facts):
            unread.append(path)
        else:
            kept.append((facts, note, digest, len(content)))
    return marshal.dumps((bind(kept, clock), same, unread))


@contextmanager
def reading_pool(root: str, rules: ReadingRules, workers: int) -> Iterator[ReadingPool]:
    """So many workers that read notes of the vault at `root`, as long as it is open."""
    import multiprocessing

    with multiprocessing.Pool(workers, _sit_down, (root, rules)) as pool:
        yield ReadingPool(pool, workers)


class ReadingPool:
    """Hands out notes to workers and gives back what they read, in order."""

    def __init__(self, pool: Pool, workers: int) -> None:
        self._pool = pool
        self._ahead = workers * _AHEAD

    def read(
        self,
        paths: Sequence[str],
        known: Mapping[str, bytes],
        numbers: Callable[[Sequence[str]], list[int]],
    ) -> Iterator[tuple[Sequence[str], Reading]]:
        """Some of the paths at a time, and what was read there.

        `known` are digests of what the index has, `numbers` is that of the writer.
        Few chunks are under way at a time, so that memory stays small however many
        notes there are.
        """
        under_way: deque[tuple[Sequence[str], AsyncResult[bytes]]] = deque()
        for at in range(0, len(paths), _CHUNK):
            chunk = paths[at : at + _CHUNK]
            asked = list(zip(chunk, numbers(chunk), map(known.get, chunk), strict=True))
            under_way.append((chunk, self._pool.apply_async(_read_chunk, (asked,))))
            if len(under_way) >= self._ahead:
                yield _read_up(*under_way.popleft())
        while under_way:
            yield _read_up(*under_way.popleft())


def _read_up(
    chunk: Sequence[str], result: AsyncResult[bytes]
) -> tuple[Sequence[str], Reading]:
    return chunk, marshal.loads(result.get())  # noqa: S302 — our own
