"""Fields in the text of a note: read, and changed in place."""

from __future__ import annotations

import pytest

from nettrack_md.note.edit import EditRefused
from nettrack_md.note.edit.fields import add_field, set_field
from nettrack_md.note.fields import InlineField, find_fields, may_hold_fields
from nettrack_md.note.parse import parse_note


def fields(text: str) -> tuple[InlineField, ...]:
    return find_fields(parse_note("x.md", text).lines)


def pairs(text: str) -> list[tuple[str, str]]:
    return [(field.key, field.text) for field in fields(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Birthday:: 1990-05-14", ("Birthday", "1990-05-14")),
        ("birthday::1990-05-14", ("birthday", "1990-05-14")),
        ("- **Birthday**:: 1990-05-14", ("Birthday", "1990-05-14")),
        ("**Role:** engineer", ("Role", "engineer")),
        ("- **役職：** 部長", ("役職", "部長")),
        ("誕生日:: 5月14日", ("誕生日", "5月14日")),
        ("She has [birthday:: 1990-05-14].", ("birthday", "1990-05-14")),
        ("She has (birthday:: 1990-05-14).", ("birthday", "1990-05-14")),
        ("up [introduced_by:: [[Ada]]] there", ("introduced_by", "[[Ada]]")),
        ("Org:: Ledger ^block", ("Org", "Ledger")),
        ("Org::", ("Org", "")),
    ],
)
def test_a_field_is_read(text: str, expected: tuple[str, str]) -> None:
    assert pairs(f"{text}\n") == [expected]
    assert may_hold_fields(text)


@pytest.mark.parametrize(
    "text",
    [
        "`birthday:: 1990`", "```\nbirthday:: 1990\n```", "> birthday:: 1990",
        "%% birthday:: 1990 %%", "# birthday:: 1990", "- [ ] call [due:: 2026-01-01]",
        "a std::vector of things", "see [[a::b]]", "at 10:30: a talk", "plain text",
    ],
)  # fmt: skip
def test_what_is_code_quoted_or_a_task_is_no_field(text: str) -> None:
    found = [key for key, _ in pairs(f"{text}\n")]

    assert not {"birthday", "due"} & set(found)


def test_a_table_of_two_columns_holds_fields() -> None:
    table = "| Field | Value |\n|---|:--|\n| **Role** | CTO |\n| Phone | |\n"

    assert pairs(table) == [("Role", "CTO"), ("Phone", "")]
    assert pairs(table.replace("Field", "").replace("Value", "")) == pairs(table)
    assert pairs("| Name | Ada |\n|---|---|\n| Org | X |\n") == [
        ("Name", "Ada"), ("Org", "X"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "table",
    [
        "| Channel | Works |\n|---|---|\n| Email | no |\n",
        "| Key | Value | More |\n|---|---|---|\n| Role | CTO | x |\n",
        "| Key | Value |\n| Role | CTO |\n",
        "| Key | Value |\n",
    ],
)
def test_other_tables_hold_none(table: str) -> None:
    assert pairs(table) == []


NOTE = (
    "\ufeff---\ntier: close\n---\r\n# Ada\r\nBirthday:: 1990-05-14  \r\n"
    "She is (org:: Ledger) now. ^id\r\n\n| Key | Value |\n|---|---|\n"
    "| Role |   CTO |\n| Phone | |\n\n- Likes:: tea\n**Region:** Kyoto\nend"
)


@pytest.mark.parametrize(
    ("key", "value", "old", "new"),
    [
        ("Birthday", "05-15", ":: 1990-05-14  \r", ":: 05-15  \r"),
        ("org", "Bee", "(org:: Ledger)", "(org:: Bee)"),
        ("Role", "a|b", "|   CTO |", "|   a\\|b |"),
        ("Phone", "+81 90", "| Phone | |", "| Phone | +81 90 |"),
        ("Likes", "[[Jam]]", "- Likes:: tea", "- Likes:: [[Jam]]"),
        ("Region", "", "**Region:** Kyoto", "**Region:** "),
    ],
)
def test_setting_a_field_changes_its_value_and_no_other_byte(
    key: str, value: str, old: str, new: str
) -> None:
    field = next(each for each in fields(NOTE) if each.key == key)

    after = set_field(NOTE, field, value)

    assert after == NOTE.replace(old, new)
    assert (key, value) in pairs(after)
    assert set_field(NOTE, field, field.text) == NOTE


def test_a_second_value_gets_a_line_of_its_own() -> None:
    field = next(each for each in fields(NOTE) if each.key == "Likes")

    after = add_field(NOTE, field, "jazz")

    assert after == NOTE.replace("- Likes:: tea\n", "- Likes:: tea\n- Likes:: jazz\n")


@pytest.mark.parametrize(("key", "value"), [("org", "a) b"), ("Likes", "a\n# b")])
def test_a_value_that_would_read_otherwise_is_refused(key: str, value: str) -> None:
    field = next(each for each in fields(NOTE) if each.key == key)

    with pytest.raises(EditRefused):
        set_field(NOTE, field, value)


@pytest.mark.parametrize("key", ["org", "Role"])
def test_a_second_value_within_a_line_or_a_table_is_refused(key: str) -> None:
    field = next(each for each in fields(NOTE) if each.key == key)

    with pytest.raises(EditRefused, match="a second value"):
        add_field(NOTE, field, "x")


@pytest.mark.parametrize(
    "piece", ["[a:: ", "(a:: ", "[[", "|", "| a | b |\n", "a::", "**a:** "]
)
def test_a_hostile_line_is_read_in_time(piece: str) -> None:
    # Ten thousand times as long takes ten thousand times as long, not its square.
    text = piece * 40_000

    assert len(pairs(f"{text}\n")) <= 40_000


def test_brackets_may_be_nested_and_escaped() -> None:
    assert pairs("x [up:: [[Home]] (a) \\] b] [k:: v\n") == [
        ("up", "[[Home]] (a) \\] b"),
    ]  # fmt: skip
    assert pairs("(a:: (b) c) and [k:: v]\n") == [("a", "(b) c"), ("k", "v")]
