"""Whatever happens, and however little of it is told: after a while all is level.

Somebody edits, renames and deletes behind the watcher's back; it is killed in the
middle of things and started again; clocks move. The clock is ours, nothing sleeps.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from nettrack_md.app import workspace
from nettrack_md.app.leveling.refresh import refresh
from nettrack_md.app.pages.publish import apply_writes, plan_render
from nettrack_md.app.surroundings import Surroundings
from nettrack_md.app.ticks import apply_ticks
from nettrack_md.app.watch.keeper import Keeper
from nettrack_md.app.workspace import Wishes, open_workspace, reading_rules
from nettrack_md.index.store import open_index
from nettrack_md.vault.files import DiskFiles
from tests.property.test_refresh_laws import everything, notes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.app.watch.news import News
    from nettrack_md.app.workspace import Workspace

PATHS = [
    "People/Ada.md", "People/Ben.md", "People/ada.md", "Club/Ada.md", "People/が.md",
    "Daily/2026-11-18.md", "Meetings/2026-11-01 Plan.md", "Goals/Move.md",
    "Network/Aside.md",
]  # fmt: skip
FOLDERS = ["People", "Club", "Daily", "People/Old", "Attic"]
TOLD = st.sampled_from(["nothing", "some", "all"])
SECOND = 10**9


class Killed(BaseException):
    """The process ends here."""


class Trouble:
    """Counts down to the moment at which the watcher is killed."""

    def __init__(self) -> None:
        self.left = 0

    def step(self) -> None:
        if self.left:
            self.left -= 1
            if not self.left:
                raise Killed


class FrailFiles(DiskFiles):
    """The files of a process that may be killed at any read or write."""

    def __init__(self, root: str, trouble: Trouble) -> None:
        super().__init__(root)
        self.trouble = trouble

    def read(self, path: str) -> bytes:
        self.trouble.step()
        return super().read(path)

    def write(self, write: Any) -> None:
        self.trouble.step()
        super().write(write)
        self.trouble.step()


class Time:
    """A clock that only we move."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.wall = 1_700_000_000 * SECOND
        self.day = date(2026, 11, 20)

    def steady(self) -> float:
        return self.now

    def wall_ns(self) -> int:
        return self.wall

    def today(self, timezone: str) -> date:
        return self.day

    def pass_by(self, seconds: float) -> None:
        self.now += seconds
        self.wall += int(seconds * SECOND)

    def next_moment(self) -> int:
        """Another one for each file, so that no two saves look alike."""
        self.wall += 1000
        return self.wall


class Watched(RuleBasedStateMachine):
    """A vault on the disk, people who work in it, and its watcher."""

    def __init__(self) -> None:
        super().__init__()
        shm = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.base = Path(tempfile.mkdtemp(dir=shm))
        self.root = self.base / "vault"
        self.root.mkdir()
        self.patch = pytest.MonkeyPatch()
        for kind in ("CACHE", "STATE", "CONFIG"):
            self.patch.setenv(f"XDG_{kind}_HOME", str(self.base / kind))
        self.time = Time()
        self.trouble = Trouble()
        self.news: list[News] = []
        # Every look is late enough that the stamps alone decide: none is racy.
        self.patch.setattr(workspace, "now_ns", lambda: 2**62)
        (self.root / "me.md").write_text("---\ntype: profile\n---\n")
        self.start()

    def teardown(self) -> None:
        self.trouble.left = 0
        try:
            self.it_settles()
        finally:
            self.patch.undo()
            shutil.rmtree(self.base)

    def start(self) -> None:
        self.keeper = Keeper(self.open_frail, self.news.append, self.time)

    @contextmanager
    def open_frail(self, eye: Any) -> Iterator[Workspace]:
        with self.open(eye) as ws:
            yield replace(ws, files=FrailFiles(str(self.root), self.trouble))

    def open(self, eye: Any = None, **more: Any) -> Any:
        wishes = Wishes(vault=str(self.root), today=self.time.day.isoformat())
        return open_workspace(wishes, Surroundings(cwd="/"), eye=eye, **more)

    # --- what people do ---

    def tell(self, told: str, *paths: str) -> None:
        """Events come for all of it, some of it, or none."""
        for path in {"all": paths, "some": paths[:1], "nothing": ()}[told]:
            self.keeper.marks.mark(path, self.time.now)

    def put(self, path: str, content: bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        moment = self.time.next_moment()
        os.utime(target, ns=(moment, moment))

    @initialize(text=notes())
    def begin(self, text: str) -> None:
        self.put("People/Ada.md", text.encode())

    @rule(path=st.sampled_from(PATHS), text=notes(), told=TOLD, halves=st.booleans())
    def save(self, path: str, text: str, told: str, halves: bool) -> None:
        is_new_folder = not (self.root / path).parent.exists()
        content = text.encode()
        if halves:
            self.put(path, content[: len(content) // 2])
            self.tell(told, path)
            self.wait(0.7)
        self.put(path, content)
        self.tell(told, *([""] if is_new_folder else []), path)

    @rule(path=st.sampled_from(PATHS), text=notes(), told=TOLD)
    def save_by_rename(self, path: str, text: str, told: str) -> None:
        if (self.root / path).parent.exists():
            self.put(f"{path}.saving", text.encode())
            (self.root / f"{path}.saving").replace(self.root / path)
            self.tell(told, path, f"{path}.saving")

    @rule(path=st.sampled_from(PATHS), told=TOLD)
    def delete(self, path: str, told: str) -> None:
        if (self.root / path).is_file():
            (self.root / path).unlink()
            self.tell(told, path)

    @rule(old=st.sampled_from(PATHS), new=st.sampled_from(PATHS), told=TOLD)
    def rename(self, old: str, new: str, told: str) -> None:
        if (self.root / old).is_file() and (self.root / new).parent.exists():
            (self.root / old).replace(self.root / new)
            self.tell(told, new, old)

    @rule(old=st.sampled_from(FOLDERS), new=st.sampled_from(FOLDERS), told=TOLD)
    def move_a_folder(self, old: str, new: str, told: str) -> None:
        source, target = self.root / old, self.root / new
        if source.is_dir() and not target.exists() and not new.startswith(f"{old}/"):
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)
            self.tell(told, "")

    @rule(
        told=TOLD,
        box=st.sampled_from("x>-"),
        nth=st.integers(0, 3),
        words=st.booleans(),
    )
    def tick(self, told: str, box: str, nth: int, words: bool) -> None:
        for page in sorted(self.root.glob("Network/**/*.md")):
            text = page.read_text()
            head, *items = text.split("\n- [ ] ")
            if len(items) > nth:
                items[nth] = items[nth] + ("\n  by the sea" if words else "")
                joined = [
                    f"\n- [{box if at == nth else ' '}] {item}"
                    for at, item in enumerate(items)
                ]
                path = page.relative_to(self.root).as_posix()
                self.put(path, (head + "".join(joined)).encode())
                self.tell(told, path)
                return

    @rule(told=TOLD, line=st.sampled_from(["mine", "<!-- nettrack:end people -->"]))
    def write_on_a_page(self, told: str, line: str) -> None:
        for page in sorted(self.root.glob("Network/**/*.md")):
            path = page.relative_to(self.root).as_posix()
            self.put(path, page.read_bytes() + f"{line}\n".encode())
            self.tell(told, path)
            return

    @rule(capacity=st.sampled_from([1, 5]), told=TOLD)
    def change_the_settings(self, capacity: int, told: str) -> None:
        self.put("nettrack.toml", f"capacity = {capacity}\n".encode())
        self.tell(told, "")

    @rule()
    def another_command_runs(self) -> None:
        with self.open() as ws:
            if ws.refreshed.vanished is None:
                apply_ticks(ws)
                apply_writes(ws, plan_render(ws).writes)

    # --- what happens to the watcher ---

    @rule(seconds=st.sampled_from([0.2, 0.6, 3.0, 35.0, 700.0]))
    def wait(self, seconds: float) -> None:
        end = self.time.now + seconds
        while (due := max(self.keeper.due(), self.time.now)) <= end:
            self.time.pass_by(due - self.time.now)
            self.turn()
        self.time.pass_by(max(0.0, end - self.time.now))

    def turn(self) -> None:
        """One turn of the watcher; if it is killed in it, it is started again."""
        try:
            self.keeper.tick()
        except Killed:
            self.start()

    @rule()
    def restart(self) -> None:
        self.start()

    @rule(steps=st.integers(1, 12))
    def kill_soon(self, steps: int) -> None:
        self.trouble.left = steps

    @rule(days=st.sampled_from([1, 3, 7]))
    def days_go_by(self, days: int) -> None:
        self.time.day += timedelta(days=days)
        self.turn()

    @rule(seconds=st.sampled_from([-4000, 4000]))
    def somebody_sets_the_clock(self, seconds: int) -> None:
        self.time.wall += seconds * SECOND
        self.turn()

    # --- what must hold ---

    @rule()
    def it_settles(self) -> None:
        self.trouble.left = 0
        self.wait(1300.0)
        if self.keeper.teller.has("round"):
            # Most notes were gone, and nothing was written. Somebody says it is right.
            with self.open(rebuild=True):
                pass
            self.wait(1300.0)
        self.check_index()
        self.check_pages()
        self.check_calm()

    def check_index(self) -> None:
        with self.open() as ws:
            fresh = open_index(None, fingerprint="laws")
            rules = reading_rules(ws.settings, ws.obsidian)
            refresh(ws.files, fresh, ws.files.walk(), rules, now_ns=2**62)
            try:
                # Brought level by the watcher: opening it found nothing to do.
                done = ws.refreshed
                assert (done.added, done.changed, done.removed) == (0, 0, 0)
                assert everything(ws.index) == everything(fresh)
            finally:
                fresh.close()

    def check_pages(self) -> None:
        with self.open() as ws:
            assert plan_render(ws).changes == ()
            assert apply_ticks(ws, dry_run=True).deeds == ()

    def check_calm(self) -> None:
        """Events without a cause, and those of its own writes, cause nothing."""
        there = self.stamps()
        self.news.clear()
        for path in [*PATHS, "", *there]:
            self.keeper.marks.mark(path, self.time.now)
        self.wait(40.0)
        assert self.news == []
        assert self.stamps() == there

    def stamps(self) -> dict[str, int]:
        files = (path for path in self.root.rglob("*") if path.is_file())
        return {
            path.relative_to(self.root).as_posix(): path.stat().st_ctime_ns
            for path in files
        }


TestWatched = Watched.TestCase
TestWatched.settings = settings(stateful_step_count=14, deadline=None)
