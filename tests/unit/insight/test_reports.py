"""Telling how it turned out: to who advised me, and to who introduced somebody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from nettrack_md.insight.reports import find_report, introducer_reports
from nettrack_md.insight.week.review import review
from tests.builders import RULES, TODAY, WEEK, day, path_of, person, touch

HELPED = touch("2026-10-20", "help", "<-", text="read the contract", line=7)


def report(*touches: Any, on: Any = WEEK.begins, **more: Any) -> Any:
    return find_report(person("Ada", touches=touches, **more), touches, day=on)


@pytest.mark.parametrize(
    "given",
    [
        HELPED,
        touch("2026-10-20", "help", tags=("got",)),
        touch("2026-10-20", "call", tags=("got",), text="her advice on the rent"),
        touch("2026-10-20", "電話", tags=("got",), text="転職の相談に乗ってくれた"),
    ],
)
def test_who_helped_or_advised_me_may_hear_the_outcome_four_weeks_later(given):
    found = report(given)

    assert (found.kind, found.about, found.due_on) == (
        "report", "advice", day("2026-11-17"),
    )  # fmt: skip
    assert found.evidence.line == given.line


@pytest.mark.parametrize(
    "given",
    [
        touch("2026-10-20", "help", "->", text="painted the fence"),
        touch("2026-10-20", "help", tags=("gave",)),
        touch("2026-10-20", "gift", tags=("got",), text="plums"),
        touch("2026-10-20", "call", text="asked for advice"),
        touch("2026-10-20", "help", "<-", tags=("noreply",)),
    ],
)
def test_what_i_gave_and_what_was_no_advice_ask_for_no_report(given):
    assert report(given) is None


def test_thanks_of_the_first_days_are_no_outcome_and_a_later_word_is():
    assert report(HELPED, touch("2026-10-21", "email", "->", tags=("thanked",)))
    assert report(HELPED, touch("2026-11-02", "email", "<-"))
    assert report(HELPED, touch("2026-11-02", "mention"))
    assert report(HELPED, touch("2026-11-02", "email", "->")) is None
    assert report(HELPED, touch("2026-11-02", "meet")) is None


def test_it_lapses_after_six_weeks_and_with_the_tie():
    assert report(HELPED, on=HELPED.on + timedelta(days=42))
    assert report(HELPED, on=HELPED.on + timedelta(days=43)) is None
    assert report(HELPED, status="ended") is None


def introduced(*talks: Any, told: tuple[Any, ...] = (), **more: Any) -> list[Any]:
    people = {
        path_of("New"): person("New", touches=talks, **more),
        path_of("By"): person("By", touches=told),
    }
    recent = {path_of("New"): list(talks), path_of("By"): list(told)}
    names = {path_of("New"): path_of("By")}
    return introducer_reports(people, recent, names, day=TODAY)


MAILED = touch("2026-11-02", "email", "<-")
MET = touch("2026-11-12", "meet", line=9)


def test_the_introducer_hears_of_the_first_talk_that_came_of_it():
    (found,) = introduced(MAILED, MET)

    assert (found.contact.name, found.text, found.due_on) == (
        "By", "New", day("2026-11-19"),
    )  # fmt: skip
    assert found.evidence.line == 9


def test_where_the_talk_was_the_introduction_the_thanks_say_it():
    assert introduced(MET) == []
    assert introduced(MET, met="2026-11-12") == []
    assert introduced(MET, met="2026-11-02") != []


def test_a_word_to_the_introducer_since_then_is_the_report():
    assert introduced(MAILED, MET, told=(touch("2026-11-13", "email", "->"),)) == []
    assert introduced(MAILED, MET, told=(touch("2026-11-03", "email", "->"),)) != []
    assert introduced(MAILED, MET, told=(touch("2026-11-13", "email", "<-"),)) != []


def test_nobody_private_is_named_to_others():
    assert introduced(MAILED, MET, private=True) == []


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        (touch("2026-10-20", "help", tags=("got",)), ["report"]),
        # Their word has no answer at all yet: that comes first.
        (HELPED, ["reply"]),
    ],
)
def test_a_report_is_named_in_its_week_and_takes_nobodys_place(given, kinds):
    ada = person("Ada", touches=[given, touch("2015-01-01")])
    found = review(
        [ada], [], [], {path_of("Ada"): [given]}, week=WEEK, today=TODAY, rules=RULES
    )

    assert [item.kind for item in found.owed] == kinds
    assert not any(pick.band == "owed" for pick in found.picks) or kinds == ["reply"]
