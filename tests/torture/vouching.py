"""Edits behind the watcher's back, and questions at once behind each of them.

Several vaults, each with the real watcher in a process of its own, which is stopped,
continued and killed now and then. Whoever asks does what a command does: prints at once
what still holds, else opens the vault. Each answer must tell of the edit before it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from nettrack_md.app.at_once import find_answer
from nettrack_md.cli.main import run as run_command
from nettrack_md.cli.quick import parse_question
from nettrack_md.vault import places
from nettrack_md.vault.vouching import find_pledge
from tests.torture.figures import Figure, Run

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)
VAULTS, PEOPLE = 6, 40
#: Rounds in each vault at scale 1: an edit, a question at once, one under a vouch.
ROUNDS = 350
#: Seconds after which a watcher that does not vouch again is given up on.
LONG = 60.0


def torture(run: Run) -> Iterator[Figure]:
    chance = random.Random(run.seed)
    with surroundings(run.folder):
        vaults = [Vault(run.folder / f"vault{n}", chance) for n in range(VAULTS)]
        try:
            for _ in range(run.share(ROUNDS, least=6)):
                for vault in vaults:
                    vault.round()
        finally:
            for vault in vaults:
                vault.stop()
        seen = Counts()
        for vault in vaults:
            seen.add(vault.counts)
    yield from figures(seen)


def figures(seen: Counts) -> Iterator[Figure]:
    right = seen.asked - seen.stale
    yield Figure(
        (), "an answer behind an edit tells of it, whoever vouches", "none is stale",
        f"{right:,} of {seen.asked:,}, {seen.stale} stale", met=not seen.stale,
    )  # fmt: skip
    yield Figure(
        (), "of those, given while the watcher vouched, without a walk", "some",
        f"{seen.vouched:,}", met=seen.vouched > 0,
    )  # fmt: skip
    yield Figure(
        (), "a watcher that is killed or stands still is not waited for", "all answered",
        f"{seen.killed} killed, {seen.stopped} stopped, {seen.hung} hung",
        met=bool(seen.killed and seen.stopped) and not seen.hung,
    )  # fmt: skip


@dataclass
class Counts:
    """What was seen."""

    asked: int = 0
    stale: int = 0
    vouched: int = 0
    killed: int = 0
    stopped: int = 0
    #: Watchers that did not vouch again though nobody did anything.
    hung: int = 0

    def add(self, other: Counts) -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


@contextlib.contextmanager
def surroundings(folder: Path) -> Iterator[None]:
    """A home of its own for all that is asked here."""
    before = dict(os.environ)
    for kind in ("CACHE", "STATE", "CONFIG"):
        os.environ[f"XDG_{kind}_HOME"] = str(folder / kind)
    os.environ.update(LANG="C.UTF-8", TZ="UTC", NETTRACK_TODAY=TODAY.isoformat())
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@dataclass
class Vault:
    """A vault, its watcher, and what its notes must be known to say."""

    root: Path
    chance: random.Random
    counts: Counts = field(default_factory=Counts)

    def __post_init__(self) -> None:
        (self.root / "People").mkdir(parents=True)
        (self.root / "nettrack.toml").write_text("[watch]\nsettle = 0\n")
        #: Name -> the folder it lies in, and the day of its newest touch.
        self.people = {f"Person {n:02d}": ("People", self.day()) for n in range(PEOPLE)}
        for name, (folder, day) in self.people.items():
            self.path(name, folder).write_text(note(day))
        self.turn = 0
        self.start()

    def day(self) -> date:
        return TODAY - timedelta(days=self.chance.randint(100, 900))

    def path(self, name: str, folder: str) -> Path:
        return self.root / folder / f"{name}.md"

    # --- the watcher ---

    def start(self) -> None:
        self.watcher = subprocess.Popen(
            [sys.executable, "-m", "nettrack_md", "watch", "--vault", str(self.root)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=self.root,
        )  # fmt: skip

    def stop(self) -> None:
        self.watcher.kill()
        self.watcher.wait()

    def is_vouched(self) -> bool:
        return find_pledge(str(places.porch(os.path.realpath(self.root)))) is not None

    def until_vouched(self) -> bool:
        end = time.monotonic() + LONG
        while not self.is_vouched():
            if time.monotonic() > end:
                self.counts.hung += 1
                return False
            time.sleep(0.02)
        return True

    # --- one round ---

    def round(self) -> None:
        self.turn += 1
        if self.chance.random() < 0.7 and self.until_vouched():
            self.ask(vouched=True)
        self.edit()
        # In every run of some length, however short.
        if self.turn % 40 == 3:
            self.killed()
        elif self.turn % 20 == 5:
            self.stopped()
        self.ask()
        if self.chance.random() < 0.3:
            self.edit()
            self.edit()
            self.ask()

    def killed(self) -> None:
        self.counts.killed += 1
        self.stop()
        self.ask()
        self.start()

    def stopped(self) -> None:
        self.counts.stopped += 1
        self.watcher.send_signal(signal.SIGSTOP)
        self.ask()
        self.edit()
        self.ask()
        self.watcher.send_signal(signal.SIGCONT)

    # --- what people do ---

    def edit(self) -> None:
        deeds: list[Callable[[str, str, date], None]] = [
            self.write, self.write, self.write_alike, self.replace, self.append,
            self.recreate, self.move, self.move_folder,
        ]  # fmt: skip
        name = self.chance.choice(sorted(self.people))
        folder, day = self.people[name]
        self.chance.choice(deeds)(name, folder, day)

    def write(self, name: str, folder: str, day: date) -> None:
        self.put(name, folder, self.day())

    def put(self, name: str, folder: str, day: date) -> None:
        self.path(name, folder).write_text(note(day))
        self.people[name] = (folder, day)

    def write_alike(self, name: str, folder: str, day: date) -> None:
        """As long as before and with the time of before."""
        path = self.path(name, folder)
        before = path.stat()
        self.put(name, folder, self.day())
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def replace(self, name: str, folder: str, day: date) -> None:
        path, new = self.path(name, folder), self.day()
        aside = path.with_name(f".{path.name}.saving")
        aside.write_text(note(new))
        aside.replace(path)
        self.people[name] = (folder, new)

    def append(self, name: str, folder: str, day: date) -> None:
        with self.path(name, folder).open("a") as file:
            file.write(f"- {day + timedelta(days=1)} call\n")
        self.people[name] = (folder, day + timedelta(days=1))

    def recreate(self, name: str, folder: str, day: date) -> None:
        self.path(name, folder).unlink()
        self.put(name, folder, self.day())

    def move(self, name: str, folder: str, day: date) -> None:
        other = self.chance.choice(["People", "People/Old", "People/Far/Away"])
        (self.root / other).mkdir(parents=True, exist_ok=True)
        self.path(name, folder).rename(self.path(name, other))
        self.people[name] = (other, day)

    def move_folder(self, name: str, folder: str, day: date) -> None:
        old, new = self.root / "People/Old", self.root / "People/Older"
        if new.exists():
            old, new = new, old
        if not old.exists() or new.exists():
            self.write(name, folder, day)
            return
        old.rename(new)
        was, now = (str(path.relative_to(self.root)) for path in (old, new))
        for each, (where, when) in list(self.people.items()):
            if where == was:
                self.people[each] = (now, when)

    # --- what is asked ---

    def ask(self, *, vouched: bool = False) -> None:
        """Ask as a command does, and compare with what was written."""
        words = ["overdue", "--json", "--all", "--vault", str(self.root)]
        text = at_once(words)
        answer = printed(words).encode() if text is None else text
        rows: list[dict[str, Any]] = json.loads(answer)["data"]
        told = {row["name"]: (row["path"], row["last"]["on"]) for row in rows}
        known = {
            name: (f"{folder}/{name}.md", day.isoformat())
            for name, (folder, day) in self.people.items()
        }
        self.counts.asked += 1
        self.counts.vouched += vouched
        if told != known:
            self.counts.stale += 1
            print(f"{self.root.name}, round {self.turn}:", file=sys.stderr)
            for name, value in known.items():
                if told.get(name) != value:
                    print(f"  {told.get(name)} is {value}", file=sys.stderr)


def note(day: date) -> str:
    return f"---\ntier: close\n---\n## Log\n- {day} call\n"


def at_once(words: list[str]) -> bytes | None:
    """What a command prints without opening the vault."""
    plain = parse_question(words)
    assert plain is not None
    question, given = plain
    return find_answer(question, vault=given["--vault"], today="", private=False)


def printed(words: list[str]) -> str:
    """What a command prints that opens it."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = run_command(words)
    assert code == 0, f"{words} ended with {code}"
    return out.getvalue()
