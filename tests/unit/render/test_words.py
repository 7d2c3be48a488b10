from __future__ import annotations

from datetime import date

import pytest

from nettrack_md.insight.values import Reason
from nettrack_md.model.dates import week_of
from nettrack_md.model.periods import parse_period
from nettrack_md.render.wording import words
from nettrack_md.render.wording.phrases import sentence

DAY = date(2026, 11, 20)


def test_a_day_is_named_with_its_day_of_the_week():
    assert words.day(DAY, "en", near=DAY) == "Fri 20 Nov"
    assert words.day(DAY, "ja", near=DAY) == "11月20日(金)"


def test_a_day_of_another_year_is_named_with_the_year():
    assert words.day(DAY, "en", near=date(2027, 1, 1)) == "Fri 20 Nov 2026"
    assert words.day(DAY, "ja") == "2026年11月20日(金)"


@pytest.mark.parametrize(
    ("text", "english", "japanese"),
    [
        ("6w", "every 6 weeks", "6週ごと"),
        ("weekly", "every week", "毎週"),
        ("2w", "every 2 weeks", "隔週"),
        ("3m", "every 3 months", "3か月ごと"),
        ("1y", "every year", "毎年"),
        ("30", "every 30 days", "30日ごと"),
        ("none", "", ""),
    ],
)
def test_a_rhythm_in_words(text, english, japanese):
    assert words.every(parse_period(text), "en") == english
    assert words.every(parse_period(text), "ja") == japanese


@pytest.mark.parametrize(
    ("days", "english", "japanese"),
    [
        (1, "1 day", "1日"),
        (45, "45 days", "45日"),
        (122, "about 4 months", "約4か月"),
        (365, "about a year", "約1年"),
        (426, "about 14 months", "約14か月"),
        (1509, "about 4 years", "約4年"),
    ],
)
def test_a_span_in_words(days, english, japanese):
    assert words.span(days, "en") == english
    assert words.span(days, "ja") == japanese


@pytest.mark.parametrize(
    ("name", "honorific", "english", "japanese"),
    [
        ("[[山田 太郎]]", "", "[[山田 太郎]]", "[[山田 太郎]]さん"),
        ("[[山田 太郎]]", "先生", "[[山田 太郎]]", "[[山田 太郎]]先生"),
        ("[[みどり先生]]", "", "[[みどり先生]]", "[[みどり先生]]"),
        ("[[山田 太郎]]", "なし", "[[山田 太郎]]", "[[山田 太郎]]"),
        ("[[Ada Byron]]", "Dr.", "Dr. [[Ada Byron]]", "Dr. [[Ada Byron]]"),
    ],
)
def test_people_are_called_by_their_honorific(name, honorific, english, japanese):
    assert words.address(name, honorific, "en") == english
    assert words.address(name, honorific, "ja") == japanese


def test_words_of_the_users_own_stand_for_themselves():
    assert words.kind("sauna", "ja") == "sauna"
    assert words.tier("family", "en") == "family"
    assert words.tier(None, "en") == ""


def test_a_day_in_iso_form_becomes_words_and_other_text_stays():
    assert words.iso_day("2026-11-20", "en", near="2026-01-01") == "Fri 20 Nov"
    assert words.short_iso_day("2026-11-20", "ja") == "11月20日"
    assert words.iso_day("someday", "en") == "someday"
    assert words.short_iso_day("", "en") == ""


@pytest.mark.parametrize(
    ("day", "starts", "english", "japanese"),
    [
        (
            DAY,
            "monday",
            "week 47 (16–22 November 2026)",
            "2026年第47週(11月16日〜22日)",
        ),
        (
            date(2026, 12, 1),
            "monday",
            "week 49 (30 November – 6 December 2026)",
            "2026年第49週(11月30日〜12月6日)",
        ),
        (
            date(2027, 1, 1),
            "monday",
            "week 53 (28 December 2026 – 3 January 2027)",
            "2026年第53週(12月28日〜1月3日)",
        ),
        (
            date(2025, 12, 30),
            "monday",
            "week 1 (29 December 2025 – 4 January 2026)",
            "2026年第1週(12月29日〜1月4日)",
        ),
        (
            DAY,
            "sunday",
            "week 47 (15–21 November 2026)",
            "2026年第47週(11月15日〜21日)",
        ),
    ],
)
def test_a_week_in_words(day, starts, english, japanese):
    week = week_of(day, starts)
    facts = (("begins", week.begins), ("ends", week.ends), ("number", week.number))
    found = Reason("page_week", facts)

    assert sentence(found, "en") == english
    assert sentence(found, "ja") == japanese
