"""Today's people in the daily note: wanted, there, and nothing else touched."""

from __future__ import annotations

from datetime import date

import pytest

from nettrack_md.app.asking import everybody_today
from nettrack_md.app.pages.publish import plan_render
from nettrack_md.note.edit.region import append_region
from nettrack_md.note.parse import parse_note
from tests.editing import only_inserted
from tests.unit.app.small_vault import SmallVault, vault

ADA = "---\ntier: close\n---\n## Log\n\n- 2026-09-01 call: hello\n"
BO = "---\nbirthday: 1990-11-20\n---\n"
DAILY = "2026-11-20.md"
END = '[render]\ndaily = "end"\n'
MARKED = '[render]\ndaily = "marked"\n'


def with_daily(text: str, settings: str = END, path: str = DAILY) -> SmallVault:
    small = vault(settings=settings, Ada=ADA, Bo=BO)
    small.files.put(path, text)
    return small


def test_it_is_off_unless_it_is_wanted() -> None:
    small = with_daily("my day\n", settings="")

    small.render()

    assert small.text(DAILY) == "my day\n"


def test_the_people_of_today_stand_at_the_end_of_the_note() -> None:
    small = with_daily("# Friday\n\nmy day\n")

    small.render()
    text = small.text(DAILY)

    assert text.startswith("# Friday\n\nmy day\n\n<!-- nettrack:begin today")
    assert text.endswith("<!-- nettrack:end today -->\n")
    assert "- [[Bo]] — birthday, turning 36" in text
    assert "- [ ] [[Ada]] — " in text
    assert "**People today**" in text


def test_rendering_twice_changes_nothing() -> None:
    small = with_daily("my day\n")
    small.render()
    once = small.text(DAILY)

    small.render()

    assert small.text(DAILY) == once


def test_a_note_that_is_not_there_is_never_made() -> None:
    small = vault(settings=END, Ada=ADA)

    small.render()

    assert DAILY not in small.files.content


def test_other_days_are_left_alone() -> None:
    small = with_daily("my day\n", path="2026-11-19.md")

    small.render()

    assert small.text("2026-11-19.md") == "my day\n"


def test_where_nobody_is_near_no_region_is_put() -> None:
    small = vault(settings=END)
    small.files.put(DAILY, "my day\n")

    small.render()

    assert small.text(DAILY) == "my day\n"


def test_marked_fills_only_where_the_two_lines_stand() -> None:
    small = with_daily("my day\n", settings=MARKED)
    small.render()
    assert small.text(DAILY) == "my day\n"

    begin, end = "<!-- nettrack:begin today -->", "<!-- nettrack:end today -->"
    small.files.put(DAILY, f"above\n\n{begin}\n{end}\n\nbelow\n")
    small.render()

    text = small.text(DAILY)
    assert text.startswith("above\n\n<!-- nettrack:begin today")
    assert text.endswith("\n\nbelow\n")
    assert "[[Ada]]" in text


@pytest.mark.parametrize(
    ("settings", "path"),
    [
        ('[daily]\nformat = "YYYY年M月D日(ddd)"\nfolder = "日記"\n', "日記/2026年11月20日(金).md"),
        ('[daily]\nformat = "YYYY/MM/YYYY-MM-DD dddd"\n', "2026/11/2026-11-20 Friday.md"),
        ("", "Journal/2026-11-20.md"),
    ],
)  # fmt: skip
def test_the_note_is_found_under_the_name_that_the_vault_gives_days(
    settings: str, path: str
) -> None:
    small = with_daily("my day\n", END + settings, path)

    small.render()

    assert "[[Ada]]" in small.text(path)


def test_it_is_no_evidence_of_anything() -> None:
    small = with_daily("my day\n")
    small.render()

    (ada,) = (
        p for p in everybody_today(small.open()) if p.person.contact.name == "Ada"
    )

    assert ada.person.last is not None
    assert ada.person.last.on == date(2026, 9, 1)


def test_a_tick_there_acts_as_one_in_the_review_does() -> None:
    small = with_daily("my day\n")
    small.render()
    small.edit(DAILY, "- [ ] [[Ada]]", "- [x] [[Ada]]")

    small.apply()
    small.render()

    assert "- 2026-11-20" in small.text("People/Ada.md")
    assert small.text(DAILY).startswith("my day\n\n<!-- nettrack:begin today")
    assert "- [x] [[Ada]] — " in small.text(DAILY)
    again = small.text("People/Ada.md")
    small.apply()
    assert small.text("People/Ada.md") == again


def test_what_was_ticked_late_in_the_evening_acts_the_next_day() -> None:
    small = with_daily("my day\n")
    small.render()
    small.edit(DAILY, "- [ ] [[Ada]]", "- [x] [[Ada]]")
    before = small.text(DAILY)

    small.today = "2026-11-21"
    small.apply()

    assert "- 2026-11-2" in small.text("People/Ada.md")
    assert small.text(DAILY).count("[x] [[Ada]]") == before.count("[x] [[Ada]]")


def test_private_people_are_counted_and_never_named() -> None:
    small = with_daily("my day\n")
    small.files.put("People/Cy.md", ADA.replace("---\n", "---\nprivate: true\n", 1))

    small.render()

    assert "Cy" not in small.text(DAILY)


@pytest.mark.parametrize(
    "text",
    [
        "", "my day", "my day\n", "my day\r\n\r\n", "---\nx: y\n---\n",
        "my day\n\n%% kanban:settings\n```\n{}\n```\n%%\n", "- [ ] a task 📅 2026-11-20\n",
    ],
)  # fmt: skip
def test_every_byte_around_the_region_stays(text: str) -> None:
    after = append_region(text, "today")

    assert only_inserted(text, after)
    lines = [line.text for line in parse_note("", after).lines]
    assert lines == [line.text for line in parse_note("", text).lines]
    if "%%" in text:
        assert after.rstrip().endswith("%%")


@pytest.mark.parametrize("text", ["---\nopen\n", "a\n\n```\ncode\n", "<!-- open\n"])
def test_where_it_would_be_swallowed_it_is_refused_and_said(text: str) -> None:
    small = with_daily(text)

    report = plan_render(small.open())

    assert [p.path for p in report.problems] == [DAILY]
    assert DAILY not in [one.path for one in report.changes]
