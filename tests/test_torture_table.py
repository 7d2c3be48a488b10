"""The frame of the tortures can fail: each way in which one ends is told as it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.drive import ROOT

HEAD = "import os, signal\nfrom tests.torture.figures import Figure, require_tool\n"
SHAMS = {
    "kept": 'yield Figure((1, 2), "kept | 約束", "0 of 9", f"{run.share(100)}", True)',
    "missed": 'yield Figure((3,), "missed", "0", "1", False)',
    "breaks": 'yield Figure((4,), "first", "0", "0", True)\n    raise ValueError',
    "killed": "os.kill(os.getpid(), signal.SIGKILL)\n    yield",
    "empty": "yield from ()",
    "toolless": 'require_tool("no-such-tool")\n    yield',
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "shams"
    folder.mkdir()
    (folder / "__init__.py").touch()
    for name, body in SHAMS.items():
        (folder / f"{name}.py").write_text(f"{HEAD}def torture(run):\n    {body}\n")
    (folder / "no_torture.py").write_text("raise ImportError\n")
    return tmp_path


def torture(package: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "PYTHONPATH": f"{ROOT}:{package}", **env}
    surroundings.pop("NETTRACK_CI", None) if "NETTRACK_CI" not in env else None
    return subprocess.run(
        [sys.executable, "-m", "tests.torture", "--package", "shams", "--scale", "0.5",
         *words],
        cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip


def rows(out: str) -> dict[str, list[str]]:
    lines = [line for line in out.splitlines() if line.startswith("| ")][1:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {f"{row[0]} {row[2]}": row for row in cells}


def test_a_torture_whose_figure_is_met_ends_with_0(package: Path) -> None:
    done = torture(package, "kept")

    assert done.returncode == 0, done.stderr
    (row,) = rows(done.stdout).values()
    assert row == ["kept", "1, 2", "kept ¦ 約束", "0 of 9", "50", "yes"]
    assert "1 of 1 figures are met." in done.stdout
    assert "Scale 0.5, seed 20261121: 1 torture in" in done.stdout


@pytest.mark.parametrize("name", ["missed", "killed"])
def test_one_that_is_not_met_or_dies_ends_with_1(package: Path, name: str) -> None:
    done = torture(package, "kept", name)

    assert done.returncode == 1
    assert f"Not met: {name}." in done.stdout
    assert rows(done.stdout)["kept kept ¦ 約束"][-1] == "yes"


def test_all_of_them_stand_in_one_table(package: Path) -> None:
    done = torture(package)

    seen = {key: (row[4], row[5]) for key, row in rows(done.stdout).items()}
    assert seen == {
        "kept kept ¦ 約束": ("50", "yes"),
        "missed missed": ("1", "NO"),
        "breaks first": ("0", "yes"),
        "breaks runs to its end": ("ValueError after the rows above", "NO"),
        "killed runs to its end": ("killed by SIGKILL", "NO"),
        "empty shows something": ("nothing", "NO"),
        "toolless runs to its end": ("not run: no-such-tool is missing", "not run"),
    }
    assert "Not run here: toolless." in done.stdout
    assert len({len(line.encode("cp932")) for line in done.stdout.splitlines()
                if line.startswith("|") and "¦" not in line}) == 1  # fmt: skip


def test_what_could_not_run_is_a_failure_in_ci_alone(package: Path) -> None:
    assert torture(package, "toolless", "kept").returncode == 0
    assert torture(package, "toolless", "kept", NETTRACK_CI="1").returncode == 1


def test_a_name_that_is_none_is_told(package: Path) -> None:
    done = torture(package, "nobody")

    assert done.returncode == 2
    assert "no torture: nobody" in done.stderr


def test_a_page_keeps_the_table_between_its_marks(package: Path) -> None:
    page = package / "page.md"
    page.write_text("one\n<!-- table:begin -->\nold\n<!-- table:end -->\ntwo\n")

    torture(package, "kept", "--into", str(page))

    text = page.read_text()
    assert text.startswith("one\n<!-- table:begin -->\n| torture")
    assert text.endswith("<!-- table:end -->\ntwo\n")
    assert "old" not in text
