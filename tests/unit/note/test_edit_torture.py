"""Every edit of every note that was made to break it: exact or refused, never else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nettrack_md.note.edit import (
    EditRefused,
    NewTouch,
    add_to_property,
    append_promise,
    remove_from_property,
    remove_property,
    remove_touch,
    set_property,
    tick_box,
)
from nettrack_md.note.frontmatter import Scalar, read_frontmatter, split_note
from nettrack_md.note.parse import parse_note
from nettrack_md.note.tasks import read_task
from tests.editing import DAY, header_of, only_inserted, oracle, touched

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parents[2] / "data"
NOTES = {
    note["name"]: note["text"]
    for note in json.loads((DATA / "torture/notes.json").read_text("utf-8"))
}
GOLDEN = {
    f"golden: {row['yaml']}": f"---\n{row['yaml']}\n---\n\nbody\n"
    for row in json.loads((DATA / "obsidian-yaml-golden.json").read_text("utf-8"))
}
ALL = NOTES | GOLDEN
each_note = pytest.mark.parametrize("text", NOTES.values(), ids=list(NOTES))
each_header = pytest.mark.parametrize("text", ALL.values(), ids=list(ALL))
VALUES = ("港の灯", "+819000000001", "a: [[b]] # c", "2026-12-01", "")


def attempt(edit: Callable[..., str], *args: object) -> str | None:
    try:
        return edit(*args)
    except EditRefused as refused:
        if not refused.reason or refused.line < 1:
            pytest.fail("refused without a reason or a line")
        return None


def keys_of(text: str) -> list[str]:
    return [entry.key for entry in read_frontmatter(split_note(text)).entries]


def check_untouched(old: str, new: str, key: str) -> None:
    """PyYAML, which took no part in the edit, must see all else as it was."""
    start, inner, rest = header_of(old)
    new_start, new_inner, new_rest = header_of(new)
    assert new_rest == rest or (not start.strip("\ufeff") and new_rest.endswith(rest))
    if start.strip("\ufeff"):
        assert new_start == start
    before, after = oracle(inner), oracle(new_inner)
    if before is None or after is None:
        return  # Obsidian reads more than PyYAML; the edit's own check holds
    # By place, since PyYAML calls some keys by another name.
    at = [*keys_of(old), key].index(key)
    kept = [pair for place, pair in enumerate(before.items()) if place != at]
    gone = len(after) < len(before)
    others = [p for place, p in enumerate(after.items()) if gone or place != at]
    assert others == kept


def test_there_are_at_least_three_hundred_of_them() -> None:
    assert len(NOTES) >= 300


@each_header
def test_setting_a_new_property_is_exact_or_refused(text: str) -> None:
    for value in VALUES:
        new = attempt(set_property, text, "zzz", value)
        if new is None:
            continue
        assert only_inserted(text, new)
        check_untouched(text, new, "zzz")
        assert (found := oracle(header_of(new)[1])) is None or found["zzz"] == value
        assert set_property(new, "zzz", value) == new
        if header_of(text)[0].strip("\ufeff"):
            assert remove_property(new, "zzz") == text


@each_header
def test_every_edit_of_every_property_is_exact_or_refused(text: str) -> None:
    for key in keys_of(text)[:3]:
        for value in VALUES[:3]:
            new = attempt(set_property, text, key, value)
            if new is not None:
                check_untouched(text, new, key)
                found = read_frontmatter(split_note(new)).get(key)
                assert isinstance(found, Scalar)
                assert found.text == value
                assert set_property(new, key, value) == new
        for edit, *more in (
            (set_property, ["one", "[[two]]"]),
            (set_property, []),
            (add_to_property, "+81 90"),
            (remove_property,),
            (remove_from_property, "tea"),
        ):
            if (new := attempt(edit, text, key, *more)) is not None:
                check_untouched(text, new, key)


@each_header
def test_a_value_added_and_removed_leaves_a_list_as_it_was(text: str) -> None:
    for entry in read_frontmatter(split_note(text)).entries[:4]:
        if isinstance(entry.node, Scalar) or not isinstance(entry.node, tuple):
            continue
        key = entry.key
        if (new := attempt(add_to_property, text, key, "new")) is not None:
            assert add_to_property(new, key, "new") == new
            back = attempt(remove_from_property, new, key, "new")
            assert back in {text, None}


@each_note
def test_a_touch_is_inserted_exactly_or_refused(text: str) -> None:
    touch = NewTouch(DAY, "email", "->", "the 港 list", ("gave",), ("a line", "two"))
    new = attempt(touched, text, touch)
    if new is None:
        return
    assert only_inserted(text, new)
    added = {one.line for one in parse_note("", new).lines if "港 list" in one.text}
    assert len(added) == 1


@each_note
def test_a_touch_beside_another_can_be_taken_out_again(text: str) -> None:
    new = attempt(touched, text)
    if new is None:
        return
    parsed = parse_note("", new)
    line = next(one.line for one in parsed.lines if one.text.endswith("hello"))
    back = attempt(remove_touch, new, line, new.split("\n")[line - 1])
    # Of a note's first touch the heading stays.
    assert back is None or back == text or back.startswith(text.rstrip("\r\n ")[:-40])


@each_note
def test_a_promise_is_inserted_exactly_or_refused(text: str) -> None:
    new = attempt(append_promise, text, "carry the lamp", DAY)
    assert new is None or only_inserted(text, new)


@each_note
def test_a_tick_changes_one_character(text: str) -> None:
    for line in parse_note("", text).lines:
        if line.role != "task":
            continue
        said = read_task(line).text
        new = attempt(tick_box, text, line.line, said, "x")
        if new is None:
            continue
        assert len(new) == len(text)
        assert sum(a != b for a, b in zip(new, text, strict=True)) <= 1
        assert tick_box(new, line.line, said, line.box) == text
