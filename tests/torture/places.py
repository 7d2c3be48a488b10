"""The places where nettrack keeps things: damaged, locked, deleted, not there.

Whatever becomes of index, state and home, an answer is the one that a new index
gives, with at most a sentence about it.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from nettrack_md.index.schema import INDEXES
from tests.drive import ROOT, SAMPLE, TODAY
from tests.torture.faults import closing_stock, in_memory
from tests.torture.figures import Figure, Run
from tests.warm_start import Job, Stock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PAGE = 4096
FLIPS = 500
#: Asked after each damage; of no day and no words for which an answer is kept.
ASKED = (
    ("overdue", "--all", "--json", "--today", "2026-11-21"),
    ("search", "the", "--json"),
)


@dataclass
class Home:
    """A vault, and a home of its own, from which commands are given."""

    folder: Path
    stock: Stock
    env: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.vault = self.folder / "vault"
        self.cache, self.state = self.folder / "cache", self.folder / "state"
        if not self.vault.exists():
            shutil.copytree(SAMPLE, self.vault)

    @property
    def index(self) -> Path:
        return next(self.cache.rglob("index.db"))

    def ask(self, *words: str, **env: str) -> tuple[int, str, str]:
        """Exit code, answer and complaints of a command."""
        out, err = self.folder / "said", self.folder / "told"
        for stream in (out, err):
            stream.write_bytes(b"")
        homes = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "XDG_CACHE_HOME": str(self.cache),
            "XDG_STATE_HOME": str(self.state),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "PYTHONPATH": str(ROOT),
            "NETTRACK_TODAY": TODAY,
            **self.env,
            **env,
        }
        job = Job([*words], str(self.vault), homes, str(out), str(err))
        code = self.stock.run(job, timeout=120)
        return code, out.read_text("utf-8"), err.read_text("utf-8")

    def answers(self, **env: str) -> list[tuple[int, str]]:
        """What is answered to all that is asked."""
        return [self.ask(*words, **env)[:2] for words in ASKED]


def torture(run: Run) -> Iterator[Figure]:
    """Each place, in each state that it may be found in."""
    with in_memory(run.folder) as folder, closing_stock() as stock:
        home = Home(folder / "one", stock)
        yield from _damaged(home, folder, run)
        yield _deleted_while_open(home)
        yield _locked(home)
        yield from _homeless(home)


# --- a damaged index ---


class Damages:
    """Each way in which the index may be found, and what came of it."""

    def __init__(self, home: Home) -> None:
        self._home = home
        home.ask("index")
        self.whole = home.index.read_bytes()
        self._seen = home.index.with_name("index.db.seen").read_bytes()
        self._time = home.index.stat().st_mtime_ns
        self._right = home.answers(XDG_CACHE_HOME=str(home.folder / "other"))
        self.ways: Counter[str] = Counter()
        self.misled: list[str] = []
        self.told: list[str] = []

    def put(self, way: str, do: Callable[[Path], object]) -> None:
        """Damage the index so, and ask."""
        self.ways[way] += 1
        place = self._home.cache
        shutil.rmtree(place)
        folder = place / "nettrack" / self._key
        folder.mkdir(parents=True)
        file = folder / "index.db"
        file.write_bytes(self.whole)
        file.with_name("index.db.seen").write_bytes(self._seen)
        os.utime(file, ns=(self._time, self._time))
        do(file)
        told = 0
        for words, right in zip(ASKED, self._right, strict=True):
            code, out, err = self._home.ask(*words)
            if (code, out) != right:
                self.misled.append(f"{way}: {' '.join(words)}")
            told += err.count("made anew")
            if "Traceback" in err or (err and "made anew" not in err):
                self.told.append(f"{way}: {err!r}")
        if told > 1:
            self.told.append(f"{way}: made anew {told} times")

    @property
    def _key(self) -> str:
        from nettrack_md.vault.places import vault_key

        return vault_key(str(self._home.vault))


def _damaged(home: Home, folder: Path, run: Run) -> Iterator[Figure]:
    chance = random.Random(run.seed)
    damages = Damages(home)
    size = len(damages.whole)
    pages = range(0, size, PAGE)
    for end in chance.sample(pages, run.share(len(pages))):
        damages.put("cut at a page", partial(_cut, end))
    for _ in range(run.share(50)):
        damages.put("cut anywhere", partial(_cut, chance.randrange(size)))
    for _ in range(run.share(FLIPS)):
        at, bit = chance.randrange(size), 1 << chance.randrange(8)
        damages.put("a bit flipped", partial(_flip, at, bit))
    for way, do in _replacements(home, folder).items():
        damages.put(way, do)
    for line in (*damages.misled, *damages.told):
        print(line, file=sys.stderr, flush=True)
    count = sum(damages.ways.values())
    ways = ", ".join(f"{way} {number}" for way, number in damages.ways.items())
    yield Figure(
        (33,), "a damaged index: the answers are those of a new one", "0 wrong",
        f"{len(damages.misled)} wrong of {count * len(ASKED):,} ({ways})",
        not damages.misled,
    )  # fmt: skip
    yield Figure(
        (33,), "a damaged index: made anew once, with one sentence", "0 not",
        f"{len(damages.told)} of {count:,} not", not damages.told,
    )  # fmt: skip


def _cut(end: int, file: Path) -> None:
    os.truncate(file, end)


def _flip(at: int, bit: int, file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[at] ^= bit
    file.write_bytes(content)


def _replacements(home: Home, folder: Path) -> dict[str, Callable[[Path], object]]:
    other = Home(folder / "two", home.stock)
    shutil.rmtree(other.vault / "People")
    other.ask("index")
    foreign = other.index.read_bytes()

    def stamped(file: Path, change: str) -> None:
        with sqlite3.connect(file) as database:
            database.execute(change)
        database.close()

    def folder_there(file: Path) -> None:
        file.unlink()
        (file / "in it").mkdir(parents=True)

    def another(file: Path) -> None:
        file.unlink()
        stamped(file, "CREATE TABLE mine (a)")

    return {
        "text in its place": lambda file: file.write_bytes(b"no database\n" * 900),
        "zero bytes": lambda file: file.write_bytes(b""),
        "a folder in its place": folder_there,
        "the index of another vault": lambda file: file.write_bytes(foreign),
        "an older schema": lambda file: stamped(
            file, "UPDATE meta SET stamp = '(1,' || substr(stamp, 4)"
        ),
        "a newer schema": lambda file: stamped(
            file, "UPDATE meta SET stamp = '(99,' || substr(stamp, 4)"
        ),
        "a table gone": lambda file: stamped(file, "DROP TABLE clocks"),
        "an index gone": lambda file: stamped(
            file, f"DROP INDEX {next(iter(INDEXES))}"
        ),
        "another database": another,
        "a strange journal beside it": lambda file: file.with_name(
            "index.db-journal"
        ).write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 600),
        "a strange log beside it": lambda file: file.with_name(
            "index.db-wal"
        ).write_bytes(b"\x37\x7f\x06\x82" + b"\1" * 600),
    }  # fmt: skip


_TAKES_IT_AWAY = """
import os, sys
from nettrack_md.app.surroundings import look_around
from nettrack_md.app.workspace import Wishes, open_workspace
with open_workspace(Wishes(vault=sys.argv[1], today="2026-11-21"), look_around()) as ws:
    os.unlink(sys.argv[2])
    print(sum(1 for _ in ws.index.people(ws.today)))
"""


def _deleted_while_open(home: Home) -> Figure:
    shutil.rmtree(home.cache)
    home.ask("index")
    right = len(home.ask("list")[1].splitlines())
    done = subprocess.run(
        [sys.executable, "-c", _TAKES_IT_AWAY, str(home.vault), str(home.index)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "XDG_CACHE_HOME": str(home.cache), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    people = int(done.stdout or 0)
    after = home.answers() == home.answers(XDG_CACHE_HOME=str(home.folder / "other"))
    return Figure(
        (33,), "an index deleted while it is open", "the same answers",
        f"{people} people for {right} or more, {'the same' if after else 'others'} next",
        people >= right > 0 and after,
    )  # fmt: skip


# --- a locked index ---


def _locked(home: Home) -> Figure:
    """Somebody holds the lock for longer than anybody would wait."""
    home.ask("index")
    right = home.answers(XDG_CACHE_HOME=str(home.folder / "other"))
    # So that what is asked must write first.
    note = next((home.vault / "People").glob("*.md"))
    note.write_bytes(note.read_bytes())
    holder = sqlite3.connect(home.index, isolation_level=None)
    try:
        holder.execute("BEGIN EXCLUSIVE")
        found = home.answers()
        still = holder.in_transaction
    finally:
        holder.close()
    return Figure(
        (38,), "an index that is locked all the time: answers from memory", "the same",
        f"{sum(a == b for a, b in zip(found, right, strict=True))} of {len(right)} "
        f"the same, the lock {'still held' if still else 'gone'}",
        found == right and still,
    )  # fmt: skip


# --- no home ---


def _homeless(home: Home) -> Iterator[Figure]:
    right = home.answers()
    nowhere = {
        home: {"HOME": home, "XDG_CACHE_HOME": cache, "XDG_STATE_HOME": state}
        for home, cache, state in (
            ("/dev/null/home", "", ""),
            ("/proc/nowhere", "", ""),
            ("/dev/null", "/dev/null/cache", "/dev/null/state"),
            ("relative", "not/a/place", "nor/this"),
        )
    }
    same = sum(home.answers(**env) == right for env in nowhere.values())
    yield Figure(
        (38,), "without a home the answers are the same", f"{len(nowhere)} ways",
        f"{same} of {len(nowhere)}", same == len(nowhere),
    )  # fmt: skip
    said = 0
    for env in nowhere.values():
        code, _, err = home.ask("log", "aoi", "lunch", **env)
        said += code == 0 and "cannot be undone" in err
    yield Figure(
        (38,), "without a home a write says that it cannot be undone",
        f"{len(nowhere)} ways", f"{said} of {len(nowhere)}", said == len(nowhere),
    )  # fmt: skip
