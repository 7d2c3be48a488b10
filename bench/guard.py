"""`python -m bench.guard`: no commit may make the two hottest ways a tenth dearer.

Instructions are counted, not seconds, here and in the commit that this one grew from,
in one run: no neighbour, no clock has a say.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.vaults import make_vault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    #: Counts the instructions in user space of a command, run in a folder.
    Counter = Callable[[Sequence[str], Mapping[str, str], Path], int]

#: By so much a count may grow.
TOLERATED = 0.10
CONTACTS = 200
ROOT = Path(__file__).parents[1]
#: What a note's age must be, in seconds, to be believed without being read.
_SETTLED = 3.0
_NETTRACK = (sys.executable, "-m", "nettrack_md")
_TODAY = "2026-11-20"


class Job(NamedTuple):
    """Something that is counted."""

    name: str
    command: Sequence[str]
    #: Prepares each run, given the folder of the vault.
    before: Callable[[Path], None] | None = None


def _edit(vault: Path) -> None:
    note = min((vault / "People").rglob("*.md"))
    with note.open("a", encoding="utf-8") as file:
        file.write("- 2026-11-19 call: one more line\n")


def small_vault(vault: Path) -> None:
    """Make the vault that everything is counted on, and let it settle."""
    shutil.rmtree(vault, ignore_errors=True)
    make_vault(vault, CONTACTS)
    time.sleep(_SETTLED)


WARM = (*_NETTRACK, "overdue", "--json", "--limit", "20")
JOBS = (
    Job("the answer when nothing changed", WARM),
    Job("the answer when one note changed", WARM, _edit),
    Job("the index made anew", (*_NETTRACK, "index", "--rebuild")),
)


class Course(NamedTuple):
    """What is done in each tree."""

    #: Counts instructions in user space.
    instructions: Counter
    jobs: Sequence[Job] = JOBS
    #: Makes the vault.
    prepare: Callable[[Path], None] = small_vault


class NothingToCompare(Exception):
    """There is no earlier state, or nothing that counts; the text says which."""


def main() -> None:
    try:
        course = Course(find_counter())
        with tempfile.TemporaryDirectory(prefix="nettrack-guard-") as folder:
            base = Path(folder)
            earlier = base / "earlier"
            name = unpack_earlier(ROOT, earlier)
            print(f"instructions, now and at {name}:", flush=True)
            sys.exit(0 if guard(ROOT, earlier, base, course) else 1)
    except NothingToCompare as why:
        print(f"bench-guard compares nothing: {why}")


def guard(tree: Path, earlier: Path, base: Path, course: Course) -> bool:
    """Count each job in both trees, and tell; whether none has grown too much."""
    then = counts(earlier, base / "then", course)
    now = counts(tree, base / "now", course)
    fine = True
    for name, before in then.items():
        growth = now[name] / before - 1
        fits = growth <= TOLERATED
        fine = fine and fits
        said = "" if fits else f"  more than {TOLERATED:.0%}"
        print(f"{name:<36}{now[name]:>15,}{before:>15,}{growth:>+8.1%}{said}")
    return fine


def counts(tree: Path, work: Path, course: Course) -> dict[str, int]:
    """The instructions of each job as that tree does it, by name.

    The vault lies at the same path for every tree, and is as old.
    """
    vault = work.parent / "vault"
    course.prepare(vault)
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(work.parent),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(tree),
        # Compiled before it is counted, and nowhere in the tree.
        "PYTHONPYCACHEPREFIX": str(work / "compiled"),
        "XDG_CACHE_HOME": str(work / "cache"),
        "XDG_STATE_HOME": str(work / "state"),
        "NETTRACK_VAULT": str(vault),
        "NETTRACK_TODAY": _TODAY,
    }
    found = {}
    for job in course.jobs:
        # Twice: the second finds an answer that was kept.
        for _ in range(2):
            done = subprocess.run(
                job.command, env=env, cwd=tree, capture_output=True, check=False
            )
            if done.returncode:
                said = done.stderr.decode(errors="replace").strip()[-300:]
                raise NothingToCompare(f"{job.name} fails in {tree.name}: {said}")
        if job.before is not None:
            job.before(vault)
        found[job.name] = course.instructions(job.command, env, tree)
    return found


def unpack_earlier(tree: Path, folder: Path) -> str:
    """Unpack the commit that this state grew from into a folder; its short name.

    That is where it left `origin/main`; on that branch itself, the commit before; with
    changes that are not committed, the last commit.
    """

    def git(*words: str) -> bytes:
        done = subprocess.run(
            ["git", *words], cwd=tree, capture_output=True, check=False
        )
        if done.returncode:
            raise NothingToCompare(
                "git knows no earlier state of this folder "
                f"({done.stderr.decode(errors='replace').strip()[:120]})."
            )
        return done.stdout

    if shutil.which("git") is None:
        raise NothingToCompare("git is not installed.")
    head = git("rev-parse", "HEAD").decode().strip()
    found = head if git("status", "--porcelain", "-uno").strip() else ""
    try:
        left = git("merge-base", "HEAD", "origin/main").decode().strip()
    except NothingToCompare:
        left = head
    if left != head:
        found = left
    commit = git("rev-parse", "--verify", "--short", found or "HEAD~1").decode().strip()
    archive = io.BytesIO(git("archive", "--format=tar", commit))
    with tarfile.open(fileobj=archive) as packed:
        packed.extractall(folder, filter="data")
    return commit


def find_counter() -> Counter:
    """What counts instructions here: perf where the processor lets it, else valgrind."""
    if shutil.which("perf"):
        here = dict(os.environ)
        try:
            if by_perf([sys.executable, "-c", "pass"], here, ROOT):
                return by_perf
        except ValueError:
            pass
    if shutil.which("valgrind"):
        return by_valgrind
    raise NothingToCompare("neither perf nor valgrind can count here.")


def by_perf(command: Sequence[str], env: Mapping[str, str], cwd: Path) -> int:
    """Instructions in user space, from the processor's own counter.

    Raises ValueError where it has none, as in most virtual machines.
    """
    said = _run(["perf", "stat", "-x,", "-e", "instructions:u", *command], env, cwd)
    return int(said.strip().splitlines()[-1].split(",")[0])


def by_valgrind(command: Sequence[str], env: Mapping[str, str], cwd: Path) -> int:
    """Instructions, each carried out by a simulated processor."""
    options = ("--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
    said = _run(["valgrind", *options, *command], env, cwd)
    found = re.search(r"I\s+refs:\s+([\d,]+)", said)
    if found is None:
        raise NothingToCompare(f"valgrind says nothing of use: {said[-200:]}")
    return int(found[1].replace(",", ""))


def _run(command: Sequence[str], env: Mapping[str, str], cwd: Path) -> str:
    return subprocess.run(
        command, env=env, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True, errors="replace", check=False,
    ).stderr  # fmt: skip


if __name__ == "__main__":
    main()
