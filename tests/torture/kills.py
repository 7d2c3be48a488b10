"""Commands that write, and the watcher, killed at moments that nobody chose.

Each is forked from a process that has its modules already, so that most of its short
life is work; the faults' judge says what must hold.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.torture.faults import Judge, closing_stock, in_memory
from tests.torture.figures import Figure, Run
from tests.torture.traced import Counted, Ended
from tests.torture.writing_commands import CASES, Case, Stage
from tests.warm_start import Job, Stock, be_command, take_place, warm_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KILLS = 10_000
#: One of so many is looked at with the next command, and undone.
_CLOSELY = 40
_RUNS = 3
#: These start programs of others, which go on when they are killed.
_ASKS = frozenset({"service", "git setup"})
_PROMISES = (
    ("no file of yours and no entry of the history lost or torn", "torn"),
    ("nothing unfinished is left behind the next command", "left"),
    ("the next command answers as a new index would", "misled"),
    ("undo gives the old bytes back", "not_undone"),
)


def torture(run: Run) -> Iterator[Figure]:
    """So many kills, and what was left of the files."""
    warm_up()
    cases = [
        case
        for group in CASES.values()
        for case in group
        if case.writes and not case.name.startswith(tuple(_ASKS))
    ]
    watcher = CASES["watch"][0]
    whole = run.share(KILLS, len(cases) + 1)
    counted: Counter[str] = Counter()
    with in_memory(run.folder) as folder, closing_stock() as stock:
        each = whole // (len(cases) + 1)
        place = (folder, stock)
        for case in cases:
            seed = f"{run.seed} {case.name}"
            counted += _kill_many(place, case, (), each, seed)
        rest = whole - each * len(cases)
        seed = f"{run.seed} watch"
        counted += _kill_many(place, watcher, ("watch",), rest, seed)
    kills = counted["kills"]
    yield Figure(
        (1,), "kills at any moment of a command or the watcher", f"{whole:,}",
        f"{kills:,} of {len(cases)} commands and the watcher, "
        f"{counted['within']:,} with something written or begun",
        kills >= whole,
    )  # fmt: skip
    for promise, what in _PROMISES:
        among = kills if what in {"torn", "left"} else counted["closely"]
        seen = f"{counted[what]} of {among:,} not"
        yield Figure((1,), promise, "0 not", seen, counted[what] == 0)


def _kill_many(
    place: tuple[Path, Stock],
    case: Case,
    words: tuple[str, ...],
    kills: int,
    seed: str,
) -> Counter[str]:
    """Kill one command so often; `words` run in the place of the case's own."""
    folder, stock = place
    chance, counted = random.Random(seed), Counter[str]()
    stage = Stage(folder / "stage", case, stock)
    seconds = _measure(stage)
    judge = Judge(stage, Counted(Ended(0, [], ""), Counter(), Counter()))
    if words:
        stage.case = judge.case = replace(case, words=words)
        seconds *= 3
    number = 0
    while number < kills:
        stage.again()
        code = _run(stage.job(), chance.random() * seconds)
        if code != -signal.SIGKILL:
            continue  # It was quicker.
        number += 1
        where = f"{stage.case.name}, kill {number}"
        counted["within"] += bool(stage.temps()) or stage.files() != judge.old
        if chance.randrange(_CLOSELY):
            judge.look_at_files(where)
            judge.look_for_temps(where)
        else:
            counted["closely"] += 1
            judge.look(Ended(code, [], f"kill {number}"))
    counted["kills"] += number
    for what in ("torn", "left", "misled", "not_undone"):
        counted[what] += getattr(judge, what)
    for line in judge.wrong:
        print(line, file=sys.stderr, flush=True)
    return counted


def _measure(stage: Stage) -> float:
    """The seconds that the command takes when nobody kills it: the middle of a few."""
    taken = []
    for _ in range(_RUNS):
        stage.again()
        started = time.monotonic()
        assert _run(stage.job(), 60) == 0, (stage.case.name, stage.said())
        taken.append(time.monotonic() - started)
    return sorted(taken)[_RUNS // 2]


def _run(job: Job, seconds: float) -> int:
    """The command in a process of its own, killed after so long; its exit code."""
    ended, ending = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ended)
        _live(job)
    os.close(ending)
    with open(ended, "rb", buffering=0) as end:  # noqa: PTH123
        _wait_for(end.fileno(), seconds)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _wait_for(end: int, seconds: float) -> None:
    """Until the other end is closed, as its process ends; no longer than that."""
    import select

    select.select([end], [], [], seconds)


def _live(job: Job) -> None:
    """Be the command, and end."""
    os.setsid()
    take_place(vars(job))
    code = 1
    try:
        be_command()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdout.flush()
        os._exit(code)
