from __future__ import annotations

import pytest

from nettrack_md.app.changing.property_edits import How, property_edit
from nettrack_md.app.changing.property_values import (
    Asking,
    check_value,
    find_key,
    meaning_of,
)
from nettrack_md.errors import UsageFault
from nettrack_md.model.rules import ReadingRules
from tests.builders import TODAY

RULES = ReadingRules()
ASKING = Asking(
    TODAY, RULES, "monday", lambda name: "[[Ben Sample]]" if name == "ben" else None
)


def checked(key: str, value: str) -> str:
    return check_value(meaning_of(key, RULES), value, ASKING)


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("snooze", "next friday", "2026-11-27"),
        ("next", "来週", "2026-11-27"),
        ("met", "last friday", "2026-11-13"),
        ("last_contact", "昨日", "2026-11-19"),
        ("lastContact", "yesterday", "2026-11-19"),
        ("cadence", "6w", "6w"),
        ("frequency", "毎月", "毎月"),
        ("tier", "大切", "active"),
        ("status", "休止", "paused"),
        ("private", "yes", "true"),
        ("birthday", "05-14", "05-14"),
        ("birthday", "14 May 1990", "1990-05-14"),
        ("birthday", "May 14", "05-14"),
        ("dates", "03-10 wedding", "03-10 wedding"),
        ("busy", "03-20..04-05", "03-20..04-05"),
        ("introduced_by", "ben", "[[Ben Sample]]"),
        ("introduced_by", "[[X]]", "[[X]]"),
        ("phones", "+81 90 1234 5678 (cell)", "+81 90 1234 5678 (cell)"),
        ("mine", "any text", "any text"),
        ("tags", "#club", "club"),
    ],
)
def test_a_value_is_written_as_it_is_meant(key: str, value: str, wanted: str) -> None:
    assert checked(key, value) == wanted


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("snooze", "soonish", "next friday"),
        ("met", "2026-02-30", "yesterday"),
        ("cadence", "evry 6w", "6w, 30d"),
        ("tier", "best", "inner, close, active, loose"),
        ("status", "gone", "paused"),
        ("private", "perhaps", "true or false"),
        ("birthday", "spring", "05-14"),
        ("dates", "wedding", "2014-03-10 wedding"),
        ("busy", "always", "03-20..04-05"),
        ("org", "  ", "--remove"),
    ],
)
def test_a_wrong_value_is_told_what_would_be_right(
    key: str, value: str, hint: str
) -> None:
    with pytest.raises(UsageFault) as caught:
        checked(key, value)

    assert hint in str(caught.value)


def edited(text: str, key: str, *values: str, how: How = "replace") -> str:
    return property_edit(key, values, how, meaning_of(key, RULES), RULES)(text)


def test_the_key_that_the_note_has_is_written() -> None:
    text = "---\n所属: A\n---\n"

    assert find_key(text, "org", RULES) == "所属"
    assert edited(text, "org", "B") == "---\n所属: B\n---\n"


def test_a_tier_is_written_in_the_words_of_the_note() -> None:
    text = "---\ntier: 近い # dear\n---\n"

    assert edited(text, "tier", "active") == "---\ntier: 大切 # dear\n---\n"


def test_a_flag_stands_bare_and_a_phone_is_quoted() -> None:
    assert edited("---\na: 1\n---\n", "private", "true") == (
        "---\na: 1\nprivate: true\n---\n"
    )
    assert '"0901234567"' in edited("---\na: 1\n---\n", "phones", "0901234567")


def test_removing_a_value_does_not_ask_for_its_case() -> None:
    text = "---\nlikes:\n  - Tea\n  - maps\n---\n"

    assert edited(text, "likes", "tea", how="remove") == "---\nlikes:\n  - maps\n---\n"


def test_removing_without_a_value_takes_the_property_out() -> None:
    assert edited("---\nsnooze: 2026-12-01\na: 1\n---\n", "snooze", how="remove") == (
        "---\na: 1\n---\n"
    )


@pytest.mark.parametrize(
    ("held", "value", "wanted"),
    [
        ("毎月", "weekly", "毎週"),
        ("monthly", "毎週", "weekly"),
        ("毎月", "none", "なし"),
        ("毎月", "6w", "6w"),
        ("30", "6w", "42"),
        ("30", "45d", "45"),
        ("30", "3m", "3m"),
        ("30d", "6w", "6w"),
    ],
)
def test_a_rhythm_is_written_as_the_note_says_it(
    held: str, value: str, wanted: str
) -> None:
    text = f"---\ncadence_days: {held} # so\n---\n"

    after = edited(text, "cadence", value)

    assert after == f"---\ncadence_days: {wanted} # so\n---\n"


def test_a_link_stays_a_link() -> None:
    text = '---\nintroduced_by: "[[Ada]]"\nmet: "[[2026-01-02]]"\n---\n'

    after = edited(edited(text, "introduced_by", "Bo"), "met", "2026-01-03")

    assert after == '---\nintroduced_by: "[[Bo]]"\nmet: "[[2026-01-03]]"\n---\n'


@pytest.mark.parametrize(("held", "value"), [("true", "active"), ("false", "paused")])
def test_a_pause_that_is_a_flag_is_lifted_and_set_by_it(held: str, value: str) -> None:
    other = {"true": "false", "false": "true"}[held]
    text = f"---\nprm-paused: {held} # so\n---\n"

    assert edited(text, "status", value) == f"---\nprm-paused: {other} # so\n---\n"


def test_a_status_that_no_flag_can_say_gets_its_own_key() -> None:
    text = "---\nprm-paused: false\n---\n"

    assert (
        edited(text, "status", "ended")
        == "---\nprm-paused: false\nstatus: ended\n---\n"
    )


@pytest.mark.parametrize("key", ["aliases", "tags"])
def test_words_behind_commas_become_a_list_before_one_is_added(key: str) -> None:
    text = f"---\n{key}: ann, bo\n---\n"

    added, taken = (
        edited(text, key, "cy", how="add"),
        edited(text, key, "bo", how="remove"),
    )

    assert added == f"---\n{key}:\n  - ann\n  - bo\n  - cy\n---\n"
    assert taken == f"---\n{key}:\n  - ann\n---\n"
    assert edited(text, key, "bo", how="add") == text
    assert edited(text, key, "dee", how="remove") == text
