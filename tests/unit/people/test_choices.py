from __future__ import annotations

import pytest

from nettrack_md.model.rules import default_tiers
from nettrack_md.people.choices import (
    parse_flag,
    parse_intro_state,
    parse_status,
    parse_tier,
    word_like,
)


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("inner", "inner"), ("身内", "inner"), ("Close", "close"), ("近い", "close"),
        ("大切", "active"), ("ゆるい", "loose"), ("[[loose]]", "loose"),
        ("ｌｏｏｓｅ", "loose"), ("besties", None), ("", None),
    ],
)  # fmt: skip
def test_a_tier_is_read_in_both_languages(text: str, tier: str | None) -> None:
    assert parse_tier(text, default_tiers()) == tier


def test_a_tier_of_the_settings_is_spelled_as_they_spell_it() -> None:
    assert parse_tier("vip", ["VIP", "近い"]) == "VIP"
    assert parse_tier("近い", ["VIP", "近い"]) == "近い"
    assert parse_tier("close", ["VIP"]) is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("active", "active"), ("Paused", "paused"), ("休止", "paused"),
        ("逝去", "deceased"), ("会いたい", "wish"), ("on holiday", None),
    ],
)  # fmt: skip
def test_a_status_is_read_in_both_languages(text: str, status: str | None) -> None:
    assert parse_status(text) == status


@pytest.mark.parametrize(
    ("text", "flag"),
    [("true", True), ("Yes", True), ("はい", True), ("off", False), ("secret", None)],
)
def test_a_flag_is_yes_or_no(text: str, flag: bool | None) -> None:
    assert parse_flag(text) is flag


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("asked", "asked"), ("打診", "asked"), ("承諾", "agreed"),
        ("紹介済み", "made"), ("Made", "made"), ("完了", "closed"), ("soon", None),
    ],
)  # fmt: skip
def test_an_introduction_stands_somewhere(text: str, state: str | None) -> None:
    assert parse_intro_state(text) == state


def test_a_value_is_written_in_the_language_that_is_there() -> None:
    assert word_like("tier", "active", "close") == "active"
    assert word_like("tier", "active", "近い") == "大切"
    assert word_like("tier", "VIP", "近い") == "VIP"
    assert word_like("status", "paused", "継続") == "休止"
    assert word_like("status", "paused", "active") == "paused"
