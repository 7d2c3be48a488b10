"""Why somebody stands where they stand: rule, numbers, evidence, and what if."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nettrack_md.insight.cadence import (
    awaits_answer,
    clock,
    free_day,
    next_in_force,
    standing,
)
from nettrack_md.insight.evidence import day_order, find_last, find_word
from nettrack_md.insight.reasons import reason
from nettrack_md.model.dates import later
from nettrack_md.model.record import record
from nettrack_md.model.records import STRENGTH, Person, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from nettrack_md.insight.values import Reason, Standing
    from nettrack_md.insight.week.proposals.account import Considered
    from nettrack_md.model.dates import DayRange
    from nettrack_md.model.records import Touch
    from nettrack_md.model.rules import PracticeRules


@record(frozen=True, slots=True)
class Explanation:
    """Everything that `why` tells."""

    standing: Standing
    #: The arithmetic, with its numbers; empty without a rhythm or a base.
    formula: str = ""
    #: The touch that set the clock, and the word that is waited on or answered.
    evidence: tuple[Touch, ...] = ()
    #: The other touches, newest first; `because` is a sentence without full stop.
    rejected: tuple[Rejected, ...] = ()
    #: What sets or moves the day: cadence or tier, snooze, `next`, busy times, …
    movers: tuple[Reason, ...] = ()
    #: What comes if nothing is done, soonest first; then how it would be without
    #: the touch that set the clock.
    ahead: tuple[Reason, ...] = ()
    #: What could be proposed, or is on this week's page.
    proposals: tuple[Considered, ...] = ()


def why(
    person: Person, touches: Iterable[Touch], *, today: date, rules: PracticeRules
) -> Explanation:
    """Explain where `person` stands today.

    `person` carries evidence up to today; `touches` are all of theirs, also later
    ones and those that restart nothing, in any order.
    """
    touches = tuple(touches)
    place = standing(person, today=today, rules=rules)
    used = [person.last] if person.last is not None else []
    if person.word is not None and place.state == "waiting":
        used += [person.word] if person.word != person.last else []
    rejected = (
        Rejected(touch, because)
        for touch in sorted(touches, key=day_order, reverse=True)
        if touch not in used and (because := _rejection(touch, person, today))
    )
    return Explanation(
        place,
        _formula(place, today),
        tuple(used),
        tuple(rejected),
        tuple(_movers(place, today, rules)),
        (*_changes(place, today, rules), *_without(place, touches, today, rules)),
    )


def _formula(place: Standing, today: date) -> str:
    base, cadence = place.base_on, place.cadence_days
    if base is None or cadence is None or place.ratio is None:
        return ""
    days = (today - base).days
    return f"({today} - {base}) / {cadence} = {days} / {cadence} = {place.ratio:.4f}"


def _rejection(touch: Touch, person: Person, today: date) -> str:
    """Why a touch did not set the clock."""
    last = person.last
    if touch.on > today:
        return "it lies in the future"
    if not touch.restarts:
        return f"{touch.kind} does not restart the clock"
    if last is None:
        return "it is not among the evidence"
    if touch.on < last.on:
        return f"it is older than {last.on}"
    if STRENGTH[touch.source] < STRENGTH[last.source]:
        return f"{touch.source} is weaker than {last.source} of the same day"
    return "another touch of the same day speaks"


def _movers(place: Standing, today: date, rules: PracticeRules) -> Iterator[Reason]:
    person, contact = place.person, place.person.contact
    yield _rhythm_rule(place, today)
    if contact.status != "active":
        yield reason("by_status", status=contact.status)
    if contact.snooze is not None and contact.snooze >= today:
        yield reason("by_snooze", until=contact.snooze)
    if contact.next is not None:
        if next_in_force(contact, person.last) is not None:
            yield reason("by_next", on=contact.next)
        elif person.last is not None:
            yield reason("next_lapsed", on=contact.next, last_on=person.last.on)
    yield from _detours(place, rules)
    word = person.word
    if word is not None and awaits_answer(person, today, rules.waiting_days):
        until = later(word.on, rules.waiting_days)
        yield reason("by_waiting", on=word.on, kind=word.kind, until=until)
    if contact.trouble is not None:
        until = later(contact.trouble, rules.trouble_days)
        if contact.trouble <= today <= until:
            yield reason("by_trouble", on=contact.trouble, until=until)


def _rhythm_rule(place: Standing, today: date) -> Reason:
    contact = place.person.contact
    if contact.cadence is not None and contact.cadence.period is None:
        return reason("by_no_cadence")
    if contact.rhythm is None:
        return reason("by_no_rhythm", tier=contact.tier)
    days = place.cadence_days or contact.rhythm.days_from(today)
    if contact.cadence is not None:
        return reason("by_cadence", cadence=days)
    return reason("by_tier", tier=contact.tier, cadence=days)


def _detours(place: Standing, rules: PracticeRules) -> Iterator[Reason]:
    """The busy times and seasons that the due day moved behind, in order."""
    contact = place.person.contact
    day = clock(replace(contact, busy=()), place.person.last)[1]
    if day is None or day == place.due_on:
        return
    stretches: list[tuple[str, DayRange]] = [
        *(("by_busy", stretch) for stretch in contact.busy),
        *(("by_season", stretch) for stretch in rules.seasons),
    ]
    for _ in range(len(stretches) + 1):
        for key, stretch in stretches:
            to_on = free_day(day, (stretch,))
            if to_on != day:
                yield reason(key, range=str(stretch), from_on=day, to_on=to_on)
                day = to_on
                if day == place.due_on:
                    return


def _changes(place: Standing, today: date, rules: PracticeRules) -> Iterator[Reason]:
    """The states that follow when nothing is done, each with its first day."""
    person, contact, due = place.person, place.person.contact, place.due_on
    days: set[date] = set()
    if contact.snooze is not None:
        days.add(later(contact.snooze, 1))
    if person.word is not None:
        days.add(later(person.word.on, rules.waiting_days + 1))
    if due is not None and place.cadence_days is not None:
        early = int(min(rules.soon_days, place.cadence_days / 4))
        days |= {later(due, -early), later(due, 1)}
    state = place.state
    for day in sorted(day for day in days if day > today):
        then = standing(person, today=day, rules=rules).state
        if then != state:
            yield reason("becomes", state=then, on=day)
            state = then


def _without(
    place: Standing, touches: Iterable[Touch], today: date, rules: PracticeRules
) -> Iterator[Reason]:
    """Where they would stand without the touch that set the clock."""
    person, last = place.person, place.person.last
    if last is None or place.cadence_days is None:
        return
    others = [touch for touch in touches if touch != last and touch.on <= today]
    bare = Person(person.contact, find_last(others), find_word(others))
    found = standing(bare, today=today, rules=rules)
    if found.base_on is None or found.days_late is None:
        yield reason("without_unknown")
        return
    yield reason(
        "without",
        base_on=found.base_on,
        due_on=found.due_on,
        days=found.days_late,
        kind=bare.last.kind if bare.last is not None else None,
    )
