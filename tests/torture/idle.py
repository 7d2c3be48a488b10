"""What a watcher does while nobody does anything, and while somebody only looks."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from bench.vaults import make_vault
from bench.watch import Watcher
from tests.torture.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.torture.figures import Run

#: Seconds of rest, and of looking; ten minutes hold one look at the whole vault.
REST, LOOKING = 600, 120
LEAST = 12


def torture(run: Run) -> Iterator[Figure]:
    """A vault at rest; then everything in it is read again and again."""
    vault = run.folder / "vault"
    make_vault(vault, run.share(1_000, least=100))
    (vault / "nettrack.toml").write_text('language = "en"\n[watch]\nsettle = 2\n')
    watcher = Watcher(run.folder, vault)
    try:
        yield from resting(watcher, run.share(REST, LEAST))
        yield from looked_at(watcher, run.share(LOOKING, LEAST))
    finally:
        watcher.stop()


def resting(watcher: Watcher, seconds: int) -> Iterator[Figure]:
    """Nobody does anything."""
    files, lines = stamps(watcher.vault), said(watcher)
    used, wrote, began = watcher.cpu(), watcher.written(), time.perf_counter()
    time.sleep(seconds)
    share = (watcher.cpu() - used) / (time.perf_counter() - began)
    written = watcher.written() - wrote
    runs, changed = said(watcher) - lines, stamps(watcher.vault) != files
    at_rest = f"{seconds} seconds at rest"
    yield Figure(
        (39,),
        f"{at_rest}: bytes that the watcher wrote, runs that it made by itself",
        "0, 0",
        f"{written:,}, {runs:,}{', and files changed' if changed else ''}",
        met=not (written or runs or changed),
    )
    yield Figure(
        (39,),
        f"{at_rest}: share of one core",
        "below 0.5 %",
        f"{share * 100:.2f} %",
        met=share < 0.005,
    )


def looked_at(watcher: Watcher, seconds: int) -> Iterator[Figure]:
    """Every file is read over and over, and commands ask."""
    files, lines = stamps(watcher.vault), said(watcher)
    reads, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        for path in watcher.vault.rglob("*.md"):
            path.read_bytes()
            reads += 1
        subprocess.run(
            [sys.executable, "-m", "nettrack_md", "overdue"],
            env=watcher.env, capture_output=True, check=True,
        )  # fmt: skip
        time.sleep(2)
    runs, changed = said(watcher) - lines, stamps(watcher.vault) != files
    yield Figure(
        (39,),
        f"{reads:,} notes read by others: runs that the watcher made, files changed",
        "0, 0",
        f"{runs:,}, {'some' if changed else '0'}",
        met=not (runs or changed),
    )


def said(watcher: Watcher) -> int:
    """How many lines it has said: one for each thing done."""
    return len(watcher.log.read_text(encoding="utf-8").splitlines())


def stamps(vault: Path) -> dict[str, tuple[int, int]]:
    """Every file with its size, and when it was changed last in any way."""
    files = (path for path in vault.rglob("*") if path.is_file())
    states = ((str(path), path.stat()) for path in files)
    return {path: (state.st_size, state.st_ctime_ns) for path, state in states}
