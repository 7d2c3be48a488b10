from __future__ import annotations

from datetime import date, timedelta

import pytest

from nettrack_md.insight.meeting.gatherings import what_to_ask
from nettrack_md.insight.network.aims import aims
from nettrack_md.insight.week.events import ahead, follow_ups
from nettrack_md.model.periods import Period
from nettrack_md.model.records import Event, Goal, Need, Profile
from tests.builders import TODAY, path_of, touch
from tests.unit.insight.people_with import having

DAY = date(2026, 11, 14)
FAIR = Event("Events/Fair.md", "Fair", "event", DAY)
ME = Profile("me.md", "Me", offers=("translation",), asks=("a bookkeeper",))


def there(event=FAIR, **more):
    """A touch of somebody who was at an event."""
    fields = {"kind": "event", "source": "attended", "path": event.path, "line": 4}
    return touch(event.on, **{**fields, **more})


def asked(people, touches=None, *, events=(FAIR,), today=TODAY, before=None, **more):
    known = {one.contact.path: one for one in people}
    earlier = dict.fromkeys(known) if before is None else before
    met = {path: [there()] for path in known}
    return follow_ups(
        events,
        {**met, **(touches or {})},
        known,
        earlier=lambda path, _: earlier.get(path),
        today=today,
        **more,
    )


def test_at_most_three_are_proposed_each_with_a_reason_and_its_place():
    people = [having(name, "2026-11-14") for name in ("Ada", "Bob", "Cy", "Di", "Ed")]
    found = asked(people)

    assert [one.contact.name for one in found] == ["Ada", "Bob", "Cy"]
    assert {one.reason.key for one in found} == {"follow_new"}
    assert found[0].evidence[0].path == FAIR.path


def test_whom_i_could_give_something_comes_before_whom_i_merely_met():
    people = [
        having("Ada", "2026-11-14"),
        having("Bob", "2026-11-14", helps_with="bookkeeping"),
        having("Cy", "2026-11-14", needs="a translator"),
    ]
    found = asked(people, profile=ME)

    assert [(one.contact.name, one.reason.key) for one in found] == [
        ("Cy", "follow_offer"), ("Bob", "follow_ask"), ("Ada", "follow_new"),
    ]  # fmt: skip


def test_who_fits_an_open_goal_is_proposed_for_it():
    ada = having("Ada", "2026-11-14", title="critic")
    goal = Goal("Goals/Talk.md", "Talk", Period(1, "y"), needs=(Need("critic"),))
    found = asked(
        [ada],
        before={ada.contact.path: having("Ada", "2026-11-01")},
        aims=aims([goal], {ada.contact.path: ada}, (), today=TODAY),
    )

    assert [one.reason.key for one in found] == ["follow_goal"]
    assert found[0].reason.get("goal") == "Talk"


def test_a_meeting_after_a_long_time_is_a_reason_and_an_ordinary_one_is_none():
    ada, bob = having("Ada", "2026-11-14"), having("Bob", "2026-11-14")
    before = {
        ada.contact.path: having("Ada", "2024-11-01"),
        bob.contact.path: having("Bob", "2026-10-01"),
    }

    (one,) = asked([ada, bob], before=before)
    assert (one.contact.name, one.reason.key) == ("Ada", "follow_back")


def test_who_was_in_touch_since_is_left_out_and_nobody_takes_the_place():
    people = [having(name, "2026-11-14") for name in ("Ada", "Bob", "Cy", "Di")]
    since = [there(), touch("2026-11-16", "email", "->")]
    found = asked(people, {path_of("Ada"): since})

    assert [one.contact.name for one in found] == ["Bob", "Cy"]


def test_a_mention_since_is_no_word_to_them_and_one_of_mine_on_the_day_is():
    mention = [there(), touch("2026-11-16", "mention")]
    mine = [there(), touch("2026-11-14", "message", "->")]

    assert asked([having("Ada", "2026-11-14")], {path_of("Ada"): mention})
    assert not asked([having("Ada", "2026-11-14")], {path_of("Ada"): mine})


@pytest.mark.parametrize("days", [-1, 0, 15])
def test_before_on_the_day_and_after_two_weeks_nobody_is_proposed(days):
    people = [having("Ada", "2026-11-14")]

    assert asked(people, today=DAY + timedelta(days=days)) == ()


def test_who_is_only_named_in_the_note_was_not_there():
    named = {path_of("Ada"): [there(kind="mention", source="mention")]}

    assert asked([having("Ada", "2026-11-14")], named) == ()


@pytest.mark.parametrize("status", ["ended", "deceased", "paused", "archived"])
def test_who_is_at_rest_is_not_proposed(status):
    assert asked([having("Ada", "2026-11-14", status=status)]) == ()


def test_nobody_is_proposed_for_two_events():
    club = Event("Events/Club.md", "Club", "event", date(2026, 11, 18))
    ada = having("Ada", "2026-11-18")
    both = {ada.contact.path: [there(), there(club)]}
    (one,) = asked([ada], both, events=(FAIR, club))

    assert one.event == club


def test_an_event_ahead_names_those_whom_its_note_names_in_reading_order():
    people = {path_of(n): having(n) for n in ("Bob", "Ada", "Cy")}
    touches = {
        path_of("Bob"): [there()],
        path_of("Ada"): [there(kind="mention", source="mention")],
        path_of("Cy"): [touch(DAY)],
    }
    (one,) = ahead([FAIR], touches, people)

    assert [who.name for who in one.people] == ["Ada", "Bob"]


def test_what_goals_in_focus_lack_and_what_i_look_for_is_worth_asking():
    goals = [
        Goal("Goals/Talk.md", "Talk", Period(1, "y"), needs=(Need("critic"),)),
        Goal("Goals/Met.md", "Met", Period(2, "y"), needs=(Need("cook"),)),
    ]
    cook = having("Ada", title="cook")
    named = [(cook.contact.path, "Goals/Met.md", 3)]
    found = what_to_ask(aims(goals, {cook.contact.path: cook}, named, today=TODAY), ME)

    assert [(one.reason.key, one.reason.get("text")) for one in found] == [
        ("look_out", "critic"), ("look_for", "a bookkeeper"),
    ]  # fmt: skip
