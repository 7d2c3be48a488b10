"""`python -m bench.watch`: what the watcher costs, and how late it is.

With `--minutes N` a soak: somebody edits for so long, memory is to stay where it is,
and no change may be missed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import machine
from bench.vaults import make_vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TODAY = "2026-11-20"
QUIET = 0.5
SAVES = 15
CHECKED_OUT = 5_000
IDLE_SECONDS = 60.0
_TICK = os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--contacts", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=0.0)
    asked = parser.parse_args()
    base = Path(tempfile.mkdtemp(prefix="nettrack-bench-"))
    try:
        if asked.minutes:
            soak(base, min(asked.contacts, 1_000), asked.minutes)
        else:
            measure(base, asked.contacts)
    finally:
        shutil.rmtree(base)


class Watcher:
    """A real watcher beside us."""

    def __init__(self, base: Path, vault: Path) -> None:
        self.vault = vault
        self.env = {
            **os.environ,
            "XDG_CACHE_HOME": str(base / "cache"),
            "XDG_STATE_HOME": str(base / "state"),
            "NETTRACK_VAULT": str(vault),
            "NETTRACK_TODAY": TODAY,
        }
        self.log = base / "watch.log"
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "nettrack_md", "watch"],
                env=self.env,
                stdout=out,
                stderr=out,
            )
        wait_for((vault / "Network" / "Overdue.md").exists, 120)
        self.rest()

    def rest(self) -> None:
        """Wait until it has nothing more to do, nor has a process that it started.

        What such a process used counts only when it has ended, after some seconds.
        """
        calm = 0
        while calm < 8:
            before = self.cpu()
            time.sleep(1)
            calm = calm + 1 if self.cpu() - before < 0.02 else 0

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1]
        return sum(map(int, fields.split()[11:15])) / _TICK

    def memory(self, what: str = "VmRSS") -> float:
        """Resident megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(row for row in status.splitlines() if row.startswith(what))
        return int(line.split()[1]) / 1024

    def taken(self) -> int:
        """How many notes its log says were read."""
        lines = self.log.read_text("utf-8").splitlines()
        counts = [line.split()[2] for line in lines if " read " in line]
        return sum(int(count.replace(",", "")) for count in counts)

    def written(self) -> int:
        """Bytes that it had written so far."""
        text = Path(f"/proc/{self.process.pid}/io").read_text()
        line = next(row for row in text.splitlines() if row.startswith("wchar"))
        return int(line.split()[1])

    def stop(self) -> None:
        """End it."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)


def wait_for(condition: Callable[[], bool], seconds: float) -> float:
    """Wait for it; how long it took."""
    begin = time.perf_counter()
    while not condition():
        if time.perf_counter() - begin > seconds:
            sys.exit("it never happened")
        time.sleep(0.002)
    return time.perf_counter() - begin


def measure(base: Path, contacts: int) -> None:
    vault = base / "vault"
    make_vault(vault, contacts)
    (vault / "nettrack.toml").write_text('language = "en"\n[watch]\nsettle = 2\n')
    begin = time.perf_counter()
    watcher = Watcher(base, vault)
    print(f"{contacts:,} contacts, {contacts // 5:,} dated notes; {machine()}")
    _row("start to the first rest (s)", time.perf_counter() - begin)
    _row("memory at rest after the start (MB)", watcher.memory())
    late = sorted(latencies(watcher))
    _row("save to new overdue note, median (s)", statistics.median(late))
    _row("  of that beyond the quiet time (s)", statistics.median(late) - QUIET)
    _row("  slowest (s)", late[-1])
    watcher.rest()
    used, wrote, begin = watcher.cpu(), watcher.written(), time.perf_counter()
    time.sleep(IDLE_SECONDS)
    share = (watcher.cpu() - used) / (time.perf_counter() - begin)
    _row("idle: percent of one core", share * 100)
    _row("idle: bytes written", watcher.written() - wrote)
    _row("idle: memory (MB)", watcher.memory())
    _row("most memory ever (MB)", watcher.memory("VmHWM"))
    if shutil.which("git"):
        _row(f"{CHECKED_OUT:,} notes checked out: last event to level (s)",
             checkout(watcher))  # fmt: skip
        watcher.rest()
        _row("memory at rest after that (MB)", watcher.memory())
    watcher.stop()


def latencies(watcher: Watcher) -> Iterator[float]:
    """Save a contact's note so that the overdue note must change, again and again."""
    page = watcher.vault / "Network" / "Overdue.md"
    folder = watcher.vault / "People" / "00"
    notes = [folder / f"Latest {at}.md" for at in range(SAVES)]
    for note in notes:
        note.write_text("---\ntier: close\nlast_contact: 2026-11-19\n---\n")
    watcher.rest()
    for at, note in enumerate(notes):
        # The longest silence of all: first on the page.
        text = f"---\ntier: close\nlast_contact: {1990 - at}-01-01\n---\n"
        watcher.rest()
        begin = time.perf_counter()
        temp = note.with_name(".aside.tmp")
        temp.write_text(text)
        temp.replace(note)
        wait_for(lambda at=at: f"[[Latest {at}]]" in page.read_text("utf-8"), 60)  # type: ignore[misc]
        yield time.perf_counter() - begin


def checkout(watcher: Watcher) -> float:
    """Seconds from the end of a checkout to an index that has all of it."""
    vault = watcher.vault

    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words],
            cwd=vault,
            check=True,
            capture_output=True,
        )

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "one")
    notes = sorted(vault.glob("People/*/*.md"))[:CHECKED_OUT]
    for note in notes:
        with note.open("a", encoding="utf-8") as file:
            file.write("- 2026-11-18 call: on another device\n")
    git("commit", "-qam", "two")
    watcher.rest()
    before = watcher.taken()
    git("checkout", "-q", "HEAD~1")
    begin = time.perf_counter()
    wait_for(lambda: watcher.taken() - before >= len(notes), 120)
    return time.perf_counter() - begin


def soak(base: Path, contacts: int, minutes: float) -> None:
    vault = base / "vault"
    make_vault(vault, contacts)
    (vault / "nettrack.toml").write_text('language = "en"\n[watch]\nsettle = 2\n')
    watcher = Watcher(base, vault)
    rng = random.Random(20261120)
    notes = sorted(vault.glob("People/*/*.md"))
    end = time.monotonic() + minutes * 60
    edits, memory = 0, [watcher.memory()]
    print("minute  edits     MB  level")
    begin = time.monotonic()
    while time.monotonic() < end:
        stop = time.monotonic() + 45
        while time.monotonic() < min(stop, end):
            edits += 1
            edit(rng, rng.choice(notes), edits)
            time.sleep(rng.choice([0.01, 0.1, 0.6, 1.5]))
        watcher.rest()
        memory.append(watcher.memory())
        level = is_level(watcher)
        minute = (time.monotonic() - begin) / 60
        print(f"{minute:6.1f} {edits:6} {memory[-1]:6.1f}  {level}", flush=True)
        if not level:
            sys.exit("a change was missed")
    watcher.stop()
    print(
        f"memory: {memory[1]:.1f} MB after the first edits, {memory[-1]:.1f} at the end"
    )


def edit(rng: random.Random, note: Path, number: int) -> None:
    """Save as one of several editors would."""
    text = note.read_text("utf-8") if note.exists() else "---\ntier: close\n---\n"
    text += f"- 2026-11-{rng.randint(1, 20):02d} call: edit {number}\n"
    way = rng.randrange(5)
    if way == 0:
        note.write_text(text, "utf-8")
    elif way == 1:
        temp = note.with_name(f".{note.name}.tmp")
        temp.write_text(text, "utf-8")
        temp.replace(note)
    elif way == 2 and note.exists():
        note.replace(note.with_name(f"{note.name}~"))
        note.write_text(text, "utf-8")
    elif way == 3 and note.exists():
        note.unlink()
    else:
        with note.open("a", encoding="utf-8") as file:
            file.write(text[-40:])


def is_level(watcher: Watcher) -> bool:
    """Whether the next command finds nothing that the watcher had not read."""
    done = subprocess.run(
        [sys.executable, "-m", "nettrack_md", "index"],
        env=watcher.env,
        capture_output=True,
        text=True,
        check=True,
    )
    counts = dict(line.split("\t") for line in done.stdout.splitlines())
    return all(counts[name] == "0" for name in ("added", "changed", "removed"))


def _row(name: str, value: float) -> None:
    print(f"{name:<58}{value:>9.3f}", flush=True)


if __name__ == "__main__":
    main()
