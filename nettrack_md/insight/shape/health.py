"""The shape of a network in six figures and a row of roles.

Shape, not size: no number of people, no streak, no score, and nobody's rank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from math import exp, fsum, log
from typing import TYPE_CHECKING

from nettrack_md.insight.cadence import clock
from nettrack_md.insight.evidence import is_word
from nettrack_md.insight.network.terms import subject
from nettrack_md.insight.network.warmth import NEAR, warmth
from nettrack_md.insight.remarks import Remark, remark
from nettrack_md.insight.shape.figures import QUARTER, YEAR, Figure
from nettrack_md.insight.shape.kept import promises_figure
from nettrack_md.insight.shape.turns import flow_figure
from nettrack_md.insight.values import Evidence
from nettrack_md.model.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from nettrack_md.insight.evidence import TouchesOf
    from nettrack_md.insight.shape.figures import Trend
    from nettrack_md.model.records import Introduction, Person, Promise
    from nettrack_md.model.rules import PracticeRules

#: From such a share on, one organisation is worth a line (docs/practice.md, 120).
_ONE_ORG = 0.4
#: Few warm ties say nothing about organisations.
_FEW = 5
_LOAD = 1.2
#: Each role, and what else it is called.
ROLES: Mapping[str, tuple[str, ...]] = {
    "confidant": ("相談相手", "相談できる人", "親友"),
    "critic": ("批評家", "厳しい意見"),
    "mentor": ("メンター", "師", "師匠", "恩師"),
    "peer": ("同期", "仲間", "同輩"),
    "mentee": ("メンティー", "後輩", "弟子", "教え子"),
}


@record(frozen=True, slots=True)
class Health:
    """The six figures, and the roles as a row of words."""

    figures: tuple[Figure, ...]
    roles: tuple[Remark, ...]


def health(
    people: Sequence[Person],
    before: Sequence[Person],
    touches: TouchesOf,
    promises: Iterable[Promise],
    introductions: Iterable[Introduction],
    *,
    today: date,
    rules: PracticeRules,
) -> Health:
    """The figures as of today.

    `people` and `before`: everybody with evidence up to today, and up to a quarter
    ago. `touches`: those of the two years up to today, by contact, in any order.
    """
    then = today - timedelta(days=QUARTER)
    active = [one for one in people if one.contact.status == "active"]
    earlier = [one for one in before if one.contact.status == "active"]
    now_on, then_on = _on_rhythm(active, today), _on_rhythm(earlier, then)
    figures = (
        _rhythm(active, now_on, then_on, today),
        _load(active, today, rules),
        promises_figure(active, touches, promises, today),
        _reach(active, earlier, today, then),
        _two_way(touches, today, then),
        flow_figure(people, touches, introductions, today, rules),
    )
    return Health(figures, tuple(_roles(active, today)))


def figures_over_time(
    people: Iterable[Person],
    touches: TouchesOf,
    introductions: Iterable[Introduction],
    *,
    since: date,
    today: date,
    rules: PracticeRules,
) -> tuple[Figure, ...]:
    """What can be told of a quarter that is past: rhythm, two ways, coming and going.

    `people`: everybody with evidence up to `today`, the last day of it; the others
    rest on properties, and nobody knows what these were. `touches`: those of a
    year and more before the quarter, up to its end; later ones have no say.
    """
    everybody = tuple(people)
    active = [one for one in everybody if one.contact.status == "active"]
    began = _they_began(touches, today)
    words = remark("figure_two_way_none")
    if began is not None:
        words = remark("figure_two_way", share=began)
    return (
        _rhythm(active, _on_rhythm(active, today), None, today),
        Figure("two_way", (words,), (("they_began", began),)),
        flow_figure(everybody, touches, introductions, today, rules, since=since),
    )


def _trend(now: float | None, before: float | None, least: float) -> Trend | None:
    if now is None or before is None:
        return None
    if abs(now - before) < least:
        return "steady"
    return "up" if now > before else "down"


def _ratios(people: Iterable[Person], day: date) -> Iterator[float]:
    for person in people:
        base, _, days = clock(person.contact, person.last)
        if base is not None and days is not None and base <= day:
            yield (day - base).days / days


def _share(values: Sequence[float], most: float) -> float | None:
    if not values:
        return None
    return round(sum(value <= most for value in values) / len(values), 4)


def _on_rhythm(people: Iterable[Person], day: date) -> float | None:
    return _share(list(_ratios(people, day)), 1.0)


def _rhythm(
    people: Sequence[Person], now: float | None, before: float | None, today: date
) -> Figure:
    nearly = _share(list(_ratios(people, today)), 1.5)
    words = remark("figure_rhythm_none")
    if now is not None:
        words = remark("figure_rhythm", share=now)
    numbers = (("within", now), ("within_one_and_a_half", nearly))
    return Figure("rhythm", (words,), numbers, _trend(now, before, 0.05))


def _load(people: Iterable[Person], today: date, rules: PracticeRules) -> Figure:
    asked = [one.contact.rhythm for one in people if one.contact.rhythm is not None]
    planned = round(fsum(7 / rhythm.days_from(today) for rhythm in asked), 1)
    key = "figure_load_high" if planned > rules.capacity * _LOAD else "figure_load"
    words = remark(key, planned=planned, capacity=rules.capacity)
    return Figure(
        "load", (words,), (("planned", planned), ("capacity", rules.capacity))
    )


def _reach(
    people: Sequence[Person], earlier: Sequence[Person], today: date, then: date
) -> Figure:
    now, before = _fields(people, today), _fields(earlier, then)
    words = [remark("figure_reach_none")]
    if now is not None:
        words = [remark("figure_reach", fields=round(now, 1))]
    near = [one for one in people if warmth(one, today) in NEAR]
    org, share = _largest([one.contact.text("org") for one in near])
    if org and share > _ONE_ORG and len(near) >= _FEW:
        where = [
            Evidence(one.contact.path, 1)
            for one in near
            if one.contact.text("org") == org
        ]
        words.append(remark("figure_one_org", *where[:5], text=org))
    numbers = (
        ("effective_fields", None if now is None else round(now, 2)),
        ("largest_org_share", round(share, 4)),
    )
    return Figure("reach", tuple(words), numbers, _trend(now, before, 0.3))


def _fields(people: Iterable[Person], day: date) -> float | None:
    """exp(-sum p ln p) over the fields of warm people: how many there are in effect."""
    fields = [
        subject(one.contact.text("field"))
        for one in people
        if one.contact.text("field") and warmth(one, day) in NEAR
    ]
    if not fields:
        return None
    parts = [number / len(fields) for number in Counter(fields).values()]
    return exp(-fsum(part * log(part) for part in parts))


def _largest(texts: Sequence[str]) -> tuple[str, float]:
    """What stands most often, and its share of all of them, the empty ones too."""
    named = Counter(text for text in texts if text)
    if not named:
        return "", 0.0
    text = min(named, key=lambda each: (-named[each], each))
    return text, named[text] / len(texts)


def _two_way(touches: TouchesOf, today: date, then: date) -> Figure:
    now, before = _they_began(touches, today), _they_began(touches, then)
    words = remark("figure_two_way_none")
    if now is not None:
        words = remark("figure_two_way", share=now)
    trend = _trend(now, before, 0.05)
    return Figure("two_way", (words,), (("they_began", now),), trend)


def _they_began(touches: TouchesOf, day: date) -> float | None:
    """Of the words of a year that went one way, the share that came to me."""
    first = day - timedelta(days=YEAR)
    ways = [
        t.direction
        for known in touches.values()
        for t in known
        if first < t.on <= day and is_word(t) and t.direction != "<->"
    ]
    return round(ways.count("<-") / len(ways), 4) if ways else None


def _roles(people: Iterable[Person], today: date) -> Iterator[Remark]:
    by_role: dict[str, list[Person]] = {role: [] for role in ROLES}
    known = {word: role for role, also in ROLES.items() for word in (role, *also)}
    for person in people:
        for role in person.contact.texts("roles"):
            if (name := known.get(role.strip().casefold())) is not None:
                by_role[name].append(person)
    for role, found in by_role.items():
        near = [one for one in found if warmth(one, today) in NEAR]
        key = "role_there" if near else "role_cooler" if found else "role_open"
        where = [Evidence(one.contact.path, 1) for one in (near or found)[:3]]
        yield remark(key, *where, role=role)
