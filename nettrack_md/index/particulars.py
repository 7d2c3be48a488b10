"""Promises, introductions, goals, events, shares, the profile, as they are kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from nettrack_md.index.codec import (
    day_of,
    link_parts,
    ordinal,
    pack,
    period_of,
    period_parts,
    unpack,
)
from nettrack_md.model.records import (
    Event,
    Goal,
    Introduction,
    Link,
    Need,
    Profile,
    Promise,
    Share,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def pack_promise(promise: Promise, path: str) -> bytes:
    """A promise in the note of that path, but for what follows: path and people."""
    return pack(
        (
            promise.text,
            None if promise.path == path else promise.path,
            promise.line,
            promise.mine,
            promise.done,
            ordinal(promise.done_on),
            ordinal(promise.due_on),
            tuple([link_parts(who) for who in promise.who]),
            ordinal(promise.made_on),
        )
    )


def promise_of(
    record: bytes, source: str, leads: Mapping[str, str], *, of_contact: bool
) -> Promise:
    """The promise in the note `source`, that of a contact or not.

    `leads` says to which contacts targets lead.
    """
    text, path, line, mine, done, done_on, due_on, who, made_on = unpack(record)
    people = (
        source if of_contact else "",
        *[leads.get(target, "") for target, _, _ in who],
    )
    return Promise(
        text,
        path or source,
        line,
        mine,
        done,
        day_of(done_on),
        day_of(due_on),
        tuple([Link(*parts) for parts in who]),
        tuple(dict.fromkeys(filter(None, people))),
        day_of(made_on),
    )


def pack_introduction(introduction: Introduction) -> bytes:
    """An introduction, but for the paths, which follow from the links."""
    return pack(
        (
            introduction.on.toordinal(),
            link_parts(introduction.a),
            link_parts(introduction.b),
            introduction.state,
            introduction.path,
            introduction.line,
            introduction.text,
        )
    )


def introduction_of(record: bytes, leads: Mapping[str, str]) -> Introduction:
    """The introduction; `leads` says to which contacts targets lead."""
    on, a, b, state, path, line, text = unpack(record)
    return Introduction(
        date.fromordinal(on),
        Link(*a),
        Link(*b),
        state,
        path,
        line,
        text,
        leads.get(a[0], ""),
        leads.get(b[0], ""),
    )


def pack_goal(goal: Goal) -> bytes:
    """A goal."""
    return pack(
        (
            goal.path,
            goal.name,
            period_parts(goal.horizon),
            ordinal(goal.due_on),
            tuple([(need.kind, need.count) for need in goal.needs]),
            goal.status,
        )
    )


def goal_of(record: bytes) -> Goal:
    """The goal."""
    path, name, horizon, due_on, needs, status = unpack(record)
    return Goal(
        path,
        name,
        period_of(horizon),
        day_of(due_on),
        tuple([Need(*need) for need in needs]),
        status,
    )


def pack_event(event: Event) -> bytes:
    """A meeting or an event."""
    return pack(
        (
            event.path,
            event.name,
            event.kind,
            ordinal(event.on),
            event.place,
            tuple([link_parts(who) for who in event.attendees]),
        )
    )


def event_of(record: bytes) -> Event:
    """The meeting or the event."""
    path, name, kind, on, place, attendees = unpack(record)
    return Event(
        path, name, kind, day_of(on), place, tuple([Link(*who) for who in attendees])
    )


def pack_profile(me: Profile) -> bytes:
    """The profile."""
    return pack(
        (me.path, me.name, me.offers, me.asks, me.values, me.known_for, me.intro)
    )


def profile_of(record: bytes) -> Profile:
    """The profile."""
    return Profile(*unpack(record))


def pack_shares(shares: Iterable[Share]) -> bytes:
    """What one note has to pass on, but for the paths, which follow from the links."""
    return pack(
        [
            (
                share.path,
                share.line,
                share.text,
                ordinal(share.on),
                tuple([link_parts(who) for who in share.who]),
            )
            for share in shares
        ]
    )


def shares_of(record: bytes, leads: Mapping[str, str]) -> tuple[Share, ...]:
    """What one note has to pass on; `leads` says to whom targets lead."""
    return tuple(
        [
            Share(
                path,
                line,
                text,
                day_of(on),
                tuple([Link(*parts) for parts in who]),
                tuple(
                    dict.fromkeys(
                        leads[target] for target, _, _ in who if target in leads
                    )
                ),
            )
            for path, line, text, on, who in unpack(record)
        ]
    )
