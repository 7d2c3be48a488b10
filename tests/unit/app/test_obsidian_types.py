"""Property types are added to what Obsidian keeps of them, and nothing is replaced."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nettrack_md.app.obsidian.types import fresh_types, merged_types, wanted_types
from nettrack_md.note.edit import EditRefused

TYPES: dict[str, Any] = {"types": {"Birthday": "date", "mine": "number"}, "x": 1}
WANTED = wanted_types({"birthday", "phones", "last_contact"}, {"phones": "phone"})


@pytest.mark.parametrize("end", ["", "\n"])
@pytest.mark.parametrize("indent", [2, 4, "\t"])
def test_types_are_added_and_every_line_stays(end: str, indent: int | str) -> None:
    text = json.dumps(TYPES, indent=indent) + end

    after = merged_types(text, WANTED)

    assert json.loads(after) == {
        "types": {**TYPES["types"], "phone": "multitext", "last_contact": "date"},
        "x": 1,
    }
    lines = [line.rstrip(",") for line in after.splitlines()]
    assert all(line.rstrip(",") in lines for line in text.splitlines())
    assert after.endswith("\n") == bool(end)
    assert merged_types(after, WANTED) == after


def test_a_file_of_one_line_stays_one() -> None:
    after = merged_types('{"types":{"mine":"number"}}', {"met": "date"})

    assert after == '{"types":{"mine":"number","met":"date"}}'


def test_a_birthday_is_text_since_it_may_lack_the_year() -> None:
    assert json.loads(fresh_types(WANTED))["types"]["birthday"] == "text"


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"types": []}', '{ "types": {"a":"text"} }', ""]
)
def test_what_is_laid_out_otherwise_is_refused(text: str) -> None:
    with pytest.raises(EditRefused):
        merged_types(text, WANTED)
