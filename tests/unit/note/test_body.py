"""Which lines of a body live, and what each is."""

from __future__ import annotations

import pytest

from nettrack_md.note.body import read_lines


def roles(body: str) -> list[tuple[str, str]]:
    return [(line.role, line.text) for line in read_lines(body).lines]


def texts(body: str) -> list[str]:
    return [line.text for line in read_lines(body).lines]


def test_every_line_has_its_role_and_its_text():
    body = "# Title\n- item\n* other\n+ third\n1. one\n2) two\n- [x] done\nplain\n"
    assert roles(body) == [
        ("heading", "Title"),
        ("item", "item"),
        ("item", "other"),
        ("item", "third"),
        ("item", "one"),
        ("item", "two"),
        ("task", "done"),
        ("plain", "plain"),
    ]


def test_lines_are_counted_from_the_first_line_of_the_body():
    lines = read_lines("\n- a\r\n\r\nb", 5).lines
    assert [(line.line, line.text) for line in lines] == [(6, "a"), (8, "b")]


@pytest.mark.parametrize("box", [" ", "x", "X", "-", ">", "/", "?", "済"])
def test_a_box_holds_any_single_character(box):
    (line,) = read_lines(f"- [{box}] call").lines
    assert (line.role, line.box, line.text) == ("task", box, "call")


@pytest.mark.parametrize("line", ["- [x](note.md)", "- [] a", "- [xy] a", "- [[J]] a"])
def test_what_only_looks_like_a_box_is_text(line):
    assert roles(line) == [("item", line[2:])]


@pytest.mark.parametrize(
    ("line", "text"),
    [("・2026-11-20 電話", "2026-11-20 電話"), ("･ a", "a"), ("　・全角", "全角")],
)
def test_the_japanese_bullet_needs_no_blank(line, text):
    assert roles(line) == [("item", text)]


@pytest.mark.parametrize("line", ["-text", "2026-11-20 a", "2026.11.20 a", "#tag a"])
def test_a_mark_without_a_blank_is_plain_text(line):
    assert roles(line) == [("plain", line)]


def test_indentation_is_counted_in_columns():
    body = "- a\n  - b\n\t- c\n  \t- d\n　- e"
    assert [line.indent for line in read_lines(body).lines] == [0, 2, 4, 4, 2]


def test_headings_have_levels_and_lose_their_closing_marks():
    lines = read_lines("## Log ##\n#\n### C#\nBig\n===\nSmall\n---\n").lines
    assert [(line.level, line.text) for line in lines] == [
        (2, "Log"),
        (1, ""),
        (3, "C#"),
        (1, "Big"),
        (2, "Small"),
    ]


def test_rules_and_empty_items_are_left_out():
    assert texts("a\n\n---\n***\n- - -\n-\n- [ ]\n\nb") == ["a", "b"]


@pytest.mark.parametrize(
    "code",
    [
        "```\n- 2026-11-20 a\n```",
        "~~~ python\nx\n~~~~",
        "````\n```\nx\n````",
        "```dataview\nLIST\n```",
        "- ```js\n  x\n  ```",
        "  ```\nx\n  ```",
    ],
)
def test_fenced_code_is_left_out(code):
    assert texts(f"before\n{code}\nafter") == ["before", "after"]


def test_an_unclosed_fence_reaches_to_the_end():
    assert texts("before\n```\nx\n\n# y") == ["before"]


def test_an_unclosed_fence_in_a_list_ends_with_its_item():
    assert texts("- ```\n  x\n\n- y") == ["y"]


def test_three_backticks_within_a_line_open_nothing():
    assert texts("```x``` and\nmore") == ["```x``` and", "more"]


def test_indented_code_is_left_out_but_not_deep_items_and_paragraphs():
    assert texts("a\n\n    code\n\n\tcode\nb\n    goes on") == ["a", "b", "goes on"]
    assert texts("- a\n\n    of a\n        deep\n") == ["a", "of a", "deep"]
    assert texts("# h\n    code\nx") == ["h", "x"]


@pytest.mark.parametrize(
    "comment",
    [
        "%%\n[[A]]\n%%",
        "%% one line %%",
        "<!-- one -->",
        "<!--\na\n\nb\n-->",
        "%% a\nb %%",
    ],
)
def test_block_comments_are_left_out(comment):
    assert texts(f"before\n{comment}\nafter") == ["before", "after"]


def test_an_unclosed_comment_block_reaches_to_the_end():
    assert texts("a\n%% kanban\n- [ ] x") == ["a"]
    assert texts("a\n<!-- x\n- [ ] x") == ["a"]


def test_percent_signs_and_dollars_within_text_hide_nothing():
    assert texts("grew 50%% this year\nb\n$$ for Ann\nc") == [
        "grew 50%% this year",
        "b",
        "$$ for Ann",
        "c",
    ]


def test_inline_comments_stay_in_the_text_of_their_line():
    assert texts("a %% b %% c\nd <!-- e --> f") == ["a %% b %% c", "d <!-- e --> f"]


def test_a_comment_that_begins_within_a_line_hides_up_to_its_end():
    assert texts("a <!-- b\nc\nd --> e\nf") == ["a", "e", "f"]


def test_math_blocks_are_left_out():
    assert texts("a\n$$\nx = y\n$$\n$$x$$\nb $$z$$") == ["a", "b $$z$$"]


def test_what_opens_first_hides_what_opens_within():
    assert texts("```\n%%\n```\na\n%%\n```\n%%\nb") == ["a", "b"]


def test_quotes_and_callouts_are_left_out_with_the_text_that_goes_on():
    body = "a\n> [!note] Title\n> - [ ] x\nstill quoted\n\nb\n> c\n- d\n- > e"
    assert texts(body) == ["a", "b", "d"]


def test_rendered_regions_are_left_out_and_named():
    body = "a\n<!-- nettrack:begin people lang=en -->\n- [ ] [[X]]\n<!-- nettrack:end people -->\nb"
    found = read_lines(body)
    assert ([line.text for line in found.lines], found.regions) == (
        ["a", "b"],
        ("people",),
    )


def test_a_fence_that_is_open_in_a_region_hides_nothing_behind_it():
    body = "<!-- nettrack:begin p -->\n```\n<!-- nettrack:end p -->\nb"
    assert texts(body) == ["b"]


def test_a_lost_end_marker_hides_up_to_the_next_marker_and_is_told():
    body = "<!-- nettrack:begin a -->\nx\n<!-- nettrack:begin b -->\ny\n<!-- nettrack:end b -->\nz"
    found = read_lines(body, 10)
    assert [line.text for line in found.lines] == ["z"]
    assert [(f.code, f.line) for f in found.faults] == [("marker-lost", 10)]
    assert found.regions == ("a", "b")


def test_conflict_markers_are_told_with_their_line():
    body = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n"
    assert [(f.code, f.line) for f in read_lines(body, 4).faults] == [
        ("conflict-markers", 5)
    ]


@pytest.mark.parametrize(
    "body",
    ["<<<<<<< HEAD\nb\n", "```\n<<<<<<< a\n=======\n>>>>>>> b\n```", "a <<<<<<< b"],
)
def test_other_arrows_are_no_conflict(body):
    assert read_lines(body).faults == ()


def test_separators_that_are_no_line_ends_do_not_shift_the_count():
    lines = read_lines("a\u2028b\x0cc\n- d").lines
    assert [(line.line, line.role) for line in lines] == [(1, "plain"), (2, "item")]


@pytest.mark.parametrize(
    "opening", ["- ```a\n", "a <!--\n", "` <!--\n", "$$ a\n", "<<<<<<< a\n", "a %% \n"]
)
def test_a_hostile_body_is_read_to_its_end(opening):
    # In quadratic time this would take minutes.
    assert texts(opening * 20_000 + "last")[-1] == "last"
