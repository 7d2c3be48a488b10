from __future__ import annotations

from nettrack_md.insight.meeting.hints import hints
from nettrack_md.insight.values import Evidence
from tests.builders import TODAY, person, touch


def keys_of(*touches, **traits):
    one = person("Ada", touches=touches, **traits)
    return [each.reason.key for each in hints(one, touches, today=TODAY)]


def test_after_one_meeting_a_request_can_wait():
    assert "hint_early" in keys_of(touch("2026-11-10"))
    assert "hint_early" in keys_of(
        touch("2026-11-10"), touch("2026-11-12", "email", "->", tags=("asked",))
    )


def test_after_two_days_of_contact_nothing_is_said():
    assert keys_of(touch("2026-11-01"), touch("2026-11-10")) == []


def test_two_requests_within_ninety_days_make_a_third_one_too_many():
    asked = [
        touch("2026-09-01", tags=("asked",), line=4),
        touch("2026-10-01", tags=("asked",), line=3),
    ]
    known = [touch("2026-07-01"), touch("2026-07-20"), *asked]
    found = hints(person("Ada", touches=known), known, today=TODAY)

    assert [each.reason.key for each in found] == ["hint_third"]
    assert found[0].evidence == (
        Evidence("People/log.md", 4),
        Evidence("People/log.md", 3),
    )


def test_a_request_of_last_winter_counts_no_longer():
    assert "hint_third" not in keys_of(
        touch("2026-01-01", tags=("asked",)),
        touch("2026-02-01", tags=("asked",)),
        touch("2026-11-01"),
        touch("2026-11-02"),
    )


def test_after_a_long_silence_the_first_message_is_short():
    old = (touch("2025-01-01"), touch("2025-01-20"))

    assert keys_of(*old, rhythm="30d") == ["hint_short"]
    assert keys_of(*old, rhythm="2y") == []
    # Their word has broken the silence.
    assert keys_of(*old, touch("2026-11-18", "reaction"), rhythm="30d") == [
        "hint_short"
    ]
    assert keys_of(*old, touch("2026-11-18", "missed", "<-"), rhythm="30d") == []


def test_two_words_without_an_answer_are_left_with_them():
    talks = (touch("2026-09-01"), touch("2026-09-02"))
    words = (touch("2026-10-01", "email", "->"), touch("2026-11-01", "email", "->"))

    assert keys_of(*talks, *words) == ["hint_unanswered"]
    assert keys_of(*talks, *words, touch("2026-11-05")) == []
    assert keys_of(*talks, *words, touch("2026-11-05", "email", "<-")) == []


def test_the_inner_circle_gets_no_hints():
    assert keys_of(touch("2020-01-01", tags=("asked",)), tier="inner") == []


def test_what_lies_ahead_has_no_say():
    assert "hint_early" in keys_of(touch("2026-11-10"), touch("2026-12-10"))


def test_a_declared_tier_or_a_year_says_that_we_know_each_other():
    assert keys_of(touch("2026-11-10"), tier="close") == []
    assert "hint_early" not in keys_of(touch("2020-11-10"))
    assert "hint_early" not in keys_of(touch("2026-11-10"), met="2019-05-01")
    assert "hint_early" in keys_of(touch("2026-11-10"), tier="loose")
