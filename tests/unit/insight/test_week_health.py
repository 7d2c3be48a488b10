"""The quiet lines at the foot of the week's page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from nettrack_md.insight.week.review import review
from nettrack_md.model.rules import PracticeRules
from tests.builders import TODAY, WEEK, path_of, person, touch


def lines(*people: tuple[str, list[Any], dict[str, Any]]) -> list[tuple[str, Any]]:
    """Key and facts of the lines, for people as name, touches and traits."""
    known = {path_of(name): touches for name, touches, _ in people}
    everybody = [
        person(name, touches=[t for t in touches if t.on < WEEK.begins], **more)
        for name, touches, more in people
    ]
    first = WEEK.begins - timedelta(days=45)
    recent = {
        path: [t for t in touches if t.on >= first] for path, touches in known.items()
    }
    found = review(
        everybody, [], [], recent, week=WEEK, today=TODAY,
        rules=PracticeRules(capacity=2), history=known.__getitem__,
    )  # fmt: skip
    return [(line.key, dict(line.facts)) for line in found.health]


def test_what_the_rhythms_ask_for_is_said_without_numbers_of_people():
    assert lines(("Ada", [touch("2026-11-01")], {"rhythm": "1w"})) == [
        ("figure_load", {"planned": 1.0, "capacity": 2})
    ]
    crowd = [(f"P{n}", [touch("2026-11-12")], {"rhythm": "1w"}) for n in range(3)]
    assert lines(*crowd)[0][0] == "figure_load_high"
    assert lines(("Ada", [touch("2026-01-01")], {})) == []


def test_a_reunion_is_news_for_four_weeks():
    old, new = touch("2025-09-01"), touch("2026-11-10")

    assert lines(("Ada", [old, new], {})) == [("change_back", {"text": "Ada"})]
    assert lines(("Ada", [old, touch("2026-10-01")], {})) == []
    assert lines(("Ada", [old, new, touch("2026-03-01")], {})) == []


def test_a_second_touch_is_news_and_thanks_are_none():
    met = touch("2026-10-05")

    assert lines(("Ada", [met, touch("2026-11-02")], {})) == [
        ("change_second", {"text": "Ada"})
    ]
    assert lines(("Ada", [met, touch("2026-10-06")], {})) == []
    assert lines(("Ada", [met, touch("2026-11-02", "email", "->")], {})) == []


def test_a_tie_that_has_been_silent_for_three_years_is_named_kindly():
    assert lines(("Ada", [touch("2023-11-01")], {})) == [
        ("change_quiet", {"text": "Ada"})
    ]


def test_three_are_named_and_a_private_person_never():
    old, new = touch("2024-09-01"), touch("2026-11-10")
    many: Any = [(name, [old, new], {}) for name in ("Dee", "Ada", "Cy", "Bo")]

    assert lines(*many) == [
        ("change_back", {"text": "Ada, Bo, Cy", "others": "others"})
    ]
    assert lines(("Ada", [old, new], {"private": True})) == []
