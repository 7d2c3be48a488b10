"""Many writes side by side are the same writes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nettrack_md.app.changing.history import History
from nettrack_md.app.changing.steps import Change, Creation, Keeping, Move, Step
from nettrack_md.app.changing.together import waves
from nettrack_md.app.changing.undoing import take_back
from nettrack_md.app.changing.writing import carry_out
from nettrack_md.vault.files import DiskFiles


def test_many_steps_go_in_waves_and_what_is_kept_stands_behind_its_note() -> None:
    steps: list[Step] = []
    for number in range(200):
        steps.append(Creation(f"P/{number}.md", "x\n"))
        steps.append(
            Keeping(f".nettrack/sources/{number}.json", b"{}", f"P/{number}.md")
        )
    steps.insert(9, Creation("P/3.md", "again\n"))
    steps.insert(11, Move("P/1.md", "P/one.md", str.upper))

    found = list(waves(steps))

    assert sorted(number for wave in found for number in wave) == list(range(402))
    place = {number: at for at, wave in enumerate(found) for number in wave}
    for number, step in enumerate(steps):
        if isinstance(step, Keeping):
            of = [at for at, one in enumerate(steps[:number]) if one.path == step.of]
            assert all(place[at] < place[number] for at in of)
    assert all(len({steps[n].path for n in wave}) == len(wave) for wave in found)
    assert [11] in found


def test_side_by_side_is_as_one_by_one_and_nothing_is_kept_of_what_is_refused(
    tmp_path: Path,
) -> None:
    def steps() -> list[Step]:
        made: list[Step] = []
        for number in range(40):
            path = f"New/{number}.md"
            made += [
                Creation(path, f"{number}\n"),
                Keeping(f".nettrack/{number}", b"{}", path),
            ]
        return [*made, Change("There.md", lambda text: text + "more\n")]

    trees = []
    for together in (False, True):
        root = tmp_path / str(together)
        (root / "New").mkdir(parents=True)
        (root / "There.md").write_text("there\n")
        (root / "New/7.md").write_text("mine\n")
        (root / "New/8.MD").write_text("a twin\n")
        history = History(DiskFiles(str(tmp_path / f"state {together}")))
        (tmp_path / f"state {together}").mkdir()
        report = carry_out(
            DiskFiles(str(root)), history.begin(("import",), date(2026, 11, 20)), steps(),
            keep_going=True, together=together,
        )  # fmt: skip
        assert len(report.refused) == 2
        trees.append(
            {
                str(p.relative_to(root)): p.read_bytes()
                for p in root.rglob("*")
                if p.is_file()
            }
        )
        assert not (root / ".nettrack/7").exists()
        (entry,) = history.entries()
        assert len(entry.deeds) == len(report.changes) == 77
        assert take_back(DiskFiles(str(root)), history).report.refused == ()
        left = {p.name for p in root.rglob("*") if p.is_file()}
        assert left == {"There.md", "7.md", "8.MD"}
    assert trees[0] == trees[1]


def test_a_run_that_is_interrupted_is_remembered_as_far_as_it_came(
    tmp_path: Path,
) -> None:
    (tmp_path / "v").mkdir()
    (tmp_path / "state").mkdir()
    history = History(DiskFiles(str(tmp_path / "state")))
    steps = [Creation(f"{number:03}.md", "x\n") for number in range(300)]

    def interrupt(count: int, of: int) -> None:
        del of
        if count == 200:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        carry_out(
            DiskFiles(str(tmp_path / "v")), history.begin(("import",), date(2026, 11, 20)),
            steps, together=True, progress=interrupt,
        )  # fmt: skip

    (entry,) = history.entries()
    assert {deed.path for deed in entry.deeds} == {
        path.name for path in (tmp_path / "v").iterdir()
    }
    assert take_back(DiskFiles(str(tmp_path / "v")), history).report.refused == ()
    assert list((tmp_path / "v").iterdir()) == []
