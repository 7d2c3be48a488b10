"""Files of other tools that keep people: each known by its content, every fact right."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nettrack_md.app.importing import read_import
from nettrack_md.exchange.books import find_book
from nettrack_md.exchange.books.finding import read_book
from nettrack_md.exchange.reading import ForeignFile
from tests.drive import ROOT

DATA = ROOT / "tests/data/exchange"
EXPECTED: dict[str, Any] = json.loads((DATA / "books.json").read_text("utf-8"))
BOOKS = sorted(EXPECTED)


def told(person: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"name": person.name, "line": person.line}
    found |= {key: list(texts) for key, texts in person.facts}
    if person.touches:
        found["touches"] = [
            [each.on.isoformat(), each.kind, each.direction, each.text, *each.more]
            for each in person.touches
        ]
    if person.kept:
        found["kept"] = list(person.kept)
    if person.note:
        found["note"] = person.note
    return found


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_says_what_it_should(name: str) -> None:
    found = read_import(str(DATA / name))

    assert found.format == EXPECTED[name]["format"]
    assert [told(one) for one in found.people] == EXPECTED[name]["people"]
    places = [[problem.code, problem.line] for problem in found.problems]
    assert places == EXPECTED[name]["problems"]


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("share", [0.4, 0.7, 0.97])
def test_half_a_book_is_read_as_far_as_it_goes(name: str, share: float) -> None:
    data = (DATA / name).read_bytes()
    half = data[: int(len(data) * share)]
    book = find_book(data, name)

    assert book is not None
    found = read_book(half, name, book)
    assert found.people or found.problems


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_is_known_by_its_content_and_not_by_its_name(name: str) -> None:
    book = find_book((DATA / name).read_bytes(), "anything.txt")

    assert book is not None
    assert EXPECTED[name]["format"].startswith(book.name)


@pytest.mark.parametrize("name", ["apple.vcf", "google-new.csv", "eight-sjis.csv"])
def test_what_is_no_book_is_not_taken_for_one(name: str) -> None:
    assert find_book((DATA / name).read_bytes(), name) is None


def monica(**properties: object) -> ForeignFile:
    contact = {"uuid": "c", "properties": properties, "data": [{"type": "call"}, 7]}
    export = {
        "app_version": "4",
        "account": {"data": [{"type": "contact", "values": [contact, None, 3]}]},
    }
    data = json.dumps(export).encode()
    book = find_book(data, "m.json")
    assert book is not None
    return read_book(data, "m.json", book)


def test_odd_values_of_monica_are_passed_over() -> None:
    (found,) = monica(
        first_name="Edda", birthdate="never", tags=7, job=["x"], company={"a": 1},
        stay_in_touch_frequency=-3, last_talked_to="2026-02-31",
    ).people  # fmt: skip

    assert found.name == "Edda"
    assert found.facts == ()
    assert monica(first_name=None).problems[0].code == "import-odd"


def test_a_friend_who_is_named_by_an_alias_is_that_friend() -> None:
    found = read_import(str(DATA / "friends.md"))

    aki = next(one for one in found.people if "Aki" in one.texts("aliases"))
    assert [each.text for each in aki.touches] == ["call: Aki rang about the boat"]
