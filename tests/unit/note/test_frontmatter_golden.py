"""What npm `yaml` 2.7.0, the library in Obsidian, makes of a header, row by row.

`obsidian-yaml-golden.json` and `obsidian-yaml-more.json` hold its answers.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
import yaml

from nettrack_md.note.frontmatter import Frontmatter, read_frontmatter, split_note
from nettrack_md.note.frontmatter.values import HeaderRefused, value_of
from nettrack_md.note.frontmatter.yaml import read_yaml

DATA = Path(__file__).parents[2] / "data"
ERROR = object()

#: Rows that hold a fence, so that no note can have them as its properties.
FENCED = {"v: 1\n---\nx: 2", "--- a: b\n", "a: 1\n--- # c\n", "---\ta\n"}


def rows() -> list[tuple[str, Any]]:
    first = json.loads((DATA / "obsidian-yaml-golden.json").read_text("utf-8"))
    more = json.loads((DATA / "obsidian-yaml-more.json").read_text("utf-8"))
    return [
        *((row["yaml"], expected(row["yaml_js_2_7_0"])) for row in first),
        *((row["yaml"], row.get("value", ERROR)) for row in more),
    ]


def expected(text: str) -> Any:
    if text.startswith("ERR "):
        return ERROR
    return json.loads(text.rpartition(" <")[0] if text.endswith(">") else text)


def as_json_has_it(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_json_has_it(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json_has_it(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def is_same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(
            is_same(ours[key], theirs[key]) for key in ours
        )
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(is_same, ours, theirs))
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs  # True equals 1 in Python, and not in YAML
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return float(ours) == float(theirs)
    return bool(ours == theirs)


def note(header: str) -> Frontmatter:
    end = "" if not header or header.endswith("\n") else "\n"
    return read_frontmatter(split_note(f"---\n{header}{end}---\nbody\n"))


@pytest.mark.parametrize(
    ("header", "theirs"), [row for row in rows() if row[0] not in FENCED]
)
def test_a_note_is_read_as_obsidian_reads_it(header: str, theirs: Any) -> None:
    found = note(header)

    if theirs is ERROR:
        assert found.status == "broken"
        assert found.entries == ()
        assert found.problems
        assert found.value is None
    else:
        assert is_same(as_json_has_it(found.value), theirs)
        is_map = theirs is None or isinstance(theirs, dict)
        assert [flaw.code for flaw in found.problems if is_map] in (
            [],
            ["template-placeholder"],
        )
        assert is_map or [f.code for f in found.problems] == ["frontmatter-not-map"]


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
@pytest.mark.parametrize(("header", "theirs"), rows())
def test_the_full_reader_reads_likewise_with_and_without_libyaml(
    header: str, theirs: Any, loader: Any
) -> None:
    if theirs is ERROR:
        with pytest.raises(HeaderRefused) as caught:
            read_yaml(header, 2, loader)
        assert all(flaw.line >= 2 for flaw in caught.value.flaws)
    else:
        root = read_yaml(header, 2, loader)
        ours = None if root is None else value_of(root)
        assert is_same(as_json_has_it(ours), theirs)


@pytest.mark.parametrize(
    "header",
    [
        ": a key without a name",
        "a: &first.name 1",
        "a: [:b]",
        "a: [b:, c]",
        'a: "\\ud83c\\udf85"',
        "&a: b",
    ],
)
def test_what_pyyaml_cannot_read_is_a_problem_and_never_another_value(
    header: str,
) -> None:
    found = note(header)

    assert [flaw.code for flaw in found.problems] == ["frontmatter-invalid"]
    assert found.value is None
