"""What gives events may die under a watcher that goes on; it notices, and heals it."""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from nettrack_md.app.surroundings import Surroundings
from nettrack_md.app.watch.keeper import Keeper
from nettrack_md.app.watch.running import Desk
from nettrack_md.app.watch.stopping import Stopping
from nettrack_md.app.watch.watcher import Watcher
from nettrack_md.app.workspace import Wishes
from nettrack_md.errors import WatcherBroken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from nettrack_md.app.watch.news import News

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(sys.platform != "linux", reason="the thread is inotify's"),
]
#: Seconds after which something that should happen is taken for never happening.
LONG = 30.0
NOTE = "---\ntier: close\nlast_contact: 2026-09-01\n---\n"


class Alive:
    """A watcher in a thread, and what it says."""

    def __init__(self, vault: Path) -> None:
        self.news: list[News] = []
        self.ended_by: BaseException | None = None
        desk = Desk(
            Wishes(vault=str(vault), today="2026-11-20"),
            Surroundings(cwd=str(vault)),
            Stopping(),
        )
        keeper = Keeper(desk.open, self.news.append, desk)
        self.watcher = Watcher(desk.root, keeper, desk)
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self) -> None:
        try:
            self.watcher.run()
        except WatcherBroken as broken:
            self.ended_by = broken

    def until(self, condition: Callable[[], object]) -> None:
        end = time.monotonic() + LONG
        while not condition():
            assert time.monotonic() < end, f"never happened; said: {self.news}"
            time.sleep(0.02)

    def heard(self, event: str) -> list[str]:
        return [one.text for one in self.news if one.event == event]

    def until_it_observes(self) -> None:
        self.until(lambda: self.observation is not None and self.observation._watches)

    @property
    def observation(self):
        return self.watcher._observation

    def kill_the_thread_of_events(self) -> None:
        dying = self.observation
        dying._inotify.stop()
        dying._inotify.join(10)


@pytest.fixture
def alive(tmp_path, monkeypatch) -> Iterator[tuple[Alive, Path]]:
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    vault = tmp_path / "vault"
    (vault / "People").mkdir(parents=True)
    (vault / "nettrack.toml").touch()
    (vault / "People" / "Ada.md").write_text(NOTE)
    found = Alive(vault)
    found.until_it_observes()
    yield found, vault
    found.watcher.stop()
    found.thread.join(LONG)


def test_a_dead_thread_is_replaced_and_what_it_missed_is_read(alive) -> None:
    watcher, vault = alive
    first = watcher.observation

    watcher.kill_the_thread_of_events()
    (vault / "People" / "Ben.md").write_text(NOTE)

    watcher.until(lambda: watcher.heard("healed"))
    assert "ended" in watcher.heard("healed")[0]
    watcher.until(lambda: "Ben" in (vault / "Network" / "Overdue.md").read_text())
    watcher.until(lambda: watcher.observation not in (None, first))
    (vault / "People" / "Cy.md").write_text(NOTE)
    watcher.until(lambda: "Cy" in (vault / "Network" / "Overdue.md").read_text())


def test_one_that_dies_again_and_again_ends_the_watcher_with_a_message(alive) -> None:
    watcher, _ = alive

    for times in range(1, 5):
        watcher.kill_the_thread_of_events()
        if times < 4:
            watcher.until(lambda n=times: len(watcher.heard("healed")) >= n)
            watcher.until_it_observes()

    watcher.thread.join(LONG)
    assert not watcher.thread.is_alive()
    assert "again" in str(watcher.ended_by)
