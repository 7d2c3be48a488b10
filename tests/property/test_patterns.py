"""No regular expression of nettrack costs more than in proportion to its text."""

from __future__ import annotations

import os

import pytest

from tests.torture.fuzzing.patterns import Used, every_pattern
from tests.torture.fuzzing.pumps import find_pumps
from tests.torture.fuzzing.steps import agrees, find_steep_pump

PATTERNS = every_pattern()
#: Texts that are tried for each pattern; all of them where there is time.
MANY = 60 if os.environ.get("NETTRACK_CI") else 12


def test_the_patterns_of_every_module_are_there() -> None:
    where = {used.where for used in PATTERNS}

    assert len(where) > 250
    assert "nettrack_md.note.links._WIKI" in where
    assert any(place.startswith("nettrack_md.model.dates:") for place in where)


def test_no_pattern_grows_faster_than_its_text() -> None:
    steep = [
        (used.where, used.method, used.pattern, pump)
        for used in PATTERNS
        if (pump := find_steep_pump(used.pattern, used.flags, used.method, most=MANY))
    ]

    assert steep == []


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"(a+)+$", "match"), (r"(?:a|a)*b", "match"), (r"\s+$", "search"),
        (r"\s*,\s*", "findall"), (r"(\w+\s?)*:", "match"), (r".+?\s*x$", "match"),
        (r"\[\[[^\]]*\]\]", "findall"), (r"(?:\d+|[0-9a-f]+)+h", "fullmatch"),
        (r"a*?a*b", "match"), (r"(x)?(?:\s|\n)+\S*\s+\Z", "search"),
    ],
)  # fmt: skip
def test_a_dangerous_pattern_is_found(pattern: str, method: str) -> None:
    assert find_steep_pump(pattern, 0, method) is not None


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"(?:(?<!\s)\s++)?,\s*+", "findall"), (r"(?<!\s)\s++$", "search"),
        (r"(a++)++$", "match"), (r"\w+", "findall"), (r"(?>a+)b|c*d", "match"),
        (r"(?P<q>['\"]).*?(?P=q)", "match"), (r"^#{1,6} ++(.*)$", "match"),
    ],
)  # fmt: skip
def test_a_harmless_one_is_let_through(pattern: str, method: str) -> None:
    assert find_steep_pump(pattern, 0, method) is None


def test_the_steps_are_counted_of_what_re_does() -> None:
    def wrong(used: Used) -> list[str]:
        texts = [pump.text(2) for pump in find_pumps(used.pattern, used.flags, 3)]
        return [text for text in texts if not agrees(used.pattern, used.flags, text)]

    assert {used: texts for used in PATTERNS if (texts := wrong(used))} == {}
