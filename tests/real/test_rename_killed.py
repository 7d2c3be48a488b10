"""A rename that is killed at any of its system calls: nothing is lost, and it can be
taken back, or gone on with."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from nettrack_md.app.changing.renaming import rename
from nettrack_md.app.changing.undoing import undo
from nettrack_md.app.surroundings import look_around
from nettrack_md.app.workspace import Wishes, open_workspace
from nettrack_md.vault.files import DiskFiles
from tests.real import test_writes_under_faults as faults
from tests.real.rename_driver import WORDS

pytestmark = faults.pytestmark
tmp_path = faults.tmp_path

ADA = "---\ntype: contact\nname: Ada Byron\n---\n\nSee [[Ada Byron#Log]].\n\n## Log\n"
BEFORE = {
    "People/Ada Byron.md": ADA,
    "People/Bo.md": '---\ntype: contact\nintroduced_by: "[[Ada Byron]]"\n---\n',
    "Notes/Day.md": "Tea with [[Ada Byron|Ada]].\n",
}
AFTER = {
    "People/Ada King.md": ADA.replace("[[Ada Byron", "[[Ada King").replace(
        "name: Ada Byron\n", "name: Ada King\naliases:\n  - Ada Byron\n"
    ),
    "People/Bo.md": '---\ntype: contact\nintroduced_by: "[[Ada King]]"\n---\n',
    "Notes/Day.md": "Tea with [[Ada King|Ada]].\n",
}
#: The calls that a rename makes, and one more than any rename makes of each.
MOST = {"write": 7, "fchmod": 4, "fsync": 13, "mkdirat": 3, "renameat2": 7,
        "unlinkat": 7}  # fmt: skip
WHEN = 20


@dataclass
class Point:
    call: str
    number: int
    root: str
    killed: bool = False

    def keep(self) -> None:
        """Remember how the kill left it all."""
        for end in ("", "-state"):
            if os.path.exists(self.root + end):
                shutil.copytree(self.root + end, self.root + end + "-kept")

    def again(self) -> None:
        """Back to how the kill left it all."""
        for end in ("", "-state"):
            shutil.rmtree(self.root + end, ignore_errors=True)
            if os.path.exists(self.root + end + "-kept"):
                shutil.copytree(self.root + end + "-kept", self.root + end)

    @property
    def notes(self) -> dict[str, str]:
        root = Path(self.root)
        return {
            path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
            for path in root.rglob("*.md")
        }

    @property
    def leftovers(self) -> list[str]:
        DiskFiles(self.root).sweep(1 << 62)
        return [path.name for path in Path(self.root).rglob(".*") if path.is_file()]


@pytest.fixture
def points(tmp_path: Path) -> list[Point]:
    made: list[Point] = []
    for call, most in MOST.items():
        for number in range(1, most + 1):
            point = Point(call, number, str(tmp_path / f"{len(made)}"))
            for path, text in BEFORE.items():
                place = Path(point.root, path)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(text, encoding="utf-8")
            Path(point.root, "nettrack.toml").touch()
            made.append(point)
    return made


def kill(tmp_path: Path, points: list[Point]) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    fields = [{"call": p.call, "number": p.number, "root": p.root} for p in points]
    plan = tmp_path / "plan.json"
    plan.write_text(
        json.dumps({"when": WHEN, "scratch": str(scratch), "points": fields})
    )
    inject = [f"-einject={call}:signal=KILL:when={WHEN}" for call in MOST]
    done = subprocess.run(
        [str(faults.STRACE), "-f", "-o", str(tmp_path / "log"),
         f"-etrace={','.join(MOST)}", *inject,
         sys.executable, "-m", "tests.real.rename_driver", str(plan)],
        cwd=faults.ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip
    for point, code in zip(points, json.loads(done.stdout), strict=True):
        point.killed = code == -signal.SIGKILL
        assert point.killed or code == 0


def test_a_killed_rename_loses_nothing_and_is_taken_back_or_gone_on_with(
    tmp_path, points, monkeypatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    kill(tmp_path, points)

    for point in points:
        where = (point.call, point.number)
        texts = point.notes
        names = [
            name for name in ("Ada Byron", "Ada King") if f"People/{name}.md" in texts
        ]
        assert len(names) == 1, where
        assert len(texts) == 3, where
        for path, text in texts.items():
            known = {BEFORE.get(path), AFTER.get(path)}
            known |= {ADA} if path.startswith("People/Ada") else set()
            assert text in known, (where, path)
        if not point.killed:
            assert texts == AFTER, where
            continue
        point.keep()
        assert run(point, monkeypatch, undo_it=True) == BEFORE, where
        assert point.leftovers == [], where
        point.again()
        assert run(point, monkeypatch) == AFTER, where
        assert run(point, monkeypatch, undo_it=True) == BEFORE, where

    # Each call was hit wherever it is made, and the last number lies beyond.
    for call, most in MOST.items():
        hit = [p.number for p in points if p.call == call and p.killed]
        assert hit == list(range(1, len(hit) + 1)), call
        assert 1 <= len(hit) < most, call


def run(point: Point, monkeypatch, *, undo_it: bool = False) -> dict[str, str]:
    """The notes after an undo, or after the same rename once more."""
    monkeypatch.setenv("XDG_STATE_HOME", point.root + "-state")
    with open_workspace(
        Wishes(vault=point.root, today="2026-11-20"), look_around()
    ) as ws:
        if undo_it:
            assert undo(ws).report.refused == ()
        else:
            assert rename(ws, WORDS).report.refused == ()
    return point.notes
