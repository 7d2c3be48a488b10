from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nettrack_md.index.codec import touch_of
from nettrack_md.index.logs import pack_log, parts_of, unpack_log
from nettrack_md.index.traits import (
    DIRECTIONS,
    KINDS,
    SOURCES,
    TAGS,
    Trait,
    pack_trait,
    trait_of,
    weights_of,
)
from nettrack_md.model.own_touches import OwnTouches
from tests.indexing import touch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.model.records import Touch

BODY = "# Ada\n- 2026-11-20 meet: lunch\n- 2026-11-18 call: about rates  \nmore\n"
NEW = touch("2026-11-20", "lunch", line=5)
OLD = touch("2026-11-18", "about rates", line=6, kind="call")


def round_trip(touches: Sequence[Touch], body: str, first: int = 4) -> list[Touch]:
    log = unpack_log(pack_log(OwnTouches.of(touches), body, first))

    def lines() -> tuple[list[str], int]:
        return body.splitlines(), first

    return [touch_of(parts_of(log, at, "", lines)) for at in range(log.size)]  # type: ignore[misc]


@pytest.mark.parametrize(
    "touches",
    [
        (NEW,),
        (NEW, OLD),
        (OLD, NEW, touch("2026-11-20", "elsewhere", line=99)),
        (touch("2026-11-20", "in the properties", line=2, source="property"), OLD),
        (touch("2026-11-20", "", line=5), touch("2026-11-19", "", line=0)),
        (touch("2026-11-20", "x", time="09:30", line=5), OLD),
        (touch("2026-11-20", "x", place=-3, tags=("gave", "noreply")), OLD),
        (touch("2026-11-20", "x", kind="karaoke", direction="->"), OLD),
        (touch("2026-11-20", "x", tags=("got", "gave")), OLD, OLD),
        (touch("0001-01-01", "x"), touch("9999-12-31", "y", restarts=False)),
    ],
)
@pytest.mark.parametrize("body", [BODY, BODY.replace("\n", "\r\n"), ""])
def test_touches_come_back_as_they_were(touches: Sequence[Touch], body: str) -> None:
    assert round_trip(touches, body) == list(touches)


def test_texts_that_end_their_line_are_not_kept_twice() -> None:
    words = "a long and winding talk about rates"
    body = f"- 2026-11-20 lunch\n- 2026-11-18 call: {words}\n"
    kept = pack_log(
        OwnTouches.of(
            (touch("2026-11-20", "lunch"), touch("2026-11-18", words, line=2))
        ),
        body,
        1,
    )

    assert words.encode() not in kept
    assert b"lunch" not in kept


def test_every_trait_of_the_vocabulary_has_a_number_of_its_own() -> None:
    traits = [
        Trait(kind, source, direction, tags, restarts)
        for kind in KINDS
        for source in SOURCES
        for direction in DIRECTIONS
        for tags in ((), ("gave",), TAGS)
        for restarts in (True, False)
    ]
    numbers = list(map(pack_trait, traits))

    assert all(isinstance(number, int) and number > 0 for number in numbers)
    assert len(set(numbers)) == len(traits)
    assert [trait_of(number) for number in numbers] == traits


def test_a_trait_beyond_the_vocabulary_is_kept_whole() -> None:
    odd = Trait("karaoke", "log", "->", ("gave",), restarts=True)
    kept = pack_trait(odd)

    assert isinstance(kept, bytes)
    assert trait_of(kept) == odd
    assert weights_of([kept])[0].word


@pytest.mark.parametrize(
    ("kind", "direction", "word"),
    [
        ("email", "->", True),
        ("missed", "->", True),
        ("meet", "", False),
        ("reaction", "<-", False),
        ("broadcast", "->", False),
        ("note", "<->", False),
    ],
)
def test_a_word_has_a_direction_and_is_meant_for_somebody(
    kind: str, direction: str, word: bool
) -> None:
    trait = Trait(kind, "log", direction, (), restarts=False)  # type: ignore[arg-type]

    assert weights_of([pack_trait(trait)])[0].word is word
