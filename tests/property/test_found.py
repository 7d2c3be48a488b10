"""What the fuzz once stumbled over stays mended, and each of its targets still works."""

from __future__ import annotations

import base64
import json
from itertools import islice

import pytest

from tests.torture.fuzzing.header import DATA
from tests.torture.fuzzing.targets import all_targets

TARGETS = all_targets()
FOUND = json.loads((DATA / "found/documents.json").read_text("utf-8"))


def document(case: dict[str, str]) -> str | bytes:
    return base64.b64decode(case["bytes"]) if "bytes" in case else case["text"]


@pytest.mark.parametrize("case", FOUND, ids=[case["was"] for case in FOUND])
def test_what_was_found_once_is_not_found_again(case: dict[str, str]) -> None:
    target = TARGETS[case["target"]]
    assert (found := target.try_out(document(case))) is None, found


@pytest.mark.parametrize("name", TARGETS)
def test_a_few_odd_documents_at_every_door(name: str) -> None:
    for odd in islice(TARGETS[name].documents(20261121), 40):
        assert (found := TARGETS[name].try_out(odd)) is None, found
