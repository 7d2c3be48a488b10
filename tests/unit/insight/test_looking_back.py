from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from nettrack_md.insight.evidence import find_last, find_word
from nettrack_md.insight.shape.looking_back import look_back
from nettrack_md.insight.values import Evidence
from nettrack_md.model.quarters import Quarter
from nettrack_md.model.records import Person
from tests.builders import TODAY, contact, day, introduction, path_of, promise, touch

Q4 = Quarter(2026, 4)


def somebody(name, *touches, **more):
    """A person, and these touches of theirs."""
    return contact(name, **more), touches


def as_of(pair, on):
    who, touches = pair
    known = [t for t in touches if t.on <= on]
    days = {t.on for t in known if t.restarts}
    return Person(
        who, find_last(known), find_word(known), len(days), min(days, default=None)
    )


def back(*pairs, quarter=Q4, today=TODAY, **more):
    """The look-back on these people."""
    end = min(today, quarter.ends)
    eve = quarter.begins - timedelta(days=1)
    return look_back(
        quarter,
        {pair[0].path: as_of(pair, end) for pair in pairs},
        {pair[0].path: as_of(pair, eve) for pair in pairs},
        {pair[0].path: pair[1] for pair in pairs},
        today=today,
        **more,
    )


def told(changes):
    return [(each.person.contact.name, each.words.reason.key) for each in changes]


def test_a_first_a_second_a_nearer_and_a_returning_one_grew():
    found = back(
        somebody("New", touch("2026-10-05")),
        somebody("Again", touch("2026-10-05"), touch("2026-11-02")),
        somebody("Second", touch("2026-09-05"), touch("2026-11-02")),
        somebody(
            "Nearer", touch("2026-01-05"), touch("2026-02-01"), touch("2026-11-02"),
            rhythm="30d",
        ),
        somebody("Back", touch("2023-01-05"), touch("2026-10-20")),
        somebody(
            "Steady", touch("2026-08-01"), touch("2026-09-01"), touch("2026-10-01"),
            rhythm="30d",
        ),
    )  # fmt: skip

    assert told(found.grew) == [
        ("Back", "grew_back"),
        ("Again", "grew_second"),
        ("Second", "grew_second"),
        ("Nearer", "grew_closer"),
        ("New", "grew_new"),
    ]
    assert not found.cooled


def test_a_change_stands_on_the_line_that_tells_it_and_repeats_its_words():
    found = back(
        somebody("Back", touch("2023-01-05"), touch("2026-10-20", text="tea", line=7))
    )
    (one,) = found.grew

    assert one.words.evidence == (Evidence("People/log.md", 7),)
    assert one.words.reason.get("text") == "tea"
    assert one.words.reason.get("days") == 1384


def test_a_mention_gives_the_day_and_no_words():
    found = back(somebody("New", touch("2026-10-05", "mention", text="a whole line")))

    assert found.grew[0].words.reason.get("text") is None


def test_who_was_near_and_is_no_more_went_quiet_and_who_was_not_is_out_of_sight():
    found = back(
        somebody("Quiet", touch("2026-09-20"), rhythm="14d"),
        somebody("Far", touch("2025-09-20"), tier="close"),
        somebody("Near", touch("2026-11-01"), touch("2026-09-01"), rhythm="30d"),
    )

    assert told(found.cooled) == [("Quiet", "cooled")]
    assert told(found.lost) == [("Far", "lost_sight")]


@pytest.mark.parametrize(
    "more",
    [
        {"status": "paused"}, {"snooze": "2026-12-24"}, {"status": "archived"},
        {"tier": "inner"}, {"status": "wish"},
    ],
)  # fmt: skip
def test_who_is_at_rest_neither_cools_nor_is_missed(more):
    fields = {"rhythm": "14d", **more}
    found = back(
        somebody("Quiet", touch("2026-09-20"), **fields),
        somebody("Far", touch("2025-09-20"), **fields),
    )

    assert (found.cooled, found.lost) == ((), ())


def test_whom_nothing_in_the_notes_misses_is_not_missed():
    assert back(somebody("Met once", touch("2024-09-20"))).lost == ()


def test_a_reason_noted_comes_before_a_tier_and_a_later_day_before_an_earlier():
    dear = somebody("Dear", touch("2024-01-01"))
    dear = (replace(dear[0], properties=(("why", ("she asks well",)),)), dear[1])
    found = back(
        somebody("Older", touch("2024-06-01"), tier="close"),
        somebody("Later", touch("2025-06-01"), tier="close"),
        dear,
    )

    assert [name for name, _ in told(found.lost)] == ["Dear", "Later", "Older"]


def test_a_tie_ended_in_the_quarter_when_a_line_of_the_quarter_says_so():
    found = back(
        somebody("Let go", touch("2026-10-03", "note"), status="ended"),
        somebody("Dead", touch("2026-11-03"), status="deceased"),
        somebody("Long ago", touch("2024-10-03"), status="ended"),
    )

    assert told(found.ended) == [("Let go", "left_ended"), ("Dead", "left_passed")]


def test_a_past_quarter_is_told_as_of_its_end():
    one = somebody("Again", touch("2026-08-05"), touch("2026-11-02"))
    found = back(one, quarter=Quarter(2026, 3))

    assert found.as_of == day("2026-09-30")
    assert told(found.grew) == [("Again", "grew_new")]


def test_promises_are_kept_on_the_day_of_their_tick_mine_first():
    promises = [
        promise("theirs", "Ada", mine=False, done=True, done_on="2026-10-02"),
        promise("mine", "Ada", done=True, done_on="2026-11-02"),
        promise("before", "Ada", done=True, done_on="2026-09-30"),
        promise("undated", "Ada", done=True),
        promise("by its line", "Ada", done=True, made_on="2026-10-09"),
        promise("open", "Ada", made_on="2026-10-09"),
        promise("of nobody known", "Erin", done=True, done_on="2026-11-02"),
    ]
    found = back(somebody("Ada"), promises=promises)

    kept = [each.promise.text for each in found.kept]
    assert kept == ["by its line", "mine", "theirs"]


def test_a_pair_is_brought_together_once():
    found = back(
        introductions=[
            introduction("2026-11-05", "Ada", "Bob", "made"),
            introduction("2026-11-09", "Bob", "Ada", "made"),
            introduction("2026-11-09", "Ada", "Cy", "asked"),
            introduction("2026-09-09", "Ada", "Di", "made"),
        ]
    )

    assert [(one.a.target, one.on) for one in found.introduced] == [
        ("Ada", day("2026-11-05"))
    ]


def test_thanks_are_the_lines_that_say_so():
    found = back(
        somebody(
            "Ada", touch("2026-11-02", "email", "->", tags=("thanked",)),
            touch("2026-11-03"),
        )
    )  # fmt: skip

    assert [(t.contact.name, t.touch.on) for t in found.thanked] == [
        ("Ada", day("2026-11-02"))
    ]


def test_close_people_without_a_why_are_asked_about_first_the_warm_ones():
    found = back(
        somebody("Far", touch("2020-01-01"), tier="close"),
        somebody("Near", touch("2026-11-01"), tier="close"),
        somebody("Active", touch("2026-11-01"), tier="active"),
        somebody("Loose", touch("2026-11-01"), tier="loose"),
    )

    assert [one.contact.name for one in found.unasked] == ["Near", "Far", "Active"]


def test_the_order_of_the_notes_has_no_say():
    pairs = [
        somebody(name, touch("2026-10-05"), touch("2026-11-02")) for name in "CABD"
    ]

    assert back(*pairs) == back(*reversed(pairs))
    assert path_of("A") in {one.person.contact.path for one in back(*pairs).grew}
