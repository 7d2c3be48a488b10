"""One thing to give: what was read, what I offer, a name; and why just for them."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from nettrack_md.insight.introductions import newest_states, pair_of
from nettrack_md.insight.network.joining import strengths
from nettrack_md.insight.network.terms import (
    fits,
    is_telling,
    shared_terms,
    sieve,
    terms_of,
)
from nettrack_md.insight.network.warmth import NEAR, warmth
from nettrack_md.insight.reasons import reason
from nettrack_md.insight.values import Evidence, Proposal
from nettrack_md.insight.week.suggestions.situation import rotated
from nettrack_md.model.record import record
from nettrack_md.model.records import Person, Share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from nettrack_md.insight.values import Reason
    from nettrack_md.insight.week.suggestions.situation import Situation
    from nettrack_md.model.records import Contact

#: So long is something that was read worth passing on, in days.
_FRESH_DAYS = 365
#: So many people are looked at closely before the week goes without.
_LOOKS = 12
#: So much of a line in their log is no accident: they have it already.
_ENOUGH = 2
#: What of somebody says that a thing is for them, best first.
_WANTS = ("needs", "likes", "field")


@record(frozen=True, slots=True)
class _Gift:
    """Something for somebody, before anyone looked where it stands."""

    person: Person
    #: `noted`, `share`, `offer` or `name`.
    kind: str
    #: What is given.
    text: str
    #: The property and the text that say they would be glad of it.
    what: str = ""
    theirs: str = ""
    share: Share | None = None
    other: Person | None = None


def give(situation: Situation) -> Iterator[Proposal]:
    """One thing for one person; what is noted for somebody by name goes first."""
    pools = _pools(situation)
    ordered = (
        gift
        for pool in pools
        for gift in rotated(pool, lambda g: g.person.contact.path, situation.frame)
        if situation.is_free(gift.person.contact)
    )
    for gift in islice(ordered, _LOOKS):
        if not _has_it(gift, situation):
            yield _proposal(gift, situation)
            return


def _pools(situation: Situation) -> Iterator[Sequence[_Gift]]:
    """What is noted for somebody; then for those who are near; then for others."""
    people = {
        path: person
        for path, person in situation.people.items()
        if person.contact.status == "active" and not _was_given(path, situation)
    }
    shares = _fresh(situation)
    noted: dict[str, _Gift] = {}
    for share in shares:
        for path in share.people:
            if path in people and path != share.path:
                noted.setdefault(
                    path, _Gift(people[path], "noted", share.text, share=share)
                )
    yield list(noted.values())
    found = list(_fitting(people, shares, situation))
    begins = situation.frame.begins
    near = [gift for gift in found if warmth(gift.person, begins) in NEAR]
    yield near
    yield [gift for gift in found if gift not in near]


def _was_given(path: str, situation: Situation) -> bool:
    """Whether I gave them something in the weeks before, or wait for their answer."""
    if situation.waits(situation.people[path]):
        return True
    return any("gave" in touch.tags for touch in situation.earlier.get(path, ()))


def _fresh(situation: Situation) -> list[Share]:
    """What was read before this week and not too long ago, the newest first."""
    begins = situation.frame.begins
    first = begins - timedelta(days=_FRESH_DAYS)
    found = [
        share
        for share in situation.supplies.shares
        if (share.on is None or first <= share.on < begins)
        and not situation.supplies.silences(share.text)
    ]

    def newest(share: Share) -> tuple[int, str, int]:
        return (
            0 if share.on is None else -share.on.toordinal(),
            share.path,
            share.line,
        )

    return sorted(found, key=newest)


def _fitting(
    people: Mapping[str, Person], shares: Sequence[Share], situation: Situation
) -> Iterator[_Gift]:
    """The best for each person whom anything fits."""
    profile = situation.supplies.profile
    offers = [
        text
        for text in (profile.offers if profile is not None else ())
        if not situation.supplies.silences(text)
    ]
    # What somebody by name was noted for is theirs alone.
    open_to_all = [share for share in shares if not share.who]
    may = sieve([*offers, *(share.text for share in open_to_all)])
    name_for = _names(people, situation)
    for person in people.values():
        wanted = (
            t for key, ts in person.contact.properties if key in _WANTS for t in ts
        )
        gift = None
        # One look at all of it, since most people want nothing of the sort.
        if may(" ".join(wanted)):
            gift = _from_me(person, open_to_all, offers, situation)
        gift = gift or name_for(person)
        if gift is not None:
            yield gift


def _from_me(
    person: Person,
    shares: Sequence[Share],
    offers: Sequence[str],
    situation: Situation,
) -> _Gift | None:
    contact = person.contact
    for key in _WANTS:
        for text in contact.texts(key):
            if situation.supplies.silences(text):
                continue
            for share in shares:
                if share.path != contact.path and fits(text, share.text):
                    return _Gift(person, "share", share.text, key, text, share)
            for offer in offers if key == "needs" else ():
                if fits(text, offer):
                    return _Gift(person, "offer", offer, key, text)
    return None


def _names(
    people: Mapping[str, Person], situation: Situation
) -> Callable[[Person], _Gift | None]:
    """What finds somebody who is good at what a person needs, and is near me."""
    begins = situation.frame.begins
    silences = situation.supplies.silences
    near = {
        path: person
        for path, person in people.items()
        if situation.is_free(person.contact) and warmth(person, begins) in NEAR
    }
    wanting = [one for one in people.values() if one.contact.texts("needs")]
    able = strengths(near, begins) if wanting else {}
    every = newest_states(situation.introductions, situation.last_day)
    ever = {*map(pair_of, every), *situation.joined}

    def find(person: Person) -> _Gift | None:
        path = person.contact.path
        for need in person.contact.texts("needs"):
            others = {o for term in terms_of(need) for o in able.get(term, ())} - {path}
            for other in sorted(others):
                a, b = sorted((path, other))
                if (a, b) in ever or _work_together(person, near[other]):
                    continue
                for skill in near[other].contact.texts("helps_with"):
                    if fits(need, skill) and not silences(need) and not silences(skill):
                        return _Gift(
                            person, "name", skill, "needs", need, other=near[other]
                        )
        return None

    return find


def _work_together(one: Person, other: Person) -> bool:
    org = one.contact.text("org")
    return bool(org) and org == other.contact.text("org")


def _has_it(gift: _Gift, situation: Situation) -> bool:
    """Whether their log tells of it already, or they know whom they would be told."""
    contact = gift.person.contact
    if gift.other is not None:
        other = gift.other.contact.path
        return situation.supplies.ties.find(contact.path, other) is not None
    for touch in situation.history(contact.path):
        if touch.source != "log" or touch.on >= situation.frame.begins:
            continue
        # The line that says so itself is no gift.
        if gift.share and (touch.path, touch.line) == (
            gift.share.path,
            gift.share.line,
        ):
            continue
        shared = shared_terms(gift.text, touch.text)
        if len(shared) >= _ENOUGH and is_telling(shared):
            return True
    return False


def _proposal(gift: _Gift, situation: Situation) -> Proposal:
    contact = gift.person.contact
    others = () if gift.other is None else (gift.other.contact,)
    return Proposal(
        "give",
        contact,
        "",
        "",
        _reason(gift),
        tuple(_evidence(gift, contact, situation)),
        reason("until_give"),
        others,
        done=situation.touched_on(contact.path) is not None,
    )


def _reason(gift: _Gift) -> Reason:
    text, theirs = gift.text, gift.theirs
    if gift.other is not None:
        name = gift.other.contact.name
        return reason("give_name", name=name, text=text, theirs=theirs)
    if gift.kind == "noted":
        return reason("give_noted", text=text)
    if gift.kind == "offer":
        return reason("give_offer", text=text, theirs=theirs)
    return reason("give_share", text=text, theirs=theirs, what=gift.what)


def _evidence(
    gift: _Gift, contact: Contact, situation: Situation
) -> Iterator[Evidence]:
    """Where the thing stands, then where it stands that they would be glad of it."""
    where, profile = situation.supplies.where, situation.supplies.profile
    if gift.share is not None:
        yield Evidence(gift.share.path, gift.share.line)
    if gift.kind == "offer" and profile is not None:
        yield situation.supplies.where_of_me(profile.path, "offers", gift.text)
    if gift.other is not None:
        yield where(gift.other.contact.path, "helps_with", gift.text)
    if gift.what:
        yield where(contact.path, gift.what, gift.theirs)
