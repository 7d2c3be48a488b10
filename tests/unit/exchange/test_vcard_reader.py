"""Cards as phones and programs really write them, one quirk each, every fact right."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nettrack_md.exchange.vcard import read_vcards, render_vcards
from tests.drive import ROOT

DATA = ROOT / "tests/data/exchange"
EXPECTED: dict[str, Any] = json.loads((DATA / "expected.json").read_text("utf-8"))
CARDS = sorted(EXPECTED)


def told(person: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"name": person.name}
    found |= {key: list(texts) for key, texts in person.facts}
    if person.kind != "person":
        found["kind"] = person.kind
    if person.kept:
        found["kept"] = list(person.kept)
    if person.note:
        found["note"] = person.note
    if person.photo:
        found["photo"] = len(person.photo)
    if not person.named:
        found["named"] = False
    return found


def test_every_card_of_the_folder_is_expected_to_say_something() -> None:
    assert sorted(path.name for path in DATA.glob("*.vcf")) == CARDS


@pytest.mark.parametrize("name", CARDS)
def test_a_card_says_what_it_should(name: str) -> None:
    found = read_vcards((DATA / name).read_bytes(), name)

    assert [told(one) for one in found.people] == EXPECTED[name]["people"]


@pytest.mark.parametrize("name", CARDS)
def test_what_is_wrong_with_a_card_is_named_by_line(name: str) -> None:
    found = read_vcards((DATA / name).read_bytes(), name)

    places = [[problem.code, problem.line] for problem in found.problems]
    assert sorted(places) == sorted(EXPECTED[name]["problems"])


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@pytest.mark.parametrize("name", [n for n in CARDS if EXPECTED[n]["people"]])
def test_a_card_comes_back_from_our_own_hand(name: str, version: Any) -> None:
    first = read_vcards((DATA / name).read_bytes(), name)
    written = render_vcards(first.people, version)
    second = read_vcards(written, name)

    assert second.problems == ()
    assert render_vcards(second.people, version) == written
    for one, other in zip(first.people, second.people, strict=True):
        assert one.name == other.name
        gone = {"status"}
        assert {k: v for k, v in one.facts if k not in gone} == {
            k: v for k, v in other.facts if k not in gone
        }


def test_a_hundred_megabytes_of_photo_are_left_out_and_the_rest_is_read() -> None:
    photo = b"PHOTO;ENCODING=b:" + b"A" * (100 * 1024 * 1024) + b"\r\n"
    card = (
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Big Frame\r\n"
        + photo
        + b"TEL:5550100\r\nEND:VCARD\r\n"
    )

    found = read_vcards(card, "big.vcf")

    assert [one.name for one in found.people] == ["Big Frame"]
    assert found.people[0].texts("phones") == ("5550100",)
    assert [(p.line, p.code) for p in found.problems] == [(4, "import-unread")]
    assert len(found.people[0].original) < 1000


def test_no_card_at_all_is_named() -> None:
    assert read_vcards(b"<html></html>\n", "x.vcf").problems
    assert read_vcards(b"\n\n", "x.vcf").problems


def test_an_encoding_that_is_asked_for_beats_what_the_card_says() -> None:
    card = "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=utf-8:桐生 蓮\nEND:VCARD\n"

    (found,) = read_vcards(card.encode("euc_jp"), "x", encoding="euc_jp").people

    assert found.name == "桐生 蓮"


def test_the_oracle_reads_what_we_write() -> None:
    vobject = pytest.importorskip("vobject")
    for name in CARDS:
        people = read_vcards((DATA / name).read_bytes(), name).people
        text = render_vcards(people).decode()
        for person, card in zip(people, vobject.readComponents(text), strict=True):
            assert card.fn.value == person.name
            mails = [each.value for each in card.contents.get("email", ())]
            assert mails == [t.rpartition(" (")[0] or t for t in person.texts("emails")]
            numbers = [each.value for each in card.contents.get("tel", ())]
            assert numbers == [
                t.rpartition(" (")[0] or t for t in person.texts("phones")
            ]
            note = card.contents.get("note")
            assert (note[0].value if note else "") == person.note


def _kept(*lines: str) -> tuple[str, ...]:
    card = ("BEGIN:VCARD", "VERSION:2.1", "FN:Ada Fenn", *lines, "END:VCARD", "")
    (person,) = read_vcards("\r\n".join(card).encode(), "x.vcf").people
    return person.kept


def test_only_an_encoding_encodes() -> None:
    lines = ("X-A;X-B=QUOTED-PRINTABLE:a=", "QUOTED-PRINTABLE:b=", "X-D;TYPE=b:e")

    assert _kept(*lines) == lines


def test_a_parameter_that_no_other_program_reads_stays_behind() -> None:
    assert _kept("X-PIC;表=a;;TYPE=png:x") == ("X-PIC;TYPE=png:x",)


def test_a_value_that_is_nothing_but_controls_stays_behind() -> None:
    assert _kept("X-PIC;X-A=b,\x01,\x02,c:x") == ("X-PIC;X-A=b,c:x",)
    assert _kept("X-PIC:\x00\x00", "X-PIC:;\x01") == ()
