"""Each system call of each writing command fails once, or is the last before a kill.

After every point: each file of the user is, byte for byte, what it was or what it
would be; a command that failed says so and names what it could not do; the next one
answers right and leaves nothing unfinished; and `undo` gives the old bytes back.
"""

from __future__ import annotations

import random
import re
import signal
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from nettrack_md.vault.digest import digest
from nettrack_md.vault.files import DiskFiles
from nettrack_md.vault.walk import walk
from tests.torture.figures import Figure, Run
from tests.torture.traced import (
    Counted,
    Ended,
    Point,
    Trace,
    Warm,
    can_trace,
    count_calls,
    points_of,
)
from tests.torture.writing_commands import CASES, Case, Stage, forgotten
from tests.warm_start import Stock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

POINTS = 1_320
_FAR_AHEAD = 1 << 62
#: What a sentence about a fault names: a path, or what of ours it is.
_NAMED = re.compile(
    r"[\w.]+/[\w.]|\w\.(md|toml|vcf|svg|canvas|css|base|db|json|service|timer)\b"
    r"|\.gitattributes\b|\bindex\b|Standard output"
)
_FAULTS = ("EIO", "KILL", "ENOSPC", "EDQUOT")
_PROMISES = (
    ((1, 2), "no file of yours and no entry of the history lost or torn", "torn"),
    ((2,), "a failed command exits with a word that names what it is about", "silent"),
    ((1, 33), "the next command answers as a new index would", "misled"),
    ((1, 2), "nothing unfinished is left behind the next command", "left"),
    ((1, 2), "undo gives the old bytes back", "not_undone"),
)


@contextmanager
def in_memory(folder: Path) -> Iterator[Path]:
    """A folder in memory where there is one, else below `folder`."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else folder) as it:
        yield Path(it)


@contextmanager
def closing_stock() -> Iterator[Stock]:
    """A process to fork other commands from."""
    stock = Stock()
    try:
        yield stock
    finally:
        stock.end()


class Judge:
    """What must hold after each point of one case."""

    def __init__(self, stage: Stage, counted: Counted) -> None:
        self.stage, self.case = stage, stage.case
        assert counted.ended.code == 0, (self.case.name, stage.said())
        self.old, self.new = stage.old, stage.files()
        self._said = stage.said()[0]
        self._answers: dict[str, tuple[int, str]] = {}
        #: What is wrong, each with the point that showed it.
        self.wrong: list[str] = []
        self.torn = self.left = self.silent = self.not_undone = self.misled = 0
        self.made_anew = 0

    def look(self, ended: Ended) -> None:
        """Judge how things stand after a point that was hit."""
        out, err = self.stage.said()
        where = f"{self.case.name} | {ended.hit[:200]} | {ended.code}"
        files = self.look_at_files(where, ended.hit)
        if fault := self._fault_in_words(ended, files, out, err):
            self.silent += 1
            self._blame(where, f"{fault}: {out!r} {err!r}")
        self._look_at_next(where, files)
        self.look_for_temps(where)
        if self.case.undone and (fault := self._fault_of_undo(files, err)):
            self.not_undone += 1
            self._blame(where, fault)

    def look_at_files(self, where: str, hit: str = "") -> dict[str, bytes]:
        """Judge the user's files, and the history; what the files hold."""
        files = self.stage.files()
        for path in sorted(files.keys() | self.old.keys() | self.new.keys()):
            if not (self._is_whole(path, files) or self._is_older(path, files, hit)):
                self.torn += 1
                self._blame(where, f"{path}: {files.get(path)!r}")
        known = self.stage.history
        if self.stage.entries()[: len(known)] != known:
            self.torn += 1
            self._blame(where, "the history has lost an entry")
        return files

    def look_for_temps(self, where: str) -> None:
        """Judge what is left behind the next command."""
        sweep_all(self.stage)
        if temps := self.stage.temps():
            self.left += 1
            self._blame(where, f"left: {temps}")

    def _blame(self, where: str, what: str) -> None:
        self.wrong.append(f"{where}\n    {what}")

    def _is_whole(self, path: str, files: dict[str, bytes]) -> bool:
        known = {self.old.get(path), self.new.get(path)}
        if files.get(path) in known:
            return True
        if path == "vault/.git/config":
            # git writes it, a line at a time.
            return self.new[path].startswith(files.get(path, b"-"))
        if self.case.rewrites and digest(files.get(path, b"")).hex() in (
            self.stage.planned()
        ):
            return True
        # A note that gets another name has one text under the other's for a moment.
        here, there = (self.old, self.new) if path in self.new else (self.new, self.old)
        moving = path in there and path not in here
        return moving and files.get(path) in {here[p] for p in here.keys() - there}

    def _is_older(self, path: str, files: dict[str, bytes], hit: str) -> bool:
        """Whether it is a picture, whole, of what was known of notes not to be read."""
        text, new = files.get(path, b""), self.new.get(path, b"")
        if not path.startswith("out/") or f"{self.stage.vault}" not in hit:
            return False
        return text[:80] == new[:80] and text[-6:] == new[-6:]

    def _fault_in_words(
        self, ended: Ended, files: dict[str, bytes], out: str, err: str
    ) -> str:
        if ended.code == -signal.SIGKILL:
            return ""
        if re.search("^Traceback", err, re.MULTILINE):
            return "a traceback"
        if ended.code == 0 and self._is_unseen(ended.hit):
            return ""
        if ended.code == 0:
            if self.case.writes and files != self.new:
                older = self._differing(files) <= {p for p in files if p[:4] == "out/"}
                # The watcher's words are its answer.
                said = err or (self.case.name.startswith("watch") and "failed" in out)
                return "" if said or older else "done, it says"
            if not self.case.writes and out != self._said and not err:
                return "another answer"
            return ""
        if ended.code < 0:
            return "ended by a signal"
        if not err:
            return "no word of it"
        return "" if _NAMED.search(err) else "no name in it"

    def _is_unseen(self, hit: str) -> bool:
        """Whether a folder of the vault could not be looked into.

        Its notes are as they were known, and `check` names it.
        """
        listing = hit.startswith("getdents64(") or "O_DIRECTORY" in hit
        return listing and f"{self.stage.vault}" in hit

    def _differing(self, files: dict[str, bytes]) -> set[str]:
        paths = files.keys() | self.new.keys()
        return {path for path in paths if files.get(path) != self.new.get(path)}

    def _look_at_next(self, where: str, files: dict[str, bytes]) -> None:
        code, out, err = self.stage.ask("list", "--json")
        if "Traceback" in err or (code, out) != self._answer(files):
            self.misled += 1
            self._blame(where, f"then: {code} {out!r} {err!r}")
        self.made_anew += "made anew" in err

    def _answer(self, files: dict[str, bytes]) -> tuple[int, str]:
        """What an index made from scratch says of these files."""
        key = repr(sorted(files.items()))
        if key not in self._answers:
            fresh = str(self.stage.folder / "fresh")
            made = self.stage.ask("list", "--json", XDG_CACHE_HOME=fresh)
            self._answers[key] = made[:2]
        return self._answers[key]

    def _fault_of_undo(self, files: dict[str, bytes], err: str) -> str:
        if "cannot be undone" in err:
            return ""
        code, out, said = self.stage.ask("undo")
        after = self.stage.files()
        if after == self.old:
            return ""
        earlier = self.stage.earlier
        if self.case.rewrites and after == earlier[-1]:
            return ""  # The boxes are open again.
        if files == self.old and all(
            any(after.get(path) == each.get(path) for each in (self.old, *earlier))
            for path in after.keys() | self.old.keys()
        ):
            return ""  # Nothing was done, so what was before is taken back.
        return f"undo: {code} {out!r} {said!r}"


def sweep_all(stage: Stage) -> None:
    """Remove what is left, as the next command does, and as if an hour had gone by."""
    for top in ("vault", "new"):
        root = str(stage.folder / top)
        DiskFiles(root).sweep(_FAR_AHEAD, walk(root).temps)
    for folder in (stage.folder / "state/nettrack").glob("*"):
        DiskFiles(str(folder)).sweep(_FAR_AHEAD)
    # Of others: the next export into that folder, the next service.
    for top in ("out", "config"):
        DiskFiles(str(stage.folder / top)).sweep(_FAR_AHEAD)


class Bench:
    """Where the commands are put to the test, and what was counted."""

    def __init__(self, folder: Path, stock: Stock, warm: Warm) -> None:
        self._folder, self._stock, self._warm = folder, stock, warm
        self.hits: Counter[str] = Counter()
        #: Commands, each with a kind of call of its that was at fault.
        self.calls: set[tuple[str, str]] = set()
        self.judges: list[Judge] = []

    def torment(self, case: Case, share: int, chance: random.Random) -> None:
        """Put so many faults into one command, each into a run of its own."""
        stage = Stage(self._folder / "stage", case, self._stock)
        stage.again()
        counted = count_calls(self._warm, self._folder, stage.job())
        judge = Judge(stage, counted)
        self.judges.append(judge)
        every = points_of(counted.since)
        chosen = chance.sample(every, min(share, len(every)))
        for fault in _FAULTS:
            if mine := [point for point in chosen if point.fault == fault]:
                with Trace(self._warm, self._folder, fault, counted) as trace:
                    self._put_in(trace, judge, mine)
        for line in judge.wrong:
            print(line, file=sys.stderr, flush=True)

    def _put_in(self, trace: Trace, judge: Judge, points: Sequence[Point]) -> None:
        for point in points:
            judge.stage.again()
            ended = trace.run(judge.stage.job(), point)
            if ended.hit:
                self.hits[point.fault] += 1
                self.calls.add((judge.case.name, point.call))
                judge.look(ended)

    def count(self, what: str) -> int:
        """So often something was wrong."""
        return sum(getattr(judge, what) for judge in self.judges)


def torture(run: Run) -> Iterator[Figure]:
    """Faults at the calls of every command that writes."""
    missing = sorted(forgotten())
    yield Figure(
        (1, 2), "every command that writes is among them", "0 forgotten",
        f"{len(missing)} forgotten of {len(CASES) + len(missing)}", not missing,
    )  # fmt: skip
    if not can_trace():
        yield Figure((1, 2), "faults at system calls", "strace", "no strace", met=False)
        return
    cases = [case for group in CASES.values() for case in group]
    whole = run.share(POINTS, len(cases))
    with in_memory(run.folder) as folder, closing_stock() as stock, Warm() as warm:
        bench = Bench(folder, stock, warm)
        for number, case in enumerate(cases):
            share = whole * (number + 1) // len(cases) - whole * number // len(cases)
            bench.torment(case, share, random.Random(f"{run.seed} {case.name}"))
    yield from _figures(bench, whole, len(cases))


def _figures(bench: Bench, whole: int, cases: int) -> Iterator[Figure]:
    total = sum(bench.hits.values())
    least = whole * 9 // 10  # Commands of which others run a part make fewer calls.
    each = ", ".join(f"{fault} {bench.hits[fault]:,}" for fault in _FAULTS)
    yield Figure(
        (1, 2), "faults put in at calls of the commands", f"{least:,} or more",
        f"{total:,} ({each}) at {len(bench.calls)} kinds of call in {cases} commands",
        total >= least,
    )  # fmt: skip
    for numbers, promise, what in _PROMISES:
        count = bench.count(what)
        yield Figure(numbers, promise, "0 not", f"{count} of {total:,} not", count == 0)
