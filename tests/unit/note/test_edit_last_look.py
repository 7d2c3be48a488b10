"""The last look of every edit: a result that is not what was wished is refused.

No edit that we know of comes so far, which is the point of looking; so what looks is
asked about results that are wrong in each of the ways there are.
"""

from __future__ import annotations

import pytest

from nettrack_md.note.edit import EditRefused, boxes, fields, header, log, properties
from nettrack_md.note.edit.body import insert, open_body, verify_inserted
from nettrack_md.note.fields import find_fields
from nettrack_md.note.frontmatter import read_frontmatter, split_note
from nettrack_md.note.parse import parse_note

NOTE = "---\na: 1\nk: [x, y]\nz: 2\n---\n\n- [ ] task\n\ntext\n"


def refusal(look, *args) -> tuple[int, str]:
    with pytest.raises(EditRefused) as refused:
        look(*args)
    return refused.value.line, refused.value.reason


@pytest.mark.parametrize(
    "wrong",
    [
        NOTE.replace("[x, y]", "other"),
        NOTE.replace("k: [x, y]\n", ""),
        NOTE.replace("a: 1", "a: 3").replace("[x, y]", "new"),
        NOTE.replace("a: 1\n", "").replace("[x, y]", "new"),
        NOTE.replace("k: [x, y]\n", "").replace("z: 2\n", "z: 2\nk: new\n"),
        NOTE.replace("[x, y]", "new\nk: new"),
        NOTE.replace("[x, y]", "new").replace("text", "texts"),
        "\ufeff" + NOTE.replace("[x, y]", "new"),
        NOTE.replace("[x, y]", "new").replace("\n---\n\n", "\n\n\n"),
        NOTE.replace("[x, y]", "new\nnonsense"),
        "",
    ],
)
def test_a_property_that_does_not_read_as_wished_or_another_that_moved(wrong):
    before = header.open_header(NOTE)

    assert refusal(properties._verified, before, wrong, "k", "new") == (
        3,
        "the edit would not read back as wished",
    )


def test_the_very_result_that_was_wished_is_given_back():
    before = header.open_header(NOTE)
    good = NOTE.replace("[x, y]", "new")
    gone = NOTE.replace("k: [x, y]\n", "")

    assert properties._verified(before, good, "k", "new") == good
    assert properties._verified(before, gone, "k", None) == gone
    assert refusal(properties._verified, before, good, "k", None)[0] == 3
    assert refusal(properties._verified, before, good, "k", ("new",))[0] == 3
    assert refusal(properties._verified, before, NOTE, "k", ("x",))[0] == 3
    assert refusal(properties._verified, before, NOTE, "q", "new")[0] == 1
    assert properties._verified(before, NOTE, "k", ("x", "y")) == NOTE


@pytest.mark.parametrize(
    "wrong",
    [
        NOTE.replace("[ ]", "[ ] "),
        NOTE.replace("[ ]", "[-]"),
        NOTE.replace("text", "- [x] text"),
        NOTE.replace("[ ]", "[x]").replace("a: 1", "a: 2"),
        NOTE.replace("[ ]", "[x]")
        + "\n<!-- nettrack:begin q -->\n<!-- nettrack:end q -->\n",
    ],
)
def test_a_box_that_does_not_read_as_wished(wrong):
    assert refusal(boxes._verified, open_body(NOTE), wrong, 7, "x") == (
        7,
        "the box would not read back as wished",
    )
    good = NOTE.replace("[ ]", "[x]")
    assert boxes._verified(open_body(NOTE), good, 7, "x") == good


FIELDS = "---\na: 1\n---\none\nOrg:: A\nRole:: B\nlast\n"


@pytest.mark.parametrize(
    "wrong",
    [
        FIELDS,
        FIELDS.replace("Org:: A", "Org:: C").replace("Role:: B", "Role:: C"),
        FIELDS.replace("Org:: A", "Org:: C").replace("last", "end"),
        FIELDS.replace("Org:: A", "Org:: C").replace("a: 1", "a: 2"),
        "\ufeff" + FIELDS.replace("Org:: A", "Org:: C"),
        FIELDS.replace("Org:: A", "Org:: C\nOrg:: C"),
        FIELDS.replace("Org:: A", "Org C"),
        FIELDS.replace("Org:: A\n", "").replace("last", "Org:: C"),
    ],
)
def test_a_field_that_does_not_read_as_wished(wrong):
    first = find_fields(parse_note("", FIELDS).lines)[0]

    assert refusal(fields._verified, FIELDS, wrong, first, ["C"]) == (
        5,
        "the inline field would not read back as wished; change it by hand",
    )
    good = FIELDS.replace("Org:: A", "Org:: C")
    assert fields._verified(FIELDS, good, first, ["C"]) == good
    more = FIELDS.replace("Org:: A", "Org:: A\nOrg:: C")
    assert fields._verified(FIELDS, more, first, ["A", "C"]) == more


def test_a_note_that_is_damaged_is_no_place_for_a_field():
    damaged = "---\na: 1\na: 2\n---\nOrg:: A\n"
    first = find_fields(parse_note("", damaged).lines)[0]

    line, reason = refusal(fields.set_field, damaged, first, "x")

    assert line == 3
    assert "twice" in reason


@pytest.mark.parametrize(
    ("below", "lines", "spoil"),
    [
        (9, ["new"], lambda text: text.replace("- [ ] task", "- [x] task")),
        (9, ["new"], lambda text: text.replace("text", "texts")),
        (9, ["new"], lambda text: text.replace("a: 1", "a: 3")),
        (9, ["new"], lambda text: "\ufeff" + text),
        (9, ["new"], lambda text: text + "more\n"),
        (6, ["```"], lambda text: text),
        (6, ["%%"], lambda text: text),
        (6, ["<!-- nettrack:begin q -->"], lambda text: text),
    ],
)
def test_new_lines_that_change_how_others_read(below, lines, spoil):
    body = open_body(NOTE)

    assert refusal(
        verify_inserted, body, spoil(insert(body, below, lines)), below, len(lines)
    ) == (below, "the new lines would not read back as wished")


def test_new_lines_that_change_nothing_else_are_read():
    body = open_body(NOTE)

    parsed = verify_inserted(body, insert(body, 6, ["one", "two"]), 6, 2)

    assert [line.line for line in parsed.lines if line.text in {"one", "two"}] == [7, 8]
    assert refusal(verify_inserted, open_body("x\n"), "```\nx\n", 0, 1)[0] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        NOTE.replace("text", "other"),
        NOTE,
        NOTE.replace("- [ ] task\n", "").replace("z: 2", "z: 3"),
        "\ufeff" + NOTE.replace("- [ ] task\n", ""),
        NOTE.replace("- [ ] task\n", "")
        + "<!-- nettrack:begin q -->\n<!-- nettrack:end q -->\n",
    ],
)
def test_a_touch_that_takes_more_than_its_own_lines_along(wrong):
    body = open_body(NOTE)

    assert refusal(log._verify_removed, body, wrong, 7, 7) == (
        7,
        "what stands below the touch is tied to it",
    )
    log._verify_removed(body, NOTE.replace("- [ ] task\n", ""), 7, 7)


def test_two_readers_that_see_different_properties():
    seen = header.open_header(NOTE)
    other = read_frontmatter(split_note("---\na: 1\n\nk: [x, y]\nz: 2\n---\n"))

    assert refusal(header._compare, other, seen.layout, NOTE) == (
        2,
        "the properties cannot be taken apart",
    )
    header._compare(seen.frontmatter, seen.layout, NOTE)


@pytest.mark.parametrize("value", ["text", "{a: b}", "[x]", "\n  - x\n  - y\n  - w"])
def test_two_readers_that_see_different_values(value):
    seen = header.open_header(NOTE)
    text = NOTE.replace("[x, y]", value)
    other = header.open_header(text).layout
    mixed = seen._replace(layout=other)

    assert refusal(mixed.find, "k") == (3, "the value cannot be taken apart")
    assert mixed.find("a") is not None
    assert mixed.find("q") is None


CONFLICT = "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n"


@pytest.mark.parametrize("before", ["- a\n\n", "<!-- nettrack:end q -->\n\n"])
def test_markers_of_a_conflict_are_found_behind_whatever_else_is_wrong(before):
    line, reason = refusal(open_body, before + CONFLICT)

    assert line == 3
    assert "conflict" in reason


@pytest.mark.parametrize("text", ["see <<<<<<< there\n", f"```\n{CONFLICT}```\n"])
def test_what_only_looks_like_a_conflict_is_none(text):
    assert open_body(text).text == text
