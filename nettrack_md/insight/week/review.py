"""The review of one week: whom to contact and why, what is owed, near, and was.

The picks come from evidence before the week, so they stay the same all week; what a
week itself brings shows in the lists, and as ticks on the picks.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from nettrack_md.insight.cadence import awaits_answer, standing
from nettrack_md.insight.dates_ahead import dates_ahead, days_of
from nettrack_md.insight.evidence import day_order, strongest_of_each_day
from nettrack_md.insight.introductions import under_way
from nettrack_md.insight.ordering import reading_order
from nettrack_md.insight.values import Happened, Review
from nettrack_md.insight.week.candidates import candidate_of, frame_of
from nettrack_md.insight.week.evidence import split_at
from nettrack_md.insight.week.greetings import greetings
from nettrack_md.insight.week.health import week_health
from nettrack_md.insight.week.loops import loops_of_week
from nettrack_md.insight.week.openings import find_opening
from nettrack_md.insight.week.proposals import propose
from nettrack_md.insight.week.proposals.grounds import Grounds
from nettrack_md.insight.week.proposals.load import planned_a_week
from nettrack_md.insight.week.ramp import due_step
from nettrack_md.insight.week.ranking import pick_people, placed
from nettrack_md.insight.week.suggestions import suggest
from nettrack_md.insight.week.suggestions.of_week import situation_of
from nettrack_md.model.records import RESTING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from nettrack_md.insight.evidence import TouchesOf
    from nettrack_md.insight.values import Evidence, Pick, Standing
    from nettrack_md.insight.week.candidates import Candidate
    from nettrack_md.insight.week.evidence import WeekEvidence
    from nettrack_md.insight.week.greetings import Given
    from nettrack_md.insight.week.loops import WeekLoops
    from nettrack_md.insight.week.proposals.grounds import History
    from nettrack_md.insight.week.suggestions.of_week import Supply
    from nettrack_md.model.dates import Week
    from nettrack_md.model.periods import Period
    from nettrack_md.model.records import Introduction, Person, Promise
    from nettrack_md.model.rules import PracticeRules

_NOBODY: Mapping[str, str] = MappingProxyType({})
#: How far past its end a review looks for dates.
_AHEAD = timedelta(days=7)


def review(
    people: Iterable[Person],
    promises: Iterable[Promise],
    introductions: Iterable[Introduction],
    recent: TouchesOf,
    introducers: Mapping[str, str] = _NOBODY,
    *,
    week: Week,
    today: date,
    rules: PracticeRules,
    history: History | None = None,
    tiers: Mapping[str, Period | None] | None = None,
    supply: Supply | None = None,
    given: Given | None = None,
) -> Review:
    """The review of `week` as of `today`.

    `people`: everybody, with evidence up to the day before the week begins, and none
    after today. `promises`: also the done ones, since one that was kept this week
    keeps its place. `recent`: all touches from 45 days before the week through its
    end, in any order, by contact. `introducers`: contact to introducer, by path.
    `history`: all touches of one contact, asked for the few whom a proposal may be
    about; without it the recent ones are all there is. `tiers`: those of the settings.
    `supply`: what lies at hand for suggestions, `given`: who had a letter or a gift.

    A promise, an introduction or thanks about somebody who is not among `people` is
    left out. `owed`, `old`, `waiting`, `dates` and `happened` are as of today, in a
    past week as of its end.
    """
    introductions = tuple(introductions)
    evidence = split_at(people, recent, week, today)
    frame = frame_of(week, rules)
    loops = loops_of_week(evidence, promises, introducers, frame)
    known = history or (lambda path: recent.get(path, ()))
    candidates = _candidates(evidence, loops, known)
    picks = placed(
        [_finished(pick, evidence, loops) for pick in pick_people(candidates, frame)],
        week.begins,
    )
    fresh = [item for item in loops.now if not item.old]
    planned = planned_a_week(candidates, frame)
    grounds = Grounds(frame, known, tiers, planned)
    situation = situation_of(
        evidence, frame, picks, introductions, supply=supply, history=known
    )
    return Review(
        week,
        rules.capacity,
        planned,
        picks,
        owed=tuple(item for item in fresh if loops.is_due(item)),
        promises=tuple(
            item for item in fresh if item.kind == "promise" and not loops.is_due(item)
        ),
        old=tuple(item for item in loops.now if item.old),
        dates=dates_ahead(evidence.now.values(), week.begins, week.ends + _AHEAD),
        waiting=_waiting(evidence, rules),
        introductions=_introductions(introductions, evidence),
        happened=_happened(evidence),
        proposals=(*propose(candidates, grounds), *suggest(situation)),
        health=week_health(candidates, grounds),
        greetings=greetings(
            evidence.before.values(),
            week,
            today=evidence.as_of,
            on=rules.greetings,
            given=given or _nobody_had,
        ),
    )


def _nobody_had(*_: object) -> Mapping[str, tuple[date, Evidence]]:
    return {}


def _candidates(
    evidence: WeekEvidence, loops: WeekLoops, history: History
) -> list[Candidate]:
    frame, within = loops.frame, evidence.within
    return [
        candidate_of(
            person,
            frame,
            touched_on=evidence.touched_on(path) if path in within else None,
            owed=loops.taking_a_place(path) if path in loops.before else (),
            dates=days_of(person.contact, frame.begins, frame.ends),
            step_on=due_step(
                person,
                evidence.earlier.get(path, ()),
                frame.begins,
                frame.rules.new_days,
                history,
            ),
        )
        for path, person in evidence.before.items()
        if person.contact.status == "active"
    ]


def _finished(pick: Pick, evidence: WeekEvidence, loops: WeekLoops) -> Pick:
    """The pick with its tick and with what to begin with."""
    path = pick.person.contact.path
    owed = loops.taking_a_place(path)
    kept = all(item.promise is not None and item.promise.done for item in owed)
    earlier = evidence.earlier.get(path, ())
    return replace(
        pick,
        done=evidence.touched_on(path) is not None or (pick.band == "owed" and kept),
        opening=find_opening(pick, loops.before.get(path, ()), earlier, loops.frame),
    )


def _waiting(evidence: WeekEvidence, rules: PracticeRules) -> tuple[Standing, ...]:
    """Whose answer I wait for, oldest word first."""
    day = evidence.as_of
    found = [
        standing(person, today=day, rules=rules)
        for person in evidence.now.values()
        if person.word is not None and awaits_answer(person, day, rules.waiting_days)
    ]

    def order(place: Standing) -> tuple[object, ...]:
        contact, word = place.person.contact, place.person.word
        return (None if word is None else word.on, *reading_order(contact))

    return tuple(sorted((s for s in found if s.state == "waiting"), key=order))


def _introductions(
    introductions: Iterable[Introduction], evidence: WeekEvidence
) -> tuple[Introduction, ...]:
    """Those under way between people who are on any list."""

    def listed(path: str) -> bool:
        person = evidence.before.get(path)
        return person is not None and person.contact.status not in RESTING

    return tuple(
        intro
        for intro in under_way(introductions, evidence.as_of)
        if all(listed(path) for path in (intro.a_path, intro.b_path) if path)
    )


def _happened(evidence: WeekEvidence) -> tuple[Happened, ...]:
    """The week's touches that restart the clock, by day, then by reading."""
    found = [
        Happened(contact, touch)
        for path, touches in evidence.within.items()
        if (contact := evidence.before[path].contact).status not in RESTING
        for touch in strongest_of_each_day(touches)
    ]

    def order(item: Happened) -> tuple[object, ...]:
        touch = item.touch
        return (touch.on, *reading_order(item.contact), *day_order(touch))

    return tuple(sorted(found, key=order))
