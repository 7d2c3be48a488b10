"""Every line and branch of the rooms that edit, write and decide paths is run.

`make coverage` shows what is missing, line by line.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.torture.figures import Figure, Run
from tests.torture.rooms import MODULES, ROOMS, ROOT, TESTS

if TYPE_CHECKING:
    from collections.abc import Iterator


class Covered(NamedTuple):
    """What was run of one module; branches count both ways."""

    lines: int
    branches: int
    missing: int
    #: What never ran, as `path:line`.
    places: tuple[str, ...]


def measure(folder: Path) -> dict[str, Covered]:
    """Run the tests of these rooms, and see what of each module ran."""
    data, report = folder / "coverage", folder / "coverage.json"
    surroundings = {**os.environ, "COVERAGE_FILE": str(data)}
    tests = [
        "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
        "-p", "tests.torture.same_examples", "--basetemp", str(folder / "tests"), *TESTS,
    ]  # fmt: skip
    include = f"--include={','.join(MODULES)}"
    for words in (["run", *tests], ["json", "-q", include, "-o", str(report)]):
        subprocess.run(
            [sys.executable, "-m", "coverage", *words],
            cwd=ROOT, env=surroundings, check=True, stdout=sys.stderr,
        )  # fmt: skip
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return {path: _read(path, files[path]) for path in MODULES}


def _read(path: str, told: dict[str, Any]) -> Covered:
    numbers = told["summary"]
    gone = [f"{path}:{line}" for line in told["missing_lines"]]
    gone += [f"{path}:{start} -> {end}" for start, end in told["missing_branches"]]
    return Covered(
        numbers["num_statements"],
        numbers["num_branches"],
        numbers["missing_lines"] + numbers["missing_branches"],
        tuple(gone),
    )


def torture(run: Run) -> Iterator[Figure]:
    """One figure a room."""
    seen = measure(run.folder)
    for name, room in ROOMS.items():
        modules = [seen[path] for path in room.paths()]
        parts = sum(one.lines + one.branches for one in modules)
        missing = sum(one.missing for one in modules)
        yield Figure(
            (),
            f"{name}: every line and branch is run by a test",
            "100 %",
            f"{100 * (parts - missing) / parts:.2f} % of {parts} "
            f"lines and branches in {len(modules)} modules",
            met=missing == 0,
        )


def main() -> int:
    """Say what is missing; 0 if nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        seen = measure(Path(folder))
    for one in seen.values():
        for place in one.places:
            print(place)
    missing = sum(one.missing for one in seen.values())
    parts = sum(one.lines + one.branches for one in seen.values())
    print(f"{100 * (parts - missing) / parts:.2f} % of {parts} lines and branches")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
