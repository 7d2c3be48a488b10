"""`python -m tests.torture`: every torture, and one table of what was seen."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
import tempfile
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import tests.torture
from tests.torture.figures import Figure, Run


def names() -> list[str]:
    """The modules of this room that hold a torture, in order."""
    found = (module.name for module in pkgutil.iter_modules(tests.torture.__path__))
    return [
        name
        for name in found
        if hasattr(importlib.import_module(f"tests.torture.{name}"), "torture")
    ]


def run(name: str, scale: float, seed: int) -> tuple[str, list[Figure], float]:
    """All figures of one torture, and the seconds that it took."""
    started = time.monotonic()
    torture = importlib.import_module(f"tests.torture.{name}").torture
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        try:
            figures.extend(torture(Run(scale, seed, Path(folder))))
        except Exception as fault:  # noqa: BLE001  (one that breaks is one not met)
            traceback.print_exc()
            figures.append(
                Figure((), "runs to its end", "yes", type(fault).__name__, met=False)
            )
    return name, figures, time.monotonic() - started


def main() -> int:
    """Print the table; 0 if every figure is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these tortures")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    chosen = asked.names or names()
    rows: list[tuple[str, Figure]] = []
    with ProcessPoolExecutor(asked.jobs) as pool:
        waiting = [pool.submit(run, name, asked.scale, asked.seed) for name in chosen]
        for one in waiting:
            name, figures, seconds = one.result()
            print(f"{name}: {seconds:.0f} s", file=sys.stderr, flush=True)
            rows += [(name, figure) for figure in figures]
    print(f"\nscale {asked.scale:g}, seed {asked.seed}\n")
    print("| torture | cases | promise | asked | seen | met |")
    print("|---|---|---|---|---|---|")
    for name, figure in rows:
        cases = ", ".join(map(str, figure.cases))
        met = "yes" if figure.met else "NO"
        print(
            f"| {name} | {cases} | {figure.promise} | {figure.asked} "
            f"| {figure.seen} | {met} |"
        )
    return 0 if rows and all(figure.met for _, figure in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
