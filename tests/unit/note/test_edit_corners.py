"""What an edit does at the edges of notes, and exactly where it says no."""

from __future__ import annotations

from datetime import date

import pytest

from nettrack_md.model.rules import LOG_HEADINGS
from nettrack_md.note.edit import (
    EditRefused,
    NewTouch,
    add_to_property,
    amend_touch,
    append_promise,
    append_touch,
    append_touches,
    remove_from_property,
    remove_property,
    remove_touch,
    set_property,
    tick_box,
)
from nettrack_md.note.edit.body import open_body
from nettrack_md.note.edit.events import read_events
from nettrack_md.note.edit.fields import add_field, set_field
from nettrack_md.note.edit.links import retarget_links
from nettrack_md.note.edit.region import append_region
from nettrack_md.note.edit.spans import find_layout
from nettrack_md.note.edit.splices import line_end
from nettrack_md.note.edit.touch_line import Lead, find_lead
from nettrack_md.note.fields import find_fields
from nettrack_md.note.log import read_log
from nettrack_md.note.parse import parse_note
from nettrack_md.note.regions import find_regions, render_begin, render_end
from nettrack_md.note.regions.items import fingerprints
from tests.editing import DAY, KINDS, touched

LATER = date(2026, 11, 25)
CODE = "there the note is code, a comment or a rendered region that is not closed"


def note(header: str) -> str:
    return f"---\n{header}\n---\n\nbody\n"


def refusal(edit, *args, **options) -> tuple[int, str]:
    with pytest.raises(EditRefused) as refused:
        edit(*args, **options)
    return refused.value.line, refused.value.reason


# Properties


@pytest.mark.parametrize(
    ("edit", "before", "wish", "line", "reason"),
    [
        (set_property, "k:\n  - |\n    x", ["b"], 3, "an item of the list is more than one text"),
        (set_property, "k:\n  - [a]", ["b"], 3, "an item of the list is more than one text"),
        (add_to_property, "k:\n  - [a]\n  - b", "c", 2, "an item of the list is more than one text"),
        (add_to_property, "k:\n  -\n    a", "c", 4, "a dash and its value stand on different lines"),
        (set_property, "k:\n  -\n    a", [], 4, "a dash and its value stand on different lines"),
        (remove_from_property, "k: [\n  a, # one\n  b\n]", "a", 2, "a comment stands within the brackets"),
        (add_to_property, "k:\n  b: c", "a", 2, "a map stands there, to be edited by hand"),
        (remove_from_property, "z: 1\nk:\n  b: c", "a", 3, "a map stands there, to be edited by hand"),
        (set_property, "k:\n  b: c", "a", 3, "a map of several lines stands there, to be edited by hand"),
        (set_property, "k:\n  b: c", ["a"], 3, "a map of several lines stands there, to be edited by hand"),
        (add_to_property, "k: one\n  two", "a", 2, "a text over several lines cannot become a list"),
        (add_to_property, "z: 1\nk: |\n  one", "a", 3, "a text over several lines cannot become a list"),
        (set_property, "k:\n  # why\n  old", ["a"], 4, "a comment inside the value would be lost"),
        (set_property, "z: 1\nk: [a, # why\n  b]", "new", 3, "a comment inside the value would be lost"),
    ],
)  # fmt: skip
def test_what_would_cost_more_than_the_value_is_refused(
    edit, before, wish, line, reason
):
    assert refusal(edit, note(before), "k", wish) == (line, reason)


@pytest.mark.parametrize(
    ("before", "line", "reason"),
    [
        ("k:\n  # why\n  a\nz: 1", 2, "a comment inside the value would be lost"),
        ("z: 1\nk:\n  - a\n  # why\n  - b", 3, "a comment inside the value would be lost"),
        ("k: [a,\n  # why\n  b]", 2, "a comment inside the value would be lost"),
    ],
)  # fmt: skip
def test_a_property_is_not_removed_with_a_comment_below_its_key(before, line, reason):
    assert refusal(remove_property, note(before), "k") == (line, reason)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("k: a # why\nz: 1", "z: 1"),
        ("k: [a, b] # why\nz: 1", "z: 1"),
        ("k: # why\n  - a\nz: 1", "z: 1"),
        ("k: |\n  one\n\n# next\nz: 1", "\n# next\nz: 1"),
        ("z: 1\nk:", "z: 1"),
        ("k: {a: b}\nz: 1", "z: 1"),
        ("k:\n  a: b\nz: 1", "z: 1"),
    ],
)
def test_a_property_is_removed_with_its_own_lines(before, after):
    assert remove_property(note(before), "k") == note(after)


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("k: [b]", ["a", "b"], "k: [a, b]"),
        ("k: [b, c]", ["v", "w", "b", "c"], "k: [v, w, b, c]"),
        ("k: [a,  b]", ["a", "b", "c"], "k: [a,  b,  c]"),
        ("k: [a, b, c, d]", ["a", "x", "d"], "k: [a, x, d]"),
        ("k: [a, # why\n  b]", ["a", "b", "c"], "k: [a, # why\n  b, c]"),
        ("k: [a, b, c]", ["c"], "k: [c]"),
        ("k:\n  - a\n  - b\n  - c", ["a", "c"], "k:\n  - a\n  - c"),
        ("k:\n  - b\n  - c", ["v", "w", "b", "c"], "k:\n  - v\n  - w\n  - b\n  - c"),
        ("k:\n  -\n  - b", ["a", "b"], "k:\n  - a\n  - b"),
        ("k:\n  - 'a'\n  - \"b\"", ["it's", "x"], "k:\n  - 'it''s'\n  - \"x\""),
        ("k: {a: b} # why", ["a"], "k: # why\n  - a"),
        ("k: {a: b}", "v", "k: v"),
        ("k: a", [], "k:"),
        ("k: |-\n  one\n  two\n\nz: 1", [], "k:\n\nz: 1"),
        ("k:", [], "k:"),
        ("k: ~", [], "k: ~"),
        ("z:\n  -   x\nk: a", ["b"], "z:\n  -   x\nk:\n  -   b"),
        ("k: |\n  one\n   \nz: 1", "new", "k: new\n   \nz: 1"),
    ],
)
def test_a_value_gives_way_to_another_of_any_form(before, value, after):
    assert set_property(note(before), "k", value) == note(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("k: old", "k:\n  - old\n  - new"),
        ("z: [x]\nk: old # why", "z: [x]\nk:\n  - old # why\n  - new"),
        ("  z: 1\n  k: old", "  z: 1\n  k:\n    - old\n    - new"),
    ],
)
def test_a_text_becomes_the_first_item_of_a_list_of_lines(before, after):
    assert add_to_property(note(before), "k", "new") == note(after)


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("k: [a, b, c, d]", "d", "k: [a, b, c]"),
        ("k: [a, b, a, c, a]", "a", "k: [b, c]"),
        ("k: [ a , b ]", "b", "k: [ a ]"),
        ("k: |\n  a", "a\n", "k:"),
        ("z: 1", "a", "z: 1"),
        ("k: b", "a", "k: b"),
        ("k:", "", "k:"),
        ("k:\n  - [a]\n  - b", "b", "k:\n  - [a]"),
    ],
)
def test_each_item_of_that_text_is_taken_out(before, value, after):
    assert remove_from_property(note(before), "k", value) == note(after)


def test_a_block_text_with_its_indicator_on_a_line_of_its_own_is_left_alone():
    text = "---\nk:\n>-\n  y\n\n---\n"

    assert refusal(set_property, text, "k", "true") == (
        2,
        "the edit would not read back as wished",
    )


def test_properties_without_a_key_are_refused_with_their_line():
    assert refusal(set_property, note("\n~"), "k", "v") == (
        3,
        "the properties are no key: value lines",
    )


@pytest.mark.parametrize(
    ("inner", "line", "reason"),
    [
        ("a: 1\nb: !t x\n", 3, "a type tag (!) stands there"),
        ("a: 1\nb: &x y\n", 3, "an anchor or alias (& or *) stands there"),
        ("a: &x y\nb: *x\n", 2, "an anchor or alias (& or *) stands there"),
        ("a: 1\n...\n", 3, "a mark between YAML documents stands there"),
        ("{a: 1}\n", 2, "the properties are written in { }, as JSON"),
        ("- a\n", 2, "the properties are no key: value lines"),
        ("a: 1\n? b\n: 2\n", 3, "a key is written in the long form (? key)"),
        ("a: 1\nb: [\n", 4, "the properties cannot be taken apart"),
    ],
)
def test_what_no_splice_may_touch_is_found_where_it_stands(inner, line, reason):
    text = f"---\n{inner}---\n"
    assert refusal(find_layout, text, 4, 4 + len(inner)) == (line, reason)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: [x", 8),
        ("a: 'x", 7),
        ("a: @x", 7),
        ("a: 1\n\tb: 2\n  c: 3", 8),
        ('a: "\\UFFFFFFFF"', 7),
    ],
)
def test_what_has_no_events_is_refused_with_its_line(text, line):
    assert refusal(read_events, text, 7) == (
        line,
        "the properties cannot be taken apart",
    )


def test_a_place_behind_the_last_line_end_is_the_end_of_the_text():
    assert line_end("ab", 1) == 2
    assert line_end("a\r\nb", 0) == 1
    assert line_end("a\r\nb", 3) == 4
    assert line_end("\r\n", 1) == 1


# Links


def to_ohara(span, typed):
    return "O'Hara"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("---\nk: '[[Ada]]'\n---\n", "---\nk: '[[O''Hara]]'\n---\n"),
        ("---\nk: ['[[Ada]]', [x, '[[Bo]]']]\n---\n",
         "---\nk: ['[[O''Hara]]', [x, '[[O''Hara]]']]\n---\n"),
        ("---\nk: {a: '[[Ada]]'}\n---\n", "---\nk: {a: '[[O''Hara]]'}\n---\n"),
        ("---\nk:\n  a: '[[Ada]]'\n  b: \"[[Bo]]\"\n---\n",
         "---\nk:\n  a: '[[O''Hara]]'\n  b: \"[[O'Hara]]\"\n---\n"),
        ("---\nk: `[[Ada]]`\n---\n", "---\nk: `[[Ada]]`\n---\n"),
        ("[x](a.md) and [[b]]", "[x](O'Hara) and [[O'Hara]]"),
    ],
)  # fmt: skip
def test_links_within_values_of_any_form_are_led_elsewhere(text, after):
    assert retarget_links(text, to_ohara) == after


@pytest.mark.parametrize(
    "text", ['---\n\nk: "[[Ada]]"\n---\n', "---\n\ne:\n  f: [[Ada]]\n---\n"]
)
def test_a_target_that_the_properties_cannot_hold_is_refused_with_its_line(text):
    def to_quote(span, typed):
        return 'x"y'

    assert refusal(retarget_links, text, to_quote) == (
        3,
        "a link in the properties cannot be changed exactly",
    )


def test_what_stands_in_round_brackets_is_encoded():
    def odd(span, typed):
        return 'a b%c(d)<e>"f\\g'

    assert retarget_links("[x](y)", odd) == "[x](a%20b%25c%28d%29%3Ce%3E%22f%5Cg)"


def test_the_marks_of_rendered_prose_follow_its_links():
    shown = "Call [[Ada]].\nRest.\n"
    begin = render_begin("p", {"own": fingerprints(shown)})
    bare = f"{render_begin('q', {})}\n[[Ada]]\n{render_end('q')}\n"
    text = f"{begin}\n{shown}[[Ada]], by hand\n{render_end('p')}\n{bare}"

    after = retarget_links(text, lambda span, typed: "Bo")

    assert "Call [[Bo]].\nRest.\n[[Bo]], by hand\n" in after
    region = find_regions(after).regions[0]
    assert fingerprints("Call [[Bo]].\n") in region.attrs["own"]
    assert fingerprints("[[Bo]], by hand\n") not in region.attrs["own"]
    assert retarget_links(after, lambda span, typed: None) == after
    by_hand = text.replace("Call [[Ada]]", "Call Ada")
    assert retarget_links(by_hand, lambda span, typed: "Bo") == by_hand.replace(
        "[[Ada]]", "[[Bo]]"
    )


# Logs


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A heading with a day above items with days: behind the item above it.
        ("- 2027-01-01 a\n\n### 2026-01-01 b\n", "- 2027-01-01 a\n+\n\n### 2026-01-01 b\n"),
        ("- 2026-05-03 a\n\ntext\n", "+\n- 2026-05-03 a\n\ntext\n"),
        ("9. 2026-05-03 a\n10. 2026-06-03 b\n", "9. 2026-05-03 a\n10. 2026-06-03 b\n11. 2026-11-20 call: hello\n"),
        ("1. 2026-05-03 a\n", "1. 2026-11-20 call: hello\n1. 2026-05-03 a\n"),
    ],
)  # fmt: skip
def test_a_touch_finds_its_place_among_odd_neighbours(before, after):
    new = touched(f"## Log\n\n{before}")

    assert new == f"## Log\n\n{after.replace('+', '- 2026-11-20 call: hello')}"


def test_a_log_heading_of_the_users_own_words_is_used():
    new = append_touch(
        "text\n",
        NewTouch(DAY, "call", text="x"),
        headings=("Kontakte", "Treffen"),
        language="en",
        kinds=KINDS,
    )

    assert new == "text\n\n## Kontakte\n\n- 2026-11-20 call: x\n"


def test_a_touch_beside_no_list_item_is_an_item_of_its_own():
    body = open_body("## Log\n\n### 2026-05-03 x\n")
    items = read_log(body.parsed.lines, headings=LOG_HEADINGS, kinds=KINDS)

    assert find_lead(body, items[0], after=True) == Lead("- ", "  ", "- ")


@pytest.mark.parametrize(
    ("touch", "line", "reason"),
    [
        (NewTouch(DAY, "nope", text="x"), 1, '"nope" is no kind of touch'),
        (NewTouch(DAY, text="a\u2028b"), 1, "the text of a touch is one line"),
        (NewTouch(DAY, text="x", sub=("a\nb",)), 1, "a line below a touch is one line"),
        (NewTouch(DAY, text="x", sub=("```",)), 3, "the touch would not read back as wished"),
        (NewTouch(DAY, text="x", tags=("a b",)), 1, "the text would be read as something else than a text"),
    ],
)  # fmt: skip
def test_a_touch_that_cannot_be_written_is_refused(touch, line, reason):
    assert refusal(touched, "## Log\n", touch) == (line, reason)


def test_a_touch_where_nothing_is_read_is_refused_with_its_line():
    assert refusal(touched, "```\ncode\n") == (6, CODE)
    assert refusal(append_promise, "a\n```\ncode\n", "x", None) == (5, CODE)


def test_more_goes_to_the_end_of_a_section():
    text = "## Log\n\n### 2026-05-03 a\n\ntext\n\n### 2026-01-09 b\n"

    new = amend_touch(text, 3, ["more", " - deep"])

    assert new == text.replace("text\n", "text\n- more\n - deep\n")
    assert refusal(amend_touch, text, 5, ["x"]) == (
        5,
        "the touch does not stand on that line any more",
    )
    assert refusal(amend_touch, text, 3, ["a\rb"]) == (
        1,
        "a line below a touch is one line",
    )


@pytest.mark.parametrize(
    ("text", "line", "after"),
    [
        ("# J\n\n- 2026-05-03 a\n\n- 2026-01-09 b\n", 3, "# J\n\n- 2026-01-09 b\n"),
        ("- 2026-05-03 a\n\n- 2026-01-09 b\n", 3, "- 2026-05-03 a\n"),
        ("- 2026-05-03 a\n- 2026-01-09 b", 2, "- 2026-05-03 a"),
        ("- 2026-05-03 a\r\n- 2026-01-09 b", 2, "- 2026-05-03 a"),
        ("- 2026-05-03 a\n\n- 2026-01-09 b", 3, "- 2026-05-03 a"),
        ("## Log\n\n- 2026-05-03 a\n", 3, "## Log\n\n"),
        ("# J\n\n### 2026-05-03 a\n\nx\n\n### 2026-01-09 b\n", 3, "# J\n\n### 2026-01-09 b\n"),
        ("- 2026-05-03 a", 1, ""),
        ("- 2026-05-03 a\n\ntext\n", 1, "\ntext\n"),
    ],
)  # fmt: skip
def test_a_touch_goes_with_the_blank_line_that_parts_it(text, line, after):
    was = text.split("\n")[line - 1]

    assert remove_touch(text, line, was) == after


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("- [x] z\n", 1, "the touch does not stand on that line any more"),
        ("text 2026-05-03\n", 1, "the touch does not stand on that line any more"),
        (
            "a\n- 2026-05-03 b\n---\n",  # the line above would become a heading
            2,
            "what stands below the touch is tied to it",
        ),
        (
            "- 2026-05-03 a <!--\n- b -->\n- c\n",
            1,
            "what stands below the touch is tied to it",
        ),
    ],
)
def test_what_is_no_touch_or_ties_others_to_it_stays(text, line, reason):
    was = text.split("\n")[line - 1]

    assert refusal(remove_touch, text, line, was) == (line, reason)


def test_many_touches_that_would_hide_each_other_are_refused():
    touches = [NewTouch(DAY, "call", text="-->%%"), NewTouch(DAY, "call", text="<!--`")]
    text = "<!-- nettrack:end a -->\n- 2026-05-03 b\n[["

    line, reason = refusal(
        append_touches, text, touches, headings=LOG_HEADINGS, language="en", kinds=KINDS
    )

    assert (line, reason) == (2, "the touches would not read back as wished")


# Boxes, fields, regions


@pytest.mark.parametrize(
    ("promise", "due", "line", "reason"),
    [
        ("x 📅 2026-01-01", LATER, 3, "the promise would not read back as wished"),
        ("a\nb", None, 1, "a promise is one line of text"),
        (" \t", None, 1, "a promise is one line of text"),
    ],
)
def test_a_promise_that_would_say_something_else_is_refused(promise, due, line, reason):
    assert refusal(append_promise, "a\n", promise, due) == (line, reason)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- [ ] a", "- [ ] a\n- [ ] x"),
        ("  * [ ] a\n    - b\n- c\n", "  * [ ] a\n    - b\n  * [ ] x\n- c\n"),
        ("- item\n", "- item\n- [ ] x\n"),
        ("text\n", "text\n\n- [ ] x\n"),
        ("text\n## Log\n", "text\n\n- [ ] x\n\n## Log\n"),
        ("- 2026-05-03 a\n", "- [ ] x\n\n- 2026-05-03 a\n"),
        ("---\na: 1\n---\n", "---\na: 1\n---\n\n- [ ] x\n"),
        ("x %% \n", "x %% \n\n- [ ] x\n"),
        ("- [x] a\n\n\n", "- [x] a\n- [ ] x\n\n\n"),
        ("- 2026-05-03 a\n  - [ ] b\n- [ ] c\n", "- 2026-05-03 a\n  - [ ] b\n- [ ] c\n- [ ] x\n"),
    ],
)  # fmt: skip
def test_a_promise_is_written_where_its_like_stand(before, after):
    assert append_promise(before, " x ", None) == after


def test_a_promise_of_ours_and_one_of_theirs_are_told_apart():
    assert append_promise("", "x", LATER) == "- [ ] x 📅 2026-11-25\n"
    assert append_promise("", "x", LATER, theirs=True) == ("- [ ] <- x 📅 2026-11-25\n")
    assert append_promise("", "<- x", None) == "- [ ] <- x\n"


@pytest.mark.parametrize(
    ("text", "line", "said", "box", "reason"),
    [
        ("- [ ] a\n", 2, "a", "x", "no task of that text stands on that line any more"),
        ("- [ ] a\n", 1, "", "x", "no task of that text stands on that line any more"),
        ("- [ ]\n", 1, "", "x", "no task of that text stands on that line any more"),
        ("- [ ] a\n", 1, "a", "", "a box holds one character"),
        ("- [ ] a\n", 1, "a", "\u2028", "a box holds one character"),
    ],
)
def test_a_box_that_is_not_the_one_meant_is_refused(text, line, said, box, reason):
    assert refusal(tick_box, text, line, said, box) == (line, reason)


def test_a_box_is_known_by_its_words_or_by_all_that_is_typed():
    text = "x\r\n\t1) [x]  send it 📅 2026-11-25  \r\n"

    for said in ("send it", "send it 📅 2026-11-25"):
        assert tick_box(text, 2, said, " ") == text.replace("[x]", "[ ]")


def test_an_empty_field_gets_a_blank_before_its_value():
    for text, after in (
        ("Org::\n", "Org:: x\n"),
        ("Org:: \n", "Org:: x \n"),
        ("**Org:**\n", "**Org:** x\n"),
        ("| k | v |\n|---|---|\n", "| k | v |\n|---|---|\n"),
    ):
        for field in find_fields(parse_note("", text).lines):
            assert set_field(text, field, "x") == after
    first = find_fields(parse_note("", "Org::\n").lines)[0]
    assert add_field("Org::\n", first, "x") == "Org::\nOrg:: x\n"


def test_a_field_that_is_not_there_any_more_is_refused():
    first = find_fields(parse_note("", "\nOrg:: a\n").lines)[0]

    for edit in (set_field, add_field):
        assert refusal(edit, "\nother\n", first, "x") == (
            2,
            "the inline field cannot be taken apart",
        )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "+\n\n-\n"),
        ("text", "text\n\n+\n\n-"),
        ("text\n\n\n", "text\n\n+\n\n-\n\n\n"),
        ("text\n\n%% x %%\n", "text\n\n+\n\n-\n\n%% x %%\n"),
        ("%% x %%\n", "+\n\n-\n\n%% x %%\n"),
    ],
)
def test_a_region_is_put_below_all_else_but_trailing_blocks(before, after):
    wish = after.replace("+", render_begin("q", {}))

    new = append_region(before, "q")

    begin, end = render_begin("q", {}), render_end("q")
    assert new == wish.replace("\n-", f"\n{end}")
    assert new.index(begin) < new.index(end)


@pytest.mark.parametrize("text", ["```\n", "%%\nx\n", "<!-- nettrack:begin q -->\n"])
def test_a_region_that_would_not_be_read_is_refused(text):
    assert refusal(append_region, text, "q")[1] == (
        "the marker lines would not be read there"
    )


# What a mutant showed to be untold


TIMED = "- 2026-11-20 09:00 a\n- 2026-11-20 11:00 b\n- 2026-11-21 c\n"


@pytest.mark.parametrize(
    ("time", "above"), [("08:00", "09:00 a"), ("10:00", "11:00 b"), ("12:00", "21 c")]
)
def test_on_the_same_day_the_time_decides(time, above):
    touch = NewTouch(DAY, "call", text="x", time=time)
    falling = "".join(reversed(TIMED.splitlines(keepends=True)))

    rising = touched(f"## Log\n\n{TIMED}", touch).split("\n")
    other = touched(f"## Log\n\n{falling}", touch).split("\n")

    at = next(place for place, line in enumerate(rising) if f" {time} call" in line)
    assert rising[at + 1].endswith(above)
    at = next(place for place, line in enumerate(other) if f" {time} call" in line)
    assert other[at - 1].endswith(above)


def test_the_oldest_touch_of_all_comes_last_where_the_newest_is_first():
    text = "## Log\n\n- 2026-05-03 a\n- 2026-01-09 b\n- 2025-01-09 c\n"
    touch = NewTouch(date(2020, 1, 1), "call", text="x")

    assert touched(text, touch) == f"{text}- 2020-01-01 call: x\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "### 2026-01-03 a\n\ntext\n\n### 2026-05-09 b\n\nmore\n",
            "### 2026-01-03 a\n\ntext\n\n### 2026-05-09 b\n\nmore\n\n+\n\n- s\n",
        ),
        (
            "### 2026-01-03 a\ntext\n### 2026-05-09 b\nmore\n",
            "### 2026-01-03 a\ntext\n### 2026-05-09 b\nmore\n+\n- s\n",
        ),
        (
            "### 2026-05-03 a\n\ntext\n\n### 2026-01-09 b\n",
            "+\n\n- s\n\n### 2026-05-03 a\n\ntext\n\n### 2026-01-09 b\n",
        ),
        (
            "### 2026-12-03 a\ntext\n### 2026-01-09 b\n",
            "### 2026-12-03 a\ntext\n+\n- s\n### 2026-01-09 b\n",
        ),
    ],
)
def test_headings_are_parted_as_the_others_are(before, after):
    touch = NewTouch(DAY, "call", text="hello", sub=("s",))

    assert touched(f"## Log\n\n{before}", touch) == f"## Log\n\n{after}".replace(
        "+", "### 2026-11-20 call: hello"
    )


def test_a_touch_without_a_text_is_its_kind_alone():
    assert touched("## Log\n", NewTouch(DAY, "call")) == "## Log\n\n- 2026-11-20 call\n"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("9. 2026-05-03 a\n", "9. 2026-05-03 a\n   - m\n"),
        ("- [x] 2026-05-03 a\n  more\n", "- [x] 2026-05-03 a\n  more\n  - m\n"),
        ("\u3000- 2026-05-03 a\n\u3000\u3000\u3000- s\n- 2026-01-01 b\n",
         "\u3000- 2026-05-03 a\n\u3000\u3000\u3000- s\n\u3000\u3000\u3000- m\n- 2026-01-01 b\n"),
    ],
)  # fmt: skip
def test_more_is_indented_as_what_stands_there(text, after):
    assert amend_touch(text, 1, ["m"]) == after


@pytest.mark.parametrize("style", ["", "'"])
def test_a_wide_blank_is_text_like_any_other(style):
    assert set_property(note(f"k: {style}a{style}"), "k", "a\u3000b") == note(
        f"k: {style}a\u3000b{style}"
    )


@pytest.mark.parametrize(
    ("edit", "key", "value"),
    [
        (add_to_property, "k", "\ud800"),
        (set_property, "\ud800", "x"),
        (set_property, "k", ["x", "\ud800"]),
        (add_to_property, "\ud800", "x"),
    ],
)
def test_half_a_character_is_refused_wherever_it_stands(edit, key, value):
    assert refusal(edit, note("k: a"), key, value) == (
        1,
        "the value holds half of a character",
    )


@pytest.mark.parametrize(
    "value", ["|\n  # text\n  x", "| # why\n  x", ">-\n  # text", "'a # b\n  c'"]
)
def test_what_looks_like_a_comment_within_a_text_goes_with_it(value):
    assert remove_property(note(f"k: {value}\nz: 1"), "k") == note("z: 1")


def test_folded_texts_cannot_become_lists_either():
    assert refusal(add_to_property, note("z: 1\nk: >-\n  one"), "k", "x") == (
        3,
        "a text over several lines cannot become a list",
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a (Org:: x) b\n", "Org is a field within a line"),
        ("| Key | Value |\n|---|---|\n| Org | x |\n", "Org is a row of a table"),
    ],
)
def test_a_second_value_that_has_no_place_is_refused_by_its_form(text, what):
    (first,) = find_fields(parse_note("", text).lines)

    assert refusal(add_field, text, first, "y") == (
        first.line,
        f"{what}, and a second value has no place there",
    )
