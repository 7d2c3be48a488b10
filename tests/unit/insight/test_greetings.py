from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nettrack_md.insight.values import Evidence
from nettrack_md.insight.week.greetings import greetings
from nettrack_md.model.rules import GREETINGS
from tests.builders import day, path_of, person, week
from tests.unit.insight.people_with import having

ALL = tuple(GREETINGS)
CARD = Evidence("People/log.md", 9)


def greeted(people, on_day, *, on=("new_year_cards",), given=None, today=None):
    """What the week of a day asks for; `given`: name to the day of a card or a gift."""
    known = {path_of(name): (day(d), CARD) for name, d in (given or {}).items()}

    def had(_kinds, first, last):
        return {path: at for path, at in known.items() if first <= at[0] <= last}

    asked = day(today or on_day)
    return greetings(people, week(on_day), today=asked, on=on, given=had)


def names(found):
    return [one.contact.name for one in found.people]


def close(name, **more):
    return having(name, tier="close", **more)


@pytest.mark.parametrize(
    ("on_day", "kinds"),
    [
        ("2026-10-20", []),
        ("2026-11-02", ["new_year_cards"]),
        ("2026-12-02", ["new_year_cards", "year_end_gifts", "seasons_greetings"]),
        ("2026-12-29", []),
        ("2027-01-13", ["midwinter_cards"]),
        ("2027-02-10", []),
        ("2026-07-22", ["summer_cards"]),
        ("2026-08-12", ["late_summer_cards"]),
        ("2026-07-01", ["midyear_gifts"]),
    ],
)
def test_each_custom_has_its_days(on_day, kinds):
    people = [close("Ada"), close("Bob")]
    people[1] = replace(
        people[1], contact=replace(people[1].contact, mourning=day("2026-06-01"))
    )
    given = {"Ada": f"{int(on_day[:4]) - 1}-07-05"}
    if "12" in on_day[5:7]:
        given = {"Ada": "2025-12-10"}
    found = greeted(people, on_day, on=ALL, given=given)

    assert [each.kind for each in found] == kinds


@pytest.mark.parametrize(
    ("today", "ahead"), [("2026-11-30", True), ("2026-12-01", False)]
)
def test_where_two_of_a_custom_meet_in_a_week_the_day_decides(today, ahead):
    (found,) = greeted([close("Ada")], "2026-12-02", today=today)

    assert found.ahead is ahead


def test_nothing_is_on_by_itself():
    assert greeted([close("Ada")], "2026-11-10", on=()) == ()


def test_who_is_close_or_active_or_had_a_card_last_winter_is_on_the_list():
    people = [
        close("Ada"), having("Bob", tier="active"), having("Cy", tier="loose"),
        having("Dot", tier="loose"), having("Eve"),
    ]  # fmt: skip
    given = {"Cy": "2026-01-04", "Dot": "2025-01-04", "Eve": "2025-12-20"}
    (found,) = greeted(people, "2026-11-10", given=given)

    assert names(found) == ["Ada", "Bob", "Cy", "Eve"]
    assert [one.reason.key for one in found.people] == [
        "greet_tier", "greet_tier", "greet_letter", "greet_letter",
    ]  # fmt: skip
    assert found.people[2].evidence == (CARD,)
    assert (found.ahead, found.by) == (True, date(2026, 11, 30))


def test_who_had_this_winter_s_card_leaves_the_list():
    people = [close("Ada"), close("Bob")]
    given = {"Ada": "2026-12-08"}

    (found,) = greeted(people, "2026-12-09", given=given)
    assert names(found) == ["Bob"]
    assert (found.ahead, found.by) == (False, date(2026, 12, 25))
    assert greeted(people[:1], "2026-12-09", given=given) == ()


def test_an_address_that_is_missing_is_told():
    (found,) = greeted(
        [close("Ada"), close("Bob", addresses="1 Example Row")], "2026-11-10"
    )

    assert [one.name for one in found.unaddressed] == ["Ada"]


def mourner(name, since):
    return person(name, tier="close", last="2026-11-01", mourning=since)


def test_who_mourns_gets_no_new_year_card_but_one_in_midwinter():
    people = [mourner("Ada", "2026-09-30"), close("Bob")]
    (found,) = greeted(people, "2026-11-10")

    assert names(found) == ["Bob"]
    assert [one.name for one in found.mourning] == ["Ada"]

    (later,) = greeted(people, "2027-01-13")
    assert names(later) == ["Ada"]
    assert later.people[0].reason.key == "greet_mourning"
    assert greeted(people, "2027-01-20", given={"Ada": "2027-01-14"}) == ()


def test_a_bereavement_of_more_than_a_year_ago_is_over():
    (found,) = greeted([mourner("Ada", "2025-12-20")], "2026-11-10")

    assert names(found) == ["Ada"]


def test_gifts_go_to_whom_they_went_before():
    people = [close("Ada"), having("Bob", tier="loose")]
    (found,) = greeted(
        people, "2026-12-02", on=("year_end_gifts",), given={"Bob": "2025-12-05"}
    )

    assert names(found) == ["Bob"]
    assert found.people[0].reason.key == "greet_gift"


@pytest.mark.parametrize(
    "state",
    [{"status": "ended"}, {"status": "deceased"}, {"status": "archived"},
     {"status": "paused"}, {"status": "wish"}, {"private": True}],
)  # fmt: skip
def test_nobody_who_rests_or_is_private_is_on_a_list(state):
    given = {"Ada": "2025-12-20"}

    assert greeted([close("Ada", **state)], "2026-11-10", on=ALL, given=given) == ()
