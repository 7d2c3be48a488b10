"""Whom to bring together: only with a reason for each side, and never after a no."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from nettrack_md.insight.introductions import (
    newest_states,
    next_step,
    pair_of,
    under_way,
)
from nettrack_md.insight.network.terms import fits, is_telling, shared_terms, terms_of
from nettrack_md.insight.network.warmth import NEAR, degree, warmth
from nettrack_md.insight.ordering import reading_order
from nettrack_md.insight.remarks import Remark, on_line_one, remark
from nettrack_md.insight.values import Evidence
from nettrack_md.model.record import record
from nettrack_md.model.records import Introduction, Person

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import date

    from nettrack_md.insight.network.ties import Acquaintance
    from nettrack_md.insight.remarks import Where
    from nettrack_md.model.records import Contact
    from nettrack_md.model.rules import PracticeRules

#: So many proposals at once; one is enough for a week.
PROPOSED = 5
#: So many people, the nearest, are looked at for one term.
_COMMON = 12


@record(frozen=True, slots=True)
class Proposal:
    """Two people who do not know each other yet, and what each would gain."""

    a: Person
    b: Person
    for_a: Remark
    for_b: Remark


@record(frozen=True, slots=True)
class UnderWay:
    """An introduction that has begun, and what comes next."""

    introduction: Introduction
    next: Remark


def underway(
    introductions: Iterable[Introduction], today: date
) -> tuple[UnderWay, ...]:
    """The introductions that are not closed, oldest first, each with its next step."""
    found = under_way(introductions, today)
    return tuple(UnderWay(one, _next(one, today)) for one in found)


def _next(intro: Introduction, today: date) -> Remark:
    where = Evidence(intro.path, intro.line)
    return remark(next_step(intro, today), where, on=intro.on)


def proposals(
    people: Mapping[str, Person],
    introductions: Iterable[Introduction],
    ties: Acquaintance,
    *,
    today: date,
    rules: PracticeRules,
    where: Where = on_line_one,
    limit: int = PROPOSED,
    needy: Container[str] | None = None,
) -> tuple[Proposal, ...]:
    """Pairs with a reason for each side, those with two needs first, then the warmest.

    Nobody is proposed twice, and nobody who is in an introduction under way: one at
    a time. Pairs that know each other, were ever to be introduced (a no is a no), or
    work in the same place are left out. `needy`: only the needs of these are asked
    about.
    """
    introductions = tuple(introductions)
    last = _last(introductions, today)
    ever = {pair_of(one) for one in newest_states(introductions, last)}
    taken = {
        path
        for one in under_way(introductions, today)
        if one.state != "made"
        for path in (one.a_path, one.b_path)
    }
    free = {
        path: one
        for path, one in people.items()
        if path not in taken and _is_free(one, today, rules)
    }
    found = [
        (order, made)
        for pair in _candidates(free, today, needy)
        if pair not in ever
        for order, made in _weighed(free[pair[0]], free[pair[1]], today)
    ]
    chosen: list[Proposal] = []
    for _, made in sorted(found, key=lambda each: each[0]):
        both = {made.a.contact.path, made.b.contact.path}
        if len(chosen) == limit:
            break
        # Asked last, and only about those whose turn it is: it may be a long look.
        if not both & taken and ties.find(*sorted(both)) is None:
            # Where things stand is looked up for those who are shown alone.
            chosen += (one for _, one in _weighed(made.a, made.b, today, where))
            taken |= both
    return tuple(chosen)


def _last(introductions: Iterable[Introduction], today: date) -> date:
    """Also what is noted for a day ahead is known already."""
    return max([today, *(one.on for one in introductions)])


def _is_free(person: Person, today: date, rules: PracticeRules) -> bool:
    """Whether this is a time to bring somebody new to them."""
    contact = person.contact
    if contact.status != "active" or contact.private:
        return False
    if contact.snooze is not None and contact.snooze >= today:
        return False
    lapse = timedelta(days=rules.trouble_days)
    if contact.trouble is not None and today - lapse <= contact.trouble <= today:
        return False
    return warmth(person, today) in NEAR


def _candidates(
    people: Mapping[str, Person], today: date, needy: Container[str] | None
) -> Iterator[tuple[str, str]]:
    """The pairs of which one needs what the other is good at, in order.

    Where many are good at the same, the nearest of them are asked after.
    """
    able = strengths(people, today)
    pairs: set[tuple[str, str]] = set()
    for path, person in people.items():
        if needy is not None and path not in needy:
            continue
        for text in person.contact.texts("needs"):
            for term in terms_of(text):
                near = (other for other in able.get(term, ()) if other != path)
                pairs.update((min(path, o), max(path, o)) for o in near)
    yield from sorted(pairs)


def strengths(people: Mapping[str, Person], today: date) -> Mapping[str, list[str]]:
    """For each term the people who are good at it, the nearest of them first."""
    able: dict[str, list[str]] = defaultdict(list)
    skilled = [path for path, one in people.items() if one.contact.texts("helps_with")]
    for path in sorted(skilled, key=lambda path: (-degree(people[path], today), path)):
        offers = people[path].contact.texts("helps_with")
        for term in {term for offer in offers for term in terms_of(offer)}:
            if len(able[term]) < _COMMON:
                able[term].append(path)
    return able


def _weighed(
    a: Person, b: Person, today: date, where: Where = on_line_one
) -> Iterator[tuple[tuple[object, ...], Proposal]]:
    if _same_place(a.contact, b.contact):
        return
    strong_a, need_a = _need(a.contact, b.contact, where)
    strong_b, need_b = _need(b.contact, a.contact, where)
    if need_a is None and need_b is None:
        return
    for_a = need_a or _common(a.contact, b.contact, where)
    for_b = need_b or _common(b.contact, a.contact, where)
    if for_a is None or for_b is None:
        return
    needs = sum(one is not None for one in (need_a, need_b))
    fit = strong_a + strong_b
    coldest = min(degree(a, today), degree(b, today))
    names = (reading_order(a.contact), reading_order(b.contact))
    yield (-needs, -fit, -round(coldest, 6), names), Proposal(a, b, for_a, for_b)


def _same_place(a: Contact, b: Contact) -> bool:
    return bool(a.text("org")) and a.text("org") == b.text("org")


def _need(one: Contact, other: Contact, where: Where) -> tuple[int, Remark | None]:
    """What `one` looks for and `other` is good at, and how much the two share."""
    pairs = [
        (len(shared_terms(need, offer)), need, offer)
        for need in one.texts("needs")
        for offer in other.texts("helps_with")
        if fits(need, offer)
    ]
    if not pairs:
        return 0, None
    strong, need, offer = max(pairs, key=lambda pair: pair[0])
    here = where(one.path, "needs", need)
    there = where(other.path, "helps_with", offer)
    facts = {"text": need, "name": other.name, "offer": offer}
    return strong, remark("gain_need", here, there, **facts)


def _common(one: Contact, other: Contact, where: Where) -> Remark | None:
    """What would please `one` in knowing `other`: the same field or interest."""
    for key in ("field", "likes", "goals"):
        for text in one.texts(key):
            for same in other.texts(key):
                if text == same or is_telling(shared_terms(text, same)):
                    here = where(one.path, key, text)
                    there = where(other.path, key, same)
                    name = {"goals": "gain_goal"}.get(key, f"gain_{key}")
                    return remark(name, here, there, name=other.name, text=same)
    return None
