"""Time whole processes in turn, and read their peak memory from the system."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

MB = 2**20


@dataclass(frozen=True)
class Run:
    """One process: wall seconds and peak resident megabytes."""

    wall: float
    peak_mb: float


def run(
    command: Sequence[str],
    env: Mapping[str, str],
    *,
    out: Path | None = None,
    cores: int | None = None,
) -> Run:
    """Run a command to its end; fails when it fails.

    Its output goes to the file `out`, else it is thrown away. It may use so many cores.
    """
    with (out or Path(os.devnull)).open("wb") as file:
        begin = time.perf_counter()
        process = _start(command, env, file.fileno(), cores)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return Run(wall, usage.ru_maxrss / 1024)


def _start(
    command: Sequence[str],
    env: Mapping[str, str],
    out: int,
    cores: int | None,
) -> subprocess.Popen[bytes]:
    """Start a command, on so many cores."""
    all_cores = sorted(os.sched_getaffinity(0))
    # A child begins on the cores of whoever starts it.
    os.sched_setaffinity(0, all_cores[:cores])
    try:
        return subprocess.Popen(
            command, stdout=out, stderr=subprocess.DEVNULL, env={**os.environ, **env}
        )
    finally:
        os.sched_setaffinity(0, all_cores)


@dataclass(frozen=True)
class Pair:
    """Two commands, measured in turn."""

    ours: float
    theirs: float
    #: Median of the ratios pair by pair: a drifting machine cancels out.
    ratio: float
    peak_mb: float
    pairs: int


def compare(ours: Callable[[], Run], theirs: Callable[[], Run], *, pairs: int) -> Pair:
    """Run `ours` and `theirs` in turn."""
    return paired([(ours(), theirs()) for _ in range(pairs)])


def paired(rows: Sequence[tuple[Run, Run]]) -> Pair:
    """What runs that were made in turn amount to."""
    return Pair(
        statistics.median(a.wall for a, _ in rows),
        statistics.median(b.wall for _, b in rows),
        statistics.median(a.wall / b.wall for a, b in rows),
        max(a.peak_mb for a, _ in rows),
        len(rows),
    )


@dataclass(frozen=True)
class Memory:
    """Peak resident megabytes of a command and of what it started."""

    #: Of the largest process.
    largest: float
    #: The peaks of all processes, added up; pages that they share count often.
    added: float


# What a process starts as counts as its memory too, so somebody small must start it.
_STARTER = """
import os, sys
null = os.open(os.devnull, os.O_WRONLY)
acts = [(os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)]
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=acts)
_, status, usage = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)
"""


def memory(command: Sequence[str], env: Mapping[str, str]) -> Memory:
    """Run a command, and look at the memory of its processes all the while.

    The largest is what the system says in the end; only the sum depends on the looks.
    """
    seen: dict[int, float] = {}
    starter = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _STARTER, *command],
        stdout=subprocess.PIPE, env={**os.environ, **env}, text=True,
    )  # fmt: skip
    while starter.poll() is None:
        for each in family(starter.pid):
            seen[each] = max(seen.get(each, 0.0), highest(each))
        time.sleep(0.002)
    assert starter.stdout is not None  # noqa: S101 - asked for above
    code, peak = map(int, starter.stdout.read().split())
    if code:
        sys.exit(f"{' '.join(command)} ended with {code}")
    seen.pop(starter.pid, None)
    return Memory(peak / 1024, max(peak / 1024, sum(seen.values())))


def family(pid: int) -> Iterator[int]:
    """A process, and all that it started."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return
    for child in children.split():
        yield from family(int(child))


def highest(pid: int) -> float:
    """The most megabytes that a process ever had; 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = [row for row in status.splitlines() if row.startswith("VmHWM")]
    return int(found[0].split()[1]) / 1024 if found else 0.0


def machine() -> str:
    """The machine and what runs on it, in a line."""
    cores = len(os.sched_getaffinity(0))
    version = ".".join(map(str, sys.version_info[:3]))
    pages = resource.getpagesize() * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cores} cores, {pages:.0f} GiB, Python {version}, {sys.platform}"
