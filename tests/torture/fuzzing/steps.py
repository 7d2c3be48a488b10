"""Whether a regular expression's steps grow faster than the text that it reads."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.torture.fuzzing.backtracking import Stepper, TooManySteps
from tests.torture.fuzzing.pumps import find_pumps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.torture.fuzzing.pumps import Pump

#: From each size to the next a linear search takes twice as many steps more, a
#: quadratic one four times as many.
STEEP = 2.9
#: First a look, then, where it looked steep, a longer one: a repeat of at most forty
#: characters looks steep at forty.
_SIZES = ((12, 24, 48), (100, 200, 400))
_MOST = (60_000, 900_000)
#: Steeper than anything that can be measured.
TOO_MUCH = 1_000.0


def find_steep_pump(
    pattern: str | bytes, flags: int, method: str, *, most: int = 60
) -> Pump | None:
    """A text that makes the search grow too fast; None where none was found.

    `method` is the one of a compiled pattern by which it is asked, `most` the number
    of texts that are tried.
    """
    quick, longer = (Stepper(pattern, flags, limit) for limit in _MOST)
    with _deep():
        for pump in find_pumps(pattern, flags, most):
            steepness = _steepness(quick, pump, method, _SIZES[0])
            if steepness > STEEP and (
                steepness == TOO_MUCH
                or _steepness(longer, pump, method, _SIZES[1]) > STEEP
            ):
                return pump
    return None


def _steepness(
    stepper: Stepper, pump: Pump, method: str, sizes: Sequence[int]
) -> float:
    """How many times more steps the second stretch took than the first."""
    try:
        small, middle, large = (
            stepper.count(pump.text(size), method) for size in sizes
        )
    except TooManySteps:
        return TOO_MUCH
    return (large - middle) / (middle - small) if middle > small else 0


def agrees(pattern: str | bytes, flags: int, text: str) -> bool:
    """Whether the steps were counted of what `re` itself does."""
    with _deep():
        stepper = Stepper(pattern, flags, 10**6)
        found = re.compile(pattern, flags).match(
            text if isinstance(pattern, str) else text.encode("latin-1")  # type: ignore[arg-type]
        )
        return stepper.match_end(text) == (found.end() if found else None)


@contextmanager
def _deep() -> Iterator[None]:
    """A turn of a repeat is a call here; `re` keeps them on the heap."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 20_000))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
