from __future__ import annotations

from typing import Any

from nettrack_md.insight.explain import why
from nettrack_md.model.rules import SEASONS, PracticeRules
from tests.builders import RULES, TODAY, day, person, touch


def explained(touches=(), *, today=TODAY, rules=RULES, **more) -> Any:
    known = [one for one in touches if one.on <= today]
    return why(person("Ada", touches=known, **more), touches, today=today, rules=rules)


def keys(reasons) -> Any:
    return [found.key for found in reasons]


def test_the_formula_holds_the_numbers() -> None:
    found = explained([touch("2026-10-17")], rhythm="30d")

    assert found.formula == "(2026-11-20 - 2026-10-17) / 30 = 34 / 30 = 1.1333"
    assert explained([touch("2026-10-17")]).formula == ""


def test_each_touch_is_the_evidence_or_is_rejected_with_a_cause() -> None:
    used = touch("2026-10-17", "meeting", source="attended", line=1)
    touches = [
        touch("2026-12-01", line=2),
        used,
        touch("2026-10-17", "mention", source="mention", line=3),
        touch("2026-10-17", "meeting", source="attended", line=0),
        touch("2026-11-01", "reaction", line=5),
        touch("2026-09-01", line=6),
    ]
    found = explained(touches, rhythm="30d")

    assert found.evidence == (used,)
    assert [(item.touch.line, item.because) for item in found.rejected] == [
        (2, "it lies in the future"),
        (5, "reaction does not restart the clock"),
        (0, "another touch of the same day speaks"),
        (3, "mention is weaker than attended of the same day"),
        (6, "it is older than 2026-10-17"),
    ]


def test_the_word_that_is_waited_on_is_evidence_too() -> None:
    last, word = touch("2026-10-01"), touch("2026-11-18", "missed", "->")
    found = explained([last, word], rhythm="30d")

    assert found.evidence == (last, word)
    assert found.rejected == ()


def test_the_rhythm_comes_from_the_note_the_tier_or_nowhere() -> None:
    assert explained(rhythm="6w", tier="close").movers[0].get("cadence") == 42
    tier = explained(tier="close").movers[0]
    assert (tier.key, tier.get("tier"), tier.get("cadence")) == ("by_tier", "close", 30)
    assert keys(explained(tier="inner").movers) == ["by_no_rhythm"]
    assert keys(explained(rhythm="none", tier="close").movers) == ["by_no_cadence"]


def test_all_that_moves_the_day_is_told() -> None:
    found = explained(
        [touch("2026-10-01"), touch("2026-11-18", "missed", "->")],
        rhythm="30d",
        status="paused",
        snooze="2026-12-01",
        next="2026-11-01",
        trouble="2026-11-10",
        busy=["10-25..11-05"],
    )

    assert keys(found.movers) == [
        "by_cadence",
        "by_status",
        "by_snooze",
        "by_next",
        "by_busy",
        "by_waiting",
        "by_trouble",
    ]


def test_what_has_lapsed_is_told_as_lapsed_or_not_at_all() -> None:
    found = explained(
        [touch("2026-11-10")],
        rhythm="30d",
        snooze="2026-11-19",
        next="2026-11-10",
        trouble="2026-10-20",
    )

    assert keys(found.movers) == ["by_cadence", "next_lapsed"]


def test_busy_times_and_seasons_are_told_in_the_order_they_moved_the_day() -> None:
    rules = PracticeRules(seasons=(SEASONS["new_year"],))
    found = explained(
        [touch("2026-12-01")],
        today=day("2026-12-02"),
        rules=rules,
        rhythm="30d",
        busy=["01-04..01-09"],
    )

    moves = [(r.key, r.get("from_on"), r.get("to_on")) for r in found.movers[1:]]
    assert moves == [
        ("by_season", day("2026-12-31"), day("2027-01-04")),
        ("by_busy", day("2027-01-04"), day("2027-01-10")),
    ]
    assert found.standing.due_on == day("2027-01-10")


def test_what_comes_if_nothing_is_done_is_each_state_with_its_first_day() -> None:
    found = explained([touch("2026-11-15", "email", "->")], rhythm="20d")

    changes = [(r.get("state"), r.get("on")) for r in found.ahead if r.key == "becomes"]
    assert changes == [
        ("soon", day("2026-11-30")),
        ("overdue", day("2026-12-06")),
    ]


def test_who_sleeps_wakes_on_the_day_after() -> None:
    found = explained([touch("2026-01-15")], rhythm="30d", snooze="2026-12-24")

    assert [(r.key, r.get("state"), r.get("on")) for r in found.ahead[:1]] == [
        ("becomes", "overdue", day("2026-12-25"))
    ]


def test_without_its_evidence_the_clock_would_count_from_the_touch_before() -> None:
    found = explained([touch("2026-11-15"), touch("2026-09-01", "call")], rhythm="30d")
    without = found.ahead[-1]

    assert (without.key, without.get("base_on"), without.get("kind")) == (
        "without",
        day("2026-09-01"),
        "call",
    )
    assert (without.get("due_on"), without.get("days")) == (day("2026-10-01"), 50)


def test_without_its_only_evidence_nothing_is_known() -> None:
    assert keys(explained([touch("2026-11-15")], rhythm="30d").ahead)[-1] == (
        "without_unknown"
    )
    met = explained([touch("2026-11-15")], rhythm="30d", met="2026-01-01")
    assert met.ahead[-1].get("base_on") == day("2026-01-01")
    assert keys(explained([touch("2026-11-15")]).ahead) == []
