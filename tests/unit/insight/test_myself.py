from __future__ import annotations

from datetime import date, timedelta

from nettrack_md.insight.meeting.myself import (
    OLD_DAYS,
    items_of,
    myself,
    thirty_seconds,
    told_to,
)
from nettrack_md.insight.values import Evidence
from nettrack_md.model.records import Profile
from tests.builders import TODAY, touch
from tests.unit.insight.people_with import having

ME = Profile(
    "me.md",
    "Haruka",
    offers=("interview practice",),
    known_for=("ledger migrations",),
    intro="I make ledgers.",
)


def test_the_introduction_ends_with_the_sentence_that_fits():
    long = "I make ledgers. " + "And this goes on for a while. " * 20
    short = thirty_seconds(Profile("me.md", "Haruka", intro=long))

    assert short.startswith("I make ledgers.")
    assert short.endswith("while.")
    assert len(short.split()) <= 75


def test_the_first_sentence_is_said_whatever_its_length():
    assert thirty_seconds(Profile("me.md", "H", intro="a " * 200 + "b.")).endswith("b.")


def test_japanese_is_measured_by_its_characters_and_set_without_blanks():
    intro = "帳簿を作っています。" * 40
    short = thirty_seconds(Profile("me.md", "遥", intro=intro))

    assert " " not in short
    assert len(short) <= 170
    assert short.endswith("。")


def test_without_an_introduction_there_is_nothing_short():
    assert thirty_seconds(Profile("me.md", "Haruka")) == ""


def test_after_half_a_year_a_fresh_look_is_suggested():
    then = TODAY - timedelta(days=OLD_DAYS)

    def keys(day):
        return [one.reason.key for one in myself(ME, day, today=TODAY).remarks]

    assert keys(then) == []
    assert keys(then - timedelta(days=1)) == ["me_old"]
    assert keys(None) == ["me_undated"]


def test_what_they_know_and_what_the_log_says_was_told():
    ada = having("Ada", they_know="that I lost a ledger in a migration")
    talk = touch("2026-10-01", text="practice for her interview", line=5)
    found = {one.text: one.told for one in told_to(ada, [talk], ME, today=TODAY)}

    assert found["ledger migrations"] == (Evidence("People/Ada.md", 1),)
    assert found["interview practice"] == (Evidence("People/log.md", 5),)


def test_what_nobody_noted_is_not_yet_told():
    found = told_to(having("Ada"), [touch("2026-10-01", text="tea")], ME, today=TODAY)

    assert [one.told for one in found] == [(), ()]
    assert len(found) == len(items_of(ME))


def test_a_talk_that_lies_ahead_told_nothing():
    later = touch(date(2026, 12, 1), text="practice for her interview")
    found = told_to(having("Ada"), [later], ME, today=TODAY)

    assert all(one.told == () for one in found)
