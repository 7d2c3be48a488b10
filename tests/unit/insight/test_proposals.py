"""Proposals: what is proposed to whom, and that it takes turns."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from nettrack_md.insight.week.candidates import candidate_of, frame_of
from nettrack_md.insight.week.proposals import MOST, propose
from nettrack_md.insight.week.proposals.account import considered as accounted
from nettrack_md.insight.week.proposals.grounds import Grounds
from nettrack_md.insight.week.proposals.load import planned_a_week
from nettrack_md.insight.week.proposals.turns import ROUND, TURN
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
    grounds = Grounds(frame_of(WEEK, RULES), lambda _: touches)
    found = accounted(person(name, **more).contact, grounds)
    return tuple(one.proposal for one in found)


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


def test_the_next_turn_that_is_told_is_one():
    frame = frame_of(WEEK, RULES)
    touches = every(60, 40)
    contact = person("Ada", rhythm="30d").contact
    (found,) = accounted(contact, Grounds(frame, lambda _: touches))
    first = next(
        WEEK.begins + timedelta(weeks=n)
        for n, names in enumerate(of_weeks({"Ada": touches}, ROUND, rhythm="30d"))
        if names
    )

    assert found.turn_on == first


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


# --- two messages without an answer ---


def wrote(*days: str, **more: Any) -> list[Any]:
    return [touch(on, "email", "->", line=20 - n, **more) for n, on in enumerate(days)]


def test_two_messages_without_an_answer_propose_a_longer_rhythm():
    found = considered("Ada", wrote("2026-10-20", "2026-09-15"), tier="close")

    assert said(found) == [("unanswered", "cadence", "3m")]
    assert [e.line for e in found[0].evidence] == [20, 19]


@pytest.mark.parametrize(
    "more",
    [
        [touch("2026-10-25", "email", "<-")],
        [touch("2026-10-01", "meet")],
        [touch("2026-10-25", "message", "<->")],
    ],
)
def test_an_answer_or_a_talk_takes_it_back(more):
    words = wrote("2026-10-20", "2026-09-15")

    assert considered("Ada", [*words, *more], tier="close") == ()


@pytest.mark.parametrize(
    "days",
    [("2026-10-20",), ("2026-11-10", "2026-09-15"), ("2026-10-20", "2026-10-15")],
)
def test_one_message_a_fresh_one_and_two_in_a_row_are_no_silence(days):
    assert considered("Ada", wrote(*days), tier="close") == ()


def test_once_a_year_is_seldom_enough():
    words = wrote("2026-10-20", "2026-03-15")

    assert said(considered("Ada", words, tier="active")) == [
        ("unanswered", "cadence", "1y")
    ]
    assert considered("Ada", words, tier="loose") == ()


def test_nobody_counts_messages_to_the_inner_circle():
    words = wrote("2026-10-20", "2026-09-15")

    assert considered("Ada", words, tier="inner", rhythm="30d") == ()


def test_the_longer_rhythm_once_taken_is_enough():
    words = wrote("2026-10-20", "2026-09-15")

    assert considered("Ada", words, tier="close", rhythm="3m") == ()


# --- nearer ---


def test_a_loose_tie_that_is_none_any_more_may_come_nearer():
    talks = [touch(on) for on in ("2026-10-20", "2026-05-02", "2025-12-01")]
    word = touch("2026-05-20", "email", "<-", line=44)
    found = considered("Ada", [*talks, word], tier="loose")

    assert said(found) == [("deepen", "tier", "active")]
    assert found[0].evidence[0].line == 44
    assert considered("Ada", talks, tier="loose") == ()
    assert considered("Ada", [*talks, word], tier="active") == ()


# --- new people ---


def test_after_the_third_touch_a_tier_is_proposed():
    talks = [touch(on) for on in ("2026-11-10", "2026-10-15", "2026-09-20")]

    assert said(considered("Ada", talks)) == [("ramp", "tier", "active")]
    assert considered("Ada", talks[1:]) == ()
    assert considered("Ada", talks, tier="loose") == ()
    assert considered("Ada", talks, rhythm="none") == ()


def test_the_word_of_thanks_is_no_step():
    talks = [touch(on) for on in ("2026-11-10", "2026-09-21", "2026-09-20")]

    assert considered("Ada", talks) == ()


def test_who_wrote_too_and_often_may_be_close():
    talks = [
        touch(f"2026-{on}") for on in ("11-10", "10-25", "10-10", "09-28", "09-10")
    ]
    word = touch("2026-10-20", "email", "<-")

    assert said(considered("Ada", talks)) == [("ramp", "tier", "active")]
    assert said(considered("Ada", [*talks, word])) == [("ramp", "tier", "close")]


def test_after_90_days_a_tier_is_proposed_however_it_went():
    met = [touch("2026-08-01", line=7)]
    found = considered("Ada", met)

    assert said(found) == [("ramp", "tier", "loose")]
    assert [e.line for e in found[0].evidence] == [7]
    assert considered("Ada", [touch("2026-09-01")]) == ()
    assert said(considered("Ada", [], met="2026-08-01")) == [("ramp", "tier", "loose")]
    assert considered("Ada", []) == ()


def test_the_archive_is_never_proposed_before_a_year():
    met = [touch("2025-11-20")]

    assert said(considered("Ada", met)) == [("no_tier", "tier", "loose")]
    assert said(considered("Ada", [touch("2025-10-01")])) == [
        ("met_once", "status", "archived")
    ]
    noted = {"properties": (("why", ("knows the harbour",)),)}
    assert considered("Ada", [touch("2025-10-01")], **noted) == ()


# --- too much ---


def crowd(close: int) -> dict[str, Any]:
    return {f"P{n:02}": [touch("2026-10-01", line=n + 1)] for n in range(close)}


def loaded(people: dict[str, Any], week: Week = WEEK, **more: Any) -> tuple[Any, ...]:
    frame = frame_of(week, RULES)
    everybody = [
        candidate_of(person(name, touches=touches, tier="close", **more), frame)
        for name, touches in people.items()
    ]
    planned = planned_a_week(everybody, frame)
    history = {path_of(name): touches for name, touches in people.items()}
    return propose(everybody, Grounds(frame, history.__getitem__, None, planned))


def test_too_much_offers_three_ways_out_with_their_numbers():
    found = loaded(crowd(30))
    facts = {one.reason.key: dict(one.reason.facts) for one in found}

    assert [one.reason.key for one in found] == [
        "load_room", "load_stretch", "load_tiers", *["load_looser"] * 5,
    ]  # fmt: skip
    assert facts["load_room"] == {"planned": 7.0, "capacity": 5, "room": 7}
    assert facts["load_stretch"] == {
        "factor": 1.4,
        "text": 'close = "42d", active = "126d", loose = "511d"',
    }
    assert facts["load_tiers"] == {"count": 13, "shown": 5}
    assert {(one.key, one.value) for one in found[3:]} == {("tier", "active")}


def test_so_many_looser_tiers_are_enough():
    people = crowd(30)
    planned = sum(7 / (90 if n < 13 else 30) for n, _ in enumerate(people))

    assert planned <= RULES.capacity < planned + 7 / 30 - 7 / 90


def test_enough_room_and_trouble_leave_the_load_alone():
    assert loaded(crowd(25)) == ()
    assert loaded(crowd(30), trouble="2026-11-10") == ()


def test_private_people_are_not_named_as_a_way_out():
    found = loaded(crowd(30), private=True)

    assert [one.reason.key for one in found] == ["load_room", "load_stretch"]


def test_the_load_comes_first_one_week_in_four_and_else_when_nothing_is_proposed():
    regular = {f"P{n:02}": every(60, 40) for n in range(40)}
    kinds = []
    for n in range(8):
        week = week_of(WEEK.begins + timedelta(weeks=n))
        kinds.append({one.kind for one in loaded(regular, week)})

    assert kinds.count({"load"}) >= 2
    assert {"drift"} in kinds
    assert all(len(found) == 1 for found in kinds)
