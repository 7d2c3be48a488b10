"""Commands that fail in their middle, and say so without a word of a note.

A fault is raised at some call of ours, with a canary for its words, as a driver, a
library or a slip of ours might raise it.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
from typing import TYPE_CHECKING, Any

from tests.drive import ROOT, TODAY
from tests.torture import secrets
from tests.torture.calls import calls
from tests.torture.figures import Figure, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: What a fault says, and what stands in every note: nowhere to be told.
WORDS = "magenta fault sentence"
NOTED = "cobalt canary sentence"
FAULTS: tuple[Callable[[], BaseException], ...] = (
    lambda: RuntimeError(WORDS),
    lambda: KeyError(WORDS),
    lambda: ValueError(WORDS),
    lambda: MemoryError(WORDS),
    lambda: RecursionError(WORDS),
    lambda: sqlite3.DatabaseError(WORDS),
    lambda: UnicodeDecodeError("utf-8", WORDS.encode(), 0, 1, WORDS),
    lambda: OSError(WORDS),
)
_COMMANDS = (
    "overdue", "review", "list", "show", "why", "search", "brief", "who", "goals",
    "intro", "me", "health", "check", "render", "apply", "log", "set", "add", "snooze",
    "rename", "forget", "merge", "undo", "export", "import", "index", "watch",
)  # fmt: skip


def stumbles(run: Run) -> Iterator[Figure]:
    """Faults at random calls of many commands."""
    chance = random.Random(run.seed)
    place = run.folder / "stumbling"
    desk = _desk(place)
    points = run.share(3000, 60)
    told: list[str] = []
    loud: list[str] = []
    stumbled = 0
    ways = [
        call.filled(desk)
        for call in calls()
        if call.words[0] in _COMMANDS and "--" not in " ".join(call.words[2:])
    ]
    for _ in range(points):
        words = chance.choice(ways)
        at = round(10 ** chance.uniform(0.7, 4.2))
        fault = chance.choice(FAULTS)
        code, err = _stumble(place, words, at, fault)
        stumbled += code != 0
        where = f"{' '.join(words)} at {at}: {err[-300:]}"
        if WORDS in err or NOTED in err or _is_kept(place):
            told.append(where)
        if "Traceback" in err or code not in {0, 1, 2, 3, 4, 5}:
            loud.append(where)
    for one in (*told, *loud):
        print(f"stumbling: {one}", file=sys.stderr)
    yield Figure(
        (25, 36),
        "a command that fails in its middle tells no word of a note, nor of the fault",
        "0 failures",
        f"{len(told)} of {stumbled} failures at {points} places",
        met=not told and stumbled >= points // 10,
    )
    yield Figure(
        (36,),
        "it ends with a sentence and a code, never with a traceback",
        "0 failures",
        f"{len(loud)} of {stumbled} failures",
        met=not loud,
    )


def _desk(place: Path) -> dict[str, str]:
    vault = place / "vault"
    secrets.make_vault(vault)
    for path in vault.rglob("*.md"):
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{NOTED}\n")
    return secrets.names_of(vault, place / "aside")


def _is_kept(place: Path) -> bool:
    """Whether the canary of the notes lies where no note's text belongs."""
    for path in (place / "home").rglob("*"):
        ours = {"history", "trash"} & set(path.parts) or path.name.startswith("index")
        if path.is_file() and not ours:
            content = path.read_bytes()
            if NOTED.encode() in content or WORDS.encode() in content:
                return True
    return False


def _stumble(
    place: Path, words: list[str], at: int, fault: Callable[[], BaseException]
) -> tuple[int, str]:
    """Run a command whose call number `at` of ours fails; code and complaint."""
    err = place / "err"
    child = os.fork()
    if child == 0:
        _fail(place, words, at, fault, err)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return code, err.read_text("utf-8", "replace")


def _fail(
    place: Path,
    words: list[str],
    at: int,
    fault: Callable[[], BaseException],
    err: Path,
) -> None:
    """Be the command, and stumble; never returns."""
    os.environ.clear()
    os.environ.update(
        HOME=str(place / "home"), NETTRACK_TODAY=TODAY, LANG="C.UTF-8", TZ="UTC"
    )
    os.chdir(place / "vault")
    for stream, path in ((1, os.devnull), (2, str(err))):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(opened, stream)
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, buffering=1)
    sys.argv = ["nettrack", "--vault", str(place / "vault"), *words]
    from nettrack_md.cli import main as command

    ours = str(ROOT / "nettrack_md")
    left = at

    def heed(frame: Any, event: str, argument: object) -> None:
        nonlocal left
        del argument
        if event == "call" and frame.f_code.co_filename.startswith(ours):
            left -= 1
            if left == 0:
                sys.setprofile(None)
                raise fault()

    code = 0
    try:
        sys.setprofile(heed)
        try:
            command.main()
        finally:
            sys.setprofile(None)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    except BaseException as escaped:  # noqa: BLE001 — as Python itself would end
        code = 99 if at > 40 else 1
        if code == 99:
            sys.excepthook(type(escaped), escaped, escaped.__traceback__)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
