"""The rows of the table: what is asked, and how it is measured."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from bench.measure import Memory, Pair, compare, highest, memory, paired
from bench.stage import NETTRACK, WORD, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bench.measure import Run

SMALL, LARGE = 10_000, 100_000
#: How many notes come at once from elsewhere.
BURST = 5_000
#: Seconds after which a saved note is no more looked at twice.
_QUIET = 3


class Row(NamedTuple):
    """A line of the table."""

    job: str
    #: At most so much, by contacts.
    asked: Mapping[int, float]
    unit: str = ""


def _both(small: float, large: float) -> dict[int, float]:
    return {SMALL: small, LARGE: large}


_FIRST = "first index, all that overdue, review, search and check need / plain loop"
ROWS: Mapping[str, Row] = {
    "warm": Row(
        "`overdue --json --limit 20`, nothing changed / `rg '^last_contact'`",
        _both(1.5, 0.85),
    ),
    "vouched": Row("the same while `watch` vouches for the index", _both(0.9, 0.12)),
    "loop": Row("the same, nothing changed / plain loop", _both(1 / 18, 1 / 35)),
    "one-changed": Row("one note changed / nothing changed", _both(1.3, 1.1)),
    "hundred-changed": Row("100 notes changed / first index", _both(0.1, 0.05)),
    "first-one-core": Row(f"{_FIRST}, one core", _both(0.9, 0.9)),
    "first-two-cores": Row("the same, two cores", _both(0.6, 0.6)),
    "growth": Row(
        "first index on one core, time a note: here / at 10,000", {LARGE: 1.1}
    ),
    "review": Row("`review --json`, nothing changed / `rg`", _both(2.5, 1.5)),
    "render": Row("`render` of both notes, nothing to write / `rg`", _both(4.0, 2.0)),
    "search": Row(
        f"`search {WORD}`, nothing changed / `rg -F` of the same, the same hits",
        _both(2.0, 1.0),
    ),
    "version": Row("`--version` / `python -c pass`", _both(5.0, 5.0)),
    "help": Row("`--help` / `python -c pass`", _both(5.0, 5.0)),
    "completion": Row("completion of a name / `python -c pass`", _both(5.0, 5.0)),
    "burst": Row(
        "5,000 notes replaced at once under `watch`: until all are seen / first index",
        {SMALL: 1.5},
    ),
    "memory-first": Row("peak memory of the first index", _both(90, 250), "MB"),
    "memory-warm": Row("peak memory of the warm answer", _both(25, 40), "MB"),
    "memory-watch": Row("peak memory of the watcher", _both(60, 200), "MB"),
    "size": Row("the index's size / the notes' bytes", _both(1.5, 1.5)),
}


class Reached(NamedTuple):
    """What was measured for a row."""

    value: float
    #: Median seconds of the job and of its yardstick; 0 where there is none.
    ours: float = 0.0
    theirs: float = 0.0
    pairs: int = 1
    #: What else is to be said.
    note: str = ""


def _of(pair: Pair, note: str = "") -> Reached:
    return Reached(pair.ratio, pair.ours, pair.theirs, pair.pairs, note)


def size(stage: Stage, pairs: int) -> dict[str, Reached]:
    """How large the index is."""
    del pairs
    index, notes = stage.index_size(), stage.notes_size()
    note = f"{index:.1f} MB for {notes:.1f} MB"
    return {"size": Reached(index / notes, note=note)}


def warm(stage: Stage, pairs: int) -> dict[str, Reached]:
    """Nothing changed."""
    stage.level()
    return {"warm": _of(compare(stage.overdue, stage.last_contacts, pairs=pairs))}


def changed(stage: Stage, pairs: int) -> dict[str, Reached]:
    """One note changed."""
    stage.level()

    def edited() -> Run:
        stage.edit(1)
        return stage.overdue()

    def settled() -> Run:
        # What was saved a moment ago may be saved again without a trace, so it is read
        # again, and nothing is answered at once.
        time.sleep(_QUIET)
        for _ in range(3):
            stage.overdue()
        return stage.overdue()

    return {"one-changed": _of(compare(edited, settled, pairs=pairs))}


def review(stage: Stage, pairs: int) -> dict[str, Reached]:
    """The week."""

    def ours() -> Run:
        return stage.ours("review", "--json")

    ours()
    return {"review": _of(compare(ours, stage.last_contacts, pairs=pairs))}


def render(stage: Stage, pairs: int) -> dict[str, Reached]:
    """Both notes, as they are already."""

    def ours() -> Run:
        return stage.ours("render")

    ours()
    ours()
    return {"render": _of(compare(ours, stage.last_contacts, pairs=pairs))}


def search(stage: Stage, pairs: int) -> dict[str, Reached]:
    """Two Japanese characters; both write their hits into a file."""

    def ours() -> Run:
        return stage.ours("search", WORD, out="ours.tsv")

    def theirs() -> Run:
        return stage.rg(WORD, "-F", "-n", "--no-heading", out="theirs.txt")

    ours()
    pair = compare(ours, theirs, pairs=pairs)
    return {"search": _of(pair, same_hits(stage))}


def same_hits(stage: Stage) -> str:
    """How the hits compare; ends the run where they are not the same.

    In bodies each line of one is a line of the other. A property is no line to us, so
    of the lines above the body the notes are compared that have one.
    """
    ours, above = set(), set()
    for row in (stage.base / "ours.tsv").read_text("utf-8").splitlines():
        path, line, *_ = row.split("\t")
        if line == "0":
            above.add(path)
        else:
            ours.add((path, int(line)))
    theirs, headed = set(), set()
    ends: dict[str, int] = {}
    for row in (stage.base / "theirs.txt").read_text("utf-8").splitlines():
        file, line, _ = row.split(":", 2)
        path = file.removeprefix(f"{stage.vault}/")
        if path not in ends:
            lines = (stage.vault / path).read_text("utf-8").split("\n")
            ends[path] = lines.index("---", 1) + 1 if lines[0] == "---" else 0
        if int(line) > ends[path]:
            theirs.add((path, int(line)))
        else:
            headed.add(path)
    if ours != theirs or above != headed:
        raise SystemExit(
            f"search and rg differ: {sorted(ours ^ theirs)[:3]}, "
            f"{sorted(above ^ headed)[:3]}"
        )
    return f"{len(ours):,} lines and {len(above):,} notes' properties, all the same"


def start(stage: Stage, pairs: int) -> dict[str, Reached]:
    """What asks little of the vault, or nothing."""
    jobs = {
        "version": lambda: stage.ours("--version"),
        "help": lambda: stage.ours("--help"),
        "completion": stage.completion,
    }
    for job in jobs.values():
        job()
    return {
        name: _of(compare(job, stage.bare, pairs=pairs)) for name, job in jobs.items()
    }


def first(stage: Stage, pairs: int) -> dict[str, Reached]:
    """The first index, and what is held against it or against the plain loop.

    All of them in turn, round by round, so that the dear ones run once a round.
    """
    stage.level()
    rounds: dict[str, list[tuple[Run, Run]]] = {}
    for _ in range(pairs):
        loop = stage.loop()
        two = stage.first_index(2)
        one = stage.first_index(1)
        stage.overdue()
        answer = stage.overdue()
        stage.edit(100)
        hundred = stage.overdue()
        stage.overdue()
        for name, pair in {
            "loop": (answer, loop),
            "first-one-core": (one, loop),
            "first-two-cores": (two, loop),
            "hundred-changed": (hundred, two),
        }.items():
            rounds.setdefault(name, []).append(pair)
    return {name: _of(paired(rows)) for name, rows in rounds.items()}


def peaks(stage: Stage, pairs: int) -> dict[str, Reached]:
    """Memory, looked at in runs that are not timed."""
    del pairs
    index = [*NETTRACK, "index"]
    fresh = {**stage.env, "XDG_CACHE_HOME": str(stage.base / "lean")}
    stage.level()
    answer = ["overdue", "--json", "--limit", "20"]
    return {
        "memory-first": _memory(memory(index, fresh)),
        "memory-warm": _memory(memory([*NETTRACK, *answer], stage.env)),
    }


def _memory(found: Memory) -> Reached:
    note = f"the largest process; {found.added:.0f} MB when all are added"
    return Reached(found.largest, note=note)


def watch(stage: Stage, pairs: int) -> dict[str, Reached]:
    """Beside a real watcher."""
    found: dict[str, Reached] = {}
    with stage.watched() as watcher:
        stage.overdue()
        found["vouched"] = _of(compare(stage.overdue, stage.last_contacts, pairs=pairs))
        if LARGE > stage.contacts >= BURST:
            rounds = []
            for _ in range(pairs):
                watcher.rest()
                seen = stage.wait_for_seen(stage.replace(BURST), BURST)
                watcher.rest()
                rounds.append((seen, stage.first_index().wall))
            ratios = sorted(a / b for a, b in rounds)
            mine = sorted(a for a, _ in rounds)
            theirs = sorted(b for _, b in rounds)
            mid = len(rounds) // 2
            found["burst"] = Reached(ratios[mid], mine[mid], theirs[mid], len(rounds))
        peak = highest(watcher.process.pid)
    found["memory-watch"] = Reached(peak, note="its own process, at its most")
    return found


#: What can be measured on its own, in the order of a whole run. Those that change the
#: vault, or take long, come last.
PARTS: Mapping[str, Callable[[Stage, int], dict[str, Reached]]] = {
    "size": size,
    "warm": warm,
    "review": review,
    "search": search,
    "start": start,
    "changed": changed,
    "render": render,
    "first-index": first,
    "memory": peaks,
    "watch": watch,
}
