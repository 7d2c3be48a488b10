from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from nettrack_md.model.rules import DailyNotes, ReadingRules
from tests.reading import RULES, props, read


def kind(lines: str = "", path: str = "Notes/x.md", rules: ReadingRules = RULES) -> str:
    return read(props(lines) if lines else "text\n", path, rules).kind


@pytest.mark.parametrize(
    "lines",
    [
        "type: contact", "type: person", "type: Person", 'type: "[[Person]]"',
        "type: [note, contact]", "tags: [contact]", "tags: person", "tags: [Person]",
        "tags: a, person", "tags: ['#person']", "tags: [person/client]",
        "tags: [type/person]", "prm-tier: 1", "N.GN: Ada",
        'categories: ["[[People]]"]', 'category: "[[Categories/People|People]]"',
        "categories: [[People]]", "tags: [people]\norg: Ledger", "tags: 人脈\nよみ: しお",
    ],
)  # fmt: skip
def test_a_contact_says_so(lines: str) -> None:
    assert kind(lines) == "contact"


@pytest.mark.parametrize(
    "lines",
    [
        "type: note", "type: recipe\ntags: [contact]", "tags: [people]", "tags: 人脈",
        "tags: [people]\norg:", "tags: [people]\ncreated: 2026-01-01", "status: active",
        "tags: [type/place]", "tags: [personal]", 'categories: ["[[Books]]"]',
        "Tags: []", "aliases: [x]",
    ],
)  # fmt: skip
def test_any_other_note_does_not(lines: str) -> None:
    assert kind(lines) == "other"


@pytest.mark.parametrize(
    "path",
    [
        "People/x.md", "a/people/b/x.md", "Contacts/x.md", "人脈/x.md", "仕事/連絡先/x.md",
        "People/Jane Roe/2026 plans.md",
    ],
)  # fmt: skip
def test_a_note_in_a_folder_of_contacts_is_one_even_without_properties(
    path: str,
) -> None:
    assert kind(path=path) == "contact"


def test_a_folder_is_known_however_its_name_is_stored() -> None:
    rules = ReadingRules(contact_folders=("ひとびと",))
    stored = unicodedata.normalize("NFD", "ひとびと/x.md")

    assert kind(path=stored, rules=rules) == "contact"
    assert kind(path="People/x.md", rules=rules) == "other"


@pytest.mark.parametrize(
    "path",
    [
        "People/People.md", "People/Friends/Friends.md", "People/index.md",
        "People/README.md", "People/Readme.md", "People/_template.md",
        "People/map.excalidraw.md", "Peoples/x.md",
    ],
)  # fmt: skip
def test_what_only_lies_among_people_is_nobody(path: str) -> None:
    assert kind(path=path) == "other"


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        ("kanban-plugin: board", "People/x.md"),
        ("excalidraw-plugin: parsed\ntags: [person]", "People/x.md"),
        ("type: person", "People/_template.md"),
        ("tags: [person]", "People/index.md"),
        ("type: person", "People/People.md"),
    ],
)
def test_drawings_boards_and_helpers_are_nobody_whatever_they_say(
    lines: str, path: str
) -> None:
    assert kind(lines, path) == "other"


def test_a_person_with_a_folder_of_her_own_may_say_so() -> None:
    assert kind("type: person", "People/Jane Roe/Jane Roe.md") == "contact"
    assert kind("type: person", "Jane Roe/Jane Roe.md") == "contact"


def test_an_explicit_other_type_wins_over_the_folder() -> None:
    assert kind("type: article", "People/x.md") == "other"
    assert kind("type:", "People/x.md") == "contact"


def test_a_tag_in_the_text_counts() -> None:
    assert read("text #person\n", "Notes/x.md").kind == "contact"
    assert read("text #people\n", "Notes/x.md").kind == "other"
    assert read("---\norg: L\n---\ntext #people\n", "Notes/x.md").kind == "contact"


def test_a_note_named_after_a_day_is_nobody_for_a_tag_in_its_text() -> None:
    assert read("called a #contact\n", "2026-11-20.md").kind == "dated"
    assert read("text\n", "People/Jane/2026-11-20.md").kind == "dated"
    assert kind("type: contact", "2026-11-20.md") == "contact"


def test_a_note_with_broken_properties_is_known_by_its_folder() -> None:
    facts = read("---\norg: [a\n---\ntext\n", "People/Jane Roe.md")

    assert facts.kind == "contact"
    assert facts.contact is not None
    assert facts.contact.name == "Jane Roe"
    assert [problem.code for problem in facts.problems] == ["frontmatter-invalid"]


@pytest.mark.parametrize("wanted", ["meeting", "event", "goal", "profile"])
def test_the_other_kinds_go_by_type(wanted: str) -> None:
    assert kind(f"type: {wanted.title()}", "People/x.md") == wanted


def test_one_note_is_the_profile_by_its_path() -> None:
    assert kind(path="me.md") == "profile"
    assert kind("type: article", "me.md") == "other"
    assert kind(path="Notes/me.md") == "other"


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        ("type: nettrack-review", "Notes/x.md"),
        ("", "Network/Overdue.md"),
        ("", "Network/Reviews/Review 2026-W47.md"),
        ("type: contact", "Network/Overdue.md"),
    ],
)
def test_what_nettrack_rendered_is_rendered(lines: str, path: str) -> None:
    assert kind(lines, path) == "rendered"


def test_only_the_pattern_of_a_week_is_a_review() -> None:
    assert kind(path="Network/Reviews/Review of 2026.md") == "other"
    assert kind(path="Network/Reviews/Review 2026-W47 b.md") == "other"


def test_a_rendered_note_in_japanese_is_known_however_its_path_is_stored() -> None:
    rules = ReadingRules(rendered_patterns=("人脈/ふりかえり ガ {week}.md",))
    stored = unicodedata.normalize("NFD", "人脈/ふりかえり ガ 2026-W47.md")

    assert kind(path=stored, rules=rules) == "rendered"


def test_a_rendered_note_says_nothing() -> None:
    text = """
        ---
        type: nettrack-overdue
        ---
        - [ ] [[Jane Roe]]
        - 2026-11-20 meet: [[Jane Roe]]
        """
    facts = read(text, "2026-11-20.md")

    assert (facts.touches, facts.promises, facts.body) == ((), (), "")


def test_a_dated_note_has_a_day() -> None:
    assert read("x\n", "Daily/2026-11-20.md").on == date(2026, 11, 20)
    assert read(props("date: 2026-11-20"), "Notes/x.md").on == date(2026, 11, 20)
    assert read(props('date: "[[2026-11-20]]"'), "Notes/x.md").kind == "dated"
    assert read("x\n", "Notes/2026-11-20 plans.md").kind == "other"


def test_a_dated_note_follows_the_format_and_folder_of_the_vault() -> None:
    rules = ReadingRules(daily=(DailyNotes("DD-MM-YYYY", "日誌"),))

    assert read("x\n", "日誌/20-11-2026.md", rules).on == date(2026, 11, 20)
    assert read("x\n", "日誌/deep/20-11-2026.md", rules).on == date(2026, 11, 20)
    assert read("x\n", "Notes/20-11-2026.md", rules).kind == "other"
    assert read("x\n", "日誌/2026-11-20.md", rules).kind == "other"


def test_a_daily_format_may_name_folders() -> None:
    rules = ReadingRules(daily=(DailyNotes("YYYY/MM/DD"),))

    assert read("x\n", "Daily/2026/11/20.md", rules).on == date(2026, 11, 20)
    assert read("x\n", "20.md", rules).kind == "other"


def test_the_day_in_the_name_beats_the_property() -> None:
    facts = read(props("date: 2026-11-21"), "2026-11-20.md")

    assert facts.on == date(2026, 11, 20)


def test_a_day_that_does_not_exist_dates_nothing_and_is_a_problem() -> None:
    facts = read(props("a: b\ndate: 2026-02-30"), "Notes/x.md")

    assert (facts.kind, facts.on) == ("other", None)
    assert [(p.code, p.line) for p in facts.problems] == [("bad-date", 3)]


def test_a_date_in_words_of_another_note_is_not_our_business() -> None:
    assert read(props("date: last Friday"), "Notes/x.md").problems == ()


def test_a_contact_with_a_date_is_not_dated() -> None:
    facts = read(props("type: contact\ndate: 2026-11-20"))

    assert (facts.kind, facts.on) == ("contact", None)


@pytest.mark.parametrize(
    ("lines", "path", "on"),
    [
        ("date: 2026-11-20", "Meetings/x.md", date(2026, 11, 20)),
        ("date: 2026-11-20T10:00", "Meetings/2026-01-01 x.md", date(2026, 11, 20)),
        ("", "Meetings/2026-11-20 Kick-off.md", date(2026, 11, 20)),
        ("", "Meetings/2026年11月20日 相談.md", date(2026, 11, 20)),
        ("", "Meetings/Meeting - 2026-11-20 Kick-off.md", date(2026, 11, 20)),
        ("date: soon", "Meetings/2026-11-20.md", date(2026, 11, 20)),
        ("date: soon", "Meetings/Kick-off.md", None),
    ],
)
def test_a_meeting_has_the_day_of_its_property_or_its_name(
    lines: str, path: str, on: date | None
) -> None:
    facts = read(props(f"type: meeting\n{lines}"), path)

    assert facts.on == on
    assert facts.event is not None
    assert facts.event.on == on


def test_the_title_is_the_name_or_the_file_name() -> None:
    assert read("x\n", "Notes/The Long Table.md").title == "The Long Table"
    assert read(props("name: Long"), "Notes/The Long Table.md").title == "Long"
    assert read(props("FN: Jane"), "People/x.md").title == "Jane"


def test_a_title_is_composed_however_the_file_name_is_stored() -> None:
    stored = unicodedata.normalize("NFD", "People/たけがみ みどり.md")

    assert read("x\n", stored).title == "たけがみ みどり"
    assert read("x\n", stored).path == stored


def test_a_note_that_looks_like_a_person_and_is_none_is_named() -> None:
    facts = read(props("x: y\nbirthday: 05-14"), "Jane.md")

    assert [(p.code, p.line, p.severity) for p in facts.problems] == [
        ("not-a-contact", 3, "info")
    ]


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        ("type: article\nbirthday: 05-14", "x.md"),
        ("birthday:", "x.md"),
        ("birthday: 05-14", "_template.md"),
        ("birthday: 05-14", "2026-11-20.md"),
        ("org: Ledger", "x.md"),
    ],
)
def test_these_do_not_look_like_a_person(lines: str, path: str) -> None:
    assert read(props(lines), path).problems == ()
