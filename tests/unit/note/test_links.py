"""Links as Obsidian reads them (the tables are observations of the running app)."""

from __future__ import annotations

import unicodedata

import pytest

from nettrack_md.model.records import Link
from nettrack_md.note.links import find_links, find_spans, hide


def targets(text: str) -> list[str]:
    return [link.target for link in find_links(text, 1)]


@pytest.mark.parametrize(
    ("text", "target", "display"),
    [
        ("[[Jane Doe]]", "Jane Doe", ""),
        ("[[Jane Doe|Jane]]", "Jane Doe", "Jane"),
        ("[[ Jane Doe | Jane ]]", "Jane Doe", "Jane"),
        ("[[a#h|x]]", "a", "x"),
        ("[[a#h#i]]", "a", ""),
        ("[[a#^block]]", "a", ""),
        ("[[a|b|c]]", "a", "b|c"),
        ("[[a|b#c]]", "a", "b#c"),
        ("[[x.md]]", "x", ""),
        ("[[Ext.MD#h]]", "Ext", ""),
        ("[[a.pdf]]", "a.pdf", ""),
        ("[[pa#th/x]]", "pa", ""),
        ("[[People/Jane]]", "People/Jane", ""),
        ("[[Sq]uare]]", "Sq]uare", ""),
        ("[[Nested [[Inner]] x]]", "Inner", ""),
        ("[[[a]]]", "a", ""),
        ("[[https://example.org/x]]", "https://example.org/x", ""),
        ("| a | [[Jane\\|J]] |", "Jane", "J"),
        ("# not here but [[here]]", "here", ""),
    ],
)
def test_a_wikilink_has_a_target_and_a_display_part(text, target, display):
    assert find_links(text, 7) == (Link(target, display, 7),)


@pytest.mark.parametrize(
    "text",
    ["[[]]", "[[ ]]", "[[#heading]]", "[[#h#s||x]]", "[[a\nb]]", "[[a]", "[a]]", "\\[[a]]",
     "[[|]]", "![[a]]", "`[[a]]`", "``[[a]] ` b``", "%%[[a]]%%", "<!-- [[a]] -->"],
)  # fmt: skip
def test_some_brackets_are_no_link(text):
    assert targets(text) == []


@pytest.mark.parametrize(
    ("text", "target", "display"),
    [
        ("[x](Three%20laws.md)", "Three laws", "x"),
        ("[x](<Three laws.md>)", "Three laws", "x"),
        ("[x](Sub/Note)", "Sub/Note", "x"),
        ("[x](Note.md#part)", "Note", "x"),
        ('[x](Note.md "title")', "Note", "x"),
        ("[x](a%23b.md)", "a#b", "x"),
        ("[x](RedShift:%20Light.md)", "RedShift: Light", "x"),
        ("[a [b] c](Note.md)", "Note", "a [b] c"),
        ("[x](Note_(old).md)", "Note_(old)", "x"),
        ("[葵](%E6%B1%9F%E6%9C%AC.md)", "江本", "葵"),
        ("[x](100%.md)", "100%", "x"),
        ("[](Note.md)", "Note", ""),
    ],
)
def test_a_markdown_link_is_decoded(text, target, display):
    assert find_links(text, 1) == (Link(target, display, 1),)


@pytest.mark.parametrize(
    "text",
    ["[x](https://example.org)", "[x](mailto:a@example.org)", "[x](obsidian://open?v=a)",
     "[x](#part)", "[x]()", "[x](My Note.md)", "![x](a.md)", "`[x](a.md)`", "\\[x](a.md)",
     "[x](tel:+8190)", "[x] (a.md)"],
)  # fmt: skip
def test_some_markdown_leads_to_no_note(text):
    assert targets(text) == []


def test_several_links_come_in_their_order():
    assert targets("[a](A.md) and [[B]] ![[E]] with [c](C.md), `[[D]]`, [[F|f]]") == [
        "A", "B", "C", "F",
    ]  # fmt: skip


def test_targets_are_composed():
    decomposed = unicodedata.normalize("NFD", "がくと")
    assert targets(f"[[{decomposed}]]") == ["がくと"]


def test_an_unpaired_backtick_hides_nothing():
    assert targets("it`s [[a]] and `` [[b]]") == ["a", "b"]
    assert targets("\\`[[a]]\\`") == ["a"]


def test_hiding_keeps_every_other_character_in_its_place():
    text = "a `b` %%c%% <!-- d --> e"
    assert hide(text) == "a     " + " " * 16 + " e"
    assert len(hide(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    ["see [[ People/Jane.md#x | J ]] now", "see [J](People/Jane.md#x) now",
     "see ![[People/Jane.md]] now"],
)  # fmt: skip
def test_a_span_tells_what_a_rename_has_to_replace(text):
    (span,) = find_spans(text)
    assert text[span.target_start : span.target_end] == "People/Jane.md"
    assert text[: span.start] == "see "
    assert text[span.end :] == " now"
    assert span.embed == ("!" in text)


@pytest.mark.parametrize(
    "piece", ["[[a", "[", "![", "`", "``` ", "<!--", "%%", "[x](", "[[a]b"]
)
def test_a_hostile_line_is_read_to_its_end(piece):
    # In quadratic time this would take minutes.
    assert targets(piece * 100_000 + "[[end]]") == ["end"]


def test_a_markdown_link_does_not_reach_over_a_wikilink():
    (span,) = find_spans("see [a](<![[x]]b c.md>)")

    assert (span.target, span.embed) == ("x", True)
