"""Time whole processes in turn, and read their peak memory from the system."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


@dataclass(frozen=True)
class Run:
    """One process: wall seconds and peak resident megabytes."""

    wall: float
    peak_mb: float


def run(command: Sequence[str], env: Mapping[str, str]) -> Run:
    """Run a command to its end, its output thrown away; fails when it fails."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **env},
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    code = os.waitstatus_to_exitcode(status)
    process.returncode = code
    if code:
        sys.exit(f"{' '.join(command)} ended with {code}")
    return Run(wall, usage.ru_maxrss / 1024)


@dataclass(frozen=True)
class Pair:
    """Two commands, measured in turn."""

    ours: float
    theirs: float
    #: Median of the ratios pair by pair: a drifting machine cancels out.
    ratio: float
    peak_mb: float


def compare(
    ours: Sequence[str],
    theirs: Sequence[str],
    env: Mapping[str, str],
    *,
    pairs: int,
    before: Callable[[], None] = lambda: None,
) -> Pair:
    """Run `ours` and `theirs` in turn; `before` prepares each run of ours."""
    rows: list[tuple[Run, Run]] = []
    for _ in range(pairs):
        before()
        rows.append((run(ours, env), run(theirs, env)))
    return Pair(
        statistics.median(a.wall for a, _ in rows),
        statistics.median(b.wall for _, b in rows),
        statistics.median(a.wall / b.wall for a, b in rows),
        max(a.peak_mb for a, _ in rows),
    )


def machine() -> str:
    """The machine in a line."""
    cores = len(os.sched_getaffinity(0))
    version = ".".join(map(str, sys.version_info[:3]))
    pages = resource.getpagesize() * os.sysconf("SC_PHYS_PAGES") // 2**30
    return f"{cores} cores, {pages} GiB, Python {version}, {sys.platform}"
