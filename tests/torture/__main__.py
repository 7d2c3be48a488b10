"""`python -m tests.torture`: every torture, and one table of what was seen."""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import machine
from nettrack_md.model.counting import counted
from tests.torture.running import Ended, Torture, run
from tests.torture.table import render_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.torture.table import Row

#: Between these lines of a page the table stands that was printed last.
BEGIN, END = "<!-- table:begin -->", "<!-- table:end -->"


def find_tortures(package: str) -> dict[str, Torture]:
    """The modules of a package that hold a torture, by name; none is imported."""
    spec = find_spec(package)
    folders = (spec.submodule_search_locations or []) if spec else []
    found = {}
    for path in sorted(
        path for folder in folders for path in Path(folder).glob("*.py")
    ):
        text = path.read_text(encoding="utf-8")
        if re.search(r"^def torture\(", text, re.MULTILINE):
            is_alone = re.search(r"^ALONE = True$", text, re.MULTILINE) is not None
            found[path.stem] = Torture(path.stem, f"{package}.{path.stem}", is_alone)
    return found


def run_all(asked: argparse.Namespace, chosen: Sequence[Torture]) -> Iterator[Ended]:
    """Side by side those that may, then one by one those that measure time."""
    together = [one for one in chosen if not one.is_alone]
    alone = [one for one in chosen if one.is_alone]
    for group, jobs in ((together, asked.jobs), (alone, 1)):
        with ThreadPoolExecutor(jobs) as pool:
            waiting = [pool.submit(run, one, asked.scale, asked.seed) for one in group]
            for done in as_completed(waiting):
                yield done.result()


def told(asked: argparse.Namespace, rows: Sequence[Row], seconds: float) -> str:
    """What stands below the table: from which run, on what, and what came of it."""
    tortures = len({row.torture for row in rows})
    met = sum(row.met == "yes" for row in rows)
    missed = [row.torture for row in rows if row.met == "NO"]
    absent = [row.torture for row in rows if row.met == "not run"]
    version = platform.release().split("-")[0]
    run = (
        f"Scale {asked.scale:g}, seed {asked.seed}: {counted(tortures, 'torture')} in "
        f"{time_in_words(seconds)}, {asked.jobs} at a time, on {machine()} {version}."
    )
    lines = [run, f"{met} of {len(rows)} figures are met."]
    if missed:
        lines.append(f"Not met: {', '.join(dict.fromkeys(missed))}.")
    if absent:
        lines.append(f"Not run here: {', '.join(dict.fromkeys(absent))}.")
    return "\n".join(lines)


def time_in_words(seconds: float) -> str:
    """`52 seconds`, `9 minutes`."""
    if seconds < 100:
        return counted(round(seconds), "second")
    return counted(round(seconds / 60), "minute")


def put_into(page: Path, text: str) -> None:
    """The table of this run in the place of the one that stood in the page."""
    before, found, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not (found and closed):
        sys.exit(f"{page} has no place for a table: {BEGIN} … {END}")
    whole = f"{before}{BEGIN}\n{text}\n{END}{after}"
    page.write_text(whole, encoding="utf-8", newline="\n")


def read_arguments(tortures: Sequence[str], parser: argparse.ArgumentParser) -> None:
    """What can be asked for."""
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(tortures))
    parser.add_argument("--scale", type=float, default=1.0, help="share of the whole")
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--into", type=Path, help="a page that keeps the table")


def main() -> int:
    """Print the table; 0 if every figure is met, and in CI if every one was run."""
    first = argparse.ArgumentParser(add_help=False)
    first.add_argument("--package", default="tests.torture", help=argparse.SUPPRESS)
    tortures = find_tortures(first.parse_known_args()[0].package)
    parser = argparse.ArgumentParser(description=__doc__, parents=[first])
    read_arguments([*tortures], parser)
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(tortures):
        parser.error(f"no torture: {', '.join(sorted(unknown))}")
    chosen = [
        one for name, one in tortures.items() if name in (asked.names or tortures)
    ]
    started = time.monotonic()
    ended: dict[str, Ended] = {}
    for done in run_all(asked, chosen):
        ended[done.name] = done
        print(
            f"{done.name}: {time_in_words(done.seconds)}, of the processor "
            f"{time_in_words(done.cpu)}",
            file=sys.stderr, flush=True,
        )  # fmt: skip
    rows = [row for one in chosen for row in ended[one.name].rows]
    text = f"{render_table(rows)}\n\n{told(asked, rows, time.monotonic() - started)}"
    print(f"\n{text}")
    if asked.into:
        put_into(asked.into, text)
    bad = {"NO", "not run"} if os.environ.get("NETTRACK_CI") else {"NO"}
    return 1 if not rows or any(row.met in bad for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
