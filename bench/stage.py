"""A vault of a size, the commands that are measured on it, and what comes before."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import MB, run
from bench.vaults import make_vault
from bench.watch import Watcher, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.measure import Run

TODAY = "2026-11-20"
NETTRACK = (sys.executable, "-m", "nettrack_md")
#: What is searched: two Japanese characters that stand in most notes.
WORD = "渋谷"


class Stage:
    """One vault, and the yardsticks and commands on it."""

    def __init__(self, base: Path, contacts: int) -> None:
        """The vault in that folder; made, unless an earlier run has left it there."""
        self.base, self.contacts = base, contacts
        self.vault = base / "vault"
        if not (base / "complete").exists():
            shutil.rmtree(base, ignore_errors=True)
            make_vault(self.vault, contacts)
            (base / "complete").touch()
        self.notes = sorted((self.vault / "People").rglob("*.md"))
        self.env = {
            "NETTRACK_VAULT": str(self.vault),
            "NETTRACK_TODAY": TODAY,
            "XDG_STATE_HOME": str(base / "state"),
            "XDG_CACHE_HOME": str(base / "cache"),
            "PYTHONDONTWRITEBYTECODE": "",
        }
        self._at = 0

    # --- commands ---

    def ours(self, *words: str, cores: int | None = None, out: str = "") -> Run:
        """One of our commands."""
        file = self.base / out if out else None
        return run([*NETTRACK, *words], self.env, cores=cores, out=file)

    def overdue(self) -> Run:
        """The answer that the table is about."""
        return self.ours("overdue", "--json", "--limit", "20")

    def rg(self, pattern: str, *options: str, out: str = "") -> Run:
        """Run ripgrep over the notes that somebody wrote."""
        words = ["rg", "--no-messages", "--glob=!Network", *options, pattern]
        file = self.base / out if out else None
        return run([*words, str(self.vault)], self.env, out=file)

    def last_contacts(self) -> Run:
        """The yardstick of all that reads every note."""
        return self.rg("^last_contact")

    def loop(self) -> Run:
        """The yardstick of a first script."""
        words = [sys.executable, "-m", "bench.plain_loop", str(self.vault)]
        return run(words, self.env)

    def bare(self) -> Run:
        """The yardstick of what starts Python."""
        return run([sys.executable, "-c", "pass"], self.env)

    def completion(self) -> Run:
        """A name that is begun in a shell."""
        asked = {
            "_NETTRACK_COMPLETE": "bash_complete",
            "COMP_WORDS": f"nettrack show {self.notes[0].stem[:2]}",
            "COMP_CWORD": "2",
        }
        return run(NETTRACK, {**self.env, **asked})

    def first_index(self, cores: int | None = None) -> Run:
        """An index of nothing but the notes, in a cache of its own."""
        fresh = self.base / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        env = {**self.env, "XDG_CACHE_HOME": str(fresh)}
        return run([*NETTRACK, "index"], env, cores=cores)

    # --- what comes before ---

    def level(self) -> None:
        """Have the index say what the notes say, everything compiled and at hand."""
        self.ours("index")
        self.overdue()
        self.overdue()

    def edit(self, count: int) -> None:
        """Change so many notes, others each time."""
        for _ in range(count):
            note = self.notes[self._at % len(self.notes)]
            self._at += 7
            with note.open("a", encoding="utf-8") as file:
                file.write("- 2026-11-19 call: one more line\n")

    def replace(self, count: int) -> str:
        """Have others in the place of so many notes, all at once, as git would.

        Gives back a text that stands in these notes only.
        """
        aside = self.base / "aside"
        aside.mkdir(exist_ok=True)
        self._at += 1
        mark = f"on device {self._at}."
        moves = []
        for at, note in enumerate(self.notes[:count]):
            text = note.read_text("utf-8") + f"- 2026-11-18 call: {mark}\n"
            new = aside / f"{at}.md"
            new.write_text(text, "utf-8")
            moves.append((new, note))
        for new, note in moves:
            new.replace(note)
        return mark

    def wait_for_seen(self, mark: str, count: int) -> float:
        """Seconds until the index holds so many notes with that text.

        It is asked for itself: whoever took the notes in, watcher or command.
        """
        uri = f"file:{self._index()}?mode=ro"
        counted = "SELECT count(*) FROM bodies WHERE instr(text, ?)"
        version = None

        def is_seen() -> bool:
            nonlocal version
            try:
                (now,) = index.execute("PRAGMA data_version").fetchone()
                if now == version:
                    return False
                (found,) = index.execute(counted, [mark]).fetchone()
            except sqlite3.OperationalError:  # Somebody writes.
                return False
            version = now
            return bool(found >= count)

        with closing(sqlite3.connect(uri, uri=True, timeout=0)) as index:
            return wait_for(is_seen, 300)

    @contextmanager
    def watched(self) -> Iterator[Watcher]:
        """A real watcher beside, that has nothing left to do."""
        self.level()
        watcher = Watcher(self.base, self.vault)
        try:
            yield watcher
        finally:
            watcher.stop()

    # --- sizes ---

    def index_size(self) -> float:
        """Megabytes of the index."""
        return self._index().stat().st_size / MB

    def _index(self) -> Path:
        (file,) = (self.base / "cache").rglob("index.db")
        return file

    def notes_size(self) -> float:
        """Megabytes of the notes."""
        return sum(note.stat().st_size for note in self.vault.rglob("*.md")) / MB
