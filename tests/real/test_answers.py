"""A question asked again is answered from what is there now, not from what was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.drive import nettrack

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "---\ntype: contact\ncadence: 30\n---\n\n## Log\n\n- 2026-{day} met\n"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    vault = tmp_path / "vault"
    (vault / "People").mkdir(parents=True)
    (vault / "nettrack.toml").touch()
    (vault / "People/Ada.md").write_text(NOTE.format(day="01-05"))
    (vault / "People/Ben.md").write_text(NOTE.format(day="02-05"))
    return vault


def ask(vault: Path, *words: str, **env: Any) -> str:
    home = vault.parent / "home"
    home.mkdir(exist_ok=True)
    result = nettrack("--vault", str(vault), *words, "--json", home=home, **env)
    assert result.code == 0, result.err
    return result.out


@pytest.mark.parametrize("words", [("overdue",), ("review",), ("overdue", "--all")])
def test_the_same_question_has_the_same_answer(vault: Path, words) -> None:
    first = ask(vault, *words)
    (vault.parent / "home/cache").rename(vault.parent / "elsewhere")

    assert ask(vault, *words) == first
    assert ask(vault, *words) == first


def names(answer: str) -> list[str]:
    return [name for name in ("Ada", "Ben", "Cem") if f'"name": "{name}"' in answer]


def test_a_note_a_setting_and_a_day_change_the_answer(vault: Path) -> None:
    assert names(ask(vault, "overdue")) == ["Ada", "Ben"]
    (vault / "People/Ada.md").write_text(NOTE.format(day="11-19"))
    assert names(ask(vault, "overdue")) == ["Ben"]
    (vault / "People/Cem.md").write_text(NOTE.format(day="03-05"))
    assert names(ask(vault, "overdue")) == ["Ben", "Cem"]
    (vault / "People/Ben.md").unlink()
    assert names(ask(vault, "overdue")) == ["Cem"]
    assert names(ask(vault, "overdue", "--today", "2026-03-10")) == []
    assert names(ask(vault, "overdue", NETTRACK_TODAY="2027-03-10")) == ["Ada", "Cem"]
    assert names(ask(vault, "overdue", "--tier", "close")) == []
    (vault / "nettrack.toml").write_text('ignore = ["People/Cem.md"]\n')
    assert names(ask(vault, "overdue")) == []


def test_private_people_are_answered_to_whoever_asks_for_them_only(vault: Path) -> None:
    note = vault / "People/Ada.md"
    note.write_text(NOTE.format(day="01-05").replace("type:", "private: true\ntype:"))

    assert names(ask(vault, "overdue", "--private")) == ["Ada", "Ben"]
    assert names(ask(vault, "overdue")) == ["Ben"]
    assert names(ask(vault, "overdue", "--private")) == ["Ada", "Ben"]


def test_names_that_were_learnt_are_unlearnt(vault: Path) -> None:
    home = vault.parent / "home"

    def log(who: str) -> int:
        words = ("--vault", str(vault), "log", who, "lunch")
        return nettrack(*words, home=home).code

    home.mkdir()
    assert [log("Ada"), log("Ada"), log("Cem")] == [0, 0, 3]
    (vault / "People/Ada.md").rename(vault / "People/Cem.md")
    assert [log("Ada"), log("Cem")] == [3, 0]


@pytest.mark.parametrize("words", [("list",), ("overdue", "--all")])
def test_a_tier_is_asked_for_in_any_word_for_it_and_never_in_vain(
    vault: Path, words: tuple[str, ...]
) -> None:
    (vault / "People/Cem.md").write_text("---\ntier: 近い\n---\n")

    found = [names(ask(vault, *words, "--tier", tier)) for tier in ("近い", "Close")]
    mistyped = nettrack(
        "--vault", str(vault), *words, "--tier", "clsoe", home=vault.parent / "home"
    )

    assert found == [["Cem"], ["Cem"]]
    assert mistyped.code == 2
    assert "inner, close, active, loose" in mistyped.err
