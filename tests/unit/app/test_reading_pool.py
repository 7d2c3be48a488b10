"""Workers read what the command itself would read."""

from __future__ import annotations

import multiprocessing
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from nettrack_md.app.leveling import workers
from nettrack_md.app.leveling.refresh import RefreshReport, refresh
from nettrack_md.app.leveling.workers import Workers
from nettrack_md.index.store import Index, open_index
from nettrack_md.model.rules import ReadingRules
from nettrack_md.vault.files import DiskFiles

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = Path(__file__).parents[3] / "sample_vault"
TODAY = date(2026, 11, 20)
RULES = ReadingRules()
NEVER = 10**9


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "vault"))


@pytest.fixture(params=["fork", "spawn"])
def two_workers(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Two workers, whatever this machine has, started in each of both ways."""
    monkeypatch.setattr(workers, "cores", lambda: 2)
    before = multiprocessing.get_start_method(allow_none=True)
    multiprocessing.set_start_method(request.param, force=True)
    yield
    multiprocessing.set_start_method(before, force=True)


def read(index: Index, vault: Path, *, many: int) -> RefreshReport:
    files = DiskFiles(str(vault))
    return refresh(
        files, index, files.walk(), RULES, now_ns=10**18, accept_loss=True,
        workers=Workers(str(vault), RULES, many),
    )  # fmt: skip


def everything(index: Index) -> dict[str, Any]:
    paths = sorted(index.paths())
    return {
        "digests": {path: index.digest(path) for path in paths},
        "people": list(index.people(TODAY)),
        "then": list(index.people(date(2025, 6, 1))),
        "late": list(index.people(TODAY, due_before=TODAY)),
        "touches": {path: index.touches(path) for path in paths},
        "promises": index.promises(open_only=False),
        "introductions": index.introductions(),
        "shares": index.shares(),
        "introducers": index.introducers(),
        "goals": index.goals(),
        "events": index.events(date.min, date.max),
        "profile": index.profile(),
        "names": list(index.names()),
        "links": list(index.links_to_check()),
        "problems": sorted(index.problems()),
        "found": sorted(index.search("a")),
        "counts": index.counts(),
    }


@pytest.mark.usefixtures("two_workers")
def test_an_index_that_workers_made_equals_one_made_without(vault: Path) -> None:
    (vault / "People" / "Broken.md").write_bytes(b"---\ntier: \xff\n---\n")
    alone, pooled = (open_index(None, fingerprint="pool") for _ in range(2))

    assert read(pooled, vault, many=1) == read(alone, vault, many=NEVER)
    assert everything(pooled) == everything(alone)

    changed = sorted(vault.rglob("*.md"))[::3]
    for note in changed[1:]:
        text = note.read_text("utf-8", "replace")
        note.write_text(f"{text}\n- 2026-11-19 call: more words\n", "utf-8")
    changed[0].unlink()
    (vault / "People" / "Broken.md").write_bytes(b"---\ntier: [\n---\n")

    assert read(pooled, vault, many=1) == read(alone, vault, many=NEVER)
    assert everything(pooled) == everything(alone)
    alone.close()
    pooled.close()


@pytest.mark.usefixtures("two_workers")
def test_notes_with_the_bytes_that_are_known_count_as_unchanged(vault: Path) -> None:
    index = open_index(None, fingerprint="pool")
    read(index, vault, many=NEVER)
    before = everything(index)
    for note in vault.rglob("*.md"):
        note.write_bytes(note.read_bytes())

    report = read(index, vault, many=1)

    assert report.changed == 0
    assert report.unchanged == report.notes
    assert everything(index) == before
    index.close()
