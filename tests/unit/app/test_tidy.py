"""What a killed command left is gone after the next, wherever commands write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nettrack_md.app import workspace
from nettrack_md.app.surroundings import Surroundings
from nettrack_md.app.workspace import Wishes, open_workspace, tidy
from nettrack_md.vault import places
from nettrack_md.vault.temps import new_temp_name

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "folder", ["", "People", ".nettrack/sources", ".obsidian", ".obsidian/snippets",
               "STATE/history", "STATE/trash/1/People"],
)  # fmt: skip
def test_an_unfinished_write_is_removed_from(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "nettrack.toml").touch()
    state = places.state_folder(str(vault))
    assert state is not None
    place = (
        tmp_path / state / folder.removeprefix("STATE/")
        if folder.startswith("STATE")
        else vault / folder
    )
    place.mkdir(parents=True, exist_ok=True)
    left, text = place / new_temp_name(b"new", b"old"), place / "note.txt"
    left.write_bytes(b"new")
    text.write_bytes(b"mine")

    for now in (0, 2**62):  # At first it may be under way still.
        assert left.exists()
        monkeypatch.setattr(workspace, "now_ns", lambda now=now: now)
        with open_workspace(
            Wishes(vault=str(vault), today="2026-11-20"), Surroundings(cwd="/")
        ) as ws:
            assert tidy(ws) == ()

    assert text.read_bytes() == b"mine"
    assert not left.exists()
