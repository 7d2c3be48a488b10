from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from nettrack_md.model.records import Touch
from tests.reading import JANE, log, read


def days(touches: Sequence[Touch]) -> list[str]:
    return [touch.on.isoformat() for touch in touches]


def test_every_log_item_is_a_touch_with_its_place() -> None:
    facts = read(
        """
        # Jane

        ## Log

        - 2026-11-20 meet: lunch near the station #gave
        - 2026-11-18 10:30 email <- asked about rates
        """
    )

    assert facts.touches == (
        Touch(
            date(2026, 11, 20), "meet", "log", JANE, 5, "", "",
            "lunch near the station #gave", ("gave",),
        ),
        Touch(
            date(2026, 11, 18), "email", "log", JANE, 6, "<-", "10:30",
            "asked about rates",
        ),
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["reaction", "broadcast", "note", "missed"])
def test_a_resting_kind_is_kept_and_does_not_restart_the_clock(kind: str) -> None:
    (touch,) = log(f"- 2026-11-20 {kind}: x")

    assert (touch.kind, touch.restarts) == (kind, False)


def test_a_line_without_a_kind_restarts_the_clock() -> None:
    (touch,) = log("- 2026-11-20 missed you at the party")

    assert (touch.kind, touch.restarts) == ("", True)
    assert touch.text == "missed you at the party"


def test_future_touches_are_kept() -> None:
    assert days(log("- 2199-01-01 meet: x")) == ["2199-01-01"]


def test_a_day_that_does_not_exist_is_a_problem_and_no_touch() -> None:
    facts = read("## Log\n- 2026-02-30 meet: x\n- 2026-03-01 meet: y\n")

    assert days(facts.touches) == ["2026-03-01"]
    assert [(p.code, p.line) for p in facts.problems] == [("bad-date", 2)]


def test_tags_with_a_meaning_are_read_in_both_languages_and_from_below() -> None:
    (touch,) = log(
        """
        - 2026-11-20 meet: lunch #贈 #project
          - she lent me a book #got
        """
    )

    assert touch.tags == ("gave", "got")


def test_two_touches_of_a_day_in_a_log_from_new_to_old() -> None:
    late, early, before = log(
        """
        - 2026-11-20 -> answered
        - 2026-11-20 <- asked
        - 2026-11-18 call
        """
    )

    assert late.place > early.place
    assert before.on < early.on


def test_two_touches_of_a_day_in_a_log_from_old_to_new() -> None:
    _, early, late = log(
        """
        - 2026-11-18 call
        - 2026-11-20 <- asked
        - 2026-11-20 -> answered
        """
    )

    assert late.place > early.place


def test_times_order_the_touches_of_a_day_whatever_the_order_of_the_log() -> None:
    nine, noon, ten, _ = log(
        """
        - 2026-11-20 09:00 call
        - 2026-11-20 12:00 call
        - 2026-11-20 10:00 call
        - 2026-11-18 call
        """
    )

    assert nine.place < ten.place < noon.place


def test_who_has_no_time_stays_behind_the_item_before() -> None:
    ten, between, noon, _ = log(
        """
        - 2026-11-20 10:00 call
        - 2026-11-20 email
        - 2026-11-20 12:00 call
        - 2026-11-21 call
        """
    )

    assert ten.place < between.place < noon.place


def test_a_note_without_a_log_heading_is_a_log_everywhere() -> None:
    facts = read("- 2026-11-20 meet\n\n### 2026-09-12 Workshop\nText.\n")

    assert days(facts.touches) == ["2026-11-20", "2026-09-12"]


def test_links_in_a_persons_log_are_no_touches_of_others() -> None:
    (touch,) = log("- 2026-11-20 meet: lunch with [[Bob]]")

    assert touch.who is None
