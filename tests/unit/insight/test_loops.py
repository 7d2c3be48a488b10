from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nettrack_md.insight.loops import find_promise, find_reply, personal_loops
from nettrack_md.insight.thanks import (
    find_thanks,
    introducer_loops,
    is_thanks_open,
    next_working_day,
    thanks_for_introducing,
)
from tests.builders import RULES, TODAY, day, path_of, person, promise, touch


def reply(touches, *, recent=None, today=TODAY, **more) -> Any:
    ada = person("Ada", touches=touches, **more)
    recent = touches if recent is None else recent
    return find_reply(ada, recent, day=today, rules=RULES)


def thanks(touches, *, today=TODAY, **more) -> Any:
    ada = person("Ada", touches=touches, **more)
    return find_thanks(ada, touches, day=today, rules=RULES)


# --- replies ---


def test_their_word_is_owed_a_reply_within_two_days() -> None:
    asked = touch("2026-11-17", "email", "<-", text="asked about rates", line=7)
    found = reply([asked, touch("2026-10-01")])

    assert found is not None
    assert (found.kind, found.due_on, found.on) == (
        "reply",
        day("2026-11-19"),
        asked.on,
    )
    assert (found.text, found.evidence.line, found.mine) == (
        "asked about rates",
        7,
        True,
    )


@pytest.mark.parametrize("direction", ["->", "<->", ""])
def test_a_word_of_mine_or_a_talk_closes_it(direction) -> None:
    answer = touch("2026-11-18", "call", direction)

    assert reply([touch("2026-11-17", "email", "<-"), answer]) is None


def test_a_talk_later_on_the_same_day_of_the_same_note_closes_it() -> None:
    asked = touch("2026-11-17", "email", "<-", place=1)

    assert reply([asked, touch("2026-11-17", "meet", place=2)]) is None
    assert reply([asked, touch("2026-11-17", "meet", place=0)]) is not None


def test_a_mention_may_be_the_reminder_and_does_not_close_it() -> None:
    assert reply([touch("2026-11-17", "email", "<-"), touch("2026-11-18", "mention")])


def test_a_talk_hidden_behind_a_newer_mention_closes_it() -> None:
    touches = [
        touch("2026-11-12", "email", "<-"),
        touch("2026-11-13", "meet"),
        touch("2026-11-18", "mention"),
    ]

    assert reply(touches) is None


def test_noreply_closes_it_on_its_line_and_on_a_later_one() -> None:
    asked = touch("2026-11-17", "email", "<-")

    assert reply([touch("2026-11-17", "email", "<-", tags=("noreply",))]) is None
    assert reply([asked, touch("2026-11-18", "note", tags=("noreply",))]) is None
    assert reply([touch("2026-11-16", "note", tags=("noreply",)), asked]) is not None


@pytest.mark.parametrize("kind", ["reaction", "broadcast", "note"])
def test_what_is_no_word_is_owed_nothing(kind) -> None:
    assert reply([touch("2026-11-17", kind, "<-")]) is None


def test_a_call_that_i_missed_is_owed_one_back_until_i_try() -> None:
    missed = touch("2026-11-17", "missed", "<-")

    assert reply([missed]) is not None
    assert reply([missed, touch("2026-11-18", "missed", "->")]) is None


def test_a_reply_is_old_after_thirty_days() -> None:
    asked = [touch("2026-10-20", "email", "<-")]

    assert not reply(asked, today=day("2026-11-19")).old
    assert reply(asked, today=day("2026-11-20")).old


# --- thanks ---


@pytest.mark.parametrize(
    ("met", "due"),
    [
        ("2026-11-18", "2026-11-19"),
        ("2026-11-13", "2026-11-16"),
        ("2026-11-14", "2026-11-16"),
        ("2026-11-15", "2026-11-16"),
    ],
)
def test_thanks_are_due_on_the_next_working_day(met, due) -> None:
    assert next_working_day(day(met)) == day(due)


@pytest.mark.parametrize("kind", ["meet", "meeting", "event", "video"])
def test_a_first_meeting_is_owed_thanks(kind) -> None:
    found = thanks([touch("2026-11-18", kind, text="at the fair")])

    assert (found.about, found.due_on, found.text) == (
        "met",
        day("2026-11-19"),
        "at the fair",
    )


@pytest.mark.parametrize("kind", ["email", "mention", "message"])
def test_a_first_word_that_is_no_meeting_is_owed_none(kind) -> None:
    assert thanks([touch("2026-11-18", kind)]) is None


def test_the_second_meeting_is_owed_none() -> None:
    touches = [touch("2026-09-01"), touch("2026-11-18")]

    assert thanks(touches) is None


def test_a_first_log_line_about_an_old_friend_is_no_first_meeting() -> None:
    assert thanks([touch("2026-11-18")], met="2015-04-01") is None


def test_the_day_they_met_is_a_first_meeting_without_a_log_line() -> None:
    found = thanks([], met="2026-11-18")

    assert (found.about, found.on, found.evidence.path) == (
        "met",
        day("2026-11-18"),
        path_of("Ada"),
    )


def test_thanks_lapse_after_two_weeks() -> None:
    met = [touch("2026-11-06")]

    assert thanks(met, today=day("2026-11-20")) is not None
    assert thanks(met, today=day("2026-11-21")) is None


@pytest.mark.parametrize(
    "said",
    [
        touch("2026-11-18", "email", "->", line=11),
        touch("2026-11-19", "email", "<->"),
        touch("2026-11-19", "call"),
        touch("2026-11-19", "note", tags=("thanked",)),
        touch("2026-11-18", "note", tags=("thanked",)),
    ],
)
def test_thanks_are_said_by_a_word_of_mine_or_by_the_tag(said) -> None:
    assert thanks([touch("2026-11-18"), said]) is None


@pytest.mark.parametrize(
    "not_said",
    [
        touch("2026-11-18", "call", line=11),
        touch("2026-11-19", "email", "<-"),
        touch("2026-11-19", "mention"),
        touch("2026-11-19", "reaction", "->"),
        touch("2026-11-17", "note", tags=("thanked",)),
    ],
)
def test_thanks_are_not_said_by_anything_less(not_said) -> None:
    assert thanks([touch("2026-11-18"), not_said]) is not None


def test_an_introduction_received_is_owed_thanks_to_who_made_it() -> None:
    touches = [
        touch("2020-01-01"),
        touch("2026-11-12", "intro", tags=("got",), text="to Bo"),
    ]

    assert (thanks(touches).about, thanks(touches).text) == ("intro", "to Bo")


def test_an_introduction_that_i_gave_is_owed_none() -> None:
    touches = [touch("2020-01-01"), touch("2026-11-12", "intro", tags=("gave",))]

    assert thanks(touches) is None


def test_who_brought_me_somebody_is_owed_thanks_from_the_day_we_met() -> None:
    ada, bo = person("Ada", last="2020-01-01"), person("Bo", met="2026-11-12")
    found: Any = thanks_for_introducing(ada, bo)

    assert (found.contact, found.on, found.text) == (
        ada.contact,
        day("2026-11-12"),
        "Bo",
    )
    assert is_thanks_open(found, [], day=TODAY, rules=RULES)
    assert not is_thanks_open(
        found, [touch("2026-11-13", "email", "->")], day=TODAY, rules=RULES
    )


def test_one_introduction_is_owed_thanks_once_though_it_stands_in_two_notes() -> None:
    got = touch("2026-11-12", "intro", tags=("got",))
    ada = person("Ada", touches=[touch("2020-01-01"), got])
    bo = person("Bo", met="2026-11-12", touches=[touch("2026-11-13", "email", "->")])
    recent: Any = {path_of("Ada"): [got], path_of("Bo"): [bo.word]}
    asked: Any = {"upto": TODAY, "day": TODAY, "rules": RULES}
    found = personal_loops([ada, bo], recent, **asked)
    people = {path_of("Ada"): ada, path_of("Bo"): bo}
    brought = {path_of("Bo"): path_of("Ada")}

    assert [(item.contact.name, item.about) for item in found] == [("Ada", "intro")]
    assert introducer_loops(people, recent, brought, found, **asked) == []
    assert len(introducer_loops(people, recent, brought, [], **asked)) == 1


def test_nothing_is_owed_to_who_is_on_no_list() -> None:
    touches = [touch("2026-11-17", "email", "<-")]
    ada = person("Ada", touches=touches, status="ended")

    assert personal_loops([ada], {}, upto=TODAY, day=TODAY, rules=RULES) == []


# --- promises ---


def test_a_promise_belongs_to_the_first_of_its_people_who_is_on_a_list() -> None:
    known = {
        path_of("Ada"): person("Ada", status="ended"),
        path_of("Bo"): person("Bo"),
    }
    made = promise("send the deck", "Ada", "Bo", due="2026-11-25")
    found: Any = find_promise(made, known, day=TODAY, rules=RULES)

    assert (found.contact.name, found.due_on, found.old) == ("Bo", made.due_on, False)


def test_a_promise_about_somebody_out_of_sight_is_out_of_sight() -> None:
    known = {path_of("Ada"): person("Ada")}

    assert (
        find_promise(promise("tell", "Ada", "Bo"), known, day=TODAY, rules=RULES)
        is None
    )
    assert find_promise(promise("tell"), known, day=TODAY, rules=RULES) is None


def test_what_names_a_private_person_belongs_to_them_or_is_not_told() -> None:
    ada, bo = person("Ada"), person("Bo", private=True, met="2026-11-12")
    known = {path_of("Ada"): ada, path_of("Bo"): bo}
    found = find_promise(promise("tell", "Ada", "Bo"), known, day=TODAY, rules=RULES)

    assert found is not None
    assert found.contact == bo.contact
    assert thanks_for_introducing(ada, bo) is None


def test_a_promise_is_old_ninety_days_after_it_was_due() -> None:
    known = {path_of("Ada"): person("Ada")}
    made = promise("send", "Ada", due="2026-08-22")

    due, late = (
        find_promise(made, known, day=day(on), rules=RULES)
        for on in ("2026-11-20", "2026-11-21")
    )
    assert due is not None
    assert late is not None
    assert (due.old, late.old) == (False, True)


def test_a_like_does_not_hide_the_question_before_it() -> None:
    asked = touch("2026-11-16", "email", "<-")
    liked = touch("2026-11-17", "reaction", "<-")
    ada = replace(person("Ada", touches=[asked]), word=liked)
    found = find_reply(ada, [liked, asked], day=TODAY, rules=RULES)

    assert found is not None
    assert found.touch == asked
