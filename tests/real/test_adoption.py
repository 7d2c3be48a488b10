"""`init` in a vault of Obsidian that never heard of nettrack, through the real command."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from tests.drive import ROOT, nettrack, talk

DIALECTS = ROOT / "tests" / "golden" / "dialects"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    vault = tmp_path / "vault"
    shutil.copytree(DIALECTS / "05-lastContacted", vault)
    return vault


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): path.read_bytes() for path in found}


def test_a_dry_run_tells_and_writes_nothing(root: Path, tmp_path: Path) -> None:
    before = files(root)

    done = nettrack("init", str(root), "--dry-run", "--obsidian", home=tmp_path)

    assert done.code == 0, done.err
    assert "would be written" in done.out
    assert "People: 1 by a tag." in done.out
    assert "+++ b/Network/Contacts.base" in done.out
    assert files(root) == before


def test_adopting_writes_the_settings_alone_and_once(
    root: Path, tmp_path: Path
) -> None:
    before = files(root)

    first = nettrack("init", str(root), home=tmp_path)
    after = files(root)
    again = nettrack("init", str(root), "--json", home=tmp_path)

    assert first.code == again.code == 0
    assert {name for name in after if after[name] != before.get(name)} == {
        "nettrack.toml"
    }
    assert files(root) == after
    assert again.data["writes"] == [{"path": "nettrack.toml", "action": "unchanged"}]
    assert again.data["understood"]["people_by"] == {"tag": 1}


def test_nobody_at_the_terminal_is_asked_nothing_and_nothing_is_written(
    root: Path, tmp_path: Path
) -> None:
    before = files(root)

    done = nettrack("init", str(root), "--obsidian", home=tmp_path)

    assert done.code == 2
    assert "--yes" in done.err
    assert files(root) == before


def test_the_kit_is_written_once_and_undo_takes_it_back(
    root: Path, tmp_path: Path
) -> None:
    nettrack("init", str(root), home=tmp_path)
    before = files(root)
    kit = ("init", str(root), "--obsidian", "--types", "--yes")

    done = nettrack(*kit, home=tmp_path)
    given = files(root)
    again = nettrack(*kit, home=tmp_path)

    assert done.code == again.code == 0, done.err
    assert set(given) - set(before) == {
        "Network/Contacts.base", ".obsidian/snippets/nettrack.css",
        ".obsidian/types.json",
    }  # fmt: skip
    assert "Obsidian has all of it already." in again.out
    assert files(root) == given

    undone = nettrack("undo", "--vault", str(root), home=tmp_path)

    assert undone.code == 0, undone.err
    assert files(root) == before


def test_on_a_terminal_each_part_is_offered(root: Path, tmp_path: Path) -> None:
    code, said = talk(
        "init", str(root), "--obsidian",
        typed=b"y\nn\n\n", asked=b"[Y/n]:", home=tmp_path, cwd=root,
    )  # fmt: skip

    assert code == 0, said
    assert (root / "Network/Contacts.base").exists()
    assert not (root / ".obsidian/snippets").exists()
    assert not (root / ".obsidian/types.json").exists()


def test_the_base_knows_people_by_the_signs_of_the_vault(
    root: Path, tmp_path: Path
) -> None:
    nettrack("init", str(root), "--obsidian", "--yes", home=tmp_path)

    assert not (root / ".obsidian/types.json").exists()
    base = yaml.safe_load((root / "Network/Contacts.base").read_text("utf-8"))

    either = base["filters"]["and"][-1]["or"]
    assert any('file.hasTag("people") &&' in each for each in either)
    assert '!file.inFolder("Templates")' in base["filters"]["and"]
    assert "note.lastContacted" in base["views"][0]["order"]
    assert {view["type"] for view in base["views"]} == {"table", "cards"}
    assert set(base) == {"filters", "properties", "views"}


def test_types_that_cannot_be_merged_are_refused_before_anything_is_written(
    root: Path, tmp_path: Path
) -> None:
    path = root / ".obsidian/types.json"
    path.write_text("{")

    done = nettrack("init", str(root), "--types", "--yes", home=tmp_path)

    assert done.code == 1
    assert ".obsidian/types.json" in done.err
    assert path.read_text() == "{"
    assert not (root / "Network").exists()


def test_a_folder_that_obsidian_never_opened_gets_no_folder_of_it(
    tmp_path: Path,
) -> None:
    plain = tmp_path / "plain"

    done = nettrack("init", str(plain), "--obsidian", "--yes", home=tmp_path)

    assert done.code == 0
    assert "has not opened" in done.err
    assert set(files(plain)) == {"nettrack.toml"}
