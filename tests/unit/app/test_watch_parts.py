from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from nettrack_md.app.watch.keeper import Keeper
from nettrack_md.app.watch.news import News, Teller
from nettrack_md.app.watch.stopping import ShieldedFiles, Stopped, Stopping
from nettrack_md.errors import VaultNotFound, WatcherBroken, WatcherRuns
from nettrack_md.model.writes import PlannedWrite
from nettrack_md.vault.lock import take_lock
from nettrack_md.vault.mounts import find_filesystem, is_silent, kind_of
from tests.drive import ROOT

MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /home/ada/my\040notes rw shared:9 - fuse.sshfs box:/ rw
31 22 0:41 / /mnt/box rw shared:9 - nfs4 box:/export rw
32 22 0:42 / /mnt/box rw shared:9 - cifs //box/share rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/ada/notes", "ext4"),
        ("/home/ada/my notes", "fuse.sshfs"),
        ("/home/ada/my notes/People", "fuse.sshfs"),
        ("/home/ada/my notes too", "ext4"),
        ("/mnt/box/vault", "cifs"),
    ],
)
def test_the_nearest_mount_counts_and_of_two_the_later(path, kind):
    assert kind_of(path, MOUNTS) == kind


@pytest.mark.parametrize(
    ("kind", "silent"),
    [("ext4", False), ("tmpfs", False), ("btrfs", False), ("", False), ("9p", True),
     ("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("fuseblk", False)],
)  # fmt: skip
def test_where_events_cannot_be_trusted(kind, silent):
    assert is_silent(kind) is silent


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux's own list")
def test_this_systems_own_list_is_understood():
    assert find_filesystem("/proc/self") == "proc"


def test_a_lock_is_held_by_one_and_names_its_holder(tmp_path):
    path = str(tmp_path / "watch.lock")
    take = f"from nettrack_md.vault.lock import take_lock; take_lock({path!r})"
    with take_lock(path):
        other = subprocess.run(
            [sys.executable, "-c", take], cwd=ROOT, capture_output=True, check=False
        )
        assert other.returncode == 1
        assert b"WatcherRuns" in other.stderr

        with pytest.raises(WatcherRuns):
            take_lock(path)
    take_lock(path).release()


def test_a_problem_is_told_once_until_it_is_gone():
    told: list[News] = []
    teller = Teller(told.append)

    teller.problems("pages", ["a", "b"])
    teller.problems("pages", ["b"])
    teller.problems("ticks", ["b"])
    teller.problems("pages", ["a", "b"])

    assert [news.text for news in told] == ["a", "b", "b", "a"]


def test_a_write_is_finished_before_anything_is_broken_off(tmp_path):
    stopping = Stopping()
    files = ShieldedFiles(str(tmp_path), stopping)

    def write_while_asked_to_end() -> None:
        with stopping.shield():
            stopping.ask(15)
            files.write(PlannedWrite("a.md", None, b"whole"))

    with pytest.raises(Stopped):
        write_while_asked_to_end()

    assert (tmp_path / "a.md").read_bytes() == b"whole"
    stopping.ask(15)  # What tidies up is not broken off a second time.


class Still:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def steady(self) -> float:
        return self.now

    def wall_ns(self) -> int:
        return int(self.now * 1e9)

    def today(self, timezone: str) -> Any:
        raise AssertionError(timezone)


def keeper_of(error: BaseException) -> tuple[Keeper, Still, list[News]]:
    def refuse(eye: object) -> Any:
        raise error

    told: list[News] = []
    clock = Still()
    return Keeper(refuse, told.append, clock), clock, told


def test_what_cannot_be_opened_is_tried_again_and_told_once():
    keeper, clock, told = keeper_of(VaultNotFound("/gone"))

    for _ in range(5):
        keeper.tick()
        clock.now = keeper.due()

    assert [news.event for news in told] == ["problem"]
    assert clock.now == 150.0


def test_a_fault_of_ours_is_told_without_its_words_and_the_third_ends_it():
    keeper, clock, told = keeper_of(ValueError("words of a note"))

    for _ in range(2):
        keeper.tick()
        clock.now = keeper.due()
    with pytest.raises(WatcherBroken, match=r"ValueError at test_watch_parts\.py:\d+"):
        keeper.tick()

    assert len(told) == 2
    assert "words" not in str(told)
