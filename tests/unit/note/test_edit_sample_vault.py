"""No ordinary note of the sample vault is refused, and no byte of it is harmed."""

from __future__ import annotations

from pathlib import Path

import pytest

from nettrack_md.model.rules import ReadingRules
from nettrack_md.note.edit import append_promise, remove_touch, set_property
from nettrack_md.note.frontmatter import Scalar
from nettrack_md.note.parse import parse_note
from nettrack_md.people.notes import read_note
from tests.editing import only_inserted, touched

VAULT = Path(__file__).parents[3] / "sample_vault"
RULES = ReadingRules()


def contacts() -> dict[str, str]:
    """The contacts' notes that read without an error."""
    found = {}
    for file in sorted(VAULT.rglob("*.md")):
        path = file.relative_to(VAULT).as_posix()
        try:
            text = file.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        facts = read_note(parse_note(path, text), RULES)
        bad = {problem.severity for problem in facts.problems}
        if facts.kind == "contact" and "error" not in bad:
            found[path] = text
    return found


CONTACTS = contacts()
each_contact = pytest.mark.parametrize("path", CONTACTS)


def test_there_are_contacts() -> None:
    assert len(CONTACTS) > 50


@each_contact
def test_each_contact_can_be_snoozed(path: str) -> None:
    text = CONTACTS[path]
    had = parse_note(path, text).frontmatter.get("snooze")
    new = set_property(text, "snooze", "2026-12-01")

    contact = read_note(parse_note(path, new), RULES).contact
    assert contact is not None
    assert str(contact.snooze) == "2026-12-01"
    assert had is not None or only_inserted(text, new)
    if isinstance(had, Scalar):
        assert set_property(new, "snooze", had.text) == text


@each_contact
def test_each_contact_can_be_given_a_touch_and_a_promise(path: str) -> None:
    text = CONTACTS[path]
    before = read_note(parse_note(path, text), RULES)
    new = touched(text)
    after = read_note(parse_note(path, new), RULES)

    assert only_inserted(text, new)
    assert len(after.touches) == len(before.touches) + 1
    assert only_inserted(text, append_promise(text, "carry the lamp", None))
    line = next(touch.line for touch in after.touches if touch.text == "hello")
    if any(touch.source == "log" for touch in before.touches):
        assert remove_touch(new, line, new.split("\n")[line - 1]) == text
