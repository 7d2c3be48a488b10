"""The events of a week: those ahead with their people, and whom to write to afterwards.

At most three people are proposed after one, each for a reason from the notes; the
others stay on its note, and nothing is opened for them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.insight.network.terms import fits
from nettrack_md.insight.ordering import reading_order
from nettrack_md.insight.remarks import Remark, on_line_one, remark
from nettrack_md.insight.values import EventAhead, Evidence, Followed
from nettrack_md.model.records import Contact, Event, Person, Profile, Touch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from nettrack_md.insight.evidence import TouchesOf
    from nettrack_md.insight.network.aims import Aim
    from nettrack_md.insight.remarks import Where

    #: A contact's path and a day, to the person with the evidence up to it.
    Earlier = Callable[[str, date], Person | None]

#: So many people at most are proposed after an event.
FOLLOWED = 3
#: Days for which an event asks for a word afterwards.
FOLLOW_DAYS = 14
#: A silence that makes a meeting a reunion, in days.
_REUNION_DAYS = 365
#: Why somebody is proposed, what speaks most first.
_REASONS = ("follow_offer", "follow_ask", "follow_goal", "follow_back", "follow_new")


def ahead(
    events: Iterable[Event], touches: TouchesOf, people: Mapping[str, Person]
) -> tuple[EventAhead, ...]:
    """The events with those of the `people` whom their notes name, soonest first.

    `touches`: those of the days of the events, by contact.
    """
    return tuple(
        EventAhead(event, tuple(one.contact for one in _named(event, touches, people)))
        for event in sorted(events, key=_event_order)
    )


def follow_ups(
    events: Iterable[Event],
    touches: TouchesOf,
    people: Mapping[str, Person],
    *,
    earlier: Earlier,
    aims: Sequence[Aim] = (),
    profile: Profile | None = None,
    today: date,
    where: Where = on_line_one,
) -> tuple[Followed, ...]:
    """Whom to write to after the events of the last days, the newest event first.

    `touches`: those from the first of the events up to today, by contact, in any
    order; `people` carry evidence up to today, and `earlier` gives one as of another
    day. Three of each event are chosen once,
    by what was known when it ended; who was in touch since is left out, and nobody
    takes their place.
    """
    known = _Known(aims, profile, earlier, where)
    found: list[Followed] = []
    seen: set[str] = set()
    for event in sorted(events, key=_event_order, reverse=True):
        if event.on is None or not event.on < today <= event.on + _SPAN:
            continue
        chosen = [
            (order, one)
            for person in _named(event, touches, people, attended=True)
            for order, one in _weighed(event, person, touches, known)
        ]
        for _, one in sorted(chosen, key=lambda each: each[0])[:FOLLOWED]:
            path = one.contact.path
            if path not in seen and not _in_touch_since(
                event.on, touches.get(path, ())
            ):
                seen.add(path)
                found.append(one)
    return tuple(found)


_SPAN = timedelta(days=FOLLOW_DAYS)


class _Known(NamedTuple):
    """What speaks for one or the other."""

    aims: Sequence[Aim]
    profile: Profile | None
    earlier: Earlier
    where: Where


def _event_order(event: Event) -> tuple[object, ...]:
    return (0 if event.on is None else event.on.toordinal(), event.name, event.path)


def _named(
    event: Event,
    touches: TouchesOf,
    people: Mapping[str, Person],
    *,
    attended: bool = False,
) -> list[Person]:
    """Those of the people whom a note of an event names, or who were there."""
    found = [
        people[path]
        for path, known in touches.items()
        if path in people
        and any(
            t.path == event.path and (t.source == "attended" or not attended)
            for t in known
        )
    ]
    return sorted(found, key=lambda one: reading_order(one.contact))


def _weighed(
    event: Event, person: Person, touches: TouchesOf, known: _Known
) -> Iterator[tuple[tuple[object, ...], Followed]]:
    contact = person.contact
    if contact.status not in {"active", "wish"}:
        return
    there = _line_of(event, touches.get(contact.path, ()))
    reasons = [
        *_by_profile(contact, known.profile, known.where),
        *_by_goals(contact, known.aims, known.where),
        *_by_days(event, contact.path, known.earlier, there),
    ]
    if reasons:
        reasons.sort(key=lambda one: _REASONS.index(one.reason.key))
        first = _REASONS.index(reasons[0].reason.key)
        order = (-len(reasons), first, reading_order(contact))
        yield order, Followed(contact, event, reasons[0].reason, reasons[0].evidence)


def _by_profile(
    contact: Contact, profile: Profile | None, where: Where
) -> Iterator[Remark]:
    if profile is None:
        return
    for key, mine, name in (
        ("needs", profile.offers, "follow_offer"),
        ("helps_with", profile.asks, "follow_ask"),
    ):
        pairs = ((t, m) for t in contact.texts(key) for m in mine if fits(t, m))
        for theirs, own in pairs:
            at = where(contact.path, key, theirs)
            yield remark(name, at, text=theirs, mine=own)
            break


def _by_goals(contact: Contact, aims: Iterable[Aim], where: Where) -> Iterator[Remark]:
    for aim in aims:
        for each in aim.needs:
            for ally in (*each.there, *each.maybe):
                if aim.focus and ally.person.contact.path == contact.path:
                    at = where(aim.goal.path, "needs", each.need.kind)
                    facts = {"text": each.need.kind, "goal": aim.goal.name}
                    yield remark("follow_goal", at, **facts)
                    return


def _by_days(
    event: Event, path: str, earlier: Earlier, there: Evidence
) -> Iterator[Remark]:
    """A first meeting, or one after a long time."""
    if event.on is None:
        return
    before = earlier(path, event.on - timedelta(days=1))
    if before is None or before.last is None:
        yield remark("follow_new", there)
    elif (event.on - before.last.on).days >= _REUNION_DAYS:
        yield remark("follow_back", there, days=(event.on - before.last.on).days)


def _line_of(event: Event, touches: Sequence[Touch]) -> Evidence:
    lines = [t.line for t in touches if t.path == event.path]
    return Evidence(event.path, min(lines, default=1))


def _in_touch_since(on: date, touches: Iterable[Touch]) -> bool:
    """Whether there was more than a mention after that day, or a word of mine on it."""
    return any(
        t.restarts
        and t.kind != "mention"
        and (t.on > on or (t.on == on and t.direction == "->"))
        for t in touches
    )
