"""A wish, somebody or a kind of people, with the warmest way to them."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from nettrack_md.insight.network.terms import fits, sieve
from nettrack_md.insight.network.ties import find_path
from nettrack_md.insight.network.warmth import NEAR, degree, warmth
from nettrack_md.insight.ordering import reading_order
from nettrack_md.insight.reasons import reason
from nettrack_md.insight.values import Evidence, Proposal
from nettrack_md.insight.week.suggestions.situation import rotated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nettrack_md.insight.values import Reason
    from nettrack_md.insight.week.suggestions.situation import Situation
    from nettrack_md.model.records import Contact, Person

#: So many wishes are looked at for one to which there is a way.
_LOOKS = 4
#: What of a wish says which kind of people it is about, and what of somebody near
#: says that they may know such people.
_WISHED = ("field", "title", "helps_with")
#: What tells that one could write to them: a kind of people has none of it.
_REACHED = ("emails", "phones", "urls", "social", "addresses", "channel")
_NEAR_KEYS = ("helps_with", "field", "title")


def wish(situation: Situation) -> Iterator[Proposal]:
    """One wish; first one to which somebody near may open the door."""
    wishes = [
        one
        for one in situation.people.values()
        if one.contact.status == "wish" and not is_asleep(one.contact, situation)
    ]
    if not wishes:
        return
    turns = rotated(wishes, lambda one: one.contact.path, situation.frame)
    looked = list(islice(turns, _LOOKS))
    near = _near(situation)
    found = (
        _by_path(one, near, situation) or _by_kind(one, near, situation)
        for one in looked
    )
    made = next((each for each in found if each is not None), None)
    yield made or _alone(looked[0], situation)


def is_asleep(contact: Contact, situation: Situation) -> bool:
    """Whether the wish was put off."""
    return contact.snooze is not None and contact.snooze >= situation.frame.begins


def _near(situation: Situation) -> Mapping[str, Person]:
    """Whom I could ask this week."""
    begins = situation.frame.begins
    return {
        path: person
        for path, person in situation.people.items()
        if warmth(person, begins) in NEAR
        and situation.is_free(person.contact)
        and not situation.waits(person)
    }


def _by_path(
    one: Person, near: Mapping[str, Person], situation: Situation
) -> Proposal | None:
    """Through somebody whom the notes tie to them."""
    path = one.contact.path
    free = {
        other: person
        for other, person in situation.people.items()
        if situation.is_free(person.contact)
    }
    steps = find_path(path, free, situation.supplies.ties, situation.frame.begins)
    if not steps or steps[0].person.contact.path not in near:
        return None
    first, last = steps[0], steps[-1]
    name = one.contact.name
    evidence = tuple(step.evidence for step in steps)
    others = (one.contact, last.person.contact)[: len(steps)]
    if first is last:
        why = reason("wish_path", name=name, how=first.how)
    else:
        why = reason("wish_way", name=name, via=last.person.contact.name, how=first.how)
    return _proposal(first.person.contact, why, evidence, others, situation)


def _by_kind(
    one: Person, near: Mapping[str, Person], situation: Situation
) -> Proposal | None:
    """Through somebody who works where they do, or in the same field; warmest first."""
    contact, silences = one.contact, situation.supplies.silences
    org = contact.text("org")
    words = [contact.name, *(text for key in _WISHED for text in contact.texts(key))]
    may = sieve(words)

    def order(person: Person) -> tuple[object, ...]:
        warm = -round(degree(person, situation.frame.begins), 6)
        return (warm, *reading_order(person.contact))

    where = situation.supplies.where
    fitting: list[tuple[tuple[object, ...], Contact, str, str]] = []
    for person in near.values():
        other = person.contact
        if org and other.text("org") == org and not silences(org):
            fitting.append(((0, *order(person)), other, "org", org))
            continue
        for key in _NEAR_KEYS:
            text = next(
                (t for t in other.texts(key) if may(t) and _is_kind(t, words)), ""
            )
            if text and not silences(text):
                fitting.append(((1, *order(person)), other, key, text))
                break
    if not fitting:
        return None
    _, other, key, text = min(fitting, key=lambda each: each[0])
    name = "wish_org" if key == "org" else "wish_field"
    why = reason(name, name=contact.name, text=text)
    evidence = (where(other.path, key, text), Evidence(contact.path, 1))
    return _proposal(other, why, evidence, (contact,), situation)


def _is_kind(text: str, words: list[str]) -> bool:
    return any(fits(word, text) for word in words)


def _alone(one: Person, situation: Situation) -> Proposal:
    """To somebody of whom nobody near knows: it is for me to begin."""
    contact = one.contact
    where = situation.supplies.where(contact.path, "status", "")
    if any(contact.texts(key) for key in _REACHED):
        return _proposal(contact, reason("wish_alone"), (where,), (), situation)
    made = _proposal(contact, reason("wish_open"), (where,), (), situation)
    return replace(made, acts=False)


def _proposal(
    contact: Contact,
    why: Reason,
    evidence: tuple[Evidence, ...],
    others: tuple[Contact, ...],
    situation: Situation,
) -> Proposal:
    return Proposal(
        "wish",
        contact,
        "",
        "",
        why,
        evidence,
        reason("until_wish"),
        others,
        done=situation.touched_on(contact.path) is not None,
    )
