from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettrack_md.model.dates import week_of
from nettrack_md.model.page_paths import (
    is_timed,
    page_path,
    quarter_at,
    text_at,
    unknown_placeholders,
)
from nettrack_md.model.quarters import Quarter, parse_quarter, quarter_of

DAYS = st.dates(date(1900, 1, 1), date(2900, 1, 1))


@given(DAYS)
def test_a_day_lies_in_its_quarter_and_the_one_before_ends_the_day_before(day):
    quarter = quarter_of(day)

    assert quarter.begins <= day <= quarter.ends
    assert quarter.before.ends == quarter.begins - timedelta(days=1)


@given(DAYS)
def test_a_label_leads_back_to_its_quarter(day):
    assert parse_quarter(quarter_of(day).label) == quarter_of(day)


def test_quarters_are_those_of_the_calendar():
    assert quarter_of(date(2026, 11, 20)) == Quarter(2026, 4)
    assert Quarter(2024, 1).ends == date(2024, 3, 31)
    assert Quarter(2026, 1).before == Quarter(2025, 4)
    assert parse_quarter("2026q3") == Quarter(2026, 3)


@pytest.mark.parametrize(
    "text", ["2026-Q5", "2026-Q0", "Q4", "0000-Q1", "2026-W40", ""]
)
def test_what_names_no_quarter_is_none(text):
    assert parse_quarter(text) is None


@given(DAYS)
def test_the_quarter_of_a_page_is_read_back_from_its_path(day):
    pattern = "Network/{year}/Looking back (ふりかえり) {quarter}.md"
    path = page_path(pattern, week_of(day), day)

    assert quarter_at(path, pattern) == quarter_of(day)
    assert text_at(path, "{year}", pattern) == f"{day.year:04d}"


def test_beside_a_week_the_year_is_that_of_the_week():
    day = date(2027, 1, 2)

    assert page_path("{year}/{week}.md", week_of(day), day) == "2026/2026-W53.md"
    assert page_path("{year}/{quarter}.md", week_of(day), day) == "2027/2027-Q1.md"


def test_other_words_in_braces_are_unknown():
    assert list(unknown_placeholders("a/{quater} {week}.md")) == ["{quater}"]
    assert is_timed("{year}.md")
    assert not is_timed("year.md")
    assert quarter_at("Network/2026-Q4.md", "Network/{week}.md") is None
