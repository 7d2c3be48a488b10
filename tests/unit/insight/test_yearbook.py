from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nettrack_md.insight.shape.yearbook import first_day, year_of
from tests.builders import TODAY, day, touch


@given(st.dates(date(1900, 1, 1), date(2900, 1, 1)))
def test_a_year_is_one_day_short_of_the_same_day_again(last):
    days = (last - first_day(last)).days + 1

    assert days in {365, 366}


@pytest.mark.parametrize(
    ("kinds", "depth"),
    [
        (["meet", "email"], "talk"), (["email", "mention"], "word"),
        (["mention"], "named"), (["call"], "talk"), (["gift"], "word"),
        (["property"], "word"),
    ],
)  # fmt: skip
def test_of_a_day_the_deepest_touch_speaks_whatever_the_order(kinds, depth):
    touches = [touch("2026-11-02", kind) for kind in kinds]

    for order in (touches, touches[::-1]):
        assert year_of(order, TODAY).days == ((day("2026-11-02"), depth),)


def test_how_often_makes_no_difference():
    once, often = [touch("2026-11-02")], [touch("2026-11-02")] * 9

    assert year_of(once, TODAY) == year_of(often, TODAY)


def test_what_does_not_restart_the_clock_and_what_lies_outside_is_not_there():
    touches = [
        touch("2026-11-02", "missed"), touch("2026-11-21"), touch("2025-11-20"),
    ]  # fmt: skip

    assert year_of(touches, TODAY).days == ()


def test_whole_months_without_a_touch_are_quiet_and_cut_ones_are_not_spoken_of():
    every = [touch(TODAY - timedelta(days=n)) for n in range(365)]
    lively = [t for t in every if (t.on.year, t.on.month) != (2026, 8)]

    assert year_of(lively, TODAY).quiet == (day("2026-08-01"),)
    assert len(year_of([], TODAY).quiet) == 11
    assert year_of([], day("2026-11-30")).quiet[-1] == day("2026-11-01")
