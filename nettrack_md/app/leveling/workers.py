"""Workers that read notes, started as soon as it shows that there are many."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

    from nettrack_md.app.leveling.pool import ReadingPool
    from nettrack_md.model.rules import ReadingRules

#: From so many notes on, reading on several cores pays for starting the workers.
MANY = 2000


def cores() -> int:
    """How many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


class Workers:
    """Those for one vault, from the first time that they pay until the `with` ends."""

    def __init__(self, root: str | None, rules: ReadingRules, many: int = MANY) -> None:
        """For the vault at `root`; None: it is on no disk, and nobody is started."""
        self._root = root
        self._rules = rules
        self._many = many
        self._pool: ReadingPool | None = None
        self._started = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._started.close()
        self._pool = None

    def expect(self, count: int) -> None:
        """So many notes, or more, will have to be read soon.

        To be called outside of any transaction, of which they must know nothing.
        """
        self.pool_for(count)

    def pool_for(self, count: int) -> ReadingPool | None:
        """Who reads so many notes; None where it is quicker without them."""
        if self._root is None or count < self._many:
            return None
        if self._pool is None and cores() > 1:
            from nettrack_md.app.leveling.pool import reading_pool

            pool = reading_pool(self._root, self._rules, cores())
            self._pool = self._started.enter_context(pool)
        return self._pool
