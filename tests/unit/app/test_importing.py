"""Every file of the collection comes in once, however often it is imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from nettrack_md.app.changing.undoing import undo
from nettrack_md.app.importing import carry_out_import, plan_import, read_import
from nettrack_md.app.surroundings import Surroundings
from nettrack_md.app.workspace import Wishes, open_workspace
from nettrack_md.exchange.reading import ForeignFile
from tests.drive import ROOT, TODAY

DATA = ROOT / "tests/data/exchange"
FILES = sorted(
    path.name
    for path in DATA.iterdir()
    if path.name not in {"expected.json", "books.json"}
)


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for kind in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    vault = tmp_path / "vault"
    (vault / "People").mkdir(parents=True)
    (vault / "People/Nell Fenn.md").write_text("---\ntype: contact\n---\n\nmine\n")
    (vault / "nettrack.toml").touch()
    return vault


def bring_in(vault: Path, file: ForeignFile) -> tuple[set[str], set[str]]:
    """The states of the plan, and what was done to the files."""
    with open_workspace(Wishes(str(vault), TODAY), Surroundings(str(vault))) as ws:
        plan = plan_import(ws, file)
        done = carry_out_import(ws, file, plan, ("import",), dry_run=False, partly=True)
    assert done.report.refused == ()
    return {row.state for row in plan.rows}, {one.action for one in done.report.writes}


def tree(vault: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in vault.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", FILES)
def test_twice_is_once_for_every_file(vault: Path, name: str) -> None:
    mapping = {"Who": "name"} if name.startswith("unknown") else {}
    file = read_import(str(DATA / name), mapping=mapping)
    before = tree(vault)

    states, _ = bring_in(vault, file)
    after = tree(vault)
    again, actions = bring_in(vault, file)

    assert tree(vault) == after
    assert again <= {"unchanged", "unclear"}
    assert actions <= {"unchanged"}
    assert {p: text for p, text in after.items() if p in before} == before
    with open_workspace(Wishes(str(vault), TODAY), Surroundings(str(vault))) as ws:
        assert [p for p in ws.index.problems() if p.severity == "error"] == []
        if "new" in states:
            assert undo(ws).report.refused == ()
    assert tree(vault) == before


def test_of_two_business_cards_the_newer_one_knows_better(vault: Path) -> None:
    bring_in(vault, read_import(str(DATA / "eight-again.csv")))

    text = (vault / "People/三宅 洋.md").read_text()
    assert "title: 課長" in text
    assert "met: 2020-05-26" in text
    assert "- 2023-11-02 meet: 名刺交換\n- 2020-05-26 meet: 名刺交換\n" in text


def test_a_touch_that_was_changed_or_taken_out_does_not_come_in_again(
    vault: Path,
) -> None:
    file = read_import(str(DATA / "friends.md"))
    bring_in(vault, file)
    note = vault / "People/Grace Elm.md"
    text = note.read_text().replace("- 2026-03-02 Tea with", "- 2026-03-03 Cake with")
    note.write_text("\n".join(line for line in text.split("\n") if "note:" not in line))
    mine = note.read_text()

    states, _ = bring_in(vault, file)

    assert states == {"unchanged"}
    assert note.read_text() == mine
