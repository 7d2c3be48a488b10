"""The commands about people where somebody looks: on a terminal of their own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.drive import ROOT, SAMPLE, TODAY

pty = pytest.importorskip("pty")
pytestmark = pytest.mark.real

_STYLE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("home") / "vault"
    shutil.copytree(SAMPLE, place)
    return place


def seen(vault: Path, *words: str) -> str:
    """What stands on a terminal of 100 columns, without its colours."""
    leader, follower = pty.openpty()
    home = vault.parent
    env = {
        "PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8",
        "XDG_CACHE_HOME": str(home / "cache"), "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"), "PYTHONPATH": str(ROOT),
        "NETTRACK_TODAY": TODAY, "NETTRACK_VAULT": str(vault),
        "TERM": "xterm", "COLUMNS": "100", "LINES": "40",
    }  # fmt: skip
    child = subprocess.Popen(
        [sys.executable, "-m", "nettrack_md", *words],
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=follower,
        env=env,
    )
    os.close(follower)
    text = b""
    try:
        while piece := os.read(leader, 65536):
            text += piece
    except OSError:
        # Linux tells so that the other end is closed.
        pass
    os.close(leader)
    assert child.wait(timeout=60) == 0, text.decode()
    return _STYLE.sub("", text.decode()).replace("\r\n", "\n")


def test_a_brief_fits_on_a_screen_and_begins_with_the_person(vault: Path) -> None:
    told = seen(vault, "brief", "marigold")

    assert told.startswith("Marigold Finchley-Poe  Finance lead")
    assert len(told.splitlines()) <= 40
    for title in (
        "To ask, to bring", "Open between you", "Last talks", "What they need",
        "What you share", "How, and what to leave out", "Common friends",
    ):  # fmt: skip
        assert title in told


def test_a_brief_tells_gently_of_mourning_and_quietly_what_to_mind(vault: Path) -> None:
    assert "no congratulations" in seen(vault, "brief", "源一")
    assert "Quietly" in seen(vault, "brief", "anselm")


def test_helpers_come_with_the_way_to_them_and_only_a_few(vault: Path) -> None:
    told = seen(vault, "who", "採用")
    assert re.search(r"via\s+白瀬川 朔", told)
    assert "nothing-here" in seen(vault, "who", "nothing-here")
    many = seen(vault, "who", "e", "a", "i", "s", "t")
    assert many.count(" in touch\n") + many.count(" ago\n") <= 7
    assert "--limit" in many


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("goals",), "Three co-ops in the pilot  3m  by Mon 15 Feb 2027"),
        (("goals",), "also with you: "),
        (("intro",), "Under way"),
        (("intro",), "To consider; ask each of them first"),
        (("health",), "Two ways"),
        (("health",), "Somebody to confide in"),
        (("me",), "I look for: co-ops"),
        (("me", "marigold"), "not yet"),
        (("me", "--card"), "**I offer**"),
        (("me", "--vcard"), "FN:Haruka Shiomizaka"),
    ],
)
def test_each_answer_is_told_in_words(
    vault: Path, words: tuple[str, ...], told: str
) -> None:
    assert told in seen(vault, *words)


def test_in_an_empty_vault_each_says_a_friendly_word(tmp_path: Path) -> None:
    empty = tmp_path / "vault"
    empty.mkdir()

    assert "No goal yet" in seen(empty, "goals")
    assert "Nobody to bring together" in seen(empty, "intro")
    assert "Begin with intro" in seen(empty, "me")
    assert "A calm quarter" in seen(empty, "health")
