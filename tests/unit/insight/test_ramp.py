"""New people: the next step, and when it is due."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from nettrack_md.insight.evidence import with_later
from nettrack_md.insight.week.ramp import due_step, is_third_step
from nettrack_md.insight.week.review import review
from nettrack_md.model.dates import week_of
from tests.builders import RULES, WEEK, path_of, person, touch


def step_of(*days: str, **more: Any) -> date | None:
    touches = [touch(on) for on in days]
    someone = person("Ada", touches=touches, **more)
    first = WEEK.begins - timedelta(days=45)
    recent = [t for t in touches if t.on >= first]
    return due_step(someone, recent, WEEK.begins, RULES.new_days, lambda _: touches)


@pytest.mark.parametrize(
    ("days", "due"),
    [
        # Met only; met and thanked for it on Monday.
        (("2026-11-06",), "2026-12-06"),
        (("2026-11-06", "2026-11-09"), "2026-12-06"),
        # A second touch; the third is asked for in the last month.
        (("2026-11-06", "2026-11-13"), None),
        (("2026-09-04", "2026-09-25"), "2026-12-03"),
        (("2026-09-04", "2026-09-07", "2026-09-25"), "2026-12-03"),
        (("2026-09-04", "2026-09-25", "2026-10-20"), None),
        # Not new any more, or not yet.
        (("2026-08-01",), None),
        (("2026-11-16",), None),
    ],
)
def test_the_next_step_with_somebody_new_has_a_day(days, due):
    assert step_of(*days) == (None if due is None else date.fromisoformat(due))


def test_who_has_a_tier_or_a_rhythm_is_through_once_they_were_touched_again():
    assert step_of("2026-11-06", tier="loose") is not None
    assert step_of("2026-09-04", "2026-09-25", tier="loose") is None
    assert step_of("2026-09-04", "2026-09-25", rhythm="30d") is None


def test_the_third_step_is_told_from_the_second():
    someone = person("Ada", met="2026-09-04")

    assert is_third_step(someone, date(2026, 12, 3))
    assert not is_third_step(someone, date(2026, 10, 4))


# --- twenty people on one evening ---


def evening(
    count: int, *, rhythms: int = 0, weeks: int = 13
) -> tuple[list[list[str]], dict[str, Any]]:
    """Whom each week picks, when all picks are carried out; and how people stand then.

    `rhythms`: so many people besides who are met once a month.
    """
    start = WEEK.begins + timedelta(days=3)
    new = [f"New{n:02}" for n in range(count)]
    people = {name: person(name, touches=[touch(start, "event")]) for name in new}
    for n in range(rhythms):
        on = start - timedelta(days=n % 30)
        talks = [touch(on), touch("2020-01-01")]
        people[f"Old{n:02}"] = person(f"Old{n:02}", tier="close", touches=talks)
    touches = {name: [touch(start, "event")] for name in new}
    found = []
    for n in range(1, weeks + 1):
        week = week_of(WEEK.begins + timedelta(weeks=n))
        recent = {path_of(name): known for name, known in touches.items()}
        seen = review(
            people.values(), [], [], recent, week=week, today=week.begins, rules=RULES,
            history=lambda path: touches.get(path[7:-3], []),
        )  # fmt: skip
        names = [pick.person.contact.name for pick in seen.picks]
        for name in names:
            talk = touch(week.begins + timedelta(days=2), "email", "<->")
            people[name] = with_later(people[name], [talk])
            touches.setdefault(name, []).append(talk)
        found.append([name for name in names if name in new])
    return found, people


def test_many_met_on_one_evening_do_not_all_fall_due_together():
    weeks, _ = evening(20)

    assert max(map(len, weeks)) <= RULES.capacity
    seconds = {name: None for found in weeks[:6] for name in found}
    assert len(seconds) == 20


def test_each_of_them_has_a_second_and_a_third_touch_within_the_ramp():
    weeks, people = evening(12)
    times = Counter(name for found in weeks for name in found)

    assert min(times.values()) >= 2
    assert len(times) == 12
    assert all(one.touch_days >= 3 for one in people.values())


def test_where_the_rhythms_fill_the_weeks_the_others_do_not_starve_for_the_new():
    weeks, people = evening(20, rhythms=21)

    assert all(len(found) <= RULES.capacity - 1 for found in weeks[1:])
    end = WEEK.begins + timedelta(weeks=14)
    late = [end - one.last.on for one in people.values() if one.contact.tier]
    assert max(late) <= timedelta(days=60)
