"""Storms of saves, as editors make them, beside the real watcher."""

from __future__ import annotations

import random
import subprocess
import time
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.real.test_watch import (
    EDITORS,
    NOTE,
    SETTINGS,
    Running,
    backup_and_rename,
    in_place,
    like_vs_code,
    removed_and_made,
    temp_and_rename,
    with_a_swap_file,
)
from tests.torture.figures import Figure, require_tool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.torture.figures import Run

#: Two saves that lie so many seconds apart may have quiet between them.
GAP = 0.4
#: However long it is saved, it is read after so many seconds.
LONGEST = 10.0
WAYS = (
    in_place, temp_and_rename, backup_and_rename, like_vs_code, removed_and_made,
    with_a_swap_file,
)  # fmt: skip


def torture(run: Run) -> Iterator[Figure]:
    """Fifty saves a second in every way; `sed -i`; real editors, one after the other."""
    sed = require_tool("sed")
    for name in EDITORS:
        require_tool(name.split()[0])
    vault = run.folder / "vault"
    (vault / "People").mkdir(parents=True)
    (vault / "nettrack.toml").write_text(SETTINGS)
    for name in ("Ada", "Ben", *PEOPLE):
        (vault / "People" / f"{name}.md").write_text(NOTE)
    watcher = Running(vault, run.folder)
    try:
        watcher.until_ready()
        storm = Storm(watcher, vault, random.Random(run.seed), sed)
        for _ in range(run.share(60, least=8)):
            storm.break_out()
        yield from storm.figures()
    finally:
        watcher.stop()


PEOPLE = tuple(f"Person {number}" for number in range(8))


class Storm:
    """What was saved, when, and what the watcher made of it."""

    def __init__(
        self, watcher: Running, vault: Path, rng: random.Random, sed: str
    ) -> None:
        self.watcher, self.vault, self.rng, self.sed = watcher, vault, rng, sed
        self.saves = self.storms = self.missed = 0
        self.allowed = self.read = 0

    def break_out(self) -> None:
        """One storm over one note, the last save of which takes it off the page."""
        note = self.vault / "People" / f"{self.rng.choice(PEOPLE)}.md"
        name, before = note.stem, self.watcher.count("read")
        moments = list(self.save(note))
        note_of_today = NOTE + "- 2026-11-19 call: the last one\n"
        self.rng.choice(WAYS)(note, note_of_today)
        self.saw(lambda: f"[[{name}]]" not in self.watcher.page())
        moments.append(time.monotonic())
        self.read += self.watcher.count("read") - before
        quiet = sum(b - a > GAP for a, b in pairwise(moments))
        self.allowed += 1 + quiet + int((moments[-1] - moments[0]) // LONGEST)
        self.storms += 1
        self.saves += len(moments)
        # Overdue again, for the next storm.
        note.write_text(NOTE)
        self.saw(lambda: f"[[{name}]]" in self.watcher.page())

    def save(self, note: Path) -> Iterator[float]:
        """Fifty saves a second for a while; when each of them was made."""
        for number in range(self.rng.randint(20, 150)):
            self.rng.choice(WAYS)(note, f"{NOTE}{'x' * number}\n")
            yield time.monotonic()
            time.sleep(0.02)
        subprocess.run([self.sed, "-i", "s/x/y/", note], check=True)
        yield time.monotonic()
        if self.rng.random() < 0.3:
            self.use_an_editor(note)
            yield time.monotonic()

    def use_an_editor(self, note: Path) -> None:
        """One that a person would use, without a person."""
        command = EDITORS[self.rng.choice(sorted(EDITORS))]
        subprocess.run(
            [part.replace("{note}", str(note)) for part in command],
            check=True, stdin=subprocess.DEVNULL, capture_output=True,
        )  # fmt: skip

    def saw(self, condition: Callable[[], bool]) -> None:
        """Wait until it is so, and for rest; or it was missed."""
        end = time.monotonic() + 30
        while not condition() and time.monotonic() < end:
            time.sleep(0.02)
        self.missed += not condition()
        while self.watcher.is_busy():
            pass

    def figures(self) -> Iterator[Figure]:
        """The rows."""
        yield Figure(
            (39,),
            f"{self.saves:,} saves in {self.storms} storms, in {len(WAYS)} ways, by sed "
            f"and by {len(EDITORS)} editors: last saves that were not seen",
            "0",
            f"{self.missed}",
            met=self.missed == 0,
        )
        yield Figure(
            (39,),
            "readings of them: one for each quiet moment, one for each ten seconds",
            f"at most {self.allowed}",
            f"{self.read}",
            met=self.read <= self.allowed,
        )
