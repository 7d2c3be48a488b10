"""Laws of proposals, and of four years: nobody starves, nothing stands for ever."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from statistics import median
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from nettrack_md.insight.evidence import with_later
from nettrack_md.insight.week.proposals import MOST
from nettrack_md.insight.week.review import review
from nettrack_md.model.dates import week_of
from nettrack_md.model.periods import parse_period
from nettrack_md.model.records import Cadence
from nettrack_md.model.rules import PracticeRules, default_tiers
from tests.builders import RULES, WEEK, path_of, person, touch

_FEW = settings(max_examples=40 if os.environ.get("NETTRACK_CI") else 10)
_LONG = settings(max_examples=4 if os.environ.get("NETTRACK_CI") else 1)
_NAMES = tuple(f"P{n:02}" for n in range(30))
_KINDS = st.sampled_from(["meet", "email", "call", "email"])
_WAYS = st.sampled_from(["", "->", "<-", "<->"])


@st.composite
def lives(draw) -> Any:
    """People who are in touch about every so many days: path to person, and touches."""
    people, history = {}, {}
    for name in draw(st.lists(st.sampled_from(_NAMES), unique=True, min_size=4)):
        on = WEEK.begins - timedelta(days=draw(st.integers(1, 200)))
        gap = draw(st.sampled_from([9, 16, 30, 45, 60, 100, 300]))
        touches = []
        for line in range(draw(st.sampled_from([1, 2, 3, 4, 7, 9]))):
            made = touch(on, draw(_KINDS), draw(_WAYS), line=line + 5, text="a talk")
            touches.append(made)
            on -= timedelta(days=gap + draw(st.integers(-3, 3)))
        tier = draw(st.sampled_from([None, None, "inner", "close", "active", "loose"]))
        rhythm = draw(st.sampled_from([None, None, None, "14d", "3m"]))
        status = draw(st.sampled_from(["active"] * 5 + ["paused", "ended"]))
        more = {"tier": tier, "rhythm": rhythm, "status": status}
        people[path_of(name)] = person(name, touches=touches, **more)
        history[path_of(name)] = touches
    return people, history


def of_week(life, *, weeks=0, day=0, capacity=20) -> Any:
    """The review of that many weeks later, on that day of it."""
    people, history = life
    week = week_of(WEEK.begins + timedelta(weeks=weeks))
    first = week.begins - timedelta(days=45)
    recent = {path: [t for t in ts if t.on >= first] for path, ts in history.items()}
    return review(
        people.values(),
        [],
        [],
        recent,
        week=week,
        today=week.begins + timedelta(days=day),
        rules=PracticeRules(capacity=capacity),
        history=lambda path: history[path],
    )


def carried_out(life, proposal) -> Any:
    """The same people, once that proposal was ticked."""
    people, history = life
    contact, value = proposal.contact, proposal.value
    if proposal.key == "tier":
        rhythm = contact.rhythm if contact.cadence else default_tiers()[value]
        changed = replace(contact, tier=value, rhythm=rhythm)
    elif proposal.key == "status":
        changed = replace(contact, status=value)
    else:
        period = parse_period(value)
        changed = replace(contact, cadence=Cadence(period), rhythm=period)
    one = replace(people[contact.path], contact=changed)
    return {**people, contact.path: one}, history


@_FEW
@given(lives(), st.integers(0, 5), st.randoms(use_true_random=False))
def test_the_same_notes_give_the_same_proposals_in_whatever_order(life, weeks, random):
    people, history = life
    paths = list(people)
    random.shuffle(paths)
    mixed = (
        {path: people[path] for path in paths},
        {path: random.sample(known, len(known)) for path, known in history.items()},
    )
    found = of_week(life, weeks=weeks)

    assert of_week(mixed, weeks=weeks) == found
    for day in range(7):
        again = of_week(life, weeks=weeks, day=day)
        assert (again.proposals, again.health) == (found.proposals, found.health)


@_FEW
@given(lives(), st.integers(0, 5))
def test_few_are_proposed_each_about_another_person_who_is_there(life, weeks):
    found = of_week(life, weeks=weeks).proposals
    people = [one.contact for one in found if one.contact is not None]

    assert len(people) <= MOST
    assert len({one.path for one in people}) == len(people)
    for one in found:
        if one.contact is not None:
            assert one.contact.status == "active"
            assert one.kind != "unanswered" or one.contact.tier != "inner"
            assert one.evidence
            assert one.until is not None


@_FEW
@given(lives(), st.integers(0, 5))
def test_what_was_ticked_goes_and_moves_none_of_the_others(life, weeks):
    found = of_week(life, weeks=weeks).proposals
    for one in found:
        if one.contact is None:
            continue
        left = of_week(carried_out(life, one), weeks=weeks).proposals
        stays = [
            (o.kind, o.contact.path, o.value)
            for o in found
            if o is not one and o.contact is not None
        ]
        there = [(o.kind, o.contact.path, o.value) for o in left if o.contact]

        assert (one.kind, one.contact.path) not in [row[:2] for row in there]
        assert set(stays) <= set(there)


@_FEW
@given(lives())
def test_who_ticks_every_line_is_through_one_day(life):
    """No two proposals undo each other, and no rhythm grows for ever."""
    quiet = 0
    for weeks in range(60):
        found = of_week(life, weeks=weeks % 6).proposals
        for one in found:
            if one.contact is not None:
                life = carried_out(life, one)
        quiet = 0 if found else quiet + 1
        if quiet == 6:
            return
    raise AssertionError("there is always something more to consider")


# --- four years ---


@st.composite
def overloads(draw) -> Any:
    """So many people of each tier that eight talks a week are asked for.

    About as many of each as people have. Who has few loose ties sees them a little
    more often, since one place a week is theirs.
    """
    close, active = draw(st.integers(11, 16)), draw(st.integers(28, 36))
    loose = round((8.1 - close * 7 / 30 - active * 7 / 90) * 365 / 7)
    return {"close": close, "active": active, "loose": loose}, draw(st.integers(0, 89))


@_LONG
@given(overloads(), st.integers(0, 4))
def test_short_of_time_every_tier_slips_by_about_the_same(overload, weekday) -> None:
    """Eight talks a week are asked for and five are to be had: nobody starves."""
    tiers, shift = overload
    start = date(2023, 1, 2)
    history: dict[str, Any] = {}
    people: dict[str, Any] = {}
    for tier, size in tiers.items():
        for n in range(size):
            name, days = f"{tier}{n}", (7 * n + shift) % 90
            known = [touch("2015-01-01"), touch(start - timedelta(days=days))]
            people[path_of(name)] = person(name, tier=tier, touches=known)
            history[path_of(name)] = known
    waits: dict[str, list[float]] = defaultdict(list)
    for number in range(4 * 52):
        week = week_of(start + timedelta(weeks=number))
        recent = {path: known[-2:] for path, known in history.items()}
        found = review(
            people.values(),
            [],
            [],
            recent,
            week=week,
            today=week.begins,
            rules=RULES,
            history=lambda path: history[path][-10:],
        )
        about = {one.contact.path for one in found.proposals if one.contact is not None}
        assert len(about) <= 5
        for pick in found.picks:
            one: Any = pick.person
            on, contact = week.begins + timedelta(days=weekday), one.contact
            if number >= 52:
                gap = (on - one.last.on).days
                waits[contact.tier].append(gap / contact.rhythm.days_from(one.last.on))
            talk = touch(on, "call")
            people[contact.path] = with_later(one, [talk])
            history[contact.path].append(talk)

    assert 7.9 <= found.planned <= 8.3
    slips = {tier: median(found) for tier, found in waits.items()}
    assert max(slips.values()) <= 1.8, slips
    end = start + timedelta(weeks=4 * 52)
    assert all((end - one.last.on).days < 3 * 365 for one in people.values())


@_LONG
@given(st.integers(3, 25), st.integers(2, 7))
def test_none_of_those_who_were_met_on_one_evening_is_forgotten(count, capacity):
    """All weeks are full of others; each new one has a tier by and by."""
    evening = WEEK.begins - timedelta(days=4)
    names = [f"New{n}" for n in range(count)]
    history = {path_of(name): [touch(evening, "event")] for name in names}
    life = ({p: person(p[7:-3], touches=h) for p, h in history.items()}, history)
    for weeks in range(32):
        found = of_week(life, weeks=weeks, capacity=capacity)
        assert len(found.picks) <= capacity
        for one in found.proposals:
            if one.contact is not None:
                life = carried_out(life, one)

    assert all(one.contact.tier for one in life[0].values())
