from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest

from nettrack_md.note.edit import (
    EditRefused,
    NewTouch,
    amend_touch,
    append_promise,
    find_task,
    remove_touch,
    tick_box,
)
from tests.editing import DAY, touched

HELLO = NewTouch(DAY, "call", text="hello")


def lines(text: str) -> str:
    return dedent(text).lstrip("\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- 2026-05-03 a\n- 2026-01-09 b\n", "+- 2026-05-03 a\n- 2026-01-09 b\n"),
        (
            "- 2026-01-09 b\n- 2026-05-03 a\n  - x\n",
            "- 2026-01-09 b\n- 2026-05-03 a\n  - x\n+",
        ),
        ("- 2026-05-03 one\n", "+- 2026-05-03 one\n"),
        ("- 2027-01-01 a\n- 2026-01-09 b\n", "- 2027-01-01 a\n+- 2026-01-09 b\n"),
        ("- 2026-11-20 a\n- 2026-11-19 b\n", "+- 2026-11-20 a\n- 2026-11-19 b\n"),
        (
            "- 2026-11-19 b\n- 2026-11-20 a\n- 2026-11-21 c",
            "- 2026-11-19 b\n- 2026-11-20 a\n+- 2026-11-21 c",
        ),
        ("- 2026-05-03 a\n\n- 2026-01-09 b\n", "+\n- 2026-05-03 a\n\n- 2026-01-09 b\n"),
        ("- 2026-01-09 a\n\n- 2026-05-03 b\n", "- 2026-01-09 a\n\n- 2026-05-03 b\n\n+"),
    ],
)
def test_a_touch_goes_to_the_place_of_its_date(before: str, after: str) -> None:
    new = touched(f"## Log\n\n{before}")

    assert (
        new == f"## Log\n\n{after.replace('+', '- 2026-11-20 call: hello' + chr(10))}"
    )


def test_at_the_end_of_a_note_without_a_final_newline_none_is_added() -> None:
    text = "## Log\n\n- 2026-01-09 a\n- 2026-05-03 b"

    assert touched(text) == f"{text}\n- 2026-11-20 call: hello"


@pytest.mark.parametrize(
    ("neighbours", "written"),
    [
        ("* 2026-05-03 a", "* 2026-11-20 call: hello"),
        ("  - 2026-05-03 a", "  - 2026-11-20 call: hello"),
        ("-   2026-05-03 a", "-   2026-11-20 call: hello"),
        ("・2026-05-03 電話: a", "・2026-11-20 電話: hello"),
        ("- 2026-05-03 電話：a", "- 2026-11-20 電話：hello"),
        ("- [[2026-05-03]] a", "- [[2026-11-20]] call: hello"),
        ("- [[Daily/2026-05-03]] a", "- [[Daily/2026-11-20]] call: hello"),
        ("- **2026-05-03** a", "- **2026-11-20** call: hello"),
        ("- [x] 2026-05-03 a", "- [x] 2026-11-20 call: hello"),
        ("- 2026/05/03 a", "- 2026-11-20 call: hello"),
    ],
)
def test_a_touch_is_written_as_its_neighbours_are(
    neighbours: str, written: str
) -> None:
    assert touched(f"## Log\n{neighbours}\n").split("\n")[1] == written


def test_a_log_that_names_kinds_in_japanese_goes_on_in_japanese() -> None:
    text = "## Log\n\n- 2026-05-03 面談: 港\n"

    assert "- 2026-11-20 電話: hello" in touched(text, language="en")
    assert "- 2026-11-20 call: hello" in touched(
        text.replace("面談", "lunch"), language="ja"
    )


@pytest.mark.parametrize(
    ("touch", "written"),
    [
        (NewTouch(DAY, "email", "<-", "rates?"), "2026-11-20 email <- rates?"),
        (NewTouch(DAY, text="tea"), "2026-11-20 tea"),
        (NewTouch(DAY, text="lunch with Ada"), "2026-11-20: lunch with Ada"),
        (NewTouch(DAY, text="10:30 train"), "2026-11-20: 10:30 train"),
        (NewTouch(DAY, "ランチ", text="港"), "2026-11-20 ランチ: 港"),
        (NewTouch(DAY, "missed"), "2026-11-20 missed:"),
        (NewTouch(DAY, "meet", time="09:05", text="x"), "2026-11-20 09:05 meet: x"),
        (
            NewTouch(DAY, text="a #gave", tags=("gave", "asked")),
            "2026-11-20 a #gave #asked",
        ),
    ],
)
def test_what_is_written_reads_as_that_very_touch(
    touch: NewTouch, written: str
) -> None:
    assert touched("## Log\n", touch) == f"## Log\n\n- {written}\n"


def test_lines_below_a_touch_are_indented_as_the_note_does() -> None:
    touch = NewTouch(DAY, text="x", sub=("one", "- two", "  deep", ""))
    new = touched("## Log\n\n- 2026-05-03 a\n\t- more\n", touch)

    assert new.split("\n")[2:6] == [
        "- 2026-11-20 x",
        "\t- one",
        "\t- two",
        "\t  - deep",
    ]


def test_a_log_of_headings_gets_a_heading() -> None:
    text = "## Log\n\n### 2026-05-03 Workshop\n\ntext\n\n### 2026-01-09 Lunch\n\ntext\n"
    new = touched(text, HELLO._replace(sub=("more",)))

    assert new == text.replace(
        "### 2026-05-03", "### 2026-11-20 call: hello\n\n- more\n\n### 2026-05-03"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "## Log\n\n+\n"),
        ("# Jane\n\ntext\n", "# Jane\n\ntext\n\n## Log\n\n+\n"),
        ("# Jane\ntext", "# Jane\ntext\n\n## Log\n+"),
        (
            "text\n\n%% kanban:settings\n{}\n%%\n",
            "text\n\n## Log\n\n+\n\n%% kanban:settings\n{}\n%%\n",
        ),
        ("text\n%%\nx\n%%\n\n%% y %%", "text\n\n## Log\n\n+\n\n%%\nx\n%%\n\n%% y %%"),
        ("## Log\n\n## Later\n", "## Log\n\n+\n\n## Later\n"),
        ("## Log\n\nNewest first.\n", "## Log\n\nNewest first.\n\n+\n"),
        ("## Log\n\n- \n", "## Log\n\n- \n\n+\n"),
        ("---\r\na: 1\r\n---\r\n", "---\r\na: 1\r\n---\r\n\r\n## Log\r\n\r\n+\r\n"),
    ],
)
def test_a_first_touch_opens_the_log(before: str, after: str) -> None:
    assert touched(before) == after.replace("+", "- 2026-11-20 call: hello")


def test_a_japanese_vault_gets_a_japanese_heading() -> None:
    assert touched("", language="ja") == "## 記録\n\n- 2026-11-20 電話: hello\n"


@pytest.mark.parametrize(
    "text", ["```\ncode\n", "%%\nhidden\n", "<!--\n", "<!-- nettrack:begin x -->\n"]
)
def test_where_nothing_would_be_read_nothing_is_written(text: str) -> None:
    with pytest.raises(EditRefused, match="not closed"):
        touched(text)


@pytest.mark.parametrize("text", ["two\nlines", "ends in an id ^x1"])
def test_a_text_that_is_no_text_of_one_touch_is_refused(text: str) -> None:
    with pytest.raises(EditRefused):
        touched("", NewTouch(DAY, text=text))


def test_a_touch_that_would_open_a_comment_over_the_others_is_refused() -> None:
    with pytest.raises(EditRefused, match="read back"):
        touched(
            "- 2026-05-03 a\n- 2026-01-09 b\n\n-->\n", NewTouch(DAY, text="x <!-- y")
        )


def test_more_is_written_below_what_stands_below_a_touch() -> None:
    text = "## Log\n\n- 2026-05-03 a\n    - b\n- 2026-01-09 c\n"

    assert amend_touch(text, 3, ["more"]) == text.replace("- b\n", "- b\n    - more\n")
    assert amend_touch(text, 5, ["more"]) == text + "  - more\n"
    assert amend_touch(text, 5, []) == text
    with pytest.raises(EditRefused):
        amend_touch(text, 2, ["more"])


def test_a_touch_is_taken_out_with_what_stands_below_it() -> None:
    text = "## Log\n\n- 2026-05-03 a\n  - b\n- 2026-01-09 c\n"

    assert remove_touch(text, 3, "- 2026-05-03 a") == "## Log\n\n- 2026-01-09 c\n"
    with pytest.raises(EditRefused, match="any more"):
        remove_touch(text, 3, "- 2026-05-03 other")
    with pytest.raises(EditRefused, match="any more"):
        remove_touch(text, 9, "")


def test_a_tick_needs_the_task_that_is_meant() -> None:
    text = "- [ ] send it 📅 2026-11-25\n```\n- [ ] code\n```\n"

    assert tick_box(text, 1, "send it", "x") == text.replace("[ ] send", "[x] send")
    for line, said in ((1, "sent it"), (3, "code"), (7, "send it"), (0, "send it")):
        with pytest.raises(EditRefused, match="any more"):
            tick_box(text, line, said, "x")
    with pytest.raises(EditRefused, match="one character"):
        tick_box(text, 1, "send it", "xx")


def test_a_box_in_a_rendered_region_can_be_opened_again() -> None:
    text = "<!-- nettrack:begin p -->\n- [x] [[Jane]] is due\n<!-- nettrack:end p -->\n"

    assert tick_box(text, 2, "[[Jane]] is due", " ") == text.replace("[x]", "[ ]")


def test_a_promise_is_found_by_its_text_wherever_it_moved() -> None:
    text = "- [ ] a\n\n- [x] send it ✅ 2026-11-01\n- [ ] send it 📅 2026-11-25\n"

    assert find_task(text, "send it") == (3, 4)
    assert find_task(text, "nothing") == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "+\n"),
        (
            "# J\n\ntext\n\n## Log\n\n- 2026-05-03 a\n",
            "# J\n\ntext\n\n+\n\n## Log\n\n- 2026-05-03 a\n",
        ),
        ("- [ ] a\n  - b\n- [x] c\n", "- [ ] a\n  - b\n+\n- [x] c\n"),
        (
            "# J\n\n- 2026-05-03 a\n  - [ ] b\n",
            "# J\n\n+\n\n- 2026-05-03 a\n  - [ ] b\n",
        ),
        ("text\n\n%%\nx\n%%\n", "text\n\n+\n\n%%\nx\n%%\n"),
    ],
)
def test_a_promise_goes_behind_the_last_open_one_or_above_the_log(
    before: str, after: str
) -> None:
    written = "- [ ] <- send it 📅 2026-11-25"

    assert append_promise(
        before, "send it", date(2026, 11, 25), theirs=True
    ) == after.replace("+", written)
