from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nettrack_md.insight.cadence import clock, free_day, next_in_force, standing
from nettrack_md.model.dates import parse_day_range
from nettrack_md.model.rules import SEASONS, PracticeRules
from tests.builders import RULES, TODAY, contact, day, person, touch


def state_of(*args, today=TODAY, rules=RULES, **more) -> Any:
    return standing(person("Ada", *args, **more), today=today, rules=rules).state


def due_of(*, last, seasons=(), **more) -> Any:
    return clock(contact("Ada", **more), touch(last), seasons)[1]


# --- the clock ---


def test_the_clock_counts_from_the_last_touch_and_not_from_the_first_meeting() -> None:
    ada = contact("Ada", "30d", met="2020-01-01")

    assert clock(ada, touch("2026-10-01")) == (day("2026-10-01"), day("2026-10-31"), 30)


def test_who_was_never_touched_counts_from_the_meeting_then_from_the_note() -> None:
    met = contact("Ada", "30d", met="2026-10-01", created="2026-01-01")
    made = contact("Ada", "30d", created="2026-01-01")

    assert clock(met, None)[0] == day("2026-10-01")
    assert clock(made, None)[0] == day("2026-01-01")


@pytest.mark.parametrize("rhythm", ["30d", None])
def test_without_a_rhythm_or_a_day_to_count_from_there_is_no_clock(rhythm) -> None:
    last = touch("2026-10-01") if rhythm is None else None

    assert clock(contact("Ada", rhythm), last) == (None, None, None)


def test_months_are_counted_by_the_calendar_and_clamped_to_its_end() -> None:
    assert due_of(last="2026-01-31", rhythm="1m") == day("2026-02-28")
    assert due_of(last="2028-02-29", rhythm="1y") == day("2029-02-28")


def test_a_rhythm_in_months_is_as_long_as_the_months_it_spans() -> None:
    assert clock(contact("Ada", "1m"), touch("2026-02-01"))[2] == 28


def test_a_day_set_by_hand_replaces_the_due_day_whether_it_is_ahead_or_past() -> None:
    assert due_of(last="2026-11-01", rhythm="30d", next="2027-02-01") == day(
        "2027-02-01"
    )
    assert due_of(last="2026-11-01", rhythm="30d", next="2026-11-05") == day(
        "2026-11-05"
    )


def test_a_touch_on_the_day_set_by_hand_makes_it_lapse() -> None:
    ada = contact("Ada", "30d", next="2026-11-05")

    assert clock(ada, touch("2026-11-05"))[1] == day("2026-12-05")
    assert next_in_force(ada, touch("2026-11-05")) is None
    assert next_in_force(ada, touch("2026-11-04")) == day("2026-11-05")
    assert next_in_force(ada, None) == day("2026-11-05")


def test_a_due_day_in_busy_times_moves_behind_all_of_them() -> None:
    busy = ["10-25..11-03", "11-04..11-10"]

    assert due_of(last="2026-10-01", rhythm="30d", busy=busy) == day("2026-11-11")


def test_a_due_day_in_a_season_moves_behind_it_across_the_year() -> None:
    seasons = (SEASONS["new_year"],)

    assert due_of(last="2026-12-01", rhythm="30d", seasons=seasons) == day("2027-01-04")
    assert due_of(last="2026-12-01", rhythm="30d") == day("2026-12-31")


def test_a_due_day_moves_from_a_season_into_busy_times_and_out_of_them() -> None:
    seasons = (SEASONS["new_year"],)
    moved = due_of(
        last="2026-12-01", rhythm="30d", busy=["01-04..01-09"], seasons=seasons
    )

    assert moved == day("2027-01-10")


def test_busy_times_that_leave_no_day_free_move_nothing() -> None:
    stretch: Any = parse_day_range("01-01..12-31")

    assert free_day(TODAY, (stretch,)) == TODAY


def test_the_ends_of_the_calendar_move_nothing() -> None:
    stretch: Any = parse_day_range("12-29..01-03")

    for edge in ("0001-01-01", "9999-12-31"):
        assert free_day(day(edge), (stretch,)) == day(edge)


# --- the state ---


@pytest.mark.parametrize("status", ["wish", "ended", "deceased", "archived", "paused"])
def test_a_status_that_rests_comes_before_everything(status) -> None:
    assert (
        state_of(rhythm="30d", last="2020-01-01", status=status, snooze="2027-01-01")
        == status
    )


def test_a_snooze_lasts_through_its_day() -> None:
    late = {"rhythm": "30d", "last": "2026-01-01"}

    assert state_of(**late, snooze=TODAY) == "snoozed"
    assert state_of(**late, snooze="2026-11-19") == "overdue"


def test_no_rhythm_is_none_even_with_a_day_set_by_hand() -> None:
    ada = person("Ada", last="2026-01-01", next="2026-11-01")
    found = standing(ada, today=TODAY, rules=RULES)

    assert found.state == "none"
    assert (found.due_on, found.days_late, found.ratio) == (None, None, None)


def test_a_rhythm_without_evidence_is_unknown_and_never_overdue() -> None:
    found = standing(person("Ada", rhythm="30d"), today=TODAY, rules=RULES)

    assert found.state == "unknown"
    assert (found.base_on, found.cadence_days, found.ratio) == (None, None, None)


def test_overdue_begins_on_the_day_after_the_due_day() -> None:
    ada = person("Ada", rhythm="30d", last="2026-10-21")

    assert standing(ada, today=day("2026-11-20"), rules=RULES).state == "soon"
    late = standing(ada, today=day("2026-11-21"), rules=RULES)
    assert (late.state, late.days_late, late.ratio) == ("overdue", 1, 1.0333)


def test_soon_is_a_week_or_a_quarter_of_a_shorter_rhythm() -> None:
    assert state_of(rhythm="30d", last="2026-10-28") == "soon"
    assert state_of(rhythm="30d", last="2026-10-29") == "ok"
    assert state_of(rhythm="8d", last="2026-11-14") == "soon"
    assert state_of(rhythm="8d", last="2026-11-15") == "ok"


def test_my_word_waits_for_two_weeks_for_an_answer() -> None:
    def after(sent) -> Any:
        return state_of(rhythm="1d", touches=[touch(sent, "email", "->")])

    assert after("2026-11-20") == "waiting"
    assert after("2026-11-06") == "waiting"
    assert after("2026-11-05") == "overdue"


def test_their_answer_ends_the_wait() -> None:
    touches = [touch("2026-11-10", "email", "->"), touch("2026-11-12", "email", "<-")]

    assert state_of(rhythm="1d", touches=touches) == "overdue"


def test_a_meeting_after_my_word_ends_the_wait_though_nobody_noted_a_direction() -> (
    None
):
    touches = [touch("2026-11-10", "email", "->"), touch("2026-11-12", "meet")]

    assert state_of(rhythm="1d", touches=touches) == "overdue"


def test_a_mere_mention_does_not_end_the_wait() -> None:
    touches = [touch("2026-11-10", "email", "->"), touch("2026-11-12", "mention")]

    assert state_of(rhythm="1d", touches=touches) == "waiting"


@pytest.mark.parametrize("kind", ["reaction", "broadcast", "note"])
def test_what_is_no_word_to_anybody_waits_for_no_answer(kind) -> None:
    ada = person("Ada", rhythm="30d", last="2026-01-01")
    waved = replace(ada, word=touch("2026-11-19", kind, "->"))

    assert standing(waved, today=TODAY, rules=RULES).state == "overdue"


def test_a_call_that_nobody_took_waits_for_an_answer() -> None:
    missed = touch("2026-11-18", "missed", "->")

    assert state_of(rhythm="30d", last="2026-01-01", touches=[missed]) == "waiting"


def test_who_sleeps_still_has_numbers() -> None:
    ada = person("Ada", rhythm="30d", last="2026-10-01", status="paused")
    found = standing(ada, today=TODAY, rules=RULES)

    assert (found.due_on, found.days_late, found.ratio) == (
        day("2026-10-31"),
        20,
        1.6667,
    )


def test_the_rules_say_how_long_a_wait_and_how_near_soon_is() -> None:
    rules = PracticeRules(waiting_days=1, soon_days=0)
    sent = [touch("2026-11-18", "email", "->")]

    assert state_of(rhythm="3d", touches=sent, rules=rules) == "ok"


# --- the reason ---


def test_the_reason_of_who_is_late_holds_the_numbers() -> None:
    ada = person("Ada", rhythm="30d", last="2026-10-17")
    found = standing(ada, today=TODAY, rules=RULES).reason

    assert found.key == "rhythm"
    assert dict(found.facts) == {
        "days": 34,
        "cadence": 30,
        "ratio": 1.1333,
        "last_on": day("2026-10-17"),
        "kind": "meet",
        "due_on": day("2026-11-16"),
    }


def test_who_was_never_touched_is_late_since_the_meeting() -> None:
    ada = person("Ada", rhythm="30d", met="2026-09-01")
    found = standing(ada, today=TODAY, rules=RULES).reason

    assert (found.key, found.get("met_on"), found.get("days")) == (
        "never",
        day("2026-09-01"),
        80,
    )


def test_who_is_late_for_a_day_set_by_hand_is_late_for_that_reason() -> None:
    ada = person("Ada", rhythm="1y", last="2026-10-01", next="2026-11-10")
    found = standing(ada, today=TODAY, rules=RULES).reason

    assert (found.key, found.get("on"), found.get("days")) == (
        "next",
        day("2026-11-10"),
        10,
    )


def test_a_wait_says_since_when_and_until_when() -> None:
    ada = person("Ada", rhythm="1d", touches=[touch("2026-11-10", "email", "->")])
    found = standing(ada, today=TODAY, rules=RULES).reason

    assert dict(found.facts) == {
        "on": day("2026-11-10"),
        "kind": "email",
        "days": 10,
        "until": day("2026-11-24"),
    }
