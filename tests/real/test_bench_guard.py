"""The guard counts, and it can fail."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.guard import (
    Course,
    Job,
    NothingToCompare,
    find_counter,
    guard,
    unpack_earlier,
)

if TYPE_CHECKING:
    from bench.guard import Counter

JOB = Job("a loop", ("sh", "loop.sh"))
IDLE = Job("nothing", ("sh", "-c", ":"))


@pytest.fixture
def count() -> Counter:
    try:
        return find_counter()
    except NothingToCompare as why:
        pytest.skip(str(why))


def git(tree: Path, *words: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", *who, *words], cwd=tree, check=True, capture_output=True)


def loop(tree: Path, rounds: int) -> None:
    script = f"i=0\nwhile [ $i -lt {rounds} ]; do i=$((i + 1)); done\n"
    (tree / "loop.sh").write_text(script)


def no_vault(vault: Path) -> None:
    vault.mkdir(exist_ok=True)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder whose only commit loops so often that nothing else counts."""
    tree = tmp_path / "tree"
    tree.mkdir()
    git(tree, "init", "-q")
    loop(tree, 10_000)
    git(tree, "add", "-A")
    git(tree, "commit", "-qm", "one")
    return tree


@pytest.mark.real
def test_a_planted_slow_down_of_a_fifth_fails_the_guard(
    tree: Path, tmp_path: Path, count: Counter, capsys: pytest.CaptureFixture[str]
) -> None:
    loop(tree, 12_000)
    unpack_earlier(tree, tmp_path / "earlier")
    course = Course(count, [JOB, IDLE], no_vault)
    held = guard(tree, tmp_path / "earlier", tmp_path, course)
    slower, same = capsys.readouterr().out.splitlines()

    assert not held
    assert "more than 10%" in slower
    assert "more" not in same


@pytest.mark.real
def test_changes_that_are_not_committed_are_held_against_the_last_commit(
    tree: Path, tmp_path: Path
) -> None:
    before = (tree / "loop.sh").read_text()
    loop(tree, 7)
    unpack_earlier(tree, tmp_path / "earlier")

    assert (tmp_path / "earlier" / "loop.sh").read_text() == before


@pytest.mark.real
def test_without_a_history_nothing_is_compared_and_it_says_so(
    tree: Path, tmp_path: Path
) -> None:
    shallow = tmp_path / "shallow"
    git(tree, "commit", "-q", "--allow-empty", "-m", "two")
    git(tmp_path, "clone", "-q", "--depth", "1", tree.as_uri(), str(shallow))
    # What a clone calls origin/main is here where it stands itself.
    for folder in (shallow, tmp_path):
        with pytest.raises(NothingToCompare, match="no earlier state"):
            unpack_earlier(folder, tmp_path / "earlier")
