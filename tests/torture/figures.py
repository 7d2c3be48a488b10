"""What a torture shows: what was promised, what was asked of it, what was seen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


class ToolMissing(Exception):
    """What this torture drives is not on this machine: its row says so."""


def require_tool(name: str) -> str:
    """The path of a program; ToolMissing where there is none."""
    found = shutil.which(name)
    if found is None:
        raise ToolMissing(f"{name} is missing")
    return found


@dataclass(frozen=True)
class Figure:
    """One row of the table.

    cases: numbers of the forty cases that it shows (docs/torture.md)
    promise: what must hold, in a few words
    asked: the figure that it must reach, as words
    seen: what was counted in this run, as words
    met: whether it was reached; never decided by anything but counts of this run
    """

    cases: tuple[int, ...]
    promise: str
    asked: str
    seen: str
    met: bool


@dataclass(frozen=True)
class Run:
    """How long, from which chance, and where.

    scale: 1.0 is the long version, whose figures are published; less is a share of it
    seed: what every choice is drawn from; the same seed repeats the run
    folder: an empty folder, for this torture alone
    """

    scale: float
    seed: int
    folder: Path

    def share(self, whole: int, least: int = 1) -> int:
        """So many of `whole` at this scale, and never fewer than `least`."""
        return max(least, round(whole * self.scale))


#: What each module `tests.torture.NAME` offers under the name `torture`. One that
#: measures time says `ALONE = True` beside it: no other then runs at its side.
Torture = Callable[[Run], Iterator[Figure]]
