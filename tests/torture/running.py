"""Runs one torture in a process group of its own, and never waits for ever."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.torture.table import Row, read_row

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Seconds after which a torture is taken for one that hangs, at scale 1 and below.
LONGEST, SHORTEST = 3600.0, 300.0


@dataclass(frozen=True)
class Torture:
    """Its name and module, and whether no other may run beside it."""

    name: str
    module: str
    is_alone: bool


@dataclass(frozen=True)
class Ended:
    """The rows that it left, and what it took: seconds of the wall and of processors."""

    name: str
    rows: Sequence[Row]
    seconds: float
    cpu: float


def run(torture: Torture, scale: float, seed: int) -> Ended:
    """Run it to its end, or end it; either way there are rows to show."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as base:
        folder, into = Path(base, "folder"), Path(base, "rows")
        folder.mkdir()
        command = [
            sys.executable, "-m", "tests.torture.alone", torture.module,
            f"--scale={scale}", f"--seed={seed}", f"--folder={folder}", f"--into={into}",
        ]  # fmt: skip
        end = _wait(command, max(SHORTEST, LONGEST * scale))
        lines = into.read_text(encoding="utf-8") if into.exists() else ""
    told = [json.loads(line) for line in lines.splitlines() if line.endswith("}")]
    rows = [read_row(one) for one in told if "torture" in one]
    cpu = next((one["cpu"] for one in told if "cpu" in one), 0.0)
    if end:
        rows.append(Row(torture.name, (), "runs to its end", "yes", end, "NO"))
    elif not rows:
        rows.append(Row(torture.name, (), "shows something", "yes", "nothing", "NO"))
    return Ended(torture.name, rows, time.monotonic() - began, cpu)


def _wait(command: Sequence[str], longest: float) -> str:
    """How it ended, in words; nothing if as it should."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=sys.stderr, start_new_session=True
    )
    try:
        code = process.wait(longest)
    except subprocess.TimeoutExpired:
        return f"no end after {longest:.0f} seconds"
    finally:
        # What it started ends with it, also where it hangs or was killed itself.
        _end_group(process)
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"ended with {code}" if code else ""


def _end_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
