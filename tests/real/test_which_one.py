"""On a terminal an ambiguous name is asked about; driven through a real one."""

from __future__ import annotations

import os
import select
import sys
from pathlib import Path

import pytest

from tests.drive import ROOT, TODAY

pty = pytest.importorskip("pty")


def talk(words: list[str], typed: bytes, home: Path, vault: Path) -> tuple[int, str]:
    """Run nettrack on a terminal of its own and type something when it asks."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(vault)
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "PYTHONPATH": str(ROOT),
            "NETTRACK_TODAY": TODAY,
            "NETTRACK_VAULT": str(vault),
        }
        command = [sys.executable, "-m", "nettrack_md", *words]
        os.execve(sys.executable, command, env)
    said = b""
    while select.select([terminal], [], [], 60)[0]:
        try:
            new = os.read(terminal, 4096)
        except OSError:
            break
        if not new:
            break
        said += new
        if typed and said.rstrip().endswith(b":"):
            os.write(terminal, typed)
            typed = b""
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), said.decode()


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    people = tmp_path / "vault" / "People"
    people.mkdir(parents=True)
    (people / "Ben Example.md").write_text("", encoding="utf-8")
    (people / "Ben Sample.md").write_text("", encoding="utf-8")
    return people.parent


@pytest.mark.real
def test_the_number_typed_says_who_is_meant(tmp_path: Path, vault: Path) -> None:
    code, said = talk(["log", "ben", "lunch"], b"2\n", tmp_path, vault)

    assert code == 0
    assert "1  Ben Example" in said
    assert "lunch" in (vault / "People/Ben Sample.md").read_text(encoding="utf-8")
    assert (vault / "People/Ben Example.md").read_text(encoding="utf-8") == ""


@pytest.mark.real
def test_nothing_is_written_when_nobody_is_chosen(tmp_path: Path, vault: Path) -> None:
    code, _ = talk(["log", "ben", "lunch"], b"\x03", tmp_path, vault)

    assert code == 130
    notes = sorted(path.read_text(encoding="utf-8") for path in vault.rglob("*.md"))
    assert notes == ["", ""]
