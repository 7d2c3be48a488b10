"""Days in moment formats, against what moment.js 2.29.4 wrote."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from nettrack_md.note.moment import DayMatcher, format_day, parse_day
from nettrack_md.note.moment.locales import LOCALES
from nettrack_md.note.moment.parts import find_part

DATA = Path(__file__).parents[2] / "data"
FRIDAY = date(2026, 11, 20)


def golden() -> dict[tuple[str, str], list[tuple[date, str]]]:
    rows = [
        (row["locale"], row["date"], row["format"], row["out"])
        for row in json.loads((DATA / "obsidian-moment-golden.json").read_text("utf-8"))
    ]
    rows += map(
        tuple, json.loads((DATA / "obsidian-moment-more.json").read_text("utf-8"))
    )
    found: dict[tuple[str, str], list[tuple[date, str]]] = {}
    for locale, day, fmt, out in rows:
        found.setdefault((locale, fmt), []).append((date.fromisoformat(day), out))
    return found


GOLDEN = golden()


def test_the_golden_rows_are_all_there():
    assert sum(map(len, GOLDEN.values())) == 1_260 + 948
    assert {locale for locale, _ in GOLDEN} == set(LOCALES)


@pytest.mark.parametrize(("locale", "fmt"), GOLDEN, ids=lambda text: text or "-")
def test_a_day_is_written_as_moment_writes_it(locale: str, fmt: str):
    rows = GOLDEN[locale, fmt]

    assert [format_day(day, fmt, locale) for day, _ in rows] == [out for _, out in rows]


@pytest.mark.parametrize(("locale", "fmt"), GOLDEN, ids=lambda text: text or "-")
def test_what_moment_wrote_is_read_again_where_it_tells_a_day(locale: str, fmt: str):
    matcher = DayMatcher(fmt, locale)

    for day, out in GOLDEN[locale, fmt]:
        assert matcher.match(out) == (day if matcher.determines_day else None)


@pytest.mark.parametrize(
    "fmt",
    [
        "YYYY-MM-DD", "YYYY-MM-DD(ddd)", "YYYY年M月D日(dd)", "YYYY/MM/YYYY-MM-DD dddd",
        "MMMM Do, YYYY", "YYYYMMDD", "DD-MM-YYYY", "D.M.YY", "YYYY-DDDD",
        "GGGG-[W]WW-E", "gggg-[W]ww-e", "gggg [w]w ddd", "L", "LL", "LLLL", "dddd, ll",
        "[Daily] YYYY.MM.DD", "DDMMMYYYY", "YYYYMMD",
    ],
)  # fmt: skip
def test_these_formats_tell_a_day(fmt: str):
    assert DayMatcher(fmt).determines_day


@pytest.mark.parametrize(
    "fmt",
    [
        "", "[YYYY-MM-DD]", "YYYY-MM", "MM-DD", "gggg-[W]ww", "GGGG-[W]WW",
        "YYYY-[Q]Q", "YYYY", "dddd", "HH:mm", "x", "NNNNy年M月D日",
        # 2026111 is 11 January or 1 November.
        "YYYYMD", "DMYYYY", "YYYYDDDD[1]DMH",
    ],
)  # fmt: skip
def test_these_do_not_and_match_nothing(fmt: str):
    matcher = DayMatcher(fmt)

    assert not matcher.determines_day
    assert matcher.match(format_day(FRIDAY, fmt)) is None


@pytest.mark.parametrize(
    ("fmt", "text"),
    [
        ("YYYY-MM-DD", "2026-02-30"),
        ("YYYY-MM-DD", "2026-13-01"),
        ("YYYY-MM-DD", "2025-02-29"),
        ("YYYY-MM-DD", "0000-01-01"),
        ("YYYY-M-D", "2026-0-1"),
        ("YYYY-DDDD", "2026-366"),
        ("YYYY-DDDD", "2026-000"),
        ("GGGG-[W]WW-E", "2025-W53-1"),
        ("GGGG-[W]WW-E", "2026-W00-1"),
        ("gggg-[W]ww-e", "2026-W54-0"),
        ("GGGG-[W]WW-E", "0000-W01-1"),
        ("YYYY-MM-DD ddd", "2026-11-20 Thu"),
        ("YYYY/MM/YYYY-MM-DD", "2025/11/2026-11-20"),
        ("YYYY [Q]Q MM-DD", "2026 Q1 11-20"),
        ("YYYY-MM-DD [W]WW", "2026-11-20 W01"),
        ("YYYYYY-MM-DD", "+010000-01-01"),
        ("gggg-[W]ww-e", "9999-W53-6"),
    ],
)
def test_a_day_that_does_not_exist_is_none(fmt: str, text: str):
    assert DayMatcher(fmt).match(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "2026-11-2", "2026-11-200", " 2026-11-20", "2026-11-20\n", "2026-11-20 x",
        "２０２６-11-20", "2026/11/20", "Mara Quellen", "2026-11-20.md",
    ],
)  # fmt: skip
def test_the_whole_text_must_be_in_the_format(text: str):
    assert DayMatcher("YYYY-MM-DD").match(text) is None


@pytest.mark.parametrize(
    ("fmt", "text"),
    [
        ("YYYY-MM-DD(ddd)", "2026-11-20(金)"),
        ("YYYY-MM-DD(ddd)", "2026-11-20(Fri)"),
        ("YYYY-MM-DD(ddd)", "2026-11-20(Fr.)"),
        ("YYYY-MM-DD(ddd)", "2026-11-20(ven.)"),
        ("YYYY-MM-DD(ddd)", "2026-11-20(周五)"),
        ("YYYY-MM-DD dddd", "2026-11-20 FRIDAY"),
        ("YYYY-MM-DD dddd", "2026-11-20 freitag"),
        ("D MMMM YYYY", "20 november 2026"),
        ("D MMMM YYYY", "20 十一月 2026"),
        ("YYYY MMMM D", "2026 11月 20"),
        ("MMMM Do, YYYY", "November 20., 2026"),
        ("MMMM Do, YYYY", "11月 20日, 2026"),
    ],
)
def test_names_of_any_language_are_read(fmt: str, text: str):
    assert DayMatcher(fmt).match(text) == FRIDAY


def test_names_are_read_in_either_form_of_accents():
    composed, taken_apart = "14 f\u00e9vrier 2026", "14 fe\u0301vrier 2026"

    assert DayMatcher("D MMMM YYYY").match(taken_apart) == date(2026, 2, 14)
    assert DayMatcher("D MMMM YYYY").match(composed) == date(2026, 2, 14)
    assert DayMatcher("[e\u0301]YYYY-MM-DD").match("\u00e92026-11-20") == FRIDAY


def test_the_spelling_tells_weekdays_apart_that_share_their_letters():
    # French di is Sunday, German Di is Tuesday.
    assert parse_day("2026-W47-di", "GGGG-[W]WW-dd") == date(2026, 11, 22)
    assert parse_day("2026-W47-Di", "GGGG-[W]WW-dd") == date(2026, 11, 17)
    assert parse_day("2026-W47-DI", "GGGG-[W]WW-dd") is None
    assert parse_day("2026-11-17 DI", "YYYY-MM-DD dd") == date(2026, 11, 17)


@pytest.mark.parametrize("token", ["MMM", "MMMM"])
def test_a_month_name_means_one_month(token: str):
    folded = find_part(token, after_digit=False).folded

    assert {len(months) for months in folded.values()} == {1}


def test_two_digits_of_a_year_reach_from_1969_to_2068():
    assert parse_day("01-02-69", "DD-MM-YY") == date(1969, 2, 1)
    assert parse_day("01-02-68", "DD-MM-YY") == date(2068, 2, 1)


def test_levels_count_the_folders_in_a_name():
    assert DayMatcher("YYYY-MM-DD").levels == 0
    assert DayMatcher("YYYY/MM MMMM/YYYY-MM-DD[/x]").levels == 3


def test_the_locale_decides_how_weeks_are_counted():
    sunday = date(2026, 11, 22)

    assert format_day(sunday, "gggg-[W]ww", "ja") == "2026-W48"
    assert format_day(sunday, "gggg-[W]ww", "en-GB") == "2026-W47"
    assert DayMatcher("gggg-[W]ww-e", "ja").match("2026-W48-0") == sunday
    assert DayMatcher("gggg-[W]ww-e", "de").match("2026-W47-6") == sunday


def test_an_unknown_locale_falls_back_to_its_language_then_to_english():
    assert format_day(FRIDAY, "dddd", "de_AT") == "Freitag"
    assert format_day(FRIDAY, "dddd", "xx") == "Friday"
    assert format_day(FRIDAY, "dddd", "") == "Friday"


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_day_have_weeks_too(day: date):
    for locale in LOCALES:
        assert format_day(day, "gggg ww GGGG WW", locale)


def test_a_date_has_midnight_for_its_time_and_no_zone_name():
    assert format_day(FRIDAY, "YYYY-MM-DD HHmmss A Z z") == (
        "2026-11-20 000000 AM +00:00 "
    )
    assert parse_day("2026-11-20 235959 PM", "YYYY-MM-DD HHmmss A") == FRIDAY


def test_an_accent_in_a_format_is_no_part_of_the_token_before_it():
    fmt = "YYYY-MM-DD\u0301"
    written = format_day(FRIDAY, fmt)

    assert written == "2026-11-20\u0301"
    assert DayMatcher(fmt).match(written) == FRIDAY


def test_a_format_longer_than_any_name_tells_no_day():
    assert not DayMatcher("YYYY-MM-DD" + " MMMM" * 50).determines_day
