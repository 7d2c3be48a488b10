"""Inline tags, as Obsidian has them and as a log reads them."""

from __future__ import annotations

import pytest

from nettrack_md.note.tags import find_log_tags, find_tags, read_meanings


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#日本語 x", ("日本語",)),
        ("a #会社/営業部", ("会社/営業部",)),
        ("#2024-goals", ("2024-goals",)),
        ("#🎅", ("🎅",)),
        ("#a.b", ("a",)),
        ("#a #b", ("a", "b")),
        ("#タグ　次", ("タグ",)),
        ("#タグ、次", ("タグ、次",)),
        ("#2024", ()),
        ("＃全角", ()),
        ("foo#bar", ()),
        ("/#x (#x) \\#x", ()),
        ("`#x` %%#y%%", ()),
        ("[[a #b]]", ()),
        ("https://example.org/#x", ()),
    ],
)
def test_a_tag_is_what_obsidian_takes_for_one(text, tags):
    assert find_tags(text) == tags


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("lunch #gave", ("gave",)),
        ("昼食 ＃贈", ("贈",)),
        ("本を贈った#贈。", ("贈",)),
        ("#受、#礼！ありがとう", ("受", "礼")),
        ("(#Asked) #ＧＯＴ", ("asked", "got")),
        ("#gave #gave", ("gave",)),
        ("foo#bar C#gave /#x &#39; `#code`", ()),
        ("[[Note#gave]] https://example.org/a#asked", ()),
        ("#1", ()),
    ],
)
def test_a_log_reads_tags_in_japanese_text_too(text, tags):
    assert find_log_tags(text) == tags


def test_tags_have_a_meaning_by_name_or_by_synonym():
    assert read_meanings(("礼", "work", "gave")) == ("gave", "thanked")
    assert read_meanings(("noreply",)) == ("noreply",)
    assert read_meanings(("work",)) == ()
    assert read_meanings(("merci",), {"thanked": ("Merci",)}) == ("thanked",)
