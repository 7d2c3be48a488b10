"""Who knows whom, as far as the notes tell, and the path to somebody."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Literal, Protocol

from nettrack_md.insight.network.warmth import NEAR, degree, warmth
from nettrack_md.insight.ordering import reading_order
from nettrack_md.insight.values import Evidence
from nettrack_md.model.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from nettrack_md.model.records import Introduction, Person

#: `introduced`: one brought me the other. `intro`: I brought them together.
#: `attended`: both were there. `mentioned`: one line names both. `noted`: the note
#: of one links the other.
How = Literal["introduced", "intro", "attended", "mentioned", "noted"]
_STRENGTH: tuple[How, ...] = ("introduced", "intro", "attended", "mentioned", "noted")
#: Where more people than this stand together, they need not know each other.
_CROWD = 12
#: So many people at most stand between me and somebody; more is no introduction.
_FARTHEST = 2


@record(frozen=True, slots=True)
class Tie:
    """Two people who know, or may know, each other."""

    #: Paths, in order.
    a: str
    b: str
    how: How
    evidence: Evidence

    def other(self, path: str) -> str:
        """The other one of the two."""
        return self.b if path == self.a else self.a


@record(frozen=True, slots=True)
class Step:
    """One person on the way to somebody, and how they know whom comes next."""

    person: Person
    how: How
    evidence: Evidence


def tie(one: str, other: str, how: How, evidence: Evidence) -> Tie:
    """The tie of two people, whoever is named first."""
    a, b = sorted((one, other))
    return Tie(a, b, how, evidence)


def ties_of(
    together: Iterable[tuple[Sequence[str], How, Evidence]],
    introductions: Iterable[Introduction],
    introducers: Iterable[tuple[str, str, int]],
) -> tuple[Tie, ...]:
    """All ties, each pair's strongest kind of evidence first.

    `together`: people whom one place in the notes names together. `introducers`:
    contact, who introduced them, and the line that says so.
    """
    found: list[Tie] = []
    for people, how, evidence in together:
        known = sorted(set(people))
        if len(known) <= _CROWD:
            found += (tie(a, b, how, evidence) for a, b in combinations(known, 2))
    for intro in introductions:
        a, b = intro.a_path, intro.b_path
        if a and b and a != b and intro.state == "made":
            found.append(tie(a, b, "intro", Evidence(intro.path, intro.line)))
    for path, introducer, line in introducers:
        if path != introducer:
            found.append(tie(path, introducer, "introduced", Evidence(path, line)))
    return tuple(sorted(set(found), key=_order))


def _order(one: Tie) -> tuple[object, ...]:
    where = one.evidence
    return (one.a, one.b, _STRENGTH.index(one.how), where.path, where.line)


class Acquaintance(Protocol):
    """Knows who knows whom: `Ties`, or whoever looks when asked."""

    def of(self, path: str) -> Mapping[str, Tie]:
        """Whom somebody knows, each with the strongest evidence."""

    def find(self, one: str, other: str) -> Tie | None:
        """What ties two people, if anything does."""


class Ties:
    """The ties of a network, ready to be asked."""

    def __init__(self, ties: Iterable[Tie]) -> None:
        self._of: dict[str, dict[str, Tie]] = defaultdict(dict)
        for one in sorted(ties, key=_order):
            for path in (one.a, one.b):
                # The first is the strongest.
                self._of[path].setdefault(one.other(path), one)

    def of(self, path: str) -> Mapping[str, Tie]:
        """Whom somebody knows, each with the strongest evidence."""
        return self._of.get(path, {})

    def find(self, one: str, other: str) -> Tie | None:
        """What ties two people, if anything does."""
        return self.of(one).get(other)


def find_path(
    path: str, people: Mapping[str, Person], ties: Acquaintance, today: date
) -> tuple[Step, ...]:
    """The way to somebody through people whom I could ask today, nearest me first.

    The shortest; of those the one whose people are warmest. Empty where there is
    none: then it is for me alone to write.
    """
    ways: list[tuple[tuple[Step, ...], str]] = [((), path)]
    for _ in range(_FARTHEST):
        longer = [
            ((step, *steps), step.person.contact.path)
            for steps, end in ways
            for step in _before(end, people, ties)
            if step.person.contact.path != path and step not in steps
        ]
        found = [steps for steps, _ in longer if _is_near(steps[0], today)]
        if found:
            return min(found, key=lambda steps: _way_order(steps, today))
        ways = longer
    return ()


def _before(
    path: str, people: Mapping[str, Person], ties: Acquaintance
) -> Iterator[Step]:
    for other, one in ties.of(path).items():
        person = people.get(other)
        if person is not None and person.contact.status == "active":
            yield Step(person, one.how, one.evidence)


def _is_near(step: Step, today: date) -> bool:
    return warmth(step.person, today) in NEAR


def _way_order(steps: tuple[Step, ...], today: date) -> tuple[object, ...]:
    coldest = min(degree(step.person, today) for step in steps)
    first = steps[0].person.contact
    weakest = max(_STRENGTH.index(step.how) for step in steps)
    names = tuple(reading_order(step.person.contact) for step in steps)
    return (-round(coldest, 6), weakest, reading_order(first), names)
