"""How late the watcher is after thousands of changes, also when it was told of few."""

from __future__ import annotations

import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.vaults import make_vault
from bench.watch import Watcher, wait_for
from tests.torture.figures import Figure, require_tool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.torture.figures import Run

ALONE = True
#: Notes of one checkout, and the seconds within which the index is to be level.
AIMS = {2_000: 2.0, 5_000: 5.0}
#: Each is timed so often at scale 1; the median counts.
TIMES = 3
#: Who saves a note twice within ten seconds is given more time; no checkout does.
PAUSE = 3.0
_QUEUE = Path("/proc/sys/fs/inotify/max_queued_events")


def torture(run: Run) -> Iterator[Figure]:
    """Check branches out beside a watcher; then have its queue of events overflow."""
    git = require_tool("git")
    vault = run.folder / "vault"
    largest = run.share(max(AIMS), least=50)
    make_vault(vault, largest)
    (vault / "nettrack.toml").write_text('language = "en"\n[watch]\nsettle = 2\n')
    watcher = Watcher(run.folder, vault)
    try:
        branches = Branches(git, vault, run.folder / "aside")
        times = run.share(TIMES)
        for notes, seconds in AIMS.items():
            count = run.share(notes, least=20)
            branches.change(f"with-{notes}", count)
            took = [
                checkout(watcher, branches, (f"with-{notes}", "-")[turn % 2], count)
                for turn in range(times)
            ]
            late = statistics.median(took)
            yield Figure(
                (28,),
                f"{count:,} notes checked out by git: from the last change to a level "
                f"index, {'once' if times == 1 else f'median of {times}'}",
                f"at most {seconds:g} s",
                f"{late:.1f} s",
                met=late <= seconds,
            )
            branches("checkout", "-q", "whole")
            rest(watcher)
        yield overflow(watcher, run.share(5_000, least=50))
    finally:
        watcher.stop()


class Branches:
    """A repository whose branches are written aside, where no watcher looks."""

    def __init__(self, git: str, vault: Path, aside: Path) -> None:
        self._git, self._vault, self._aside = git, vault, aside
        self("init", "-q", "-b", "whole")
        self("add", "-A")
        self("commit", "-qm", "one")
        self("worktree", "add", "-q", "--detach", str(aside))

    def __call__(self, *words: str, cwd: Path | None = None) -> None:
        command = [self._git, "-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(
            [*command, *words], cwd=cwd or self._vault, check=True, capture_output=True
        )

    def change(self, branch: str, count: int) -> None:
        """A branch on which so many notes have one line more."""
        self("checkout", "-q", "-b", branch, "whole", cwd=self._aside)
        for note in sorted(self._aside.glob("People/*/*.md"))[:count]:
            with note.open("a", encoding="utf-8") as file:
                file.write("- 2026-11-18 call: on another device\n")
        self("commit", "-qam", branch, cwd=self._aside)
        self("checkout", "-q", "--detach", cwd=self._aside)


def checkout(watcher: Watcher, git: Branches, branch: str, count: int) -> float:
    """Seconds from the end of a checkout of so many notes until all of it is read."""
    before = len(watcher.log.read_text().splitlines())
    git("checkout", "-q", branch)

    def is_level() -> bool:
        lines = watcher.log.read_text().splitlines()[before:]
        counts = [line.split()[2] for line in lines if " read " in line]
        return sum(int(each.replace(",", "")) for each in counts) >= count

    took = wait_for(is_level, 120)
    rest(watcher)
    return took


def rest(watcher: Watcher) -> None:
    """Until nothing is to be done, and what was done is some time ago."""
    watcher.rest()
    time.sleep(PAUSE)


def overflow(watcher: Watcher, changed: int) -> Figure:
    """More changes than the system keeps events for; what is left to read at rest?"""
    notes = sorted(watcher.vault.glob("People/*/*.md"))[:changed]
    watcher.process.send_signal(signal.SIGSTOP)
    # Four events each, of which none is told together with the next.
    temp = notes[0].with_name(".x.tmp")
    for _ in range(int(_QUEUE.read_text()) // 4 + 500):
        temp.write_bytes(b"---\ntier: close\n---\n")
        temp.replace(notes[0])
    for at, note in enumerate(notes[1:]):
        if at % 5 == 0:
            note.unlink()
        else:
            with note.open("a", encoding="utf-8") as file:
                file.write("- 2026-11-19 call: while nobody listened\n")
    watcher.process.send_signal(signal.SIGCONT)
    watcher.rest()
    left = unread(watcher)
    return Figure(
        (28,),
        f"{changed:,} notes changed or gone while the queue of events overflowed: "
        "left unread by the watcher",
        "0",
        f"{left:,}",
        met=left == 0,
    )


def unread(watcher: Watcher) -> int:
    """How many notes the next command finds that the watcher had not read."""
    done = subprocess.run(
        [sys.executable, "-m", "nettrack_md", "index"],
        env=watcher.env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    counts = dict(line.split("\t") for line in done.stdout.splitlines())
    return sum(int(counts[name]) for name in ("added", "changed", "removed"))
