"""Goals against the people for them: who is there, how warm, and the gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.network.terms import shared_terms
from nettrack_md.insight.network.warmth import Warmth, degree, warmth
from nettrack_md.insight.ordering import reading_order
from nettrack_md.insight.remarks import Remark, on_line_one, remark
from nettrack_md.insight.values import Evidence
from nettrack_md.model.record import record
from nettrack_md.model.records import RESTING, Goal, Need, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from nettrack_md.insight.remarks import Where
    from nettrack_md.model.records import Contact

#: More goals than these blur each other (docs/practice.md, 15).
IN_FOCUS = 3
#: So many people are suggested for one need.
_SUGGESTED = 3
#: What tells that somebody is of the kind that a need names.
_TELLING = ("roles", "title", "field", "helps_with")
#: Without a horizon a goal comes last.
_SOMEDAY = 10**6


@record(frozen=True, slots=True)
class Ally:
    """Somebody for a need, how warm the tie is, and what says so."""

    person: Person
    warmth: Warmth
    reasons: tuple[Remark, ...]


@record(frozen=True, slots=True)
class Covered:
    """One need of a goal: who is there for it, who might be, and how many lack."""

    need: Need
    there: tuple[Ally, ...]
    #: They fit, but their notes do not name the goal.
    maybe: tuple[Ally, ...]
    gap: int
    words: Remark


@record(frozen=True, slots=True)
class Aim:
    """One goal with its needs."""

    goal: Goal
    focus: bool
    needs: tuple[Covered, ...]
    #: Their notes name the goal, but no need of it.
    beside: tuple[Ally, ...]


def aims(
    goals: Iterable[Goal],
    people: Mapping[str, Person],
    named: Iterable[tuple[str, str, int]],
    *,
    today: date,
    where: Where = on_line_one,
) -> tuple[Aim, ...]:
    """The active goals, nearest horizon first; the first three are in focus.

    `named`: contact, goal note, and the line that names it.
    """
    links: dict[str, dict[str, int]] = {}
    for path, goal, line in named:
        links.setdefault(goal, {}).setdefault(path, line)
    active = sorted((one for one in goals if one.status == "active"), key=goal_order)
    crew = _Crew(people, today, where)
    return tuple(
        crew.aim(goal, links.get(goal.path, {}), focus=place < IN_FOCUS)
        for place, goal in enumerate(active)
    )


def goal_order(goal: Goal) -> tuple[object, ...]:
    """By horizon, then by the day it is due, then by name and path."""
    days = _SOMEDAY if goal.horizon is None else _days(goal)
    due = goal.due_on.toordinal() if goal.due_on else _SOMEDAY
    return (days, due, goal.name, goal.path)


def _days(goal: Goal) -> int:
    period = goal.horizon
    if period is None:
        return _SOMEDAY
    return period.count * {"d": 1, "w": 7, "m": 30, "y": 365}[period.unit]


class _Crew:
    """The people who could be there for a goal."""

    def __init__(self, people: Mapping[str, Person], today: date, where: Where) -> None:
        listed = (p for p in people.values() if p.contact.status not in RESTING)
        self.people = {one.contact.path: one for one in listed}
        #: What tells of which kind somebody is: property and text.
        self.telling = {
            path: tuple(_telling(one.contact)) for path, one in self.people.items()
        }
        self.today = today
        self.where = where

    def aim(self, goal: Goal, named: Mapping[str, int], *, focus: bool) -> Aim:
        needs = tuple(self._covered(need, named) for need in goal.needs)
        used = {a.person.contact.path for each in needs for a in each.there}
        beside = (
            self._ally(self.people[path], [self._named(path, line)])
            for path, line in named.items()
            if path in self.people and path not in used
        )
        return Aim(goal, focus, needs, self._sorted(beside))

    def _sorted(self, allies: Iterable[Ally]) -> tuple[Ally, ...]:
        return tuple(sorted(allies, key=lambda one: self._order(one.person, 1)))

    def _covered(self, need: Need, named: Mapping[str, int]) -> Covered:
        fitting = {
            path: fits
            for path, telling in self.telling.items()
            if (fits := [each for each in telling if shared_terms(need.kind, each[1])])
        }
        order = sorted(
            fitting, key=lambda path: self._order(self.people[path], len(fitting[path]))
        )
        there = tuple(
            self._ally(
                self.people[path],
                [*self._reasons(path, fitting[path]), self._named(path, named[path])],
            )
            for path in order
            if path in named
        )
        # Where a text stands is looked up in the note: for those who are told alone.
        maybe = tuple(
            self._ally(self.people[path], [*self._reasons(path, fitting[path])])
            for path in [path for path in order if path not in named][:_SUGGESTED]
        )
        gap = max(0, need.count - len(there))
        return Covered(need, there, maybe, gap, _words(there, gap))

    def _reasons(
        self, path: str, fitting: Iterable[tuple[str, str]]
    ) -> Iterator[Remark]:
        for key, text in fitting:
            yield remark(f"help_{key}", self.where(path, key, text), text=text)

    def _named(self, path: str, line: int) -> Remark:
        return remark("named_goal", Evidence(path, line))

    def _ally(self, person: Person, reasons: Sequence[Remark]) -> Ally:
        return Ally(person, warmth(person, self.today), tuple(reasons))

    def _order(self, person: Person, reasons: int) -> tuple[object, ...]:
        """Whom most speaks for first, then the warmest."""
        warm = -round(degree(person, self.today), 6)
        return (-reasons, warm, reading_order(person.contact))


def _telling(contact: Contact) -> Iterator[tuple[str, str]]:
    for key in _TELLING:
        for text in contact.texts(key):
            yield key, text


def _words(there: Sequence[Ally], gap: int) -> Remark:
    where = [each.reasons[0].evidence[0] for each in there]
    if gap == 0:
        return remark("need_met", *where)
    return remark("need_some" if there else "need_open", *where, count=gap)
