"""Thanks that I owe: for a first meeting, and for an introduction (contract 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.evidence import day_order
from nettrack_md.insight.ordering import owed_order
from nettrack_md.insight.values import Evidence, Owed
from nettrack_md.model.dates import later
from nettrack_md.model.records import RESTING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from nettrack_md.insight.evidence import TouchesOf
    from nettrack_md.model.records import Contact, Person, Touch
    from nettrack_md.model.rules import PracticeRules

#: Kinds of a first touch that make it a first meeting.
MEETINGS = frozenset({"meet", "meeting", "event", "video"})


def next_working_day(day: date) -> date:
    """The first day after `day` that is none of Saturday and Sunday."""
    return later(day, {4: 3, 5: 2}.get(day.weekday(), 1))


def find_thanks(
    person: Person, touches: Sequence[Touch], *, day: date, rules: PracticeRules
) -> Owed | None:
    """The thanks that I owe for a first meeting or an introduction by this person.

    `touches` are the recent ones, in any order. Of several the oldest open one is
    told, since one word of thanks closes them all. None once `day` is more than
    `thanks_lapse_days` later.
    """
    causes = [*_introductions(person, touches), *_first_meeting(person, touches)]
    for cause in sorted(causes, key=owed_order):
        if is_thanks_open(cause, touches, day=day, rules=rules):
            return cause
    return None


def thanks_for_introducing(introducer: Person, introduced: Person) -> Owed | None:
    """The thanks that I owe for the person whom `introducer` brought me.

    Whether it is still open, `is_thanks_open` says.
    """
    on = introduced.contact.met or introduced.first_on
    gone = RESTING & {introducer.contact.status, introduced.contact.status}
    if on is None or gone:
        return None
    # It would name a private person beside one who is shown.
    if introduced.contact.private and not introducer.contact.private:
        return None
    return Owed(
        "thanks",
        introducer.contact,
        next_working_day(on),
        Evidence(introduced.contact.path, 1),
        text=introduced.contact.name,
        about="intro",
        on=on,
    )


def is_thanks_open(
    item: Owed, touches: Sequence[Touch], *, day: date, rules: PracticeRules
) -> bool:
    """Whether thanks are neither said nor lapsed.

    Said: by a touch tagged `thanked`, by any touch of mine on a later day, or by a
    word of mine on the same day.
    """
    on = item.on
    if on is None or (day - on).days > rules.thanks_lapse_days:
        return False
    return not any(
        ("thanked" in t.tags and t.on >= on)
        or (t.on > on and is_mine(t))
        or (t.on == on and t.direction == "->" and is_mine(t) and t != item.touch)
        for t in touches
    )


def is_mine(touch: Touch) -> bool:
    """Whether I was in touch: a word of mine or a talk, and no mere mention."""
    if not touch.restarts or touch.kind == "mention":
        return False
    return touch.direction != "<-"


def _first_meeting(person: Person, touches: Sequence[Touch]) -> Iterator[Owed]:
    contact = person.contact
    on = contact.met or person.first_on
    meetings = [t for t in touches if t.on == on and t.restarts and t.kind in MEETINGS]
    found = min(meetings, key=day_order, default=None)
    if found is not None:
        yield _thanks_for(contact, found, "met")
    elif contact.met is not None:
        where = Evidence(contact.path, 1)
        due = next_working_day(contact.met)
        yield Owed("thanks", contact, due, where, about="met", on=contact.met)


def _introductions(person: Person, touches: Sequence[Touch]) -> Iterator[Owed]:
    for touch in touches:
        if touch.kind == "intro" and "got" in touch.tags:
            yield _thanks_for(person.contact, touch, "intro")


def _thanks_for(contact: Contact, touch: Touch, about: str) -> Owed:
    return Owed(
        "thanks",
        contact,
        next_working_day(touch.on),
        Evidence(touch.path, touch.line),
        text=touch.text,
        about=about,
        touch=touch,
        on=touch.on,
    )


def introducer_loops(
    people: Mapping[str, Person],
    recent: TouchesOf,
    introducers: Mapping[str, str],
    told: Iterable[Owed],
    *,
    upto: date,
    day: date,
    rules: PracticeRules,
) -> list[Owed]:
    """Thanks that I owe for the people whom others brought me.

    `introducers` leads from a contact to who introduced them, by path. Who is `told`
    to be owed thanks for an introduction already, is not told again.
    """
    known = {item.contact.path for item in told if item.about == "intro"}
    found: list[Owed] = []
    for path, introducer in introducers.items():
        pair = people.get(introducer), people.get(path)
        if introducer in known or pair[0] is None or pair[1] is None:
            continue
        thanks = thanks_for_introducing(pair[0], pair[1])
        touches = recent.get(introducer, ())
        if thanks is None or thanks.on is None or thanks.on > upto:
            continue
        if is_thanks_open(thanks, touches, day=day, rules=rules):
            found.append(thanks)
    return found
