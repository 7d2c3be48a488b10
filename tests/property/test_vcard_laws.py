"""Laws of cards: written, read and written again they are the same bytes."""

from __future__ import annotations

import os
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nettrack_md.exchange.people import LISTS, ORDER, facts_of
from nettrack_md.exchange.texts import clean, clean_prose, split_label
from nettrack_md.exchange.vcard import read_vcards, render_vcards
from nettrack_md.exchange.vcard.writer import Version
from nettrack_md.model.foreign import ForeignPerson

#: What cards break on.
SHARP = (
        "\\", "\\n", "\\,", ";", ",", ":", '"', "^", "^n", "\n", "\r\n", "\r", "\t", "=",
        "==", "=0D=0A=", "()", "(cell)", "(work fax)", "(拠点)", "(a) (b)", "BEGIN:VCARD",
        "\nEND:VCARD\n", "END:VCARD", "item1.", "\u2028", "\u202e", "\x00", "\x1b[31m",
        "\ufeff", "表", "ソ", "𠮷", "葛\U000e0100", "👩\u200d👧", "e\u0301", "<% x %>",
        "[[a]]", "{{b}}", "`c`", "<b>", "\u1fef", "\ue63e", "\ud800", "x" * 80, "　",
    )  # fmt: skip
NASTY = st.sampled_from(SHARP)
texts = st.lists(NASTY | st.text(max_size=12), max_size=5).map("".join)
days = st.sampled_from(
    ["2014-03-10 wedding", "03-10 結婚記念日", "--02-29 anniversary"]
)
birthdays = st.sampled_from(["1990-05-14", "05-14", "--02-29", "1604-01-02", "never"])
VALUES = {"dates": days | texts, "birthday": birthdays | texts}


@st.composite
def people(draw: st.DrawFn) -> ForeignPerson:
    keys = draw(st.sets(st.sampled_from(ORDER), max_size=8))
    facts = facts_of(
        {
            key: draw(st.lists(VALUES.get(key, texts), max_size=3))
            for key in sorted(keys)
        }
    )
    name, note = draw(texts), draw(texts)
    parts = ((("N", tuple(draw(st.lists(texts, min_size=5, max_size=5)))),)
             if draw(st.booleans()) else ())  # fmt: skip
    return ForeignPerson(name, facts, parts=parts, note=note)


#: What an address book has a line for.
WRITTEN = frozenset(
    {"reading", "aliases", "org", "title", "birthday", "emails", "phones", "urls",
     "social", "addresses", "uid", "tags"}
)  # fmt: skip


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@given(everybody=st.lists(people(), min_size=1, max_size=3))
def test_written_read_and_written_again_is_the_same(
    version: Version, everybody: list[ForeignPerson]
) -> None:
    first = render_vcards(everybody, version)
    read = read_vcards(first, "x.vcf")

    assert read.problems == ()
    assert render_vcards(read.people, version) == first


#: Cards that are drawn by lot, which is cheaper than to look for the smallest.
MANY = 5000 if os.environ.get("NETTRACK_CI") else 300


def hostile(lot: Random) -> ForeignPerson:
    def text() -> str:
        several = (
            lot.choice(SHARP) if lot.random() < 0.7 else chr(lot.randrange(32, 0x3400))
            for _ in range(lot.randrange(1, 5))
        )
        return "".join(several)

    keys = lot.sample(ORDER, lot.randrange(9))
    facts = facts_of({key: [text() for _ in range(lot.randrange(4))] for key in keys})
    parts = (("N", tuple(text() for _ in range(5))),) if lot.random() < 0.5 else ()
    return ForeignPerson(text(), facts, parts=parts, note=text())


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_thousands_of_hostile_cards_come_back_byte_for_byte(version: Version) -> None:
    lot = Random(20261120)
    for _ in range(MANY // 100):
        everybody = [hostile(lot) for _ in range(100)]
        first = render_vcards(everybody, version)
        read = read_vcards(first, "x.vcf")

        assert read.problems == ()
        assert len(read.people) == 100
        assert render_vcards(read.people, version) == first


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@given(person=people())
def test_what_is_written_is_read_as_it_was(
    version: Version, person: ForeignPerson
) -> None:
    (read,) = read_vcards(render_vcards([person], version), "x.vcf").people

    assert read.name == (clean(person.name) or "?")
    assert read.note == clean_prose(person.note)
    for key in WRITTEN:
        assert sorted(read.texts(key)) == sorted(person.texts(key)), key


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@settings(max_examples=settings().max_examples // 3)
@given(
    days=st.lists(
        st.sampled_from(
            ["2014-03-10 wedding", "03-10 結婚記念日", "02-29 anniversary",
             "2001-09-09 anniversary"]
        ), unique=True
    )
)  # fmt: skip
def test_days_to_remember_are_read_as_they_were(
    version: Version, days: list[str]
) -> None:
    person = ForeignPerson("Ada Fenn", facts_of({"dates": days}))
    (read,) = read_vcards(render_vcards([person], version), "x.vcf").people

    assert list(read.texts("dates")) == days


@settings(max_examples=settings().max_examples // 2)
@given(person=people())
def test_another_program_reads_the_same_of_what_it_knows(
    person: ForeignPerson,
) -> None:
    vobject = pytest.importorskip("vobject")
    card = vobject.readOne(render_vcards([person]).decode())
    held = card.contents

    def told(name: str) -> list[Any]:
        return [each.value for each in held.get(name, ())]

    assert card.fn.value == (clean(person.name) or "?")
    for key, name in (("emails", "email"), ("phones", "tel")):
        assert told(name) == [split_label(text)[0] for text in person.texts(key)]
    assert told("title") == list(person.texts("title"))
    assert [list(each) for each in told("org")] == [[o] for o in person.texts("org")]
    assert told("categories") == (
        [list(tags)] if (tags := person.texts("tags")) else []
    )
    assert told("note") == ([note] if (note := clean_prose(person.note)) else [])
    assert told("uid") == list(person.texts("uid"))


@given(everybody=st.lists(people(), min_size=1, max_size=3))
def test_no_line_is_longer_than_75_octets(everybody: list[ForeignPerson]) -> None:
    lines = render_vcards(everybody).split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)


@given(
    data=st.binary(max_size=200)
    | st.lists(
        st.sampled_from(
            [b"BEGIN:VCARD", b"END:VCARD", b"VERSION:2.1", b"AGENT:", b"FN:x", b"\r\n",
             b"\n", b"\r", b" ", b"TEL;", b"PHOTO;ENCODING=b:", b"N;CHARSET=shift_jis:",
             b"NOTE;ENCODING=QUOTED-PRINTABLE:a=", b"\x95\\", b"\x00", b'A;B="', b"=\n",
             b"\xff\xfe", b"ADR:;", b"X-A;B=c:d", b"item1.X-ABLabel:", b"\x1b$B"]
        ) | st.binary(max_size=6),
        max_size=30,
    ).map(b"".join)
)  # fmt: skip
def test_no_bytes_make_the_reader_stumble(data: bytes) -> None:
    found = read_vcards(data, "x.vcf")

    assert found.people or found.problems
    again = render_vcards(found.people)
    assert render_vcards(read_vcards(again, "x.vcf").people) == again


@given(key=st.sampled_from(ORDER), text=texts)
def test_a_clean_fact_stays_as_it_is(key: str, text: str) -> None:
    once = facts_of({key: [text]})

    assert facts_of(dict(once)) == once
    assert (key in LISTS) or all(len(held) == 1 for _, held in once)
