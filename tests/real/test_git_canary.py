"""What a repository's own settings would have git run never runs, in no command."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from nettrack_md.cli.main import COMMANDS
from tests.every_command import WAYS, lines, run_here
from tests.hostile_vault import EVENT, OTHER, WHO, make_hostile_vault

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]

#: Every setting that names a program, as far as git's manual does.
SETTINGS = """[core]
	repositoryformatversion = 0
	fsmonitor = {canary}
	sshCommand = {canary}
	pager = {canary}
	editor = {canary}
	askPass = {canary}
	gitProxy = {canary}
	alternateRefsCommand = {canary}
	hooksPath = {hooks}
	attributesFile = {attributes}
[include]
	path = {included}
[includeIf "gitdir:**"]
	path = {included}
[alias]
	rev-parse = !{canary}
	config = !{canary}
	check-attr = !{canary}
	merge-file = !{canary}
	status = !{canary}
[diff]
	external = {canary}
[diff "evil"]
	command = {canary}
	textconv = {canary}
[filter "evil"]
	clean = {canary}
	smudge = {canary}
	process = {canary}
	required = true
[merge "evil"]
	driver = {canary} %O %A %B
[merge]
	tool = evil
	guitool = evil
	renormalize = true
	conflictStyle = diff3
[mergetool "evil"]
	cmd = {canary}
[difftool "evil"]
	cmd = {canary}
[gpg]
	program = {canary}
[gpg "ssh"]
	program = {canary}
	defaultKeyCommand = {canary}
[credential]
	helper = !{canary}
[sequence]
	editor = {canary}
[interactive]
	diffFilter = {canary}
[uploadpack]
	packObjectsHook = {canary}
[protocol "ext"]
	allow = always
[remote "origin"]
	url = ext::{canary}
	uploadpack = {canary}
	receivepack = {canary}
	vcs = {canary}
	fetch = +refs/heads/*:refs/remotes/origin/*
[submodule "x"]
	update = !{canary}
[trailer "x"]
	command = {canary}
	cmd = {canary}
[pager]
	config = {canary}
	rev-parse = {canary}
[help]
	autocorrect = immediate
[man "x"]
	cmd = {canary}
[browser "x"]
	cmd = {canary}
[sendemail]
	sendmailCmd = {canary}
[tar "x"]
	command = {canary}
[init]
	templateDir = {hooks}
[core]
	untrackedCache = true
[feature]
	manyFiles = true
[extensions]
	partialClone = origin
"""
HOOKS = (
    "post-checkout", "pre-commit", "post-index-change", "fsmonitor-watchman",
    "reference-transaction", "post-merge", "pre-push", "post-rewrite", "pre-auto-gc",
)  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A place with a vault in which everything would run the canary."""
    lay_canary(tmp_path)
    return tmp_path


def lay_canary(place: Path) -> Path:
    """A vault that is a repository, and the file that is there once the canary sang."""
    vault = place / "vault"
    make_hostile_vault(vault, place / "files")
    subprocess.run(["git", "init", "-q", str(vault)], check=True)
    canary = place / "canary.sh"
    canary.write_text(f'#!/bin/sh\necho "$0 $*" >> {place}/sung\nexit 0\n')
    canary.chmod(0o755)
    hooks = vault / ".git/hooks"
    for name in HOOKS:
        shutil.copy(canary, hooks / name)
    for name in ("git", "python", "python3", "nettrack", "editor"):
        shutil.copy(canary, vault / name)
    attributes = "*.md filter=evil diff=evil merge=evil\n*.j2 filter=evil\n"
    for path in (place / "attributes", vault / ".gitattributes"):
        path.write_text(attributes)
    included = place / "included"
    included.write_text(f"[core]\n\tfsmonitor = {canary}\n\tpager = {canary}\n")
    (vault / ".git/config").write_text(
        SETTINGS.format(
            canary=canary,
            hooks=hooks,
            attributes=place / "attributes",
            included=included,
        )
    )
    return place / "sung"


def test_every_command_is_among_them() -> None:
    assert set(WAYS) == set(COMMANDS)


def test_the_canary_would_sing(place: Path) -> None:
    git = ["git", "-C", str(place / "vault"), "status", "--short"]
    subprocess.run(git, capture_output=True, check=False)

    assert (place / "sung").exists()


def test_no_command_lets_it_sing(place: Path) -> None:
    names: dict[str, Any] = {
        "who": WHO, "other": OTHER, "event": EVENT, "name": "x",
        "vault": str(place / "vault"), "files": str(place / "files"),
    }  # fmt: skip
    sang = []
    whole = bool(os.environ.get("NETTRACK_CI"))
    for words in lines(whole=whole, **names):
        said = run_here(words, place, place / "vault")
        if words[0] == "git" and words[1] != "merge-file":
            assert said.code == 0, "git itself was asked, and answered"
        if (place / "sung").exists():
            sang.append((words, (place / "sung").read_text()))
            (place / "sung").unlink()

    assert sang == []


def test_nor_with_another_tree_named_in_its_settings(place: Path) -> None:
    outside = place / "outside"
    outside.mkdir()
    config = place / "vault/.git/config"
    config.write_text(config.read_text() + f"[core]\n\tworktree = {outside}\n")
    for words in (("git", "setup", "--yes"), ("git", "status"), ("render",)):
        run_here(words, place, place / "vault")

    assert not (place / "sung").exists()
    assert list(outside.iterdir()) == []
