from __future__ import annotations

import pytest

from nettrack_md.index.cards import contact_of, names_of, pack_card
from nettrack_md.model.dates import PartialDate, parse_day_range
from nettrack_md.model.periods import Period
from nettrack_md.model.records import Anniversary, Cadence, Contact, Link, NoteFacts
from tests.indexing import day, plain

RANGE = parse_day_range("03-20..04-05")
assert RANGE is not None
FULL = Contact(
    "People/佐藤 花子.md",
    "佐藤 花子",
    "さとう　はなこ",
    ("花ちゃん", "Hanako"),
    "close",
    Cadence(Period(6, "w")),
    Period(6, "w"),
    "paused",
    day("2026-12-01"),
    day("2026-12-24"),
    day("2019-04-01"),
    day("2019-04-02"),
    day("2026-11-01"),
    PartialDate(5, 14, 1990),
    (
        Anniversary(PartialDate(3, 10, 2014), "wedding"),
        Anniversary(PartialDate(1, 1), ""),
    ),
    day("2025-02-03"),
    (RANGE,),
    Link("Ben", "B", 12),
    True,
    ("contact", "人脈"),
    (("tier", ("close",)), ("emails", ("a@example.org", "Ｂ@example.org"))),
    (("colour", ("blue",)), ("empty", ()), ("lines", ("one\ntwo", ""))),
)


@pytest.mark.parametrize(
    "contact",
    [
        FULL,
        Contact("a.md", "a"),
        Contact("a.md", "a", cadence=Cadence(None)),
        Contact("a.md", "a", aliases=("",), tags=("",)),
        Contact("a.md", "a", properties=(("org", ("one", "two")),)),
        Contact("a.md", "a", properties=(("org", ("x",)),), other=(("x", ("y",)),)),
        Contact("a.md", "a\x1fb", aliases=("c\x1f",), tags=("d\x1f",)),
        Contact("a.md", "a", other=(("key\x1f", ("text\x1f", "more")),)),
        Contact("a.md", "half a pair \ud800", properties=(("org", ("\udfff",)),)),
    ],
)
def test_a_contact_comes_back_as_it_was(contact: Contact) -> None:
    facts = NoteFacts(contact.path, "contact", contact.name, contact=contact)
    texts, patch, record = pack_card(facts)

    assert record is not None
    assert contact_of(record, texts, patch) == contact
    texts.encode()


def test_a_contact_that_came_back_is_frozen_and_has_its_methods() -> None:
    facts = NoteFacts(FULL.path, "contact", FULL.name, contact=FULL)
    texts, patch, record = pack_card(facts)
    assert record is not None
    back = contact_of(record, texts, patch)

    assert back.text("emails") == "a@example.org"
    assert hash(back) == hash(FULL)
    with pytest.raises(AttributeError):
        back.name = "other"  # type: ignore[misc]


def test_the_names_can_be_had_alone() -> None:
    facts = NoteFacts(FULL.path, "contact", FULL.name, contact=FULL)
    *_, record = pack_card(facts)

    assert record is not None
    assert names_of(record) == (
        FULL.path, "佐藤 花子", "さとう　はなこ", ("花ちゃん", "Hanako"), "paused",
    )  # fmt: skip


def test_the_texts_of_properties_are_kept_once() -> None:
    facts = NoteFacts(FULL.path, "contact", FULL.name, contact=FULL)
    texts, _, record = pack_card(facts)

    assert record is not None
    assert b"example.org" not in record
    assert texts.count("close") == 1


def test_a_note_that_is_no_contact_has_texts_and_no_record() -> None:
    assert pack_card(plain("Ideas/Bread.md")) == ("Bread", None, None)
