"""Answers that are printed at once: only ever what the whole program would print."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from nettrack_md.app import workspace
from nettrack_md.cli.main import run
from nettrack_md.cli.quick import answered
from tests.drive import TODAY

OVERDUE = ["overdue", "--json", "--limit", "5"]


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "vault"
    (root / "People").mkdir(parents=True)
    (root / "nettrack.toml").write_text('language = "en"\n')
    for name in ("Ada", "Ben", "Cho"):
        text = "---\ntier: close\n---\n## Log\n- 2026-01-01 met\n"
        (root / "People" / f"{name}.md").write_text(text)
    for kind in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    for name, value in (("LANG", "C.UTF-8"), ("TZ", "UTC"), ("NETTRACK_TODAY", TODAY)):
        monkeypatch.setenv(name, value)
    for name in ("LC_ALL", "LC_MESSAGES", "NETTRACK_VAULT", "_NETTRACK_COMPLETE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(root)
    # Every look is late enough that the stamps alone decide: none is fresh.
    monkeypatch.setattr(workspace, "now_ns", lambda: 2**62)
    return root


Ask = Callable[..., str]


@pytest.fixture
def ask(vault: Path, capfd: pytest.CaptureFixture[str]) -> Ask:
    """Has the whole program answer."""

    def asked(*words: str) -> str:
        capfd.readouterr()
        assert run(words) == 0
        return capfd.readouterr().out

    return asked


def at_once(words: list[str], capfd: pytest.CaptureFixture[str]) -> str | None:
    """What is printed at once; None where the whole program must answer."""
    capfd.readouterr()
    code = answered(words)
    return None if code is None else capfd.readouterr().out


def ready(ask: Ask, words: list[str]) -> str:
    """The answer, after which it is known that nothing has changed."""
    ask(*words)
    return ask(*words)


@pytest.mark.real
def test_what_is_printed_at_once_is_what_the_program_printed(
    vault: Path, ask: Ask, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = ready(ask, OVERDUE)

    assert at_once(OVERDUE, capfd) == answer
    for others in (
        ["overdue", "--json"], [*OVERDUE, "--private"], [*OVERDUE, "--tier", "close"],
        [*OVERDUE, "--today", "2026-11-21"], ["review", "--json"],
    ):  # fmt: skip
        assert at_once(others, capfd) is None
        assert at_once(others, capfd) != answer
        ask(*others)
        assert at_once(others, capfd) == ask(*others)


@pytest.mark.real
def test_any_change_of_notes_is_seen_before_an_answer_is_printed(
    vault: Path, ask: Ask, capfd: pytest.CaptureFixture[str]
) -> None:
    ready(ask, OVERDUE)
    ada = vault / "People" / "Ada.md"
    before = ada.stat()
    # As long as before and with the time of before: only ctime tells.
    ada.write_text(ada.read_text().replace("2026-01-01", "2026-11-19"))
    os.utime(ada, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert at_once(OVERDUE, capfd) is None
    assert "Ada" not in ask(*OVERDUE)


@pytest.mark.real
def test_other_settings_or_another_locale_are_seen(
    vault: Path,
    ask: Ask,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ready(ask, OVERDUE)
    assert at_once(OVERDUE, capfd) is not None
    with monkeypatch.context() as other:
        other.setenv("LANG", "ja_JP.UTF-8")
        assert at_once(OVERDUE, capfd) is None
    (vault / ".obsidian").mkdir()
    assert at_once(OVERDUE, capfd) is None
    (vault / ".obsidian").rmdir()
    (vault / "nettrack.toml").write_text('[tiers]\nclose = "2y"\n')
    assert at_once(OVERDUE, capfd) is None


@pytest.mark.real
def test_a_render_that_finds_nothing_to_write_says_so_at_once(
    vault: Path, ask: Ask, capfd: pytest.CaptureFixture[str]
) -> None:
    assert ask("render").startswith("created")
    assert at_once(["render"], capfd) is None
    said = ready(ask, ["render"])
    ask("render", "--check")
    assert said.startswith("unchanged")
    assert at_once(["render"], capfd) == said
    assert at_once(["render", "--check"], capfd) == said
    page = vault / "Network" / "Overdue.md"
    page.write_text(page.read_text().replace("Ada", "Adda"))
    assert at_once(["render"], capfd) is None
    assert "updated" in ask("render")
    ready(ask, ["render"])
    assert at_once(["render"], capfd) == said
    own = vault / ".nettrack" / "templates"
    own.mkdir(parents=True)
    assert at_once(["render"], capfd) is None


@pytest.mark.real
def test_a_broken_index_is_left_to_the_program(
    vault: Path, ask: Ask, capfd: pytest.CaptureFixture[str]
) -> None:
    ready(ask, OVERDUE)
    (index,) = (vault.parent / "cache").rglob("index.db")
    index.write_bytes(b"no database" * 1000)

    assert at_once(OVERDUE, capfd) is None
    assert "Ada" in ask(*OVERDUE)


@pytest.mark.real
def test_where_nothing_can_be_printed_it_says_so(
    vault: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready(ask, OVERDUE)
    with Path("/dev/full").open("w") as full, monkeypatch.context() as here:
        here.setattr("sys.stdout", full)
        assert answered(OVERDUE) == 1
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as pipe, monkeypatch.context() as here:
        here.setattr("sys.stdout", pipe)
        assert answered(OVERDUE) == 0
    with monkeypatch.context() as here:
        here.setattr("sys.stdout", None)
        assert answered(OVERDUE) is None


@pytest.mark.real
def test_the_version_is_that_of_the_program(
    vault: Path, ask: Ask, capfd: pytest.CaptureFixture[str]
) -> None:
    assert at_once(["--version"], capfd) == ask("-q", "--version")
