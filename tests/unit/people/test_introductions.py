from __future__ import annotations

from datetime import date

import pytest

from nettrack_md.model.records import Introduction
from tests.reading import DAY, JANE, read


def made(line: str, path: str = JANE) -> tuple[Introduction, ...]:
    return read(f"- {line}\n", path).introductions


@pytest.mark.parametrize("state", ["asked", "agreed", "made", "closed"])
def test_two_people_and_a_state_are_an_introduction(state: str) -> None:
    (intro,) = made(f"2026-11-05 intro: [[A]] <-> [[B]] {state}: both are glad")

    assert (intro.a.target, intro.b.target, intro.state) == ("A", "B", state)
    assert (intro.on, intro.path, intro.line) == (date(2026, 11, 5), JANE, 1)
    assert intro.text == "both are glad"


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("打診", "asked"),
        ("承諾。", "agreed"),
        ("紹介済み", "made"),
        ("完了（喜んでくれた）", "closed"),
    ],
)
def test_a_state_may_be_japanese(word: str, state: str) -> None:
    (intro,) = made(f"2026-11-05 紹介: [[A]] ↔ [[B]] {word}")

    assert intro.state == state


def test_in_a_persons_note_one_link_is_enough() -> None:
    (intro,) = made("2026-11-05 intro: [[B]] asked")

    assert (intro.a.target, intro.a_path) == ("People/Jane Roe", JANE)
    assert intro.b.target == "B"


def test_an_arrow_without_a_state_says_that_it_was_made() -> None:
    (intro,) = made("2026-11-05 intro: [[A]] <-> [[B]]")

    assert intro.state == "made"


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-05 intro: [[B]] told her about me", "2026-11-05 intro: by Bob #got",
        "2026-11-05 intro: [[A]] and [[B]] get along", "2026-11-05 call: [[A]] <-> [[B]] made",
    ],
)  # fmt: skip
def test_these_are_touches_and_no_introductions(line: str) -> None:
    facts = read(f"- {line}\n")

    assert facts.introductions == ()
    assert len(facts.touches) == 1


def test_an_introduction_is_a_touch_too() -> None:
    (touch,) = read("- 2026-11-05 intro: [[B]] made\n").touches

    assert (touch.kind, touch.restarts, touch.who) == ("intro", True, None)


def test_in_a_dated_note_both_are_touched() -> None:
    facts = read("- intro: [[A]] <-> [[B]] made\n", DAY)

    assert [intro.on for intro in facts.introductions] == [date(2026, 11, 20)]
    touched = [(t.who.target, t.kind) for t in facts.touches if t.who]
    assert touched == [("A", "intro"), ("B", "intro")]


def test_in_a_dated_note_the_line_may_bear_a_day_of_its_own() -> None:
    (intro,) = made("2026-11-05 intro: [[A]] <-> [[B]] closed", DAY)

    assert intro.on == date(2026, 11, 5)


def test_a_note_without_a_day_introduces_nobody() -> None:
    assert made("intro: [[A]] <-> [[B]] made", "Notes/x.md") == ()
