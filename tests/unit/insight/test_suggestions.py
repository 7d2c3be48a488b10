from __future__ import annotations

import random

import pytest

from nettrack_md.insight.network.ties import tie
from nettrack_md.insight.values import Evidence
from nettrack_md.insight.week.suggestions import suggest
from nettrack_md.insight.week.suggestions.balance import balance
from nettrack_md.insight.week.suggestions.introducing import introduce
from nettrack_md.insight.week.suggestions.nearby import near
from tests.builders import introduction, path_of, touch
from tests.unit.insight.people_with import having
from tests.unit.insight.situations import me, share, situation, told

NEEDY = {"needs": "a translator", "likes": "tide tables"}
ABLE = {"helps_with": "translation", "likes": "tide tables"}


def two():
    return [having("Ada", **NEEDY), having("Bob", **ABLE)]


# --- bringing together ---


def test_two_are_proposed_with_a_gain_for_each_and_nothing_to_tick():
    (found,) = introduce(situation(two()))

    assert told([found]) == [("Ada", "introduce")]
    assert [other.name for other in found.others] == ["Bob"]
    assert [side.key for side in found.sides] == ["gain_need", "gain_likes"]
    assert not found.acts


def test_in_a_week_in_which_one_was_begun_no_other_is_proposed():
    begun = introduction("2026-11-17", "Cy", "Dot", "asked")

    assert told(introduce(situation(two(), introductions=(begun,)))) == []


def test_upon_a_no_they_are_never_proposed_again():
    declined = introduction("2020-01-01", "Bob", "Ada", "closed")

    assert told(introduce(situation(two(), introductions=(declined,)))) == []


def test_who_knows_each_other_is_not_brought_together():
    known = tie(path_of("Ada"), path_of("Bob"), "attended", Evidence("x.md", 1))

    assert told(introduce(situation(two(), ties=[known]))) == []


# --- somebody new ---

WANTED = {"new_per_week": 1}


def nearby(*people, rules=WANTED, **more):
    return told(near(situation(people, rules=rules, **more)))


def test_somebody_new_is_only_for_those_who_want_it():
    ada = having("Ada", last=None, org="Kiln")

    assert nearby(ada, rules={}, my_org="Kiln") == []
    assert nearby(ada, my_org="kiln") == [("Ada", "near_org")]


def test_near_is_a_colleague_a_place_or_a_client_of_long_ago():
    place = having("Ada", last=None, met_at="Bath House")
    client = having("Cy", last="2024-01-01", roles="past-client")

    assert nearby(place, places=frozenset({"bath house"})) == [("Ada", "near_place")]
    assert nearby(client) == [("Cy", "near_client")]
    assert nearby(having("Dot", roles="client")) == [("", "near_open")]


def test_as_many_as_are_wanted_and_nobody_who_has_a_place():
    people = [having(name, last=None, org="Kiln") for name in ("Ada", "Bob", "Cy")]
    found = nearby(*people, rules={"new_per_week": 2}, my_org="Kiln", picked=("Ada",))

    assert sorted(found) == [("Bob", "near_org"), ("Cy", "near_org")]


def test_nobody_is_counted_and_no_streak_is_kept():
    (found,) = near(situation([], rules=WANTED))

    assert (found.contact, found.reason.facts, found.acts) == (None, (), False)


# --- giving and taking ---


def tags(*names):
    return tuple(
        touch(f"2026-0{month}-01", tags=(name,)) for month, name in enumerate(names, 1)
    )


def one_sided(*names, rules=("balance",), ada=None):
    ada = ada or having("Ada")
    found = balance(
        situation(
            [ada],
            touches={"Ada": tags(*names)},
            rules=dict.fromkeys(rules, True),
            picked=("Ada",),
        )
    )
    return [each.reason.key for each in found]


def test_a_long_one_sidedness_is_told_both_ways():
    assert one_sided("gave", "gave", "gave") == ["balance_gave"]
    assert one_sided("asked", "got", "asked") == ["balance_got"]


@pytest.mark.parametrize(
    "names",
    [("gave", "gave"), ("gave", "gave", "gave", "asked"), ("asked", "asked", "asked", "thanked"),
     ("got", "got", "got", "gave"), ()],
)  # fmt: skip
def test_where_both_sides_have_something_nothing_is_said(names):
    assert one_sided(*names) == []


def test_only_where_a_setting_asks_for_it():
    assert one_sided("gave", "gave", "gave", rules=()) == []
    assert one_sided("asked", "asked", "asked", rules=("small_requests",)) == []
    assert one_sided("gave", "gave", "gave", rules=("small_requests",)) == [
        "balance_ask"
    ]


@pytest.mark.parametrize("about", [{"tier": "inner"}, {"roles": ("peer", "family")}])
def test_never_about_the_inner_circle_and_family(about):
    assert one_sided("gave", "gave", "gave", ada=having("Ada", **about)) == []


def test_no_number_is_among_the_words():
    (found,) = balance(
        situation(
            [having("Ada")],
            touches={"Ada": tags("gave", "gave", "gave")},
            rules={"balance": True},
            picked=("Ada",),
        )
    )

    assert found.reason.facts == ()
    assert len(found.evidence) == 3


# --- all of them ---


def many():
    people = [
        *two(), having("Cy", likes="kites"), having("Wilma", last=None, status="wish"),
        having("Zoe", last=None, org="Kiln"),
    ]  # fmt: skip
    random.Random(7).shuffle(people)
    return situation(
        people, shares=(share("an essay on kites"),), profile=me("law"), my_org="Kiln",
        rules=WANTED,
    )  # fmt: skip


def test_they_stand_in_one_order_and_do_not_depend_on_that_of_the_records():
    found = suggest(many())

    assert [each.kind for each in found] == ["give", "introduce", "wish", "near"]
    assert found == suggest(many())


def test_nobody_has_two_boxes_among_them():
    ada = having("Ada", last=None, org="Kiln", likes="kites")
    found = suggest(
        situation([ada], shares=(share("kites"),), my_org="Kiln", rules=WANTED)
    )

    assert [(each.kind, each.acts) for each in found] == [
        ("give", True), ("near", False),
    ]  # fmt: skip
