from __future__ import annotations

from typing import Any

import pytest

from nettrack_md.insight.dates_ahead import dates_ahead, days_of, in_mourning
from nettrack_md.insight.introductions import newest_states, under_way
from nettrack_md.model.keys import reading_key
from tests.builders import contact, day, introduction, person


def days(first, last, **more) -> Any:
    found = days_of(contact("Ada", **more), day(first), day(last))
    return [(item.on.isoformat(), item.kind, item.text, item.years) for item in found]


def test_a_birthday_is_told_with_its_years_where_the_year_is_known() -> None:
    assert days("2026-11-16", "2026-11-29", birthday="1990-11-20") == [
        ("2026-11-20", "birthday", "", 36)
    ]
    assert days("2026-11-16", "2026-11-29", birthday="11-20")[0][3] is None


def test_both_ends_belong_to_the_days_that_are_looked_at() -> None:
    for birthday, count in (("11-15", 0), ("11-16", 1), ("11-29", 1), ("11-30", 0)):
        assert len(days("2026-11-16", "2026-11-29", birthday=birthday)) == count


def test_the_new_year_does_not_hide_a_day() -> None:
    assert days("2026-12-28", "2027-01-10", dates=["2014-01-03 wedding"]) == [
        ("2027-01-03", "anniversary", "wedding", 13)
    ]


def test_the_leap_day_is_the_first_of_march_in_other_years() -> None:
    assert days("2026-02-23", "2026-03-01", birthday="02-29")[0][0] == "2026-03-01"
    assert days("2028-02-23", "2028-03-01", birthday="02-29")[0][0] == "2028-02-29"


def test_a_wedding_to_come_is_no_anniversary_before_its_day() -> None:
    assert days("2026-11-16", "2026-11-22", dates=["2027-11-20 wedding"]) == []
    assert days("2027-11-15", "2027-11-21", dates=["2027-11-20 wedding"])[0][3] == 0


def test_mourning_lasts_a_year_and_silences_birthdays_only() -> None:
    ada = contact("Ada", mourning="2026-01-10")

    assert in_mourning(ada, day("2027-01-10"))
    assert not in_mourning(ada, day("2027-01-11"))
    assert not in_mourning(ada, day("2026-01-09"))
    found = days(
        "2026-11-16",
        "2026-11-22",
        birthday="11-20",
        dates=["11-20 wedding"],
        mourning="2026-01-10",
    )
    assert [kind for _, kind, _, _ in found] == ["anniversary"]


def test_dates_ahead_stand_by_day_then_reading_for_active_people() -> None:
    people = [
        person("b", reading="い", birthday="11-20"),
        person("a", reading="ア", birthday="11-20"),
        person("c", next="2026-11-19"),
        person("d", next="2026-11-19", last="2026-11-19"),
        person("e", birthday="11-20", status="paused"),
    ]
    found = dates_ahead(people, day("2026-11-16"), day("2026-11-29"))

    assert [item.contact.name for item in found] == ["c", "a", "b"]


@pytest.mark.parametrize("reverse", [False, True])
def test_the_newest_state_of_a_pair_wins_whoever_is_named_first(reverse) -> None:
    written = [
        introduction("2026-11-01", "Ada", "Bo", "asked"),
        introduction("2026-11-05", "Bo", "Ada", "made"),
        introduction("2026-11-05", "Ada", "Bo", "agreed"),
        introduction("2026-11-30", "Ada", "Bo", "closed"),
        introduction("2026-11-02", "Ada", "Cy", "asked"),
    ]
    found = newest_states(written[:: -1 if reverse else 1], day("2026-11-20"))

    assert [(intro.b.target, intro.state) for intro in found] == [
        ("Cy", "asked"),
        ("Ada", "made"),
    ]


def test_a_closed_introduction_is_no_longer_under_way() -> None:
    written = [
        introduction("2026-11-01", "Ada", "Bo", "asked"),
        introduction("2026-11-05", "Ada", "Bo", "closed"),
        introduction("2026-11-02", "Ada", "Cy", "agreed"),
    ]

    assert [i.b.target for i in under_way(written, day("2026-11-20"))] == ["Cy"]
    assert len(under_way(written, day("2026-11-04"))) == 2


def test_reading_order_folds_width_and_katakana_and_nothing_else() -> None:
    names = ["カトウ", "かとう", "ｶﾄｳ", "Ｂｏ", "bo", "Zoe", "ada"]

    assert len({reading_key(name) for name in names[:3]}) == 1
    assert sorted(names[3:], key=reading_key) == ["Ｂｏ", "Zoe", "ada", "bo"]
