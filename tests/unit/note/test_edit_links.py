from __future__ import annotations

import pytest

from nettrack_md.note.edit import EditRefused
from nettrack_md.note.edit.links import retarget_links
from nettrack_md.note.regions import find_regions, inner_of, render_begin, render_end
from nettrack_md.note.regions.items import fingerprints, parse_own, read_item_line


def to_king(span, typed):
    """Every link to Ada leads to King, wherever she lies."""
    ending = ".md" if typed.endswith(".md") else ""
    return f"Ada King{ending}" if span.target.split("/")[-1] == "Ada" else None


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("[[Ada]]", "[[Ada King]]"),
        ("[[Ada|A]] ![[Ada#Log]]", "[[Ada King|A]] ![[Ada King#Log]]"),
        ("[[ People/Ada ]]", "[[ Ada King ]]"),
        ("[a](Ada.md)", "[a](Ada%20King.md)"),
        ("[a](<Ada.md>)", "[a](<Ada King.md>)"),
        ("| [[Ada\\|A]] |", "| [[Ada King\\|A]] |"),
        ("`[[Ada]]` %%[[Ada]]%% \\[[Ada]]", "`[[Ada]]` %%[[Ada]]%% \\[[Ada]]"),
        ("```\n[[Ada]]\n```\n[[Ada]]", "```\n[[Ada]]\n```\n[[Ada King]]"),
        ("> [[Ada]]\r\n\r\n[[Bo]]", "> [[Ada King]]\r\n\r\n[[Bo]]"),
        ('---\na: "[[Ada]]"\n---\n', '---\na: "[[Ada King]]"\n---\n'),
        ("---\na: ['[[Ada]]', \"[[Bo]]\"] # [[x]]\n---\n",
         "---\na: ['[[Ada King]]', \"[[Bo]]\"] # [[x]]\n---\n"),
        ("---\na: |\n  [[Ada]]\n---\n", "---\na: |\n  [[Ada King]]\n---\n"),
        ("nothing", "nothing"),
        ("[[Bo]]", "[[Bo]]"),
    ],
)  # fmt: skip
def test_links_lead_elsewhere_and_no_other_byte_changes(text, after):
    assert retarget_links(text, to_king) == after


def test_an_apostrophe_is_doubled_in_single_quotes_only():
    text = "---\na: '[[Ada]]'\nb: \"[[Ada]]\"\nc: x [[Ada]]\n---\n"

    after = retarget_links(text, lambda s, t: "O'Hara")

    assert after == "---\na: '[[O''Hara]]'\nb: \"[[O'Hara]]\"\nc: x [[O'Hara]]\n---\n"


@pytest.mark.parametrize(
    "text", ["---\na: x\na: y\n---\n[[Ada]]\n", "---\na: x\n[[Ada]]\n"]
)
def test_a_damaged_note_is_refused(text):
    with pytest.raises(EditRefused):
        retarget_links(text, to_king)


def test_a_line_that_was_rendered_is_known_for_rendered_still():
    shown = "Call [[Ada]].\n- [ ] [[Ada]] silent\n- [ ] [[Bo]] silent\n"
    begin = render_begin("people", {"lang": "en", "own": fingerprints(shown)})
    typed = shown.replace("- [ ] [[Ada]] silent", "- [x] [[Ada]] silent, met [[Ada]]")
    text = f"{begin}\n{typed}{render_end('people')}\n"

    after = retarget_links(text, to_king)

    region = find_regions(after).regions[0]
    own = parse_own(region.attrs["own"])
    lines = inner_of(after, region).split("\n")
    item = read_item_line(lines[1], own)
    assert item is not None
    assert item.known
    assert item.changed
    assert (item.text, item.added) == ("[[Ada King]] silent", ", met [[Ada King]]")
    assert parse_own(fingerprints(lines[0])) <= own


def test_of_a_wikilink_within_a_markdown_target_only_the_inner_one_is_led_elsewhere():
    text = "see [a](<![[x]]b c.md>)\n"

    assert retarget_links(text, lambda *_: "N") == "see [a](<![[N]]b c.md>)\n"
