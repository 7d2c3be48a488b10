"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from nettrack_md.model.dates import find_day, parse_date, parse_week, week_of


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20", "2026/11/20", "2026.11.20", "2026年11月20日", "令和8年11月20日",
        "[[2026-11-20]]", "[[2026-11-20|Friday]]", "２０２６／１１／２０",
        "2026-11-20T10:30:00Z", "2026-11-20 10:30",
    ],
)  # fmt: skip
def test_each_form_names_the_day(text: str) -> None:
    assert parse_date(text) == date(2026, 11, 20)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30", "2026年13月1日", "令和0年1月1日", "令和元年1月1日", "昭和70年1月1日",
        "平成31年5月1日", "平成33年1月1日",
    ],
)  # fmt: skip
def test_a_day_that_does_not_exist_is_never_another_day(text: str) -> None:
    found = find_day(text)

    assert found is not None
    assert (found.on, found.length) == (None, len(text))


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("大正元年7月30日", date(1912, 7, 30)),
    ],
)
def test_an_era_reaches_from_its_first_day_to_its_last(text: str, on: date) -> None:
    assert parse_date(text) == on


@pytest.mark.parametrize("starts", ["monday", "sunday", "saturday"])
def test_a_week_is_found_again_by_its_label(starts: str) -> None:
    for day in (date(2026, 1, 1), date(2026, 11, 20), date(2027, 1, 3)):
        week = week_of(day, starts)  # type: ignore[arg-type]

        assert parse_week(week.label, starts) == week  # type: ignore[arg-type]
        assert week.begins <= day <= week.ends
