"""Proposals: what is proposed to whom, and that it takes turns."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from nettrack_md.insight.candidates import candidate_of, frame_of
from nettrack_md.insight.proposals import MOST, proposals_for, propose
from nettrack_md.insight.proposals.grounds import Grounds
from nettrack_md.insight.proposals.turns import ROUND, TURN
from nettrack_md.model.dates import week_of
from tests.builders import RULES, WEEK, path_of, person, touch

if TYPE_CHECKING:
    from nettrack_md.model.dates import Week


def every(days: int, count: int = 9, *, end: int = 3) -> list[Any]:
    """Talks so many days apart, the last `end` days before the week."""
    last = WEEK.begins - timedelta(days=end)
    return [touch(last - timedelta(days=days * n), line=10 + n) for n in range(count)]


def considered(name: str, touches: Any, **more: Any) -> tuple[Any, ...]:
    """What could be proposed about one person, whoever's turn it is."""
    frame = frame_of(WEEK, RULES)
    grounds = Grounds(frame, lambda _: touches)
    known = [t for t in touches if t.on < WEEK.begins]
    someone = person(name, touches=known, **more)
    return proposals_for(candidate_of(someone, frame), grounds)


def said(found: tuple[Any, ...]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.key, one.value) for one in found]


def of_weeks(people: dict[str, Any], weeks: int, **more: Any) -> list[list[str]]:
    """Whom the proposals of so many weeks are about; `people` is name to touches."""
    found = []
    for n in range(weeks):
        week = week_of(WEEK.begins + timedelta(weeks=n))
        found.append([name_of(one) for one in proposed(people, week, **more)])
    return found


def proposed(people: dict[str, Any], week: Week = WEEK, **more: Any) -> tuple[Any, ...]:
    frame = frame_of(week, RULES)
    history = {path_of(name): touches for name, touches in people.items()}
    everybody = [
        candidate_of(person(name, touches=touches, **more), frame)
        for name, touches in people.items()
    ]
    return propose(everybody, Grounds(frame, lambda path: history[path]))


def name_of(one: Any) -> str:
    return str(one.contact.name)


# --- drift ---


@pytest.mark.parametrize(
    ("days", "rhythm", "value"),
    [
        (45, "2w", "6w"),
        (60, "30d", "2m"),
        (100, "30d", "3m"),
        (30, "90d", "1m"),
        (14, "1y", "2w"),
    ],
)
def test_a_rhythm_that_life_has_shown_to_be_another_is_proposed(days, rhythm, value):
    found = considered("Ada", every(days), rhythm=rhythm)

    assert said(found) == [("drift", "cadence", value)]
    assert dict(found[0].reason.facts)["days"] == days
    assert found[0].evidence[0].line == 10
    assert len(found[0].evidence) == 9


@pytest.mark.parametrize("days", [25, 30, 40])
def test_a_rhythm_that_is_about_right_stays(days):
    assert considered("Ada", every(days), rhythm="30d") == ()


def test_few_talks_show_no_rhythm():
    assert considered("Ada", every(90, 5), rhythm="30d") == ()


def test_gaps_of_all_lengths_show_none_either():
    gaps = [5, 120, 8, 110, 6, 100, 7, 90]
    on, touches = WEEK.begins - timedelta(days=3), []
    for gap in gaps:
        touches.append(touch(on))
        on -= timedelta(days=gap)

    assert considered("Ada", touches, rhythm="30d") == ()


def test_who_was_met_often_and_is_silent_now_gets_no_shorter_rhythm():
    assert considered("Ada", every(14, end=60), rhythm="90d") == ()


def test_what_comes_in_the_week_changes_no_proposal():
    within = [touch(WEEK.begins + timedelta(days=n)) for n in range(3)]

    assert considered("Ada", [*every(60), *within], rhythm="30d") == considered(
        "Ada", every(60), rhythm="30d"
    )


def test_what_was_accepted_is_proposed_no_more():
    (one,) = considered("Ada", every(60), rhythm="30d")

    assert considered("Ada", every(60), rhythm=one.value) == ()


# --- turns ---


def test_what_was_not_ticked_rests_and_comes_back():
    weeks = of_weeks({"Ada": every(60, 40)}, 2 * ROUND, rhythm="30d")

    assert sum(map(bool, weeks)) == 2 * TURN
    assert [bool(found) for found in weeks[:ROUND]] == [
        bool(found) for found in weeks[ROUND:]
    ]


def test_all_have_their_turn_and_a_page_holds_few():
    names = [f"P{n}" for n in range(6)]
    weeks = of_weeks({name: every(60, 40) for name in names}, 40, rhythm="30d")

    assert {name for found in weeks for name in found} == set(names)
    assert max(map(len, weeks)) <= MOST


def test_who_is_snoozed_is_not_proposed_about():
    assert proposed({"Ada": every(60)}, rhythm="30d", snooze="2026-12-24") == ()
