"""The words for a touch's kind."""

from __future__ import annotations

import pytest

from nettrack_md.model.rules import RESTARTING, RESTING_KINDS
from nettrack_md.note.kinds import KindFound, KindWords

KINDS = KindWords.build(RESTARTING, RESTING_KINDS)


def kind(text: str, kinds: KindWords = KINDS) -> KindFound:
    found = kinds.find(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "name", "restarts", "rest"),
    [
        ("meet: lunch", "meet", True, ": lunch"),
        ("Lunch", "meet", True, ""),
        ("call about it", "call", True, " about it"),
        ("電話：転職", "call", True, "：転職"),
        ("電話 転職", "call", True, " 転職"),
        ("電話　転職", "call", True, "　転職"),
        ("ＣＡＬＬ：x", "call", True, "：x"),
        ("ﾒｰﾙ<- x", "email", True, "<- x"),
        ("e-mail->x", "email", True, "->x"),
        ("email→x", "email", True, "→x"),
        ("note: x", "note", False, ": x"),
        ("missed -> x", "missed", False, " -> x"),
        ("no answer: x", "missed", False, ": x"),
        ("No　Answer：x", "missed", False, "：x"),
        ("不在着信：", "missed", False, "："),
    ],
)
def test_a_kind_is_told_by_its_words(text, name, restarts, rest):
    found = kind(text)
    assert (found.kind, found.restarts, text[found.end :]) == (name, restarts, rest)


@pytest.mark.parametrize(
    "text",
    ["calling her", "電話した", "call, then", "missed you at the party", "note", "メモ 書いた",
     "no answer from him", "meeting", "", ": x", "-> call"],
)  # fmt: skip
def test_other_words_are_no_kind(text):
    assert KINDS.find(text) is None


def test_the_longest_phrase_wins():
    kinds = KindWords.build(
        {"a": ("big", "big big deal", "big deal")}, {"b": ("big big",)}
    )
    assert [
        kind(text, kinds).end for text in ("big deal x", "big big deal", "big x")
    ] == [8, 12, 3]


def test_a_kinds_own_name_beats_a_synonym_of_another():
    kinds = KindWords.build({"call": ("note",)}, {"note": ()})
    assert kind("note: x", kinds).kind == "note"


def test_words_of_settings_may_hold_other_signs():
    kinds = KindWords.build({"talk": ("1on1", "📞", "c++")}, {})
    assert [kind(t, kinds).kind for t in ("1on1 x", "📞: x", "C++")] == ["talk"] * 3
