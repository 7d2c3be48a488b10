from __future__ import annotations

import pytest

from nettrack_md.insight.network.ties import tie
from nettrack_md.insight.values import Evidence
from nettrack_md.insight.week.suggestions.giving import give
from nettrack_md.model.dates import week_of
from tests.builders import day, introduction, path_of, touch
from tests.unit.insight.people_with import having
from tests.unit.insight.situations import me, share, situation, told

LAWYER = {"needs": "a lawyer"}


def gifts(*people, **more):
    return told(give(situation(people, **more)))


@pytest.mark.parametrize("key", ["needs", "likes", "field"])
def test_what_was_read_goes_to_whom_it_fits(key):
    essay = share("an essay on type specimens")
    (found,) = give(
        situation([having("Ada", **{key: "type specimens"})], shares=(essay,))
    )

    assert found.reason.key == "give_share"
    assert found.reason.get("what") == key
    assert found.reason.get("theirs") == "type specimens"
    assert found.evidence == (Evidence("Notes/read.md", 3), Evidence(path_of("Ada"), 1))
    assert (found.acts, found.done, found.key) == (True, False, "")


def test_what_i_offer_goes_to_who_needs_it_and_not_to_who_likes_it():
    profile = me("translation of letters")

    assert gifts(having("Ada", needs="a translator"), profile=profile) == [
        ("Ada", "give_offer")
    ]
    assert gifts(having("Ada", likes="translation"), profile=profile) == []


def test_a_name_is_something_to_give_too():
    people = [having("Ada", **LAWYER), having("Bob", helps_with="law")]
    (found,) = give(situation(people))

    assert told([found]) == [("Ada", "give_name")]
    assert [other.name for other in found.others] == ["Bob"]


@pytest.mark.parametrize(
    "more",
    [
        {"introductions": (introduction("2025-01-01", "Bob", "Ada", "closed"),)},
        {"ties": (tie(path_of("Ada"), path_of("Bob"), "noted", Evidence("x.md", 1)),)},
        {"joined": ((path_of("Ada"), path_of("Bob")),)},
    ],
)
def test_no_name_is_given_upon_a_no_or_to_who_knows_it(more):
    people = [having("Ada", **LAWYER), having("Bob", helps_with="law")]

    assert gifts(*people, **more) == []


def test_what_is_noted_for_somebody_goes_first_and_to_nobody_else():
    people = [having("Ada", needs="kites"), having("Bob"), having("Cy", needs="kites")]
    essay = share("an essay on kites", "Bob")

    assert gifts(*people, shares=(essay,)) == [("Bob", "give_noted")]


def test_there_is_one_in_a_week_and_it_goes_round():
    people = [having(name, likes="kites") for name in ("Ada", "Bob", "Cy")]
    seen = set()
    for number in range(3):
        week = week_of(day(f"2026-11-{6 + 7 * number:02d}"))
        essay = share("an essay on kites", on=None)
        ((name, _),) = gifts(*people, week=week, shares=(essay,))
        seen.add(name)

    assert seen == {"Ada", "Bob", "Cy"}


def test_who_is_near_comes_before_who_is_far():
    people = [
        having("Ada", last="2020-01-01", likes="kites"),
        having("Bob", likes="kites"),
    ]

    assert gifts(*people, shares=(share("kites"),)) == [("Bob", "give_share")]
    assert gifts(people[0], shares=(share("kites"),)) == [("Ada", "give_share")]


@pytest.mark.parametrize(
    "state",
    [
        {"status": "ended"}, {"status": "deceased"}, {"status": "archived"},
        {"status": "wish"}, {"status": "paused"}, {"snooze": "2026-11-30"},
        {"trouble": "2026-11-10"},
    ],
)  # fmt: skip
def test_who_rests_is_left_in_peace(state):
    assert gifts(having("Ada", likes="kites", **state), shares=(share("kites"),)) == []


@pytest.mark.parametrize(
    "touches",
    [
        (touch("2026-11-01", tags=("gave",)),),
        (touch("2026-11-01", text="sent the essay on paper kites"),),
    ],
)
def test_nobody_is_given_twice(touches):
    essay = share("an essay on paper kites")
    ada = having("Ada", likes="kites")

    assert gifts(ada, shares=(essay,), touches={"Ada": touches}) == []


@pytest.mark.parametrize("on", ["2026-11-17", "2026-12-24", "2024-01-01"])
def test_what_the_week_itself_brought_waits_and_what_is_old_goes(on):
    assert gifts(having("Ada", likes="kites"), shares=(share("kites", on=on),)) == []


def test_a_text_that_names_somebody_private_gives_no_reason():
    ada = having("Ada", likes="kites with Erin")

    def silences(text):
        return "Erin" in text

    assert gifts(ada, shares=(share("kites"),), silences=silences) == []
    assert gifts(ada, shares=(share("kites by Erin"),), silences=silences) == []


def test_a_word_of_this_week_ticks_the_line():
    ada = having("Ada", likes="kites")
    touched = {"Ada": "2026-11-18"}
    (found,) = give(situation([ada], shares=(share("kites"),), touched=touched))

    assert found.done
