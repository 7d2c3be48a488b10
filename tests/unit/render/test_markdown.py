from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nettrack_md.render.markdown import (
    cell,
    display,
    flatten_links,
    inert,
    inert_promise,
    one_line,
    shorten,
    yaml_scalar,
)

#: What can do harm, in pieces, so that they come together in every order.
PIECES = st.sampled_from([
    "[[", "]]", "[", "]", "(", ")", "|", "#", "!", "`", "```", "~~~", "<", ">", "%",
    "<%", "%>", "%%", "<!--", "-->", "<b>", "</b>", "<img src=x>", "$", "$$", "\\",
    "::", ":", "^", "[^1]", "[x]", "- ", "1. ", "* ", "> ", "# ", "=", "-", "a", "名",
    " ", "\n", "\t", "\r", "\u2028", "\u202e", "\x1b", "http://x.example/y.png", "::",
    "due", "#tag", "^id", "dataviewjs", "_", "~", "&lt;", "+", "|", "{{", "}}",
])  # fmt: skip
NASTY = st.lists(PIECES, max_size=12).map("".join)
PAGE = MarkdownIt("commonmark").enable("table")

LIVE = {"html_inline", "html_block", "image", "fence", "code_block", "code_inline"}
BLOCKS = {"heading_open", "hr", "blockquote_open", "table_open"}


def types_of(text: str) -> list[str]:
    found = []
    for token in PAGE.parse(text):
        found.append(token.type)
        found.extend(child.type for child in token.children or ())
    return found


@given(NASTY)
@example("a \\<script>alert(1)</script>")
@example("[[a[[b]]c]]")
@example("%%%")
@example(":::")
@example("-- -")
@example("__ _")
@example("** *")
def test_foreign_text_does_nothing_in_a_list_item(text):
    made = inert(text)
    types = types_of(f"- {made}\n")

    assert not LIVE.intersection(types)
    assert not BLOCKS.intersection(types)
    assert types.count("list_item_open") == 1
    assert "link_open" not in types
    assert "\n" not in made


@given(NASTY)
def test_foreign_text_holds_no_mark_that_a_tool_looks_for(text):
    made = inert(text)

    for mark in ("[[", "![", "<%", "<!--", "%%", "```", "::", "](", "[^"):
        assert mark not in made
    assert not re.search(r"(?:^|\s)#[^\s#]", made)
    assert not re.match(r"\[.\]", made)
    assert made.isprintable()


@given(st.text(alphabet=st.characters(categories=["L", "Nd", "Zs"]), max_size=40))
def test_plain_words_stay_as_they_are(text):
    line = one_line(text)

    assert inert(line) == line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("sent [[People/田中|Ken]] the deck", "sent Ken the deck"),
        ("ask [[People/田中 健#Log]]", "ask 田中 健"),
        ("see ![[photo.png]] and [the post](https://x.example/a_(b))", "see photo.png and the post"),
        ("an ![alt](http://x.example/y.png)", "an alt"),
        ("C# and 3 < 4, a - b, 50 %, me & you <3", "C# and 3 < 4, a - b, 50 %, me & you <3"),
        ("#work first", "\\#work first"),
        ("- [ ] a task", "\\- [ ] a task"),
        ("[x] a task", "\\[x] a task"),
        ("2. second", "2\\. second"),
        ("2026-11-20 lunch ^x1", "2026-11-20 lunch"),
        ("two\nlines\tand\x1b[31m more", "two lines and [31m more"),
        ("a | b", "a | b"),
        ("tier:: inner", "tier:\\: inner"),
    ],
)  # fmt: skip
def test_what_becomes_of_text(text, shown):
    assert inert(text) == shown


def test_the_inline_fields_of_a_promise_stay_as_typed():
    assert inert_promise("send it (due:: soon)") == "send it (due:: soon)"


@given(NASTY)
def test_a_name_inside_a_link_does_not_end_it(name):
    shown = display(f"x{name}")

    assert not re.search(r"[\[\]|`<>\\\n]", shown)


def test_links_become_their_words():
    assert flatten_links("[[a/b.md]] [[#here]] [[x|]]") == "b here x"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("short", 10, "short"),
        ("a longer line of words", 12, "a longer…"),
        ("一続きの長い文章です", 6, "一続きの長…"),
        ("ends here, and goes on", 12, "ends here…"),
    ],
)
def test_long_text_is_cut_where_a_word_ends(text, limit, short):
    assert shorten(text, limit) == short
    assert len(short) <= limit


def test_bars_in_a_table_are_escaped_once():
    assert cell("a | b \\| c") == "a \\| b \\| c"


@given(st.one_of(NASTY, st.text(max_size=20)))
@example("no")
@example("2026-02-30")
@example("0901234567")
@example("1e3")
@example("12:30:00")
@example("=")
@example("名前: 田中")
def test_a_yaml_value_is_read_back_as_the_text(text):
    line = one_line(text)
    found = yaml.safe_load(f"key: {yaml_scalar(text)}\n")["key"]

    assert str(found) == line


def test_a_day_stands_bare_in_yaml_and_a_day_that_is_none_is_quoted():
    assert yaml_scalar("2026-11-20") == "2026-11-20"
    assert yaml_scalar("2026-02-30") == '"2026-02-30"'
    assert yaml_scalar("山田 太郎") == "山田 太郎"
