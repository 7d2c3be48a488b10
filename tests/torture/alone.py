"""`python -m tests.torture.alone MODULE …`: one torture, a line of JSON a figure.

In a process of its own, so that one that is killed, or kills, takes no other along.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from tests.torture.figures import Run, ToolMissing
from tests.torture.table import Row, State, row_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def rows(module: str, run: Run) -> Iterator[Row]:
    """Every figure as it comes; what breaks, or cannot run here, is a row too."""
    name = module.rpartition(".")[2]
    try:
        for figure in importlib.import_module(module).torture(run):
            yield row_of(name, figure)
    except ToolMissing as missing:
        yield _no_end(name, f"not run: {missing}", "not run")
    except Exception as fault:  # noqa: BLE001  (one that breaks is one not met)
        traceback.print_exc()
        yield _no_end(name, f"{type(fault).__name__} after the rows above", "NO")


def _no_end(name: str, seen: str, state: State) -> Row:
    return Row(name, (), "runs to its end", "yes", seen, state)


def cpu() -> float:
    """Seconds of processor time, of this process and of all that it started."""
    used = (
        resource.getrusage(who)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return sum(each.ru_utime + each.ru_stime for each in used)


def main() -> None:
    """Write the rows, and behind them the seconds of the processor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("module")
    parser.add_argument("--scale", type=float, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True)
    asked = parser.parse_args()
    with asked.into.open("w", encoding="utf-8") as out:
        for row in rows(asked.module, Run(asked.scale, asked.seed, asked.folder)):
            print(json.dumps(row.told()), file=out, flush=True)
        print(json.dumps({"cpu": cpu()}), file=out)


if __name__ == "__main__":
    main()
