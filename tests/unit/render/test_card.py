from __future__ import annotations

import sys
from io import BytesIO

import pytest

from nettrack_md.errors import ExtraMissing
from nettrack_md.model.records import Profile
from nettrack_md.render.card import Particulars, card
from nettrack_md.render.qr import qr_svg


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


def test_a_code_holds_utf_8_whatever_the_language():
    segno = pytest.importorskip("segno", reason="the extra qr is not installed")
    text = "FN:塩見坂 遥"
    as_bytes = segno.make(text.encode(), error="m", micro=False)

    out = BytesIO()
    as_bytes.save(out, kind="svg", scale=4, xmldecl=False)
    assert qr_svg(text) == out.getvalue().decode()
