from __future__ import annotations

import pytest

from nettrack_md.note.edit import (
    EditRefused,
    add_to_property,
    remove_from_property,
    remove_property,
    set_property,
    written_key,
)
from nettrack_md.note.frontmatter import read_frontmatter, split_note


def note(header: str) -> str:
    return f"---\n{header}\n---\n\nbody\n"


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("k: old # why", "new", "k: new # why"),
        ("k:   old", "new", "k:   new"),
        ("k: 'old'", "new", "k: 'new'"),
        ("k: 'old'", "keeper's", "k: 'keeper''s'"),
        ('k: "old"', "2026-11-20", 'k: "2026-11-20"'),
        ("k:", "new", "k: new"),
        ("k:  # why", "new", "k: new  # why"),
        ("k: ~", "new", "k: new"),
        ("k: |\n  one\n\n# next\nz: 1", "new", "k: new\n\n# next\nz: 1"),
        ("k: > # why\n  one\nz: 1", "new", "k: new # why\nz: 1"),
        ("k: one\n  two\nz: 1", "new", "k: new\nz: 1"),
        ("k: [a, b] # why", "new", "k: new # why"),
        ("k: # why\n  - a\n  - b\n\nz: 1", "new", "k: new # why\n\nz: 1"),
        ("k: {{date}}", "2026-11-20", "k: 2026-11-20"),
        ("k: [[Grace]]", "[[Ada]]", 'k: "[[Ada]]"'),
        ("k: false", "true", "k: true"),
        ("k: 30", "45", "k: 45"),
        ("k: 0900000001", "0900000002", 'k: "0900000002"'),
        ("k:\n  old", "new", "k:\n  new"),
    ],
)
def test_a_text_is_put_in_place_of_any_value(
    before: str, value: str, after: str
) -> None:
    assert set_property(note(before), "k", value) == note(after)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("harbour lamps", "harbour lamps"),
        ("2026-11-20", "2026-11-20"),
        ("2014-03-10 wedding", "2014-03-10 wedding"),
        ("6w", "6w"),
        ("月一", "月一"),
        ("11月20日", "11月20日"),
        ("https://example.org/a#b", "https://example.org/a#b"),
        ("C# guild", "C# guild"),
        ("+81 90-0000-0001", '"+81 90-0000-0001"'),
        ("0900000001", '"0900000001"'),
        ("030-0000 (work)", '"030-0000 (work)"'),
        ("00123", '"00123"'),
        ("1e3", '"1e3"'),
        ("10:30", '"10:30"'),
        ("05-14", '"05-14"'),
        ("No", '"No"'),
        ("Null", '"Null"'),
        ("true", '"true"'),
        ("[[Jane Roe]]", '"[[Jane Roe]]"'),
        ("a, b", '"a, b"'),
        ("met at: the pier", '"met at: the pier"'),
        ("tea # green", '"tea # green"'),
        ("ends with:", '"ends with:"'),
        ('say "hi"\n', '"say \\"hi\\"\\n"'),
        ("a\x85b\u2028c", '"a\\x85b\\u2028c"'),
        ("{{title}}", '"{{title}}"'),
        ("", '""'),
    ],
)
def test_a_new_value_is_quoted_where_a_reader_would_retype_it(
    value: str, written: str
) -> None:
    assert set_property(note("a: 1"), "k", value) == note(f"a: 1\nk: {written}")


def test_a_flag_or_count_may_be_written_bare_where_it_is_meant_as_one() -> None:
    assert (
        set_property("", "private", "true", typed=True) == "---\nprivate: true\n---\n"
    )
    assert set_property("", "cadence", "30", typed=True) == "---\ncadence: 30\n---\n"
    assert set_property("", "k", "0123", typed=True) == '---\nk: "0123"\n---\n'


@pytest.mark.parametrize(
    ("before", "values", "after"),
    [
        ("k: [a, b] # why", ["a", "c"], "k: [a, c] # why"),
        ("k: [ a,b ]", ["a", "b", "c"], "k: [ a,b,c ]"),
        ("k: []", ["a", "b"], "k: [a, b]"),
        ("k: [a]", [], "k: []"),
        ("k: [a, b,]", ["b"], "k: [b,]"),
        ("k:\n- a # one\n# mid\n- b", ["x", "b"], "k:\n- x # one\n# mid\n- b"),
        ("k:\n  -  a\n\nz: 1", ["a", "b"], "k:\n  -  a\n  -  b\n\nz: 1"),
        ("k:\n  - b", ["a", "b"], "k:\n  - a\n  - b"),
        ("k: old # why", ["a"], "k: # why\n  - a"),
        ("k: old\nz: [x]", ["a", "1"], 'k: [a, "1"]\nz: [x]'),
        ("k:\nz:\n- x", ["a"], "k:\n- a\nz:\n- x"),
        ("k: |\n  one\n\nz: 1", ["a"], "k:\n  - a\n\nz: 1"),
    ],
)
def test_a_list_is_put_in_place_of_any_value(
    before: str, values: list[str], after: str
) -> None:
    assert set_property(note(before), "k", values) == note(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("k:\n  - a\n  # last\n", "k:\n  - a\n  - new\n  # last\n"),
        ("k: [a, 'b']", "k: [a, 'b', new]"),
        ("k: [\n  a,\n  b # two\n]", "k: [\n  a,\n  b,\n  new # two\n]"),
        ("k: 'old' # why", "k:\n  - 'old' # why\n  - new"),
        ("k: 012", "k:\n  - 012\n  - new"),
        ("k:", "k:\n  - new"),
        ("k: [a, new]", "k: [a, new]"),
        ("k: new", "k: new"),
        ("z: 1", "z: 1\nk:\n  - new"),
    ],
)
def test_a_value_is_added_behind_the_others_in_their_style(
    before: str, after: str
) -> None:
    assert add_to_property(note(before), "k", "new") == note(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("k: [a, b, c]", "k: [b, c]"),
        ("k: [ b , a ]", "k: [ b ]"),
        ("k: [a,]", "k: []"),
        ("k:\n  - a # gone with it\n  # stays\n  - b", "k:\n  # stays\n  - b"),
        ("k: # why\n  - a\nz: 1", "k: # why\nz: 1"),
        ("k: a # why", "k: # why"),
        ("k: [b]", "k: [b]"),
    ],
)
def test_a_value_is_removed_and_nothing_beside_it(before: str, after: str) -> None:
    assert remove_from_property(note(before), "k", "a") == note(after)


def test_a_property_is_removed_and_the_comments_around_it_stay() -> None:
    before = note("# above\nk:\n  - a\n  - b\n# below\nz: 1")

    assert remove_property(before, "k") == note("# above\n# below\nz: 1")
    assert remove_property(before, "q") == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "---\nk: v\n---\n"),
        ("# Jane\n", "---\nk: v\n---\n# Jane\n"),
        ("\ufeff# Jane\r\n", "\ufeff---\r\nk: v\r\n---\r\n# Jane\r\n"),
        ("---\n---\nbody", "---\nk: v\n---\nbody"),
        ("---\r\na: 1\r\n---", "---\r\na: 1\r\nk: v\r\n---"),
        ("---\r\na: 1\n---\r\n", "---\r\na: 1\nk: v\n---\r\n"),
        ("---\n  a: 1\n---\n", "---\n  a: 1\n  k: v\n---\n"),
        ("---\n\nkanban-plugin: x\n\n---\n", "---\n\nkanban-plugin: x\n\nk: v\n---\n"),
        ("---\na: |+\n  x\n\n---\n", "---\na: |+\n  x\n\nk: v\n---\n"),
        ("---  \na: -\nb: [what?]\n--- \n", "---  \na: -\nb: [what?]\nk: v\n--- \n"),
    ],
)
def test_a_property_that_was_not_there_comes_last(before: str, after: str) -> None:
    assert set_property(before, "k", "v") == after


@pytest.mark.parametrize(
    "key", ["yes", "2026", "a: b", "#x", "null", "よみ", "Last chat"]
)
def test_a_new_key_reads_as_it_was_given(key: str) -> None:
    new = set_property("---\nz: 1\n---\n", key, "v")

    assert [e.key for e in read_frontmatter(split_note(new)).entries] == ["z", key]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('---\na: 1\nb: "x\n---\n', 3, "never closed"),
        ("---\na: 1\na: 2\n---\n", 3, "twice"),
        ("---\na: 1\n\nbody\n", 1, "never closed"),
        ("---\na: 1\nb: &x 1\n---\n", 3, "anchor"),
        ("---\na: 1\nb: !!str 1\n---\n", 3, "tag"),
        ("---\n? k\n: v\n---\n", 2, "long form"),
        ("---\n{k: v}\n---\n", 2, "JSON"),
        ("---\n- a\n---\n", 2, "list"),
        ("---\n<<<<<<< a\nk: 1\n=======\nk: 2\n>>>>>>> b\n---\n", 2, "merge"),
        ("---\nk: 1\n---\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n", 4, "conflict"),
        ("---\nk: 1\n...\nz: 2\n---\n", 4, "not valid"),
        ("---\nz: 1\nk:\n  a: 1\n---\n", 4, "map"),
        ("---\nz: 1\nk:\n  - a\n  # c\n  - b\n---\n", 3, "comment"),
        ("\n---\nk: 1\n---\n", 2, "first line"),
        (" ---\nk: 1\n---\n", 1, "first line"),
        ("---\r\r\nk: 1\r\n---\r\n", 1, "first line"),
    ],
)
def test_what_cannot_be_exact_is_refused_with_its_line(
    text: str, line: int, reason: str
) -> None:
    with pytest.raises(EditRefused, match=reason) as refused:
        set_property(text, "k", "v")

    assert refused.value.line == line
    assert reason in refused.value.reason


def test_half_a_character_is_refused() -> None:
    with pytest.raises(EditRefused, match="half of a character"):
        set_property("", "k", "\ud83d")


def test_the_key_that_the_note_has_is_found_in_the_order_asked_for() -> None:
    header = read_frontmatter(split_note(note("frequency: 30\ncadence_days: 30")))

    assert (
        written_key(header, ("cadence", "cadence_days", "frequency")) == "cadence_days"
    )
    assert written_key(header, ("cadence",)) is None


def test_whoever_is_called_null_keeps_the_name_beside_another() -> None:
    text = note("aliases: Null")

    assert add_to_property(text, "aliases", "Nell") == note(
        "aliases:\n  - Null\n  - Nell"
    )
    assert remove_from_property(text, "aliases", "Null") == note("aliases:")
