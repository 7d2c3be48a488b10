"""The watcher vouches for the index, and only the right watcher is believed."""

from __future__ import annotations

import os
import signal
import stat
import threading
from typing import TYPE_CHECKING

import pytest

from nettrack_md.vault import places
from nettrack_md.vault.vouching import IS_POSSIBLE, Porch, find_pledge
from tests.drive import nettrack
from tests.real.test_watch import NOTE, Running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not IS_POSSIBLE, reason="only Linux tells in order"),
]
PLEDGE = (7, b"ground", (1, 2))


class Doorkeeper:
    """Answers each cookie with the same words, as a watcher would."""

    def __init__(self, folder: Path) -> None:
        self.porch = Porch(str(folder))
        self.folder = folder
        self.is_over = False
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self) -> None:
        while not self.is_over:
            for name in os.listdir(self.folder):
                self.porch.answer(name, PLEDGE)

    def end(self) -> None:
        self.is_over = True
        self.thread.join()
        self.porch.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "porch"


@pytest.fixture
def keeper(folder: Path) -> Iterator[Doorkeeper]:
    found = Doorkeeper(folder)
    yield found
    found.end()


def test_what_is_vouched_for_comes_through(folder: Path, keeper: Doorkeeper) -> None:
    assert find_pledge(str(folder), patience_ms=5000) == PLEDGE
    assert [path.name for path in folder.iterdir()] == ["here"]


def test_where_nobody_is_nobody_is_waited_for(folder: Path) -> None:
    forever = 10_000_000
    assert find_pledge(str(folder), patience_ms=forever) is None
    Porch(str(folder)).close()
    assert find_pledge(str(folder), patience_ms=forever) is None
    os.mkfifo(folder / "here")  # a watcher that was killed leaves that
    assert find_pledge(str(folder), patience_ms=forever) is None


def test_one_who_says_nothing_is_not_waited_for_long(folder: Path) -> None:
    porch = Porch(str(folder))

    assert find_pledge(str(folder), patience_ms=1) is None
    assert os.listdir(folder) == ["here"]
    porch.close()


def test_a_watcher_says_so_when_it_cannot_vouch(folder: Path) -> None:
    porch = Porch(str(folder))
    done = threading.Event()

    def refuse() -> None:
        while not done.is_set():
            for name in os.listdir(folder):
                porch.answer(name, None)

    thread = threading.Thread(target=refuse)
    thread.start()
    assert find_pledge(str(folder), patience_ms=10_000_000) is None
    done.set()
    thread.join()
    porch.close()


def test_all_of_it_is_its_owners_alone(folder: Path) -> None:
    before = os.umask(0)
    try:
        porch = Porch(str(folder))
        modes = [
            stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "here")
        ]
        porch.close()
    finally:
        os.umask(before)

    assert modes == [0o700, 0o600]


@pytest.mark.parametrize("mode", [0o770, 0o701, 0o777])
def test_a_folder_that_others_may_enter_is_not_believed(
    folder: Path, keeper: Doorkeeper, mode: int
) -> None:
    folder.chmod(mode)

    assert find_pledge(str(folder), patience_ms=5000) is None


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away"
)
@pytest.mark.parametrize("what", ["", "here"])
def test_another_users_watcher_is_not_believed(
    folder: Path, keeper: Doorkeeper, what: str
) -> None:
    os.chown(folder / what, 54321, -1)

    assert find_pledge(str(folder), patience_ms=5000) is None


def test_what_lies_in_the_place_of_a_porch_is_not_believed(
    folder: Path, tmp_path: Path, keeper: Doorkeeper
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.symlink_to(folder)

    assert find_pledge(str(elsewhere), patience_ms=5000) is None


# --- the real watcher ---


@pytest.fixture
def running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Running, str]]:
    vault = tmp_path / "vault"
    (vault / "People").mkdir(parents=True)
    (vault / "nettrack.toml").write_text("[watch]\nsettle = 0\n")
    (vault / "People" / "Ada.md").write_text(NOTE)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    watcher = Running(vault, tmp_path)
    porch = places.porch(os.path.realpath(vault))
    assert porch is not None
    yield watcher, porch
    watcher.stop(signal.SIGKILL)


def overdue(watcher: Running) -> str:
    done = nettrack("overdue", "--json", "--all", home=watcher.home, cwd=watcher.vault)
    assert done.code == 0, done.err
    return done.out


def test_an_answer_tells_of_what_was_saved_just_before(
    running: tuple[Running, str],
) -> None:
    watcher, porch = running
    for day in ("2026-08-01", "2026-06-01"):
        watcher.until(lambda: find_pledge(porch), "a pledge")
        overdue(watcher)  # which may be kept
        (watcher.vault / "People" / "Ada.md").write_text(
            NOTE.replace("2026-09-01", day)
        )
        assert find_pledge(porch, patience_ms=5000) is None
        assert day in overdue(watcher)
    watcher.until(lambda: find_pledge(porch), "a pledge")
    assert "2026-06-01" in overdue(watcher)


def test_a_folder_in_the_place_of_one_that_moved_is_watched(
    running: tuple[Running, str],
) -> None:
    watcher, porch = running
    people = watcher.vault / "People"
    (people / "Old" / "Far").mkdir(parents=True)
    watcher.until(lambda: find_pledge(porch), "a pledge")
    (people / "Old").rename(people / "Older")
    (people / "Old" / "Far").mkdir(parents=True)
    for folder in ("Old", "Old/Far"):
        (people / folder / "Ben.md").write_text(NOTE)
        watcher.until(lambda: find_pledge(porch), "a pledge")
        (people / folder / "Ben.md").rename(people / folder / "Cho.md")
        assert find_pledge(porch, patience_ms=5000) is None
        assert f"{folder}/Cho.md" in overdue(watcher)


def test_a_link_to_a_note_elsewhere_is_not_vouched_for(
    running: tuple[Running, str],
) -> None:
    watcher, porch = running
    watcher.until(lambda: find_pledge(porch), "a pledge")
    (watcher.vault / "People" / "Friends").symlink_to(watcher.home)
    assert find_pledge(porch, patience_ms=5000) is None
    (watcher.vault / "People" / "Friends").unlink()
    watcher.until(lambda: find_pledge(porch), "a pledge")
    os.link(watcher.vault / "People" / "Ada.md", watcher.home / "also Ada")
    (watcher.vault / "People" / "Ben.md").write_text(NOTE)
    (watcher.vault / "People" / "Ben.md").rename(watcher.vault / "People" / "Cho.md")
    os.utime(watcher.vault / "People" / "Ada.md")
    watcher.until(lambda: "Cho" in overdue(watcher), "another person")
    watcher.until_ready()
    assert find_pledge(porch, patience_ms=5000) is None


def test_a_watcher_that_stands_still_is_not_waited_for(
    running: tuple[Running, str],
) -> None:
    watcher, porch = running
    watcher.until(lambda: find_pledge(porch), "a pledge")
    watcher.process.send_signal(signal.SIGSTOP)
    (watcher.vault / "People" / "Ben.md").write_text(NOTE)
    assert "Ben" in overdue(watcher)
    watcher.process.send_signal(signal.SIGCONT)
    watcher.stop(signal.SIGKILL)
    (watcher.vault / "People" / "Cho.md").write_text(NOTE)
    assert find_pledge(porch, patience_ms=10_000_000) is None
    assert "Cho" in overdue(watcher)


def test_a_watcher_that_polls_vouches_for_nothing(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    (vault / "People").mkdir(parents=True)
    (vault / "People" / "Ada.md").write_text(NOTE)
    watcher = Running(vault, tmp_path, "--poll")
    try:
        watcher.until(lambda: watcher.count("polling"), "polling")
        watcher.until(watcher.page, "a page")
        assert not list((tmp_path / "state").rglob("porch"))
    finally:
        watcher.stop(signal.SIGKILL)
