"""On a terminal an ambiguous name is asked about; driven through a real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drive import TODAY, talk

pytest.importorskip("pty")


def say(*words: str, typed: bytes, home: Path, vault: Path) -> tuple[int, str]:
    """Run nettrack on a terminal and type something when it asks."""
    return talk(
        *words, typed=typed, asked=b":", home=home, cwd=vault,
        NETTRACK_TODAY=TODAY, NETTRACK_VAULT=str(vault),
    )  # fmt: skip


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    people = tmp_path / "vault" / "People"
    people.mkdir(parents=True)
    (people / "Ben Example.md").write_text("", encoding="utf-8")
    (people / "Ben Sample.md").write_text("", encoding="utf-8")
    return people.parent


@pytest.mark.real
def test_the_number_typed_says_who_is_meant(tmp_path: Path, vault: Path) -> None:
    code, said = say("log", "ben", "lunch", typed=b"2\n", home=tmp_path, vault=vault)

    assert code == 0
    assert "1  Ben Example" in said
    assert "lunch" in (vault / "People/Ben Sample.md").read_text(encoding="utf-8")
    assert (vault / "People/Ben Example.md").read_text(encoding="utf-8") == ""


@pytest.mark.real
def test_nothing_is_written_when_nobody_is_chosen(tmp_path: Path, vault: Path) -> None:
    code, _ = say("log", "ben", "lunch", typed=b"\x03", home=tmp_path, vault=vault)

    assert code == 130
    notes = sorted(path.read_text(encoding="utf-8") for path in vault.rglob("*.md"))
    assert notes == ["", ""]
