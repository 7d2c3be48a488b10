from __future__ import annotations

import sys

import pytest

from nettrack_md.errors import ExtraMissing
from nettrack_md.model.records import Profile
from nettrack_md.render.qr import qr_svg
from nettrack_md.render.vcard import Particulars, card, vcard

ME = Profile(
    "me.md", "塩見坂 遥", offers=("面接の練習",), known_for=("a; b, c\\d",), intro="x"
)


def lines(profile=ME, **more):
    text = vcard(profile, Particulars(**more))
    assert text.endswith("END:VCARD\r\n")
    return text.replace("\r\n ", "").split("\r\n")


def test_a_vcard_has_its_names_in_the_order_of_the_language():
    assert "N:塩見坂;遥;;;" in lines()
    assert "N:Shiomizaka;Haruka;;;" in lines(Profile("me.md", "Haruka Shiomizaka"))
    assert "N:Haruka;;;;" in lines(Profile("me.md", "Haruka"))


def test_what_the_format_reads_as_a_mark_is_escaped():
    assert "NOTE:a\\; b\\, c\\\\d" in lines()


def test_a_line_break_in_a_text_starts_no_line_of_the_card():
    assert "ORG:a TEL:1" in lines(org="a\r\nTEL:1")


def test_a_label_in_brackets_becomes_the_type():
    found = lines(emails=("h@example.com (work)",), phones=("+81 3-0000-0100 (携帯)",))

    assert "EMAIL;TYPE=WORK:h@example.com" in found
    assert "TEL;TYPE=CELL:+81 3-0000-0100" in found


def test_no_line_is_longer_than_75_bytes_and_no_character_is_torn():
    text = vcard(Profile("me.md", "遥", known_for=("会計" * 60,)), Particulars())
    pieces = text.encode().split(b"\r\n")

    assert max(map(len, pieces)) <= 75
    assert [piece.decode() for piece in pieces]


def test_a_card_is_markdown_that_starts_nothing():
    text = card(Profile("me.md", "# H", offers=("[[x]] #tag",)), Particulars(), "s")

    assert text.startswith("# \\# H\n")
    assert "- x \\#tag" in text


def test_without_the_extra_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "segno", None)

    with pytest.raises(ExtraMissing, match=r"nettrack-md\[qr\]"):
        qr_svg("x")


def test_a_code_is_a_picture_of_the_text():
    pytest.importorskip("segno", reason="the extra qr is not installed")
    one, other = qr_svg("BEGIN:VCARD"), qr_svg("END:VCARD")

    assert one.startswith("<svg")
    assert one == qr_svg("BEGIN:VCARD")
    assert one != other
