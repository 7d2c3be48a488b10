"""Completion in real shells."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.drive import ROOT, nettrack

pytestmark = pytest.mark.real
NOTES = {
    "Ada Fenn": "aliases: [Addie Quell]\n",
    "佐藤 花": "reading: さとう はな\n",
    "Erin Hush": "private: true\n",
    "Quo $HOME `id`": "",
    "Star Elm": "name: Star * Elm\n",
    "One": "name: Twin Elm\n",
    "Two": "name: Twin Elm\n",
}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    vault = home / "vault"
    (vault / "People").mkdir(parents=True)
    (vault / ".obsidian").mkdir()
    for name, more in NOTES.items():
        (vault / f"People/{name}.md").write_text(
            f"---\ntype: contact\n{more}---\n", encoding="utf-8"
        )
    start = home / "bin/nettrack"
    start.parent.mkdir()
    start.write_text(f'#!/bin/sh\nexec {sys.executable} -m nettrack_md "$@"\n')
    start.chmod(0o755)
    assert nettrack("list", home=home, cwd=vault).code == 0
    return vault


def surroundings(vault: Path) -> dict[str, str]:
    home = vault.parent
    return {
        "PATH": f"{home}/bin:{os.environ['PATH']}",
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "TERM": "dumb",
        "PS1": "say> ",
    }


def shell(*words: str, vault: Path) -> str:
    if shutil.which(words[0]) is None:
        pytest.skip(f"{words[0]} is not installed")
    done = subprocess.run(
        words, cwd=vault, env=surroundings(vault), capture_output=True, check=False
    )
    assert done.stderr == b""
    return done.stdout.decode()


def in_bash(vault: Path, *lines: tuple[str, ...]) -> list[str]:
    """What bash is told of the last word of each line, with commas between."""
    asked = []
    for line in lines:
        words = " ".join(f"$'{word}'" for word in ("nettrack", *line))
        asked.append(
            f"COMP_WORDS=({words}); COMP_CWORD={len(line)}; COMPREPLY=()\n"
            '_nettrack_completion nettrack; (IFS=,; echo "${COMPREPLY[*]}")\n'
        )
    # With these options a name that is not quoted would be taken for a pattern.
    script = "shopt -s nullglob failglob\n" + 'eval "$(nettrack completion bash)"\n'
    script += "".join(asked)
    return shell("bash", "--norc", "-c", script, vault=vault).splitlines()


def test_a_word_of_a_line_goes_on_in_bash(vault: Path) -> None:
    told = {
        ("sh",): "show",
        ("show", "--j"): "--json",
        ("show", "fe"): "Ada\\ Fenn",
        ("show", "sato"): "佐藤\\ 花",
        # A name that was begun in the words before goes on with its rest.
        ("show", "Ada", "Fe"): "Fenn",
        # Quotes that are open stay so.
        ("log", '"Ada'): "Ada Fenn",
        ("log", "\\'Star"): "Star * Elm",
        ("log", '"Quo'): "Quo \\$HOME \\`id\\`",
        ("log", "Quo"): "Quo\\ \\$HOME\\ \\`id\\`",
        # Of namesakes the path tells who is meant.
        ("why", "Twin"): "People/One.md,People/Two.md",
        # Nobody private is offered unasked.
        ("show", "Er"): "",
        ("show", "--private", "Er"): "Erin\\ Hush",
    }

    assert in_bash(vault, *told) == list(told.values())


def test_without_an_index_nobody_waits_for_one(vault: Path) -> None:
    cache = vault.parent / "cache"
    kept = cache.rename(vault.parent / "kept")
    try:
        assert in_bash(vault, ("show", "Ada")) == [""]
        assert not cache.exists()
    finally:
        kept.rename(cache)


def test_the_tab_key_writes_the_name(vault: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(vault)
        os.execvpe("bash", ["bash", "--norc", "-i"], surroundings(vault))
    seen = b""
    steps = [
        (b"say> ", b'eval "$(nettrack completion bash)"; echo rea""dy\n'),
        (b"ready", b"nettrack show fe\t"),
        (b"Ada\\ Fenn", b"\x03exit\n"),
    ]
    until = time.monotonic() + 60
    for awaited, typed in steps:
        while awaited not in seen and time.monotonic() < until:
            if select.select([terminal], [], [], 1)[0]:
                seen += os.read(terminal, 4096)
        assert awaited in seen, seen
        os.write(terminal, typed)
    os.close(terminal)
    os.waitpid(child, 0)


def test_the_scripts_of_the_other_shells_are_what_these_shells_take(
    vault: Path,
) -> None:
    for name in ("zsh", "fish"):
        script = nettrack("completion", name, home=vault.parent, cwd=vault)
        assert f"_NETTRACK_COMPLETE={name}_complete" in script.out
        if shutil.which(name):
            assert shell(name, "-n", "-c", script.out, vault=vault) == ""


@pytest.mark.parametrize(
    ("shell", "begun", "told"),
    [
        ("zsh", "sato", "plain\n佐藤 花\n_"),
        ("fish", "さと", "plain,さとう はな\t佐藤 花"),
        ("fish", "佐", "plain,佐藤 花"),
    ],
)
def test_the_other_shells_are_told_what_they_can_take(
    vault: Path, shell: str, begun: str, told: str
) -> None:
    more = {"COMP_WORDS": f"nettrack show {begun}", "COMP_CWORD": "2"}
    if shell == "fish":
        more["COMP_CWORD"] = begun
    done = nettrack(
        home=vault.parent, cwd=vault, _NETTRACK_COMPLETE=f"{shell}_complete", **more
    )

    assert done.out.rstrip("\n") == told
