"""Transcripts of real use: `$ nettrack …` and what it prints, in tests/sessions/*.md.

Each page starts in an empty home with a vault folder. A block marked `file PATH`
writes a note; one marked `edit PATH` changes it as somebody does in an editor, a line
`old => new` for each change, with `\\n` for a line break; one marked `console` runs its
`$` lines and compares what comes out.
`…` at a line's end stands for any rest. NETTRACK_GOLDEN=update rewrites the pages.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.drive import ROOT, SAMPLE, nettrack

PAGES = sorted((ROOT / "tests" / "sessions").glob("*.md"))
UPDATE = os.environ.get("NETTRACK_GOLDEN") == "update"
_BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run_line(line: str, home: Path, vault: Path) -> str:
    words = shlex.split(line)
    if words[0] == "cat":
        return (vault / words[1]).read_text(encoding="utf-8")
    assert words[0] == "nettrack", f"only nettrack and cat run here, not {words[0]}"
    done = nettrack(*words[1:], home=home, cwd=vault, NETTRACK_VAULT=str(vault))
    text = done.out + done.err
    if done.code:
        text += f"(exit {done.code})\n"
    return text.replace(str(vault), "VAULT")


def edit(place: Path, changes: str) -> None:
    text = place.read_text(encoding="utf-8")
    for change in changes.splitlines():
        old, arrow, new = change.partition(" => ")
        old = old.replace("\\n", "\n")
        assert arrow, f"no change: {change}"
        assert old in text, f"{old!r} is not in {place.name}:\n{text}"
        text = text.replace(old, new.replace("\\n", "\n"), 1)
    place.write_text(text, encoding="utf-8", newline="")


def play(page: Path, home: Path) -> str:
    vault = home / "vault"
    vault.mkdir()

    def block(found: re.Match[str]) -> str:
        kind, rest, body = found[1], found[2].strip(), found[3]
        if kind == "file":
            place = vault / rest
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(body, encoding="utf-8", newline="")
            return found[0]
        if kind == "edit":
            edit(vault / rest, body)
            return found[0]
        if kind == "sample":
            shutil.copytree(SAMPLE, vault, dirs_exist_ok=True)
            return found[0]
        if kind != "console":
            return found[0]
        said = ""
        for line in body.splitlines():
            if line.startswith("$ "):
                said += line + "\n" + run_line(line[2:], home, vault)
        return f"```console\n{said}```"

    return _BLOCK.sub(block, page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_session_reads_as_it_is_written(page: Path, tmp_path: Path) -> None:
    played = play(page, tmp_path)
    if UPDATE:
        page.write_text(played, encoding="utf-8", newline="\n")

    assert played == page.read_text(encoding="utf-8")
