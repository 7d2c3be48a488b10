"""Every system call of a write fails once, or is the last one before a kill.

strace puts the faults in. Whatever happens, the note holds the old bytes or the new
ones, nothing of ours is left but what a sweep removes, and a write that says it
failed has changed nothing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from nettrack_md.vault.files import DiskFiles
from tests.real.write_driver import (
    DONE,
    NEW,
    OLD,
    REFUSED,
    REFUSED_UNCONFIRMED,
)

STRACE = shutil.which("strace")
ROOT = Path(__file__).parents[2]
FAR_AHEAD = 1 << 62
#: The call of each kind at which strace puts its fault in.
WHEN = 20


def _strace_works() -> bool:
    if STRACE is None:
        return False
    inject = ["-e", "trace=fsync", "-e", "inject=fsync:error=EIO"]
    done = subprocess.run([STRACE, *inject, "true"], check=False, capture_output=True)
    return done.returncode == 0


pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(
        not _strace_works(), reason="strace is missing, or may not trace here"
    ),
]

#: The path that each is about, what it holds before and after.
OPERATIONS = {
    "update": ("P/a.md", OLD, NEW),
    "update without exchange": ("P/a.md", OLD, NEW),
    "create": ("P/b.md", None, NEW),
    "create without exchange": ("P/b.md", None, NEW),
    "create in new folders": ("N/M/b.md", None, NEW),
    "remove": ("P/a.md", OLD, None),
}
#: These change nothing on the disk; the interpreter makes them too, so that only
#: those that concern the vault are traced.
LOOKING = ("openat", "read")
CHANGING = (
    "write", "fchmod", "fsync", "mkdirat", "renameat2", "renameat", "linkat",
    "unlinkat",
)  # fmt: skip
#: So often no write makes a call.
MOST = {"openat": 14, "read": 12, "fsync": 5, "mkdirat": 3}


@pytest.fixture
def tmp_path(tmp_path):
    """A folder in memory where there is one: real disks make a sync slow."""
    if not os.access("/dev/shm", os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        yield Path(folder)


@dataclass
class Point:
    """One fault at one place: the n-th call of a kind in one operation."""

    operation: str
    call: str
    number: int
    root: str
    code: int = -1
    hit: bool = False

    def content(self) -> bytes | None:
        target = Path(self.root, OPERATIONS[self.operation][0])
        return target.read_bytes() if target.exists() else None

    def leftovers(self) -> list[str]:
        return [n for _, _, names in os.walk(self.root) for n in names if ".tmp" in n]


def run_strace(folder: Path, options: list[str], points: list[Point]) -> str:
    """Run all points in one go; the log of strace."""
    scratch = folder / "scratch"
    scratch.mkdir()
    fields = [vars(point) for point in points]
    task = {"when": WHEN, "scratch": str(scratch), "points": fields}
    plan, log = folder / "plan.json", folder / "strace.log"
    plan.write_text(json.dumps(task))
    assert STRACE is not None
    command = [sys.executable, "-m", "tests.real.write_driver", str(plan)]
    done = subprocess.run(
        [STRACE, "-f", "-y", "-o", str(log), *options, *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    text = log.read_text(errors="replace")
    hit = set(
        re.findall(r"^(\d+) .*(?:\(INJECTED\)|killed by SIGKILL)", text, re.MULTILINE)
    )
    for point, (pid, code) in zip(points, json.loads(done.stdout), strict=True):
        point.code, point.hit = code, str(pid) in hit
    return text


def make_points(folder: Path, calls: tuple[str, ...]) -> list[Point]:
    points: list[Point] = []
    for operation in OPERATIONS:
        for call in calls:
            for number in range(1, MOST.get(call, 2) + 1):
                root = folder / f"{len(points)}"
                (root / "P").mkdir(parents=True)
                (root / "P/a.md").write_bytes(OLD)
                points.append(Point(operation, call, number, str(root)))
    return points


def check(point: Point, *, killed: bool) -> None:
    """What must hold after a fault, and after no fault."""
    _, before, after = OPERATIONS[point.operation]
    where = f"{point.operation}, {point.call} {point.number}: {point.code}"
    content = point.content()
    assert content in {before, after}, where
    if killed and point.hit:
        assert point.code == -signal.SIGKILL, where
    elif point.code == DONE:
        assert content == after, where
        assert point.hit or point.leftovers() == [], where
    elif point.code == REFUSED_UNCONFIRMED:
        assert content == after, where
        assert (point.call, "without" in point.operation) == ("fsync", True), where
    else:
        assert point.code == REFUSED, where
        assert point.hit, where
        assert content == before, where
        assert point.leftovers() == [], where
        assert not Path(point.root, "N").exists(), where
    swept = DiskFiles(point.root).sweep(FAR_AHEAD)
    assert swept.kept == (), where
    assert point.leftovers() == [], where
    assert point.content() == content, where
    neighbours = {p.name for p in Path(point.root).rglob("*") if p.is_file()}
    assert neighbours <= {"a.md", "b.md"}, where


@pytest.mark.parametrize(
    ("fault", "calls"),
    [
        ("error=EIO", CHANGING),
        ("error=ENOSPC", CHANGING),
        ("signal=KILL", CHANGING),
        ("error=EIO", LOOKING),
    ],
)
def test_a_fault_at_any_call_leaves_the_old_or_the_new_bytes(tmp_path, fault, calls):
    points = make_points(tmp_path, calls)
    options = [f"-etrace={','.join(calls)}"]
    options += [f"-einject={call}:{fault}:when={WHEN}" for call in calls]
    if calls == LOOKING:
        for root in {point.root for point in points}:
            options += ["-P", root, "-P", f"{root}/P", "-P", f"{root}/P/a.md"]
    run_strace(tmp_path, options, points)
    for point in points:
        check(point, killed=fault == "signal=KILL")
    hit = [point for point in points if point.hit]
    # Every call was hit wherever it is made, and the last number lies beyond it.
    assert {point.call for point in hit} == set(calls)
    assert not any(
        point.hit for point in points if point.number == MOST.get(point.call, 2)
    )
    for operation in OPERATIONS:
        assert sum(point.operation == operation for point in hit) >= 3


def trace(tmp_path, operation):
    """The calls that change the disk, each with what it was done to, in order."""
    point = Point(operation, "none", WHEN, str(tmp_path / "vault"))
    (tmp_path / "vault/P").mkdir(parents=True)
    (tmp_path / "vault/P/a.md").write_bytes(OLD)
    text = run_strace(tmp_path, [f"-etrace={','.join(CHANGING)}"], [point])
    assert point.code == DONE
    calls = []
    for line in text.splitlines():
        found = re.match(r"\d+ +(\w+)\((.*)\)\s+= \d+", line)
        if found and point.root in line:
            on = "temp" if re.match(r"\d+<[^>]*\.tmp>", found[2]) else "folder"
            calls.append((found[1], on))
    return calls


@pytest.mark.parametrize(
    ("operation", "order"),
    [
        (
            "update",
            [("write", "temp"), ("fchmod", "temp"), ("fsync", "temp"),
             ("renameat2", "folder"), ("fsync", "folder"), ("unlinkat", "folder")],
        ),
        (
            "update without exchange",
            [("write", "temp"), ("fchmod", "temp"), ("fsync", "temp"),
             ("renameat", "folder"), ("fsync", "folder")],
        ),
        (
            "create",
            [("write", "temp"), ("fsync", "temp"), ("renameat2", "folder"),
             ("fsync", "folder")],
        ),
        (
            "create without exchange",
            [("write", "temp"), ("fsync", "temp"), ("linkat", "folder"),
             ("unlinkat", "folder"), ("fsync", "folder")],
        ),
        (
            "create in new folders",
            [("mkdirat", "folder"), ("fsync", "folder"), ("mkdirat", "folder"),
             ("fsync", "folder"), ("write", "temp"), ("fsync", "temp"),
             ("renameat2", "folder"), ("fsync", "folder")],
        ),
        (
            "remove",
            [("renameat", "folder"), ("fsync", "folder"), ("unlinkat", "folder")],
        ),
    ],
)  # fmt: skip
def test_the_text_is_on_the_disk_before_its_name_and_the_name_before_we_say_so(
    tmp_path, operation, order
):
    """A kill cannot show a missing fsync; the order of the calls can."""
    assert trace(tmp_path, operation) == order
