"""Notes that are not on this disk now: never fetched, never taken for deleted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.drive import ROOT, Result, nettrack
from tests.real import test_writes_under_faults as faults

pytestmark = pytest.mark.real

NOTE = "---\ntier: close\n---\n\n## Log\n\n- 2026-{month:02d}-01 meet: lunch\n"
PEOPLE = 24


@dataclass
class Vault:
    home: Path
    root: Path

    def __call__(self, *words: str) -> Result:
        return nettrack(*words, home=self.home, cwd=self.root)

    def names(self) -> list[str]:
        return [row["name"] for row in self("list", "--json").data]

    @property
    def all(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in self.root.rglob("*.md")
        }


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault(tmp_path / "home", tmp_path / "vault")
    made.home.mkdir()
    for number in range(PEOPLE):
        folder = "People/Work" if number % 3 == 0 else "People"
        place = made.root / folder / f"P{number:02d}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(NOTE.format(month=number % 10 + 1))
    (made.root / "nettrack.toml").write_text('language = "en"\ntimezone = "UTC"\n')
    return made


def test_a_note_that_went_to_the_cloud_is_known_and_never_written_over(vault):
    everybody = vault.names()
    note = vault.root / "People/P01.md"
    held = note.read_bytes()
    note.unlink()
    # Whoever opened this one would wait for ever.
    os.mkfifo(vault.root / "People/.P01.md.icloud")

    assert vault.names() == everybody
    found = vault("check", "--json").data
    assert [(one["path"], one["code"]) for one in found] == [
        ("People/P01.md", "placeholder")
    ]
    for words in (
        ("log", "P01", "tea"), ("rename", "P01", "Ann"), ("set", "P01", "org", "x"),
        ("merge", "P02", "P01", "--apply"),
    ):  # fmt: skip
        done = vault(*words)
        assert done.code == 1, words
        assert "lies in the cloud only" in done.err, words
    assert not note.exists()

    (vault.root / "People/.P01.md.icloud").unlink()
    note.write_bytes(held)
    assert vault.names() == everybody
    assert vault("check").out == ""


def test_nobody_new_is_written_where_a_note_will_come_back(vault):
    (vault.root / "People/.Ann.md.icloud").write_bytes(b"bplist")
    done = vault("add", "Ann")
    assert done.code == 1
    assert "in the cloud" in done.err
    assert not (vault.root / "People/Ann.md").exists()


@pytest.mark.skipif(faults.STRACE is None, reason="strace is missing")
def test_a_placeholder_is_not_opened_by_any_look(vault, tmp_path):
    (vault.root / "People/.P01.md.icloud").write_bytes(b"bplist")
    (vault.root / "People/P01.md").unlink()
    log = tmp_path / "log"
    words = [sys.executable, "-m", "nettrack_md", "check"]
    home = vault.home
    env = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "c"), "XDG_STATE_HOME": str(home / "s"),
        "NETTRACK_VAULT": str(vault.root), "NETTRACK_TODAY": "2026-11-20",
    }  # fmt: skip
    subprocess.run(
        [str(faults.STRACE), "-f", "-y", "-o", str(log), "-etrace=openat,open", *words],
        env=env, cwd=vault.root, capture_output=True, check=False,
    )  # fmt: skip
    opened = re.findall(r'"([^"]*\.md[^"]*)"', log.read_text(errors="replace"))
    assert any("P02.md" in path for path in opened)
    assert [path for path in opened if "P01" in path] == []


def test_a_part_that_is_away_comes_back_as_it_was(vault):
    assert vault("render").code == 0
    before, everybody = vault.all, vault.names()
    away = vault.root.parent / "away"
    shutil.move(vault.root / "People/Work", away)

    assert len(vault.names()) == PEOPLE - 8
    assert vault("log", "P01", "tea").code == 0
    assert vault("undo").code == 0

    shutil.move(away, vault.root / "People/Work")
    assert vault.names() == everybody
    assert vault.all == before
    assert vault("render", "--check").code == 0


def test_while_most_are_away_all_is_answered_from_before_and_nothing_written(vault):
    everybody = vault.names()
    shutil.move(vault.root / "People", vault.root.parent / "away")
    (vault.root / "People").mkdir()

    done = vault("list", "--json")
    assert done.code == 5
    assert [row["name"] for row in done.data] == everybody
    for words in (("log", "P01", "tea"), ("render",), ("apply",), ("undo",),
                  ("merge", "P01", "P02", "--apply"), ("rename", "P01", "X")):  # fmt: skip
        assert vault(*words).code == 5, words
    assert vault.all == {}

    (vault.root / "People").rmdir()
    shutil.move(vault.root.parent / "away", vault.root / "People")
    assert (vault("list").code, vault.names()) == (0, everybody)
