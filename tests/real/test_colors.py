"""What a pipe gets: rows for a program, or the view of a terminal if one asks."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.drive import SAMPLE, nettrack

if TYPE_CHECKING:
    from pathlib import Path

ESCAPE = "\x1b["


@pytest.fixture
def vault(tmp_path: Path) -> str:
    return str(shutil.copytree(SAMPLE, tmp_path / "vault"))


@pytest.mark.parametrize("command", ["overdue", "review", "list", "check"])
def test_a_pager_that_was_promised_colours_gets_them(
    vault: str, tmp_path: Path, command: str
) -> None:
    colored = nettrack(command, "--vault", vault, "--color", "always", home=tmp_path)
    plain = nettrack(command, "--vault", vault, home=tmp_path)

    assert ESCAPE in colored.out
    assert ESCAPE not in plain.out
    assert "\t" in plain.out


def test_never_is_never(vault: str, tmp_path: Path) -> None:
    plain = nettrack("overdue", "--vault", vault, home=tmp_path)
    never = nettrack("overdue", "--vault", vault, "--color", "never", home=tmp_path)

    assert never.out == plain.out


def test_a_long_sentence_of_check_stays_in_its_column(
    vault: str, tmp_path: Path
) -> None:
    shown = nettrack(
        "check", "--vault", vault, "--color", "always", home=tmp_path, COLUMNS="60"
    )

    notes = [line for line in shown.out.splitlines() if line.strip()]
    indented = [line for line in notes if line.startswith(" ")]
    headings = [line for line in notes if not line.startswith((" ", ESCAPE))]
    assert len(indented) > 20
    assert headings == []


def test_a_narrow_terminal_hides_no_line_of_the_evidence(
    vault: str, tmp_path: Path
) -> None:
    shown = nettrack(
        *("why", "Tobias", "--vault", vault, "--color", "always"),
        home=tmp_path, COLUMNS="72",
    )  # fmt: skip

    assert "Does not count" in shown.out
    assert "…" not in shown.out
