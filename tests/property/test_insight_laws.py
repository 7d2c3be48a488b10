"""Laws of insight: what holds for every network, not only for the examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from nettrack_md.insight.cadence import clock, free_day, standing
from nettrack_md.insight.evidence import find_last, find_word, with_later
from nettrack_md.insight.explain import why
from nettrack_md.insight.values import State
from nettrack_md.insight.week.review import review
from nettrack_md.model.dates import DayRange, PartialDate
from nettrack_md.model.records import RESTING
from nettrack_md.model.rules import SEASONS, PracticeRules
from tests.builders import RULES, TODAY, WEEK, path_of, person, promise, touch

_NEAR = st.dates(date(2022, 1, 1), date(2027, 12, 31))
_PAST = st.dates(date(2022, 1, 1), TODAY)
_BEFORE = st.one_of(
    st.dates(date(2022, 1, 1), WEEK.begins - timedelta(days=1)),
    st.dates(WEEK.begins - timedelta(days=40), WEEK.begins - timedelta(days=1)),
)
_KINDS = ("meet", "email", "call", "intro", "mention", "missed", "reaction", "note")
_TAGS = ((), (), ("thanked",), ("got",), ("noreply",))
_WORDS = st.sampled_from(list(product(_KINDS, ("", "->", "<-", "<->"), _TAGS)))
_RHYTHMS = (None, "1d", "30d", "3m", "1y", "6w", "none")
_TIERS = (None, "inner", "close", "active", "loose")
_STATUSES = ("active",) * 6 + ("wish", "paused", "ended", "deceased", "archived")
_NOTES = st.sampled_from(list(product(_RHYTHMS, _TIERS, _STATUSES)))
_BUSY = ((), ("11-10..11-20",), ("03-20..04-05",))
_DAYS = st.sampled_from(list(product(_BUSY, ("01-01", "11-18", "02-29"))))
_KEYS = ("snooze", "met", "created", "trouble", "next")


@st.composite
def touches_on(draw, days) -> Any:
    """Up to four touches on such days; each stands on a line of its own."""
    drawn = draw(st.lists(st.tuples(days, _WORDS), max_size=4))
    return [
        touch(on, kind, direction, tags=tags, place=line % 3, line=line, text=kind)
        for line, (on, (kind, direction, tags)) in enumerate(drawn, 1)
    ]


@st.composite
def traits(draw, *, chosen=True) -> Any:
    """What a note may say besides its log; `next` only if `chosen`."""
    rhythm, tier, status = draw(_NOTES)
    busy, birthday = draw(_DAYS)
    keys = st.sampled_from(_KEYS if chosen else _KEYS[:-1])
    days = draw(st.dictionaries(keys, _NEAR, max_size=2))
    return {
        "rhythm": rhythm,
        "tier": tier,
        "status": status,
        "busy": busy,
        "birthday": birthday,
        **days,
    }


@st.composite
def networks(draw, *, chosen=True) -> Any:
    """People with evidence before the week, their promises, and the rules."""
    people, recent, promises = [], {}, []
    for name in draw(st.lists(st.sampled_from("ABCDEFGH"), unique=True, min_size=1)):
        touches = draw(touches_on(_BEFORE))
        people.append(person(name, touches=touches, **draw(traits(chosen=chosen))))
        recent[path_of(name)] = touches
        due = draw(st.none() | _NEAR)
        text = None if due is None else due.isoformat()
        promises.append(promise("send", name, due=text, mine=draw(st.booleans())))
    rules = PracticeRules(
        capacity=draw(st.integers(1, 6)),
        seasons=draw(st.sampled_from([(), tuple(SEASONS.values())])),
        spare_days=draw(st.sampled_from([0, 60])),
    )
    return people, promises, recent, rules


def reviewed(network, *, today=TODAY) -> Any:
    people, promises, recent, rules = network
    return review(people, promises, [], recent, week=WEEK, today=today, rules=rules)


def paths(found) -> Any:
    return [pick.person.contact.path for pick in found.picks]


# --- where somebody stands ---


@given(traits(), touches_on(_PAST))
def test_everybody_is_in_exactly_one_state_and_numbers_come_together(
    more, touches
) -> None:
    ada = person("Ada", touches=touches, **more)
    found = standing(ada, today=TODAY, rules=RULES)

    assert found.state in get_args(State)
    numbers = (found.base_on, found.due_on, found.cadence_days, found.ratio)
    assert len({number is None for number in numbers}) == 1
    if found.state in {"overdue", "soon", "ok"}:
        assert found.days_late is not None
        assert (found.state == "overdue") == (found.days_late > 0)
    if found.state in {"unknown", "none"}:
        assert found.ratio is None
    if ada.contact.status in RESTING:
        assert found.state == ada.contact.status


@given(traits(), touches_on(_PAST), _PAST)
def test_a_newer_talk_never_makes_anyone_more_overdue(more, touches, on) -> None:
    before = person("Ada", touches=touches, **more)
    if before.last is not None:
        on = max(on, before.last.on)
    talk = touch(on, "meet", "<->")
    after = person("Ada", touches=[*touches, talk], **more)
    old, new = (standing(one, today=TODAY, rules=RULES) for one in (before, after))

    if before.last is not None:
        was: Any = (old.base_on, old.due_on, -(old.days_late or 0))
        now: Any = (new.base_on, new.due_on, -(new.days_late or 0))
        assert all(b is None or b >= a for a, b in zip(was, now, strict=True))


@given(traits(), touches_on(_PAST), st.randoms(use_true_random=False))
def test_the_order_of_the_evidence_has_no_say(more, touches, random) -> None:
    shuffled = list(touches)
    random.shuffle(shuffled)

    assert find_last(touches) == find_last(shuffled)
    assert find_word(touches) == find_word(shuffled)
    ada = person("Ada", touches=touches, **more)
    told = [why(ada, known, today=TODAY, rules=RULES) for known in (touches, shuffled)]
    assert told[0] == told[1]


@given(touches_on(_BEFORE), touches_on(st.dates(WEEK.begins, TODAY)))
def test_a_person_with_later_touches_is_as_if_read_anew(touches, later) -> None:
    grown = with_later(person("Ada", touches=touches), later)

    assert grown == person("Ada", touches=[*touches, *later])


@given(traits(), touches_on(_PAST))
def test_every_other_touch_is_rejected_with_a_cause(more, touches) -> None:
    ada = person("Ada", touches=touches, **more)
    told = why(ada, touches, today=TODAY, rules=RULES)
    named = {*told.evidence, *(item.touch for item in told.rejected)}

    assert named == set(touches)
    assert all(item.because for item in told.rejected)


@given(traits(), touches_on(_PAST))
def test_the_states_foretold_come_true(more, touches) -> None:
    ada = person("Ada", touches=touches, **more)
    told = why(ada, touches, today=TODAY, rules=RULES)
    changes = {r.get("on"): r.get("state") for r in told.ahead if r.key == "becomes"}
    state: Any = told.standing.state
    for days in range(1, 120):
        day = TODAY + timedelta(days=days)
        state = changes.get(day, state)
        assert standing(ada, today=day, rules=RULES).state == state


_STRETCHES = st.lists(
    st.builds(
        lambda first, last: DayRange(
            *(PartialDate(d.month, d.day) for d in (first, last))
        ),
        _NEAR,
        _NEAR,
    ),
    max_size=3,
)


@given(_NEAR, _NEAR, _STRETCHES)
def test_busy_times_keep_the_order_of_days(one, other, stretches) -> None:
    first, last = sorted((one, other))

    assert free_day(first, stretches) <= free_day(last, stretches)
    moved = free_day(first, stretches)
    assert moved == first or not any(s.end_if_inside(moved) for s in stretches)


@given(traits(chosen=False), _PAST)
def test_due_is_at_least_a_day_after_the_last_touch(more, on) -> None:
    ada = person("Ada", last=on, **more).contact
    found: Any = clock(ada, touch(on))
    base, due, days = found

    if base is not None:
        assert due > base
        assert days >= 1


# --- the week ---


@given(networks())
def test_each_person_has_one_place_and_the_capacity_is_kept(network) -> None:
    found = reviewed(network)

    assert len(set(paths(found))) == len(found.picks) <= network[3].capacity
    assert sorted(pick.place for pick in found.picks) == list(
        range(1, len(found.picks) + 1)
    )
    owed = [pick for pick in found.picks if pick.band == "owed"]
    assert len(owed) <= max(1, network[3].capacity - 1)


@given(networks())
def test_only_active_people_who_are_not_asleep_are_picked(network) -> None:
    for pick in reviewed(network).picks:
        contact = pick.person.contact
        assert contact.status == "active"
        assert contact.snooze is None or contact.snooze < WEEK.begins


@given(networks(), st.randoms(use_true_random=False))
def test_a_review_does_not_depend_on_the_order_of_records(network, random) -> None:
    people, promises, recent, rules = network
    mixed = [list(people), list(promises), list(recent.items())]
    for records in mixed:
        random.shuffle(records)
    turned = {path: tuple(reversed(t)) for path, t in mixed[2]}

    assert reviewed((*mixed[:2], turned, rules)) == reviewed(network)


@given(networks(chosen=False), st.data())
def test_touches_within_the_week_change_no_pick(network, data) -> None:
    people, promises, recent, rules = network
    within = st.dates(WEEK.begins, WEEK.ends)
    grown = {
        path: [*touches, *data.draw(touches_on(within))]
        for path, touches in recent.items()
    }
    still, busy = reviewed(network), reviewed((people, promises, grown, rules))

    assert [replace(pick, done=False) for pick in busy.picks] == list(still.picks)


@given(networks())
def test_the_picks_read_the_same_on_every_day_of_their_week(network) -> None:
    days = [WEEK.begins + timedelta(days=n) for n in range(7)]
    found = [reviewed(network, today=day).picks for day in days]

    assert all(picks == found[0] for picks in found)


@given(networks(), st.data())
def test_putting_one_pick_off_moves_nobody_else_off_the_page(network, data) -> None:
    people, promises, recent, rules = network
    before = paths(reviewed(network))
    if not before:
        return
    put_off = data.draw(st.sampled_from(before))
    asleep = [
        replace(p, contact=replace(p.contact, snooze=WEEK.ends))
        if p.contact.path == put_off
        else p
        for p in people
    ]
    after = paths(reviewed((asleep, promises, recent, rules)))

    assert put_off not in after
    assert set(before) - {put_off} <= set(after)


@given(networks())
def test_every_open_thing_stands_in_one_list(network) -> None:
    found = reviewed(network)
    lists = [*found.owed, *found.promises, *found.old]

    assert len(lists) == len(set(lists))
    assert not any(item.old for item in (*found.owed, *found.promises))
    made = {item.promise for item in lists if item.kind == "promise"}
    assert made == {
        made
        for made in network[1]
        if next(
            p for p in network[0] if p.contact.path == made.people[0]
        ).contact.status
        not in RESTING
    }


@given(networks())
def test_a_dormant_tie_never_stands_before_two_others(network) -> None:
    page = sorted(reviewed(network).picks, key=lambda pick: pick.place)
    others = [p for p in page if not p.dormant or p.band == "trouble"]
    for pick in page:
        if pick not in others:
            assert pick.place > min(2, len(others))


@given(networks(chosen=False), st.data())
def test_within_the_rhythm_a_newer_touch_of_mine_raises_nobodys_place(
    network, data
) -> None:
    people, promises, recent, rules = network
    before = [pick for pick in reviewed(network).picks if pick.band == "rhythm"]
    if not before:
        return
    pick = data.draw(st.sampled_from(before))
    path, last = pick.person.contact.path, pick.person.last
    on = data.draw(_BEFORE)
    if last is not None and on < last.on:
        return
    direction = data.draw(st.sampled_from(("", "->", "<->")))
    newer = touch(on, "call", direction, line=99)
    grown = [with_later(p, [newer]) if p.contact.path == path else p for p in people]
    recents = {**recent, path: [*recent.get(path, ()), newer]}
    after = reviewed((grown, promises, recents, rules)).picks
    order = [one.person.contact.path for one in after if one.band == "rhythm"]

    assert path not in order or order.index(path) >= before.index(pick)
