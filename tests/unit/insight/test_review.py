from __future__ import annotations

from datetime import timedelta
from typing import Any
from zlib import crc32

import pytest

from nettrack_md.insight.evidence import find_last
from nettrack_md.insight.week.review import review
from nettrack_md.model.dates import Week
from nettrack_md.model.rules import PracticeRules
from tests.builders import (
    RULES,
    TODAY,
    WEEK,
    day,
    introduction,
    path_of,
    person,
    promise,
    touch,
)


def reviewed(*people, promises=(), introductions=(), recent=None, **more) -> Any:
    """The review of the week of 16 to 22 November 2026, on its Friday."""
    rules = more.pop("rules", None) or PracticeRules(capacity=more.pop("capacity", 5))
    touches = {path_of(name): list(found) for name, found in (recent or {}).items()}
    asked = {"week": WEEK, "today": TODAY, "rules": rules, **more}
    return review(people, promises, introductions, touches, **asked)


def names(found) -> Any:
    return [pick.person.contact.name for pick in found.picks]


def seated(found) -> Any:
    return [(pick.person.contact.name, pick.band) for pick in found.picks]


#: Keeps somebody from being new.
LONG_AGO = touch("2015-01-01", line=99)


def late(name, days, rhythm="30d", **more) -> Any:
    """Somebody whose last touch lies that many days before the week's end."""
    last = touch(WEEK.ends - timedelta(days=days))
    return person(name, rhythm=rhythm, touches=[last, LONG_AGO], **more)


def owes_reply(name, on="2026-11-13", **more) -> Any:
    asked = touch(on, "email", "<-", text="rates?")
    return person(name, touches=[asked, LONG_AGO], **more)


# --- the bands ---


def test_the_bands_stand_in_their_order() -> None:
    found = reviewed(
        person("Spare", met="2026-10-01"),
        person("Dormant", last="2020-01-01"),
        late("Rhythm", 60),
        person("Dated", last="2026-11-01", birthday="1990-11-19"),
        owes_reply("Owed"),
        late("Trouble", 1, trouble="2026-11-10"),
        capacity=6,
    )

    assert seated(found) == [
        ("Trouble", "trouble"),
        ("Owed", "owed"),
        ("Dated", "dated"),
        ("Rhythm", "rhythm"),
        ("Dormant", "reserved"),
        ("Spare", "spare"),
    ]


def test_nobody_due_means_nobody_picked() -> None:
    assert reviewed(late("Ada", 5), late("Bo", 29)).picks == ()


def test_trouble_comes_newest_first_and_lapses_after_thirty_days() -> None:
    found = reviewed(
        late("Old", 1, trouble="2026-10-17"),
        late("Lapsed", 1, trouble="2026-10-16"),
        late("New", 1, trouble="2026-11-18"),
        late("Ahead", 1, trouble="2026-11-23"),
    )

    assert names(found) == ["New", "Old"]


def test_the_owed_leave_one_place() -> None:
    people = [owes_reply(name) for name in "ABCDE"]

    assert seated(reviewed(*people)) == [(name, "owed") for name in "ABCD"]
    assert seated(reviewed(*people, capacity=1)) == [("A", "owed")]


def test_the_owed_stand_by_due_day() -> None:
    found = reviewed(
        person("Promise"),
        owes_reply("Reply", on="2026-11-15"),
        promises=[promise("send", "Promise", due="2026-11-16")],
    )

    assert names(found) == ["Promise", "Reply"]


def test_a_promise_due_after_the_week_or_never_takes_no_place() -> None:
    found = reviewed(
        person("Ada"),
        promises=[
            promise("later", "Ada", due="2026-11-23"),
            promise("some day", "Ada", line=21),
            promise("theirs", "Ada", due="2026-11-20", mine=False, line=22),
        ],
    )

    assert found.picks == ()
    assert [item.text for item in found.promises] == ["later", "some day"]
    assert [item.text for item in found.owed] == ["theirs"]


def test_one_person_takes_one_place_and_hears_of_all_that_is_open() -> None:
    ada = owes_reply("Ada")
    found = reviewed(ada, promises=[promise("send", "Ada", due="2026-11-20")])

    assert seated(found) == [("Ada", "owed")]
    assert found.picks[0].reason.get("more") == 1
    assert [item.line for item in found.picks[0].evidence] == [10, 20]


def test_a_day_set_by_hand_needs_no_rhythm_and_stays_until_it_is_kept() -> None:
    found = reviewed(
        person("Past", last="2026-01-01", next="2026-06-01"),
        person("Kept", last="2026-06-02", next="2026-06-01"),
        person("Now", last="2026-01-01", next="2026-11-22"),
        person("Ahead", last="2026-01-01", next="2026-11-23"),
    )

    assert seated(found) == [("Past", "dated"), ("Now", "dated")]


def test_a_day_set_by_hand_puts_the_rhythm_off() -> None:
    assert reviewed(late("Ada", 300, next="2026-12-24")).picks == ()


def test_birthdays_and_anniversaries_of_the_week_are_picked() -> None:
    found = reviewed(
        person("Before", birthday="11-15"),
        person("First", birthday="1990-11-16"),
        person("Last", dates=["2014-11-22 wedding"]),
        person("After", birthday="11-23"),
        person("Mourning", birthday="11-20", mourning="2026-02-01"),
    )

    assert names(found) == ["First", "Last"]
    assert found.picks[0].reason.get("years") == 36
    assert found.picks[1].reason.get("text") == "wedding"


def test_the_rhythm_is_by_ratio_and_not_by_days() -> None:
    found = reviewed(late("Close", 60), late("Active", 100, rhythm="90d"))

    assert names(found) == ["Close", "Active"]
    assert [pick.ratio for pick in found.picks] == [2.0, 1.1111]


def test_a_ratio_of_one_at_the_weeks_end_is_due() -> None:
    assert names(reviewed(late("On", 30), late("Under", 29))) == ["On"]


def test_ties_break_by_older_touch_then_reading_then_path() -> None:
    found = reviewed(
        late("ab", 60, reading="カ"),
        late("b", 60, reading="か"),
        late("c", 60, reading="あ"),
        late("d", 180, rhythm="90d"),
    )

    assert names(found) == ["d", "c", "ab", "b"]


def test_whose_answer_i_wait_for_is_left_alone_by_the_rhythm() -> None:
    sent = touch("2026-11-14", "missed", "->")
    waiting = person("Ada", rhythm="1d", touches=[touch("2026-01-01"), sent])

    assert reviewed(waiting).picks == ()
    assert names(reviewed(waiting, week=Week(day("2026-11-30"), "2026-W49"))) == ["Ada"]


def test_whose_answer_i_wait_for_is_still_helped_and_congratulated() -> None:
    sent = [touch("2026-11-14", "email", "->")]
    found = reviewed(
        person("A", touches=sent, trouble="2026-11-10"),
        person("B", touches=sent, birthday="11-20"),
        person("C", touches=sent),
        promises=[promise("send", "C", due="2026-11-20")],
    )

    assert sorted(names(found)) == ["A", "B", "C"]


@pytest.mark.parametrize(
    "more",
    [
        {"snooze": "2026-11-16"},
        {"status": "paused"},
        {"status": "ended"},
        {"status": "wish"},
        {"busy": ["11-20..11-30"], "last": "2026-10-22", "met": "2015-01-01"},
    ],
)
def test_who_wants_quiet_is_not_picked(more) -> None:
    last = more.pop("last", "2026-01-01")
    assert reviewed(person("Ada", rhythm="30d", last=last, **more)).picks == ()


def test_a_snooze_that_ended_before_the_week_is_over() -> None:
    assert names(reviewed(late("Ada", 60, snooze="2026-11-15"))) == ["Ada"]


# --- the reserved place ---


def test_one_place_is_kept_for_a_loose_tie_although_others_are_later() -> None:
    people = [late(name, 300) for name in "ABCDE"]
    loose = late("Loose", 366, tier="loose", rhythm="365d")

    assert seated(reviewed(*people, loose))[-1] == ("Loose", "reserved")
    assert names(reviewed(*people, loose, capacity=1)) == ["A"]


def test_without_a_loose_or_dormant_tie_the_place_goes_back_to_the_rhythm() -> None:
    people = [late(name, 300) for name in "ABCDEF"]

    assert seated(reviewed(*people)) == [(name, "rhythm") for name in "ABCDE"]


def test_a_dormant_tie_needs_neither_tier_nor_rhythm() -> None:
    found = reviewed(person("Ada", last="2023-11-16"), person("Bo", last="2023-11-17"))

    assert seated(found) == [("Ada", "reserved")]
    assert found.picks[0].dormant
    assert found.picks[0].reason.get("years") == 3.0


def test_who_wants_no_rhythm_is_not_woken() -> None:
    assert reviewed(person("Ada", rhythm="none", last="2015-01-01")).picks == ()


def test_who_asked_for_a_rhythm_longer_than_the_silence_is_not_woken_early() -> None:
    assert reviewed(person("Ada", rhythm="10y", last="2020-01-01")).picks == ()


def test_the_reserved_place_rotates_by_path_and_week() -> None:
    people = [person(f"P{n}", last="2015-01-01") for n in range(7)]

    def turn(number) -> Any:
        paths = sorted(
            (p.contact.path for p in people),
            key=lambda path: ((crc32(path.encode()) + number) % 7, path),
        )
        return paths[0]

    for number in (47, 48, 49):
        week = Week(WEEK.begins, f"2026-W{number}")
        found = reviewed(*people, week=week)
        assert found.picks[0].person.contact.path == turn(number)


def test_putting_one_person_off_changes_nobody_elses_place() -> None:
    people = [late(f"P{n}", 400 + n, tier="loose", rhythm="365d") for n in range(9)]
    before = names(reviewed(*people))
    for name in before:
        put_off = [
            late(f"P{n}", 400 + n, tier="loose", rhythm="365d", snooze="2026-11-29")
            if f"P{n}" == name
            else people[n]
            for n in range(9)
        ]
        after = names(reviewed(*put_off))
        assert set(before) - {name} <= set(after)
        assert len(after) == 5


# --- spare places ---


def test_spare_places_go_to_new_people_without_a_second_touch() -> None:
    found = reviewed(
        person("Newer", last="2026-10-10", met="2026-10-10", met_at="the fair"),
        person("Older", met="2026-09-01"),
        person("Twice", touches=[touch("2026-10-01"), touch("2026-10-05")]),
        person("Long ago", met="2026-08-17"),
        person("Set", met="2026-10-01", next="2027-01-01"),
        person("None", met="2026-10-01", rhythm="none"),
        person("Last", touches=[touch("2026-10-01", "property", source="property")]),
    )

    assert seated(found) == [("Older", "spare"), ("Newer", "spare")]
    assert found.picks[1].reason.get("met_at") == "the fair"


def test_a_loose_tie_fills_a_spare_place_early_only_when_asked() -> None:
    near = late("Near", 340, tier="loose", rhythm="365d")
    nearer = late("Nearer", 350, tier="loose", rhythm="365d")
    far = late("Far", 300, tier="loose", rhythm="365d")
    people = (near, far, nearer)

    assert reviewed(*people).picks == ()
    assert names(reviewed(*people, rules=PracticeRules(spare_days=60))) == [
        "Nearer",
        "Near",
    ]


# --- the week goes by ---


def test_a_touch_within_the_week_ticks_a_pick_and_changes_none() -> None:
    ada = late("Ada", 60)
    found = reviewed(ada, recent={"Ada": [touch("2026-11-17")]})

    assert (names(found), found.picks[0].done) == (["Ada"], True)
    assert not reviewed(ada).picks[0].done


@pytest.mark.parametrize(
    "idle", [touch("2026-11-15"), touch("2026-11-21"), touch("2026-11-17", "reaction")]
)
def test_a_touch_before_the_week_after_today_or_of_no_weight_ticks_nothing(
    idle,
) -> None:
    assert not reviewed(late("Ada", 60), recent={"Ada": [idle]}).picks[0].done


def test_a_next_day_set_along_with_the_touch_keeps_the_pick_on_the_page() -> None:
    ada = late("Ada", 60, next="2026-12-15")

    assert reviewed(ada).picks == ()
    found = reviewed(ada, recent={"Ada": [touch("2026-11-17")]})
    assert [(pick.band, pick.done) for pick in found.picks] == [("rhythm", True)]


def test_a_promise_kept_within_the_week_keeps_its_place_ticked() -> None:
    made = promise("send", "Ada", due="2026-11-20", done=True, done_on="2026-11-17")
    found = reviewed(person("Ada"), promises=[made])

    assert [(pick.band, pick.done) for pick in found.picks] == [("owed", True)]
    assert found.owed == ()


def test_a_promise_kept_before_the_week_or_who_knows_when_is_done_with() -> None:
    kept = promise("send", "Ada", due="2026-11-20", done=True, done_on="2026-11-15")
    ticked = promise("call", "Ada", due="2026-11-20", done=True, line=21)

    assert reviewed(person("Ada"), promises=[kept, ticked]).picks == ()


def test_a_promise_made_within_the_week_is_owed_but_takes_no_place() -> None:
    made = promise("send", "Ada", due="2026-11-20", made_on="2026-11-17")
    found = reviewed(person("Ada"), promises=[made])

    assert found.picks == ()
    assert [item.text for item in found.owed] == ["send"]


def test_a_question_within_the_week_is_owed_but_takes_no_place() -> None:
    asked = touch("2026-11-17", "email", "<-")
    found = reviewed(late("Ada", 20), recent={"Ada": [asked]})

    assert found.picks == ()
    assert [(item.kind, item.due_on) for item in found.owed] == [
        ("reply", day("2026-11-19"))
    ]


def test_an_answer_within_the_week_takes_the_question_from_the_owed() -> None:
    answer = touch("2026-11-17", "email", "->")
    found = reviewed(owes_reply("Ada"), recent={"Ada": [answer]})

    assert [(pick.band, pick.done) for pick in found.picks] == [("owed", True)]
    assert found.owed == ()
    assert [place.person.contact.name for place in found.waiting] == []


def test_a_first_meeting_before_the_week_is_owed_thanks() -> None:
    met = touch("2026-11-13", path=path_of("Ada"), line=4)
    found = reviewed(person("Ada", touches=[met]), recent={"Ada": [met]})

    assert found.picks[0].reason.key == "thanks"
    assert found.picks[0].evidence[0].line == 4


def test_who_introduced_somebody_is_owed_thanks() -> None:
    ada, bo = person("Ada", last="2020-01-01"), person("Bo", met="2026-11-12")
    found = reviewed(ada, bo, introducers={path_of("Bo"): path_of("Ada")}, capacity=2)

    assert {(i.contact.name, i.about, i.text) for i in found.owed} == {
        ("Ada", "intro", "Bo"),
        ("Bo", "met", ""),
    }


# --- the lists ---


def test_old_loops_leave_the_picks_and_stand_together() -> None:
    found = reviewed(
        owes_reply("Ada", on="2026-10-16"),
        owes_reply("Bo", on="2026-10-17"),
        person("Cy"),
        promises=[promise("send", "Cy", due="2026-08-01")],
    )

    assert names(found) == ["Bo"]
    assert [item.contact.name for item in found.old] == ["Cy", "Ada"]


def test_planned_is_what_all_rhythms_ask_for_in_a_week() -> None:
    people = [
        *(late(f"c{n}", 1) for n in range(10)),
        *(late(f"a{n}", 1, rhythm="90d") for n in range(25)),
        *(late(f"l{n}", 1, rhythm="365d") for n in range(37)),
        person("Unknown", rhythm="7d"),
        late("Paused", 1, status="paused"),
    ]

    assert reviewed(*people).planned == 6.0


def test_dates_look_one_week_past_the_weeks_end() -> None:
    found = reviewed(
        person("In", birthday="11-29"),
        person("Out", birthday="11-30"),
        person("Next", last="2026-01-01", next="2026-11-25"),
        person("Gone", birthday="11-29", status="deceased"),
    )

    assert [(item.contact.name, item.kind) for item in found.dates] == [
        ("Next", "next"),
        ("In", "birthday"),
    ]


def test_a_day_set_by_hand_is_no_date_ahead_once_it_was_kept() -> None:
    ada = person("Ada", last="2026-01-01", next="2026-11-18")
    found = reviewed(ada, recent={"Ada": [touch("2026-11-18")]})

    assert found.dates == ()
    assert [(pick.band, pick.done) for pick in found.picks] == [("dated", True)]


def test_whom_i_wait_for_is_told_as_of_today() -> None:
    sent = touch("2026-11-17", "email", "->")
    found = reviewed(
        person("Ada", rhythm="30d", last="2026-11-01"), recent={"Ada": [sent]}
    )

    assert [place.reason.get("on") for place in found.waiting] == [sent.on]


def test_what_happened_is_each_talk_of_the_week_up_to_today() -> None:
    found = reviewed(
        person("Bo"),
        person("Ada"),
        person("Gone", status="ended"),
        recent={
            "Bo": [touch("2026-11-17"), touch("2026-11-17", "mention")],
            "Ada": [
                touch("2026-11-17", "call"),
                touch("2026-11-21"),
                touch("2026-11-18", "note"),
                touch("2026-11-15"),
            ],
            "Gone": [touch("2026-11-17")],
            "Stranger": [touch("2026-11-17")],
        },
    )

    assert [(item.contact.name, item.touch.kind) for item in found.happened] == [
        ("Ada", "call"),
        ("Bo", "meet"),
    ]


def test_a_past_week_is_told_as_of_its_end() -> None:
    found = reviewed(
        person("Ada"),
        recent={"Ada": [touch("2026-11-22"), touch("2026-11-23")]},
        today=day("2026-12-24"),
    )

    assert [item.touch.on for item in found.happened] == [day("2026-11-22")]


def test_a_week_to_come_knows_nothing_of_days_after_today() -> None:
    asked = touch("2026-11-14", "email", "<-")
    found = reviewed(
        late("Ada", 20),
        recent={"Ada": [asked]},
        today=day("2026-11-12"),
    )

    assert (found.owed, found.picks, found.happened) == ((), (), ())


def test_a_reply_that_is_due_next_week_is_no_promise() -> None:
    asked = touch("2026-11-21", "email", "<-")
    found = reviewed(late("Ada", 20), recent={"Ada": [asked]}, today=WEEK.ends)

    assert (found.owed, found.promises) == ((), ())


def test_introductions_under_way_are_those_between_people_on_a_list() -> None:
    found = reviewed(
        person("Ada"),
        person("Bo"),
        person("Cy", status="ended"),
        introductions=[
            introduction("2026-11-01", "Ada", "Bo", "asked"),
            introduction("2026-11-02", "Ada", "Cy", "asked"),
            introduction("2026-11-03", "Ada", "Stranger", "asked"),
        ],
    )

    assert [intro.on for intro in found.introductions] == [day("2026-11-01")]


# --- the page ---


def pages(found) -> Any:
    return [
        p.person.contact.name for p in sorted(found.picks, key=lambda pick: pick.place)
    ]


def test_on_the_page_trouble_comes_first_then_the_warmest() -> None:
    found = reviewed(
        late("Cold", 90),
        late("Warm", 1, birthday="11-20"),
        late("Trouble", 60, trouble="2026-11-10"),
        late("Cool", 40),
    )

    assert pages(found) == ["Trouble", "Warm", "Cool", "Cold"]


def test_a_dormant_tie_never_stands_before_two_others() -> None:
    found = reviewed(
        person("Sleeper", rhythm="20y", last="2015-01-01", birthday="11-20"),
        late("Cold", 90),
        late("Colder", 300),
    )

    assert pages(found) == ["Cold", "Colder", "Sleeper"]


def test_dormant_ties_alone_are_not_lost() -> None:
    people = [late(name, 2000) for name in "AB"]

    assert sorted(pages(reviewed(*people))) == ["A", "B"]


# --- what to begin with ---


def opening(*people, **more) -> Any:
    found = reviewed(*people, **more).picks[0].opening
    return None if found is None else (found.key, found.get("text"))


def test_an_opening_comes_from_what_the_notes_hold() -> None:
    last = touch("2026-10-01", text="moves to product")

    def late_with(**more) -> Any:
        return person("Ada", rhythm="30d", touches=[last], **more)

    assert opening(late("Ada", 60)) is None
    assert opening(late("Ada", 60, common="choir")) == ("begin_common", "choir")
    assert opening(late("Ada", 60, common="choir", likes="tea")) == (
        "begin_likes",
        "tea",
    )
    assert opening(late_with(likes="tea")) == ("begin_talk", "moves to product")
    assert opening(late_with(needs="a designer")) == ("begin_needs", "a designer")
    near = late_with(needs="a designer", birthday="11-29")
    assert opening(near) == ("begin_birthday", None)
    made = [promise("send the deck", "Ada")]
    assert opening(near, promises=made) == ("begin_promise", "send the deck")
    assert opening(late_with(trouble="2026-11-15"), promises=made) == (
        "begin_trouble",
        None,
    )
    assert opening(owes_reply("Ada", likes="tea")) == ("begin_reply", "rates?")


def test_a_mention_is_nothing_to_begin_with() -> None:
    seen = touch("2026-10-01", "mention", text="a line about anything")

    assert opening(person("Ada", rhythm="30d", touches=[seen])) is None


def test_the_opening_of_a_birthday_pick_is_not_the_birthday_again() -> None:
    ada = person("Ada", birthday="11-20", likes="tea")

    assert opening(ada) == ("begin_likes", "tea")


# --- reasons ---


def test_the_reason_of_a_review_counts_to_the_weeks_end() -> None:
    found = reviewed(late("Ada", 60)).picks[0].reason

    assert (found.key, found.get("days"), found.get("ratio"), found.get("by")) == (
        "rhythm",
        60,
        2.0,
        WEEK.ends,
    )


def test_who_was_never_touched_is_picked_since_the_meeting() -> None:
    found = reviewed(person("Ada", rhythm="30d", met="2026-07-01")).picks[0]

    assert (found.reason.key, found.reason.get("met_on")) == (
        "never",
        day("2026-07-01"),
    )
    assert found.ratio == 4.8


def test_the_evidence_of_a_pick_is_the_line_that_set_the_clock() -> None:
    talk = touch("2026-09-01", path="Journal/2026-09-01.md", line=12)
    found = reviewed(person("Ada", rhythm="30d", touches=[talk])).picks[0]

    assert [(e.path, e.line) for e in found.evidence] == [("Journal/2026-09-01.md", 12)]
    assert found.person.last == find_last([talk])


def test_rules_hand_their_capacity_to_the_review() -> None:
    assert reviewed().capacity == RULES.capacity


def test_three_years_before_a_leap_day_are_three_years() -> None:
    leap = Week(day("2028-02-29"), "2028-W09")
    found = reviewed(
        person("Ada", last="2025-02-28"),
        person("Bo", last="2025-03-01"),
        week=leap,
        today=leap.begins,
    )

    assert names(found) == ["Ada"]
