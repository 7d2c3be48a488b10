from __future__ import annotations

from datetime import date

import pytest

from nettrack_md.app.plain.days import cut_day_before, cut_day_behind, parse_day
from tests.builders import TODAY


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("today", "2026-11-20"),
        ("yesterday", "2026-11-19"),
        ("last night", "2026-11-19"),
        ("the day before yesterday", "2026-11-18"),
        ("last friday", "2026-11-13"),
        ("on monday", "2026-11-16"),
        ("Sunday", "2026-11-15"),
        ("3 days ago", "2026-11-17"),
        ("two weeks ago", "2026-11-06"),
        ("a month ago", "2026-10-20"),
        ("Nov 18", "2026-11-18"),
        ("18 Nov", "2026-11-18"),
        ("the 18th of November 2025", "2025-11-18"),
        ("11/18", "2026-11-18"),
        ("11/20", "2026-11-20"),
        ("2026/11/18", "2026-11-18"),
        ("令和8年11月18日", "2026-11-18"),
        ("昨日", "2026-11-19"),
        ("一昨日", "2026-11-18"),
        ("おととい", "2026-11-18"),
        ("先週の金曜", "2026-11-13"),
        ("先週月曜日", "2026-11-09"),
        ("3日前", "2026-11-17"),
        ("２週間前", "2026-11-06"),
        ("三か月前", "2026-08-20"),
        ("11月18日", "2026-11-18"),
        ("11月18日（水）", "2026-11-18"),
        ("先月5日", "2026-10-05"),
    ],
)
def test_words_for_a_day_behind_us(words: str, wanted: str) -> None:
    assert parse_day(words, TODAY) == date.fromisoformat(wanted)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("tomorrow", "2026-11-21"),
        ("friday", "2026-11-27"),
        ("next friday", "2026-11-27"),
        ("next monday", "2026-11-23"),
        ("this sunday", "2026-11-22"),
        ("until friday", "2026-11-27"),
        ("in 2 weeks", "2026-12-04"),
        ("in a month", "2026-12-20"),
        ("next week", "2026-11-27"),
        ("end of the month", "2026-11-30"),
        ("12/5", "2026-12-05"),
        ("Jan 5", "2027-01-05"),
        ("Feb 29", "2028-02-29"),
        ("明日", "2026-11-21"),
        ("明後日", "2026-11-22"),
        ("来週", "2026-11-27"),
        ("来週の金曜", "2026-11-27"),
        ("再来週の月曜", "2026-11-30"),
        ("金曜まで", "2026-11-27"),
        ("3日後", "2026-11-23"),
        ("月末", "2026-11-30"),
        ("来月", "2026-12-20"),
        ("12月5日", "2026-12-05"),
    ],
)
def test_words_for_a_day_ahead(words: str, wanted: str) -> None:
    assert parse_day(words, TODAY, ahead=True) == date.fromisoformat(wanted)


@pytest.mark.parametrize(
    "words",
    ["", "sat", "lunch", "2/30", "31/12", "last week", "先週", "may", "日曜大工"],
)
def test_other_words_name_no_day(words: str) -> None:
    assert parse_day(words, TODAY) is None


def test_a_day_without_its_year_is_the_latest_past_one() -> None:
    assert parse_day("Dec 24", TODAY) == date(2025, 12, 24)
    assert parse_day("Feb 29", TODAY) == date(2024, 2, 29)


def test_a_week_that_starts_on_sunday_has_its_sunday_first() -> None:
    assert parse_day("先週の日曜", TODAY, starts="sunday") == date(2026, 11, 8)
    assert parse_day("先週の日曜", TODAY, starts="monday") == date(2026, 11, 15)


@pytest.mark.parametrize(
    ("text", "on", "rest"),
    [
        ("yesterday lunch", "2026-11-19", "lunch"),
        ("3 days ago: call", "2026-11-17", "call"),
        ("2026-11-18 18:30 dinner", "2026-11-18", "dinner"),
        ("昨日ランチした", "2026-11-19", "ランチした"),
        ("今日はありがとう", "2026-11-20", "ありがとう"),
        ("昨日はじめて会った", "2026-11-19", "はじめて会った"),
        ("昨日もらった本", "2026-11-19", "もらった本"),
        ("3日前にお茶した", "2026-11-17", "お茶した"),
        ("11月18日に電話", "2026-11-18", "電話"),
    ],
)
def test_a_day_at_the_beginning_is_cut_off(text: str, on: str, rest: str) -> None:
    found = cut_day_before(text, TODAY)

    assert found is not None
    assert (found.on, found.rest) == (date.fromisoformat(on), rest)


@pytest.mark.parametrize(
    "text",
    ["昨日の会議の話", "今日中に送る", "1/2 of the talk", "sat next to her",
     "march on the capital", "todays news", "明日香村を歩いた"],
)  # fmt: skip
def test_what_only_begins_like_a_day_stays(text: str) -> None:
    assert cut_day_before(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "on", "rest"),
    [
        ("lunch yesterday", "2026-11-19", "lunch"),
        ("met, Nov 18", "2026-11-18", "met"),
        ("lunch last friday.", "2026-11-13", "lunch"),
        ("ランチ 昨日", "2026-11-19", "ランチ"),
        ("ランチ 一昨日", "2026-11-18", "ランチ"),
        ("met 2026-11-18", "2026-11-18", "met"),
    ],
)
def test_a_day_at_the_end_is_cut_off(text: str, on: str, rest: str) -> None:
    found = cut_day_behind(text, TODAY)

    assert found is not None
    assert (found.on, found.rest) == (date.fromisoformat(on), rest)
