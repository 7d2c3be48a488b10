"""Small faults put into the rooms that edit, write and decide paths: tests find them.

A mutant is a module with one fault; it is killed when a test fails, or when it ends in
no time. Which survive, and why, is in docs/mutants.md: one that is named there is as
good as the original, and is left out of the count; every other survivor counts.

`python -m tests.torture.mutants scope.py swap.py` tries all mutants of these modules,
and prints those that live.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.torture.figures import Figure, Run
from tests.torture.rooms import MODULES, ROOMS, ROOT, TESTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PAGE = ROOT / "docs" / "mutants.md"
#: Half an hour of one processor at scale 1, and what a short run tries.
_SECONDS, _SHORT_SECONDS, _SHORT, _FEW = 1800.0, 15.0, 150, 12
_LEAST = 90.0


class Outcome(NamedTuple):
    """What became of the mutants of some modules."""

    #: How many there are; those that were not tried too.
    every: int
    killed: list[str]
    alive: list[str]
    #: Tests that fail in a child without any fault.
    control: list[str]


def try_mutants(
    modules: Sequence[str], folder: Path, *, seed: int, seconds: float, most: int = 0
) -> Outcome:
    """Try the mutants of modules, in an order that the seed decides.

    seconds: of the processor, after which no further one is tried
    most: how many at most; 0 for no bound
    """
    job, result = folder / "job.json", folder / "result.json"
    told = {
        "modules": list(modules), "seconds": seconds, "seed": seed, "most": most,
        "result": str(result),
    }  # fmt: skip
    job.write_text(json.dumps(told), encoding="utf-8")
    command = [
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
        "-p", "tests.torture.same_examples", "-p", "tests.torture.mutant_trial",
        "--mutants", str(job), "--basetemp", str(folder / "tests"), *TESTS,
    ]  # fmt: skip
    surroundings = {**os.environ, "PYTHONHASHSEED": "0"}
    subprocess.run(command, cwd=ROOT, env=surroundings, check=True, stdout=sys.stderr)
    return Outcome(**json.loads(result.read_text(encoding="utf-8")))


def explained() -> dict[str, str]:
    """The survivors of docs/mutants.md, each with the reason that stands above it."""
    found: dict[str, str] = {}
    reason = ""
    for line in _PAGE.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"## (.+)", line):
            reason = heading[1]
        elif line.startswith("    nettrack_md/"):
            found[line.strip()] = reason
    return found


def torture(run: Run) -> Iterator[Figure]:
    """One figure for all rooms, and one for the rooms apart where many are tried."""
    whole = run.scale >= 1
    modules = MODULES if whole else random.Random(run.seed).sample(MODULES, _FEW)
    outcome = try_mutants(
        modules,
        run.folder,
        seed=run.seed,
        seconds=_SECONDS if whole else _SHORT_SECONDS,
        most=0 if whole else max(_SHORT, run.share(5_000)),
    )
    equal = explained()
    tried = len(outcome.killed) + len(outcome.alive)
    yield Figure(
        (),
        "every test passes where mutants are tried, without a mutant",
        "0 fail",
        f"{len(outcome.control)} fail",
        met=not outcome.control,
    )
    yield _figure(
        f"{tried} of {outcome.every} mutants in {len(modules)} modules",
        outcome.killed,
        outcome.alive,
        equal,
    )
    if whole:
        for name, room in ROOMS.items():
            paths = tuple(f"{path}:" for path in room.paths())
            killed = [one for one in outcome.killed if one.startswith(paths)]
            alive = [one for one in outcome.alive if one.startswith(paths)]
            yield _figure(name, killed, alive, equal)


def _figure(
    what: str, killed: list[str], alive: list[str], equal: dict[str, Any]
) -> Figure:
    left = [one for one in alive if one not in equal]
    counted = len(killed) + len(left)
    share = 100 * len(killed) / counted if counted else 0.0
    return Figure(
        (),
        f"{what}: a small fault makes a test fail",
        f"{_LEAST:.0f} % killed",
        f"{share:.1f} % of {counted} killed, {len(alive) - len(left)} explained",
        met=share >= _LEAST,
    )


def main(names: Sequence[str]) -> int:
    """Print the survivors that are not explained; 0 if few enough live."""
    modules = [path for path in MODULES if not names or Path(path).name in names]
    with tempfile.TemporaryDirectory() as folder:
        outcome = try_mutants(modules, Path(folder), seed=1, seconds=_SECONDS)
    equal = explained()
    for name in sorted(one for one in outcome.alive if one not in equal):
        print(f"    {name}")
    figure = _figure(f"{outcome.every} mutants", outcome.killed, outcome.alive, equal)
    print(figure.seen)
    return 0 if figure.met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
