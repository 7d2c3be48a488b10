from __future__ import annotations

import pytest

from nettrack_md.insight.network.joining import proposals, underway
from nettrack_md.insight.network.ties import Ties, tie
from nettrack_md.insight.values import Evidence
from tests.builders import RULES, TODAY, introduction, path_of
from tests.unit.insight.people_with import having

NEEDY = {"needs": "a translator", "likes": "tide tables"}
ABLE = {"helps_with": "translation", "likes": "tide tables"}


def pairs(people, introductions=(), ties=()):
    known = {each.contact.path: each for each in people}
    found = proposals(known, introductions, Ties(ties), today=TODAY, rules=RULES)
    return [(one.a.contact.name, one.b.contact.name) for one in found]


def two():
    return [having("Ada", **NEEDY), having("Bob", **ABLE)]


def test_a_need_on_one_side_and_a_shared_interest_on_the_other_are_enough():
    known = {each.contact.path: each for each in two()}
    (found,) = proposals(known, (), Ties(()), today=TODAY, rules=RULES)

    assert found.for_a.reason.key == "gain_need"
    assert found.for_a.reason.get("name") == "Bob"
    assert found.for_b.reason.key == "gain_likes"
    assert found.for_a.evidence
    assert found.for_b.evidence


def test_without_a_reason_for_the_other_side_nobody_is_proposed():
    assert pairs([having("Ada", needs="law"), having("Bob", helps_with="law")]) == []


@pytest.mark.parametrize("state", ["asked", "agreed", "made", "closed"])
def test_a_pair_that_was_ever_noted_is_not_proposed_again(state):
    assert pairs(two(), [introduction("2020-01-01", "Bob", "Ada", state)]) == []


def test_a_pair_that_knows_each_other_is_not_proposed():
    where = Evidence("Events/Fair.md", 2)

    assert (
        pairs(two(), ties=[tie(path_of("Ada"), path_of("Bob"), "attended", where)])
        == []
    )


def test_colleagues_know_each_other():
    people = [having("Ada", org="Kiln", **NEEDY), having("Bob", org="Kiln", **ABLE)]

    assert pairs(people) == []


@pytest.mark.parametrize(
    "state",
    [
        {"status": "paused"}, {"status": "wish"}, {"snooze": "2026-12-01"},
        {"trouble": "2026-11-10"}, {"private": True}, {"last": "2020-01-01"},
    ],
)  # fmt: skip
def test_who_wants_quiet_or_is_far_is_left_alone(state):
    assert pairs([having("Ada", **NEEDY), having("Bob", **ABLE, **state)]) == []


def test_nobody_is_proposed_twice_and_two_needs_come_first():
    both = {"needs": "law", "helps_with": "translation"}
    people = [
        having("Ada", needs="a translator", helps_with="law", likes="chess"),
        having("Bob", **both),
        having("Cy", helps_with="translation", likes="chess"),
    ]

    assert pairs(people) == [("Ada", "Bob")]


def test_who_is_in_an_introduction_under_way_waits():
    other = introduction("2026-11-10", "Ada", "Zoe", "asked")

    assert pairs(two(), [other]) == []


@pytest.mark.parametrize(
    ("on", "state", "key"),
    [
        ("2026-11-10", "asked", "intro_asked"),
        ("2026-09-10", "asked", "intro_resting"),
        ("2026-11-10", "agreed", "intro_agreed"),
        ("2026-11-10", "made", "intro_made"),
        ("2026-10-10", "made", "intro_ask_how"),
    ],
)
def test_each_step_says_what_comes_next(on, state, key):
    (one,) = underway([introduction(on, "Ada", "Bob", state)], TODAY)

    assert one.next.reason.key == key
    assert one.next.evidence == (Evidence(path_of("Ada"), 30),)


def test_what_is_closed_is_under_way_no_longer():
    assert underway([introduction("2026-10-10", "Ada", "Bob", "closed")], TODAY) == ()
