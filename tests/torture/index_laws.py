"""After every step the index equals one made from scratch; and the watcher gets there."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.property.test_refresh_laws import Vault
from tests.property.test_watch_machine import Watched
from tests.torture.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.index.store import Index
    from tests.torture.figures import Run

_CASES = (28, 30, 32, 36)


def torture(run: Run) -> Iterator[Figure]:
    """Edits of notes that lead to each other; then edits behind a watcher's back."""
    looks, fault = until(run, Counted, 2 * run.share(10_000), steps=50)
    steps = looks // 2
    yield Figure(
        _CASES[1:3],
        "after every step of hypothesis the index equals one made from scratch",
        f"{run.share(10_000):,} steps, 0 different",
        f"{steps:,} steps, {fault or '0 different'}",
        met=not fault and steps >= run.share(10_000),
    )
    settled, fault = until(run, CountedWatch, run.share(500), steps=14)
    yield Figure(
        (_CASES[0], _CASES[3]),
        "untold edits, kills, clocks set: in the end index and pages are as made anew, "
        "and its own writes cause nothing",
        f"{run.share(500):,} times, 0 different",
        f"{settled:,} times, {fault or '0 different'}",
        met=not fault and settled >= run.share(500),
    )


class Counted(Vault):
    """The vault of the law; counts how often two indexes were made level."""

    levelled = 0

    def reconcile(self, index: Index) -> None:
        """Once for the index that grew, once for the one made from scratch."""
        super().reconcile(index)
        Counted.levelled += 1


class CountedWatch(Watched):
    """The watched vault; counts how often all of it was found to be level."""

    levelled = 0

    def check_calm(self) -> None:
        """The last look of each time."""
        super().check_calm()
        CountedWatch.levelled += 1


def until(
    run: Run, machine: type[Counted | CountedWatch], wanted: int, *, steps: int
) -> tuple[int, str]:
    """Run a machine until it has looked so often; how often, and what was wrong."""
    machine.levelled = 0
    tries = 0
    while machine.levelled < wanted:
        tries += 1
        settled = settings(
            max_examples=max(1, min(100, wanted // steps)),
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        seeded: Any = seed(run.seed + tries)(machine)
        try:
            run_state_machine_as_test(seeded, settings=settled)
        except Exception as fault:  # noqa: BLE001  (told in the row)
            traceback.print_exc()
            return machine.levelled, f"then {type(fault).__name__}"
    return machine.levelled, ""
