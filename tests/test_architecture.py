"""The house as its plan says: who imports whom, what may be slow, what names exist."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.drive import ROOT

PACKAGE = ROOT / "nettrack_md"
MODULES = sorted(PACKAGE.rglob("*.py"))


def loaded_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("heavy", ["yaml", "frontmatter", "jinja2", "watchdog", "rich"])
def test_starting_the_command_line_does_not_load(heavy: str) -> None:
    assert heavy not in loaded_after("import nettrack_md.cli.main")


def test_help_loads_nothing_but_click_and_the_group() -> None:
    loaded = loaded_after("from nettrack_md.cli.main import run; run(['--help'])")

    assert not {"sqlite3", "nettrack_md.index", "nettrack_md.app"} & loaded


def test_no_room_is_a_drawer_for_odds_and_ends() -> None:
    banned = {"utils", "helpers", "misc", "common", "manager", "base"}

    assert not {path.stem for path in MODULES} & banned


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_in_a_sentence_what_it_is(path: Path) -> None:
    first = path.read_text(encoding="utf-8").lstrip()

    assert first.startswith('"""')
