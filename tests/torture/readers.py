"""The quick reader of properties against the full one, a million headers long."""

from __future__ import annotations

import sys
from random import Random
from typing import TYPE_CHECKING

from tests.torture.figures import Figure
from tests.torture.fuzzing.drawing import Drawer
from tests.torture.fuzzing.header import (
    BLOCKS,
    PIECES,
    PLAIN,
    SEEDS,
    both_readers_agree,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.torture.figures import Run

#: Of all that are drawn so many must be answered by the quick reader, or the
#: comparison would say little.
LEAST_ANSWERED = 0.25


#: Keys twice are for the full reader, so the plain shapes come under many.
DISTINCT = [
    key + block[block.index(":") :]
    for block in PLAIN
    if ":" in block and block[0] != "#"
    for key in ("org", "why", "name", "First Name", "誕生日", "created-at", "Last chat",
                "likes", "x", "tags", "met_at", "役職")
]  # fmt: skip
MILD = [piece for piece in PIECES if piece.rstrip("\n").isprintable()]


def headers(run: Run, count: int) -> Iterator[str]:
    """Real shapes, whole and damaged; those of a plain kind as often as all others."""
    plain: Drawer[str] = Drawer(
        Random(f"{run.seed} plain"), SEEDS, MILD, DISTINCT, harm=(0, 0, 0, 1, 1, 2)
    )
    odd: Drawer[str] = Drawer(Random(f"{run.seed} odd"), SEEDS, PIECES, BLOCKS)
    for number in range(count):
        header = (odd if number % 3 == 0 else plain).draw()
        yield header if header.endswith("\n") else header + "\n"


def torture(run: Run) -> Iterator[Figure]:
    """Values, texts, lines and problems of both readers, compared."""
    count = run.share(1_000_000, 1000)
    drawn = answered = unlike = 0
    for header in headers(run, count):
        drawn += 1
        try:
            answered += both_readers_agree(header)
        except Exception as fault:  # noqa: BLE001  (what is sought)
            unlike += 1
            print(f"{fault!r} {header!r}"[:600], file=sys.stderr, flush=True)
    yield Figure(
        (26, 27),
        "two readers of properties agree in keys, texts, lines and problems",
        f"0 unlike in {count:,}",
        f"{unlike} in {drawn:,}; the quick one answered for {answered:,}",
        drawn == count and not unlike and answered >= LEAST_ANSWERED * drawn,
    )
    whole = list(dict.fromkeys(SEEDS))
    known = sum(both_readers_agree(header) for header in whole)
    yield Figure(
        (26,),
        "the same over every header of the tests and of the sample vault",
        f"0 unlike in {len(whole)}",
        f"0 in {len(whole)}; the quick one answered for {known}",
        known > 0,
    )
