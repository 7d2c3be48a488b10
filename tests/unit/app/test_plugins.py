"""What other plugins wrote stays, byte for byte, under every command that writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nettrack_md.app.changing.capture import LogWishes, log
from nettrack_md.app.changing.properties import set_values, snooze
from nettrack_md.app.changing.renaming import rename
from nettrack_md.errors import NettrackError
from nettrack_md.model.writes import PlannedWrite
from tests.drive import ROOT
from tests.editing import lines_lost, only_inserted
from tests.unit.app.small_vault import OVERDUE, REVIEW, SmallVault, vault

if TYPE_CHECKING:
    from nettrack_md.app.changing.writing import WriteReport

NOTES = {
    path.stem: path.read_bytes().decode()
    for path in sorted((ROOT / "tests/data/plugins").glob("*.md"))
}
PEOPLE = [name for name in NOTES if name != "kanban"]
PERSON = "People/Jo Penn.md"
DECK = "- [ ] send the deck"
ADA = "---\ncadence: monthly\n---\n## Log\n\n- 2026-08-01 call\n"


def with_note(name: str, settings: str = "", path: str = PERSON) -> SmallVault:
    small = vault(settings=settings, Ada_Byron=ADA, Bo_Quiet=ADA)
    small.files.put(path, NOTES[name])
    return small


def written(report: WriteReport, path: str = PERSON) -> str:
    (write,) = (one for one in report.writes if one.path == path)
    assert isinstance(write, PlannedWrite)
    return write.new.decode()


def test_there_is_an_example_of_each() -> None:
    assert {"dataview", "tasks", "kanban", "templater", "quickadd"} <= set(NOTES)


@pytest.mark.parametrize("name", PEOPLE)
def test_a_touch_adds_its_line_and_nothing_else(name: str) -> None:
    ws = with_note(name).open()

    after = written(log(ws, ["Jo Penn"], ["hello"], LogWishes(), dry_run=True).report)

    assert only_inserted(NOTES[name], after)
    assert len(after) - len(NOTES[name]) < 30
    if name == "comments":
        assert after.endswith('%% plugin:settings\r\n{"x": 1}\r\n%%\r\n')


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("words", [["region", "Leeds"], ["likes", "tea", "jazz"]])
def test_a_new_property_adds_its_lines_and_nothing_else(
    name: str, words: list[str]
) -> None:
    ws = with_note(name).open()

    after = written(set_values(ws, ["Jo Penn", *words], dry_run=True).report)

    assert only_inserted(NOTES[name], after)


@pytest.mark.parametrize("name", PEOPLE)
def test_a_changed_property_changes_its_line_and_nothing_else(name: str) -> None:
    ws = with_note(name).open()

    after = written(set_values(ws, ["Jo Penn", "cadence", "6w"], dry_run=True).report)

    assert after == NOTES[name].replace("cadence: monthly", "cadence: 6w")


@pytest.mark.parametrize("name", PEOPLE)
def test_a_snooze_adds_its_line_and_nothing_else(name: str) -> None:
    ws = with_note(name).open()

    after = written(snooze(ws, ["Jo Penn", "2w"], dry_run=True).report)

    assert only_inserted(NOTES[name], after)


def test_an_inline_field_of_dataview_is_changed_in_place() -> None:
    ws = with_note("dataview").open()

    after = written(
        set_values(ws, ["Jo Penn", "birthday", "05-15"], dry_run=True).report
    )

    assert after == NOTES["dataview"].replace("1990-05-14", "05-15")


@pytest.mark.parametrize("name", NOTES)
@pytest.mark.parametrize("path", [PERSON, "2026-11-18.md", "Boards/Plan.md"])
def test_a_rename_changes_links_and_nothing_else(name: str, path: str) -> None:
    small = with_note(name, path=path)

    try:
        report = rename(small.open(), ["Ada Byron"], ["Ada King"], dry_run=True).report
    except NettrackError as refusal:
        pytest.fail(str(refusal))
    found = [one for one in report.writes if one.path == path]

    for write in found:
        assert isinstance(write, PlannedWrite)
        after = write.new.decode()
        assert after.replace("[[Ada King", "[[Ada Byron") == NOTES[name]
        assert not [x for x in lines_lost(NOTES[name], after) if "FROM [[" in x]


def test_a_tick_on_a_promise_changes_its_box_as_tasks_would() -> None:
    small = with_note("tasks")
    small.render()
    line = next(x for x in small.text(REVIEW).split("\n") if x.startswith(DECK))
    small.edit(REVIEW, line, line.replace("[ ]", "[x]", 1))

    small.apply()

    first = NOTES["tasks"].split("\n")[3]
    ticked = first.replace("- [ ]", "- [x]").replace(" ^deck", " ✅ 2026-11-20 ^deck")
    assert small.text(PERSON) == NOTES["tasks"].replace(first, ticked)


@pytest.mark.parametrize("name", PEOPLE)
def test_a_tick_on_a_person_adds_a_line_and_nothing_else(name: str) -> None:
    small = with_note(name)
    small.render()
    small.edit(OVERDUE, "- [ ] [[Jo Penn]]", "- [x] [[Jo Penn]]")

    small.apply()

    assert only_inserted(NOTES[name], small.text(PERSON))


@pytest.mark.parametrize("name", NOTES)
def test_rendering_changes_none_of_them(name: str) -> None:
    small = with_note(name)

    small.render()

    assert small.text(PERSON) == NOTES[name]


@pytest.mark.parametrize("name", NOTES)
def test_the_block_of_the_day_goes_below_all_of_it(name: str) -> None:
    small = with_note(name, '[render]\ndaily = "end"\n', "2026-11-20.md")

    small.render()

    assert only_inserted(NOTES[name], small.text("2026-11-20.md"))
    if name in ("kanban", "comments"):
        assert small.text("2026-11-20.md").rstrip().endswith("%%")


@pytest.mark.parametrize("name", NOTES)
def test_nothing_of_it_is_taken_for_a_touch_of_whom_it_links(name: str) -> None:
    small = with_note(name, path="2026-11-18.md")

    touches = small.open().index.touches("People/Ada Byron.md")

    shown = {touch.line for touch in touches if touch.path == "2026-11-18.md"}
    text = NOTES[name].split("\n")
    hidden = ("FROM", "description", "prompt", "tR +=", "return", "> ", "%%", "- [ ]")
    assert not [text[n - 1] for n in shown if text[n - 1].startswith(hidden)]
