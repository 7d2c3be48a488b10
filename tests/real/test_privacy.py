"""Private people, faults and modes, through the real command: a share of the torture."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING, Any

import pytest

from tests.drive import Result, nettrack
from tests.torture import secrets
from tests.torture.calls import WORDS, Call, calls, commands
from tests.torture.privacy import Desk

if TYPE_CHECKING:
    from pathlib import Path

#: One command of each kind of answer; the torture has all of them.
_SOME = (
    ("overdue", "--all"), ("review",), ("list",), ("show", "{who}"), ("why", "{whom}"),
    ("search", "boat"), ("brief", "{who}"), ("brief", "{event}"), ("check",),
    ("who", "law"), ("goals",), ("intro", "--tree"), ("me",), ("health",),
    ("export", "-", "--format", "jsonl"), ("brief", "{who}", "--note"), ("render",),
    ("set", "{who}", "likes", "tea", "--dry-run"),
    ("rename", "{who}", "Ada Moor", "--dry-run"),
    ("forget", "{who}", "--partly", "--apply"), ("undo", "--list"),
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.mark.parametrize("words", _SOME, ids=" ".join)
def test_nothing_private_is_told_unasked(desk: Desk, words: tuple[str, ...]) -> None:
    assert desk.call(Call(words), ("--json",) * (words[0] != "export")) == []


def test_asked_for_it_is_told(desk: Desk) -> None:
    done = nettrack(
        "show", "霧嶋 潤羽", "--private", "--vault", str(desk.vault), home=desk.home
    )
    assert done.code == 0
    assert secrets.traces(done.out.encode(), ("Obsidianfall Works",))


def test_each_command_is_among_the_calls() -> None:
    names = {name for name, _ in commands()}

    assert names == set(WORDS)
    assert len(calls()) > 200


def a_vault(home: Path, **notes: str) -> Path:
    vault = home / "vault"
    for name, text in notes.items():
        place = vault / "People" / f"{name.replace('_', ' ')}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return vault


def run(vault: Path, *words: str, **env: Any) -> Result:
    return nettrack("--vault", str(vault), *words, home=vault.parent, **env)


def test_a_broken_note_that_says_private_is_private(tmp_path: Path) -> None:
    vault = a_vault(
        tmp_path,
        Erin_Hush="---\nprivate: true\nwhy: [never closed\n---\n",
        Finn_Open="---\ntier: close\n---\n",
    )
    assert "Erin" not in run(vault, "list").out
    assert "Erin" not in run(vault, "check").out
    assert "Erin" in run(vault, "list", "--private").out


def test_who_becomes_private_in_a_note_that_breaks_is_private(tmp_path: Path) -> None:
    vault = a_vault(tmp_path, Erin_Hush="---\ntier: close\n---\n")
    assert "Erin" in run(vault, "list").out

    broken = "---\nprivate: true\ntier: close\nwhy: [never closed\n---\n"
    (vault / "People/Erin Hush.md").write_text(broken, "utf-8")

    assert "Erin" not in run(vault, "list").out
    assert "Erin" in run(vault, "list", "--private").out


def test_a_broken_note_that_says_private_no_is_shown(tmp_path: Path) -> None:
    vault = a_vault(
        tmp_path, Erin_Open="---\nprivate: false\nwhy: [never closed\n---\n"
    )
    assert "Erin" in run(vault, "list").out


def test_a_diff_masks_the_lines_that_name_somebody_private(tmp_path: Path) -> None:
    vault = a_vault(
        tmp_path,
        Erin_Hush="---\nprivate: true\n---\n",
        Finn_Open="---\ntier: close\nwhy: knows [[Erin Hush]]\n---\n",
    )
    shown = run(vault, "set", "Finn", "tier", "active", "--dry-run").out
    assert "Erin" not in shown
    assert " …" in shown.splitlines()
    assert "+tier: active" in shown.splitlines()


def test_a_fault_of_ours_is_told_in_words_that_hold_none_of_a_note(
    tmp_path: Path,
) -> None:
    vault = a_vault(tmp_path, Finn_Open="---\ntier: close\n---\n")
    place = tmp_path / "fault.py"
    place.write_text(
        "import sys\n"
        "from nettrack_md.app import asking\n"
        "def fail(*_, **__):\n    raise ValueError('a sentence of a note')\n"
        "asking.overdue = fail\n"
        "from nettrack_md.cli.main import main\n"
        f"main(['overdue', '--vault', {str(vault)!r}])\n",
        "utf-8",
    )
    told = _python(place, tmp_path)
    asked = _python(place, tmp_path, NETTRACK_TRACEBACK="1")

    assert told.code == 1
    assert "ValueError at fault.py:4" in told.err
    assert "a sentence of a note" not in told.err
    assert "Traceback" not in told.err
    assert "a sentence of a note" in asked.err


def _python(place: Path, home: Path, **env: str) -> Result:
    import subprocess
    import sys

    from tests.drive import ROOT

    done = subprocess.run(
        [sys.executable, str(place)],
        env={
            "PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT),
            **env,
        },
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_folders_on_the_way_to_our_own_are_the_owners_alone(tmp_path: Path) -> None:
    vault = a_vault(tmp_path, Finn_Open="---\ntier: close\n---\n")
    mask = os.umask(0)
    try:
        # The variables are emptied: then the places are those below the home folder.
        done = run(
            vault, "log", "Finn", "a walk", PYTHONUTF8="1",
            XDG_CACHE_HOME="", XDG_STATE_HOME="",
        )  # fmt: skip
    finally:
        os.umask(mask)
    assert done.code == 0, done.err
    ours = [
        path
        for top in (".cache", ".local")
        for path in (tmp_path / top, *(tmp_path / top).rglob("*"))
    ]
    assert len(ours) >= 8
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in ours} == {0}


def test_who_was_private_is_not_named_by_the_list_of_commands(tmp_path: Path) -> None:
    vault = a_vault(
        tmp_path,
        Erin_Hush="---\nprivate: true\n---\n",
        Finn_Open="---\ntier: close\n---\n",
    )
    run(vault, "forget", "Erin Hush", "--apply", "--private")

    listed = run(vault, "undo", "--list")
    assert "Erin" not in listed.out
    assert "Erin" in run(vault, "undo", "--list", "--private").out
    assert json.loads(run(vault, "undo", "--list", "--json").out)["data"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_note_that_comes_back_is_as_closed_as_it_was(tmp_path: Path) -> None:
    vault = a_vault(tmp_path, Erin_Hush="---\ntier: close\n---\n", Finn_Open="x\n")
    note = vault / "People/Erin Hush.md"
    note.chmod(0o600)

    run(vault, "forget", "Erin Hush", "--apply")
    assert not note.exists()
    done = run(vault, "undo")

    assert done.code == 0, done.err
    assert stat.S_IMODE(note.stat().st_mode) == 0o600
