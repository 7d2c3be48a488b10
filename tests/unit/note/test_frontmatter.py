"""Where a header stands, what it says, and what is wrong with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import frontmatter as python_frontmatter
import pytest

from nettrack_md.model.problems import CODES
from nettrack_md.note.frontmatter import (
    EMPTY,
    Entry,
    Frontmatter,
    Mapping,
    Scalar,
    Split,
    read_frontmatter,
    split_note,
    value_of,
)
from nettrack_md.note.frontmatter.yaml import ObsidianHandler

ORDINARY = """\
---
# who she is
name: Mara Quellen
aliases: [Mara, "Q. Mara"]

tags:
  - contact
  - 人脈
phone: 0901234567   # as typed
zip: "00123"
met: 2019-05-14
why: 'It''s her eye: she sees it'
reading:
---
"""


def read(text: str) -> Frontmatter:
    return read_frontmatter(split_note(text))


def header(*lines: str) -> Frontmatter:
    return read("\n".join(["---", *lines, "---", "body", ""]))


class TestSplitting:
    def test_header_holds_both_fences_and_their_line_ends(self):
        assert split_note("---\na: 1\n---\nbody\n") == Split(
            "", "---\na: 1\n---\n", "body\n", "ok", 4
        )

    def test_a_byte_order_mark_stands_apart(self):
        assert split_note("\ufeff---\na: 1\n---\nx") == Split(
            "\ufeff", "---\na: 1\n---\n", "x", "ok", 4
        )

    def test_windows_line_ends_are_kept(self):
        assert split_note("---\r\na: 1\r\n---\r\nx\r\n") == Split(
            "", "---\r\na: 1\r\n---\r\n", "x\r\n", "ok", 4
        )

    def test_blanks_may_follow_either_fence(self):
        assert split_note("--- \t\na: 1\n---  \nx").header == "--- \t\na: 1\n---  \n"

    def test_the_closing_fence_may_be_the_last_thing_in_the_file(self):
        assert split_note("---\na: 1\n---") == Split("", "---\na: 1\n---", "", "ok", 3)

    def test_an_empty_header_is_a_header(self):
        assert split_note("---\n---\nx") == Split("", "---\n---\n", "x", "ok", 3)

    def test_the_first_closing_fence_closes(self):
        assert split_note("---\na: 1\n---\nb\n---\n").body == "b\n---\n"

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "text",
            "\n---\na: 1\n---\n",
            " ---\na: 1\n---\n",
            "----\na: 1\n----\n",
            "--- a: 1\n---\n",
            "--\na: 1\n--\n",
        ],
    )
    def test_what_does_not_begin_with_a_fence_has_no_header(self, text: str):
        assert split_note(text) == Split("", "", text, "absent", 1)

    @pytest.mark.parametrize(
        "text",
        [
            "---",
            "---\n",
            "---\na: 1\n",
            "---\na: 1\n...\n",
            "---\na: 1\n----\n",
            "---\na: 1\n --- \n",
            "---\na: 1\n---x\n",
        ],
    )
    def test_a_header_without_its_closing_fence_is_open_and_all_body(self, text: str):
        assert split_note("\ufeff" + text) == Split("\ufeff", "", text, "open", 1)

    def test_a_fence_inside_a_block_text_closes_only_at_the_margin(self):
        found = read("---\nabout: |\n  one\n  ---\n  two\n---\n")

        assert found.value == {"about": "one\n---\ntwo\n"}


class TestReading:
    def test_every_scalar_keeps_its_text_and_whether_yaml_may_retype_it(self):
        found = {entry.key: entry.node for entry in read(ORDINARY).entries}

        assert found == {
            "name": Scalar("Mara Quellen", plain=True),
            "aliases": (Scalar("Mara", plain=True), Scalar("Q. Mara", plain=False)),
            "tags": (Scalar("contact", plain=True), Scalar("人脈", plain=True)),
            "phone": Scalar("0901234567", plain=True),
            "zip": Scalar("00123", plain=False),
            "met": Scalar("2019-05-14", plain=True),
            "why": Scalar("It's her eye: she sees it", plain=False),
            "reading": Scalar("", plain=True),
        }

    def test_entries_carry_their_line_in_the_file(self):
        lines = {entry.key: entry.line for entry in read(ORDINARY).entries}

        assert lines == {
            "name": 3, "aliases": 4, "tags": 6, "phone": 9, "zip": 10, "met": 11,
            "why": 12, "reading": 13,
        }  # fmt: skip

    def test_lines_are_those_of_the_file_in_the_full_reader_too(self):
        found = header("# x", "a: >", "  b", "", "  c", "d: {e: 1,", "  f: 2}")

        assert [(entry.key, entry.line) for entry in found.entries] == [
            ("a", 3),
            ("d", 7),
        ]
        inner = found.get("d")
        assert isinstance(inner, Mapping)
        assert [(entry.key, entry.line) for entry in inner.entries] == [
            ("e", 7),
            ("f", 8),
        ]

    def test_other_line_separators_of_unicode_are_no_lines(self):
        found = header("a: x\u2028y\u0085z", "b: 1")

        assert found.entries == (
            Entry("a", Scalar("x\u2028y\u0085z", plain=True), 2),
            Entry("b", Scalar("1", plain=True), 3),
        )

    def test_value_is_typed_and_text_is_not(self):
        found = header("a: 012", "b: '012'", "c: 9007199254740993", "d: 1_000")

        assert found.value == {"a": 12, "b": "012", "c": 2.0**53, "d": "1_000"}
        assert [
            entry.node.text for entry in found.entries if isinstance(entry.node, Scalar)
        ] == ["012", "012", "9007199254740993", "1_000"]

    def test_windows_line_ends_change_nothing_that_is_read(self):
        assert read(ORDINARY.replace("\n", "\r\n")) == read(ORDINARY)

    def test_a_byte_order_mark_changes_nothing_that_is_read(self):
        assert read("\ufeff" + ORDINARY) == read(ORDINARY)

    def test_get_finds_a_key_spelled_exactly_so(self):
        found = read(ORDINARY)

        assert found.get("zip") == Scalar("00123", plain=False)
        assert found.get("Zip") is None

    def test_an_ordinary_header_does_not_load_the_yaml_library(self):
        code = (
            "import sys\n"
            "from nettrack_md.note.frontmatter import read_frontmatter, split_note\n"
            f"found = read_frontmatter(split_note({ORDINARY!r}))\n"
            "print(len(found.entries), sorted({'yaml', 'frontmatter'} & {*sys.modules}))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            check=True,
        )

        assert done.stdout == "8 []\n"

    def test_a_note_without_a_header_has_the_empty_one(self):
        assert read("text\n") is EMPTY
        assert Frontmatter((), (), "absent") == EMPTY
        assert EMPTY.value is None

    @pytest.mark.parametrize("inside", ["", "\n", "# nothing\n", "  \n", "~\n"])
    def test_an_empty_header_is_ok_and_nothing(self, inside: str):
        found = read(f"---\n{inside}---\n")

        assert (found.status, found.entries, found.value) == ("ok", (), None)
        assert found.problems == ()

    def test_merge_keys_merge_nothing(self):
        found = header("base: &b {x: 1}", "<<: *b", "y: 2")

        assert found.value == {"base": {"x": 1}, "<<": {"x": 1}, "y": 2}

    def test_a_key_that_comes_back_in_another_type_keeps_the_last_value(self):
        assert header("1: a", '"1": b').value == {"1": "b"}

    def test_value_of_a_node_alone(self):
        node = (Scalar("1", plain=True), Mapping((Entry("a", (), 1),)))

        assert value_of(node) == [1, {"a": []}]


class TestFaults:
    def flaw(self, found: Frontmatter) -> tuple[str, int, str]:
        (flaw,) = found.problems
        assert flaw.code in CODES
        return flaw

    def test_an_open_header(self):
        found = read("---\nname: x\n\ntext\n")

        assert found.status == "open"
        assert self.flaw(found)[:2] == ("frontmatter-open", 1)
        assert (found.entries, found.value) == ((), None)

    def test_a_doubled_key_names_both_lines(self):
        found = header("name: a", "org: b", "name: c")

        assert found.status == "broken"
        assert self.flaw(found) == (
            "duplicate-key",
            4,
            '"name" stands there twice, first in line 2',
        )
        assert (found.entries, found.value) == ((), None)

    def test_every_doubled_key_is_named_at_once(self):
        found = header("a: 1", "b: 1", "a: 2", "m:", "  c: 1", "  c: 2", "b: 2")

        assert [(flaw.code, flaw.line) for flaw in found.problems] == [
            ("duplicate-key", 7),
            ("duplicate-key", 4),
            ("duplicate-key", 8),
        ]

    def test_twins_on_one_line_are_twins(self):
        assert self.flaw(header("m: {a: 1, a: 2}"))[:2] == ("duplicate-key", 2)

    def test_keys_that_mean_the_same_number_are_twins(self):
        assert self.flaw(header("12: a", "012: b"))[:2] == ("duplicate-key", 3)

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ("why: met: at the fair", "text that holds a colon and a blank needs quotes"),
            ("handle: @mara", "text that begins with @ needs quotes"),
            ("x: `code`", "text that begins with ` needs quotes"),
            ("x: *star*", "text that begins with * needs quotes"),
            ("x: ![[me.png]]", "text that begins with ! needs quotes"),
            ("x: [[Jane]] and Bob", "[[links]] need quotes"),
            ('x: "Jane" and Bob', "text goes on behind a closing quote; quote all of it"),
            ("x: 'it's'", "text goes on behind a closing quote; quote all of it"),
            ("x: 'open", "a ' is opened and never closed"),
            ('x: "C:\\dir"', "a backslash in double quotes begins an escape; use single quotes"),
            ("\tx: 1", "a tab cannot indent; use spaces"),
            ("x: - a", "a list begins on the line below its key"),
            ("x: {{date}} {{time}}", "an unfilled template placeholder stands there without quotes"),
            ("tags: [#a, b]", "a comment needs a blank before its #"),
            ("a line of text", "a line has no key: in front"),
            ("org:Northwind", "a line has no key: in front"),
            ("x: [-]", "a dash alone cannot stand between brackets"),
            ("&a: x", "an anchor cannot end in a colon"),
            ("x: *nobody", "*nobody refers to an anchor that is not set above it"),
            ("x: ]", "text that begins with ] needs quotes"),
            ("x: a\nb: [c]]", "the properties are not valid YAML"),
        ],
    )  # fmt: skip
    def test_invalid_yaml_is_told_with_line_and_reason(self, line: str, reason: str):
        found = header("name: a", "org: b", line, "tier: close")

        assert found.status == "broken"
        assert self.flaw(found) == (
            "frontmatter-invalid",
            4 + line.count("\n"),
            reason,
        )

    @pytest.mark.parametrize(
        ("lines", "line"),
        [
            (["a: 'x", "b'"], 3),
            (["a: [x,", "b]"], 3),
            (["a: [[x", "]]"], 3),
            (["a: {x: 1,", "y: 2", "}"], 3),
            (["a: x", "\ty"], 3),
            (["a:", "\ty"], 3),
            (["a:", " - x", "\t- y"], 4),
            (["-\ta: 1"], 2),
        ],
    )
    def test_pyyaml_lets_pass_what_obsidian_refuses(self, lines: list[str], line: int):
        assert self.flaw(header(*lines))[:2] == ("frontmatter-invalid", line)

    @pytest.mark.parametrize("lines", [["- a", "- b"], ["just text"], ["[]"]])
    def test_a_root_that_is_no_map(self, lines: list[str]):
        found = header(*lines)

        assert found.status == "broken"
        assert self.flaw(found)[:2] == ("frontmatter-not-map", 2)
        assert found.entries == ()

    @pytest.mark.parametrize(
        ("lines", "line"),
        [
            (["a: 1", "<<<<<<< HEAD", "b: 1", "=======", "b: 2", ">>>>>>> x"], 3),
            (["a: |", "  text", ">>>>>>> theirs", "b: 1"], 4),
        ],
    )
    def test_conflict_markers(self, lines: list[str], line: int):
        found = header(*lines)

        assert found.status == "broken"
        assert self.flaw(found)[:2] == ("conflict-markers", line)

    def test_angle_brackets_inside_a_value_are_no_conflict(self):
        assert header("a: |", "  <<<<<<< x", "b: >>>>>>>>").status == "broken"
        assert header("a: |", "  <<<<<<< x", "b: '>>>>>>> y'").status == "ok"

    @pytest.mark.parametrize(
        ("line", "value"),
        [
            ("v: {{date}}", {"{ date }": None}),
            ('v: "{{date}}"', "{{date}}"),
            ("v: <% tp.date.now() %>", "<% tp.date.now() %>"),
            ("v: [a, '{{b}}']", ["a", "{{b}}"]),
            ("v: {w: <% x %>}", {"w": "<% x %>"}),
        ],
    )
    def test_placeholders_are_read_and_named(self, line: str, value: object):
        found = header("name: a", line)

        assert found.status == "ok"
        assert found.value == {"name": "a", "v": value}
        assert self.flaw(found) == (
            "template-placeholder",
            3,
            '"v" holds an unfilled placeholder',
        )

    @pytest.mark.parametrize(
        "line", ["v: a # {{date}}", "v: '{{'", "v: 100 <% off", "v: {a: {b: c}}"]
    )
    def test_what_only_resembles_a_placeholder_is_none(self, line: str):
        assert header(line).problems == ()


class TestTheHandler:
    def test_python_frontmatter_reads_as_obsidian_does_under_it(self):
        found, body = python_frontmatter.parse(
            "---\non: 10:30\n---\n\ntext\n", handler=ObsidianHandler()
        )

        assert found == {"on": Entry("on", Scalar("10:30", plain=True), 2)}
        assert body == "text"

    def test_it_never_writes(self):
        with pytest.raises(NotImplementedError):
            ObsidianHandler().export({})
