"""Meetings and events of a week: those ahead, and whom to write to afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from nettrack_md.app.practice.whereabouts import Whereabouts
from nettrack_md.insight.week.events import FOLLOW_DAYS, ahead, follow_ups

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from nettrack_md.app.practice.network import Network
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.insight.evidence import TouchesOf
    from nettrack_md.insight.network.aims import Aim
    from nettrack_md.insight.values import EventAhead, Followed, Review
    from nettrack_md.model.records import Event, Person, Touch

#: How far past its end a review looks for events.
_AHEAD = timedelta(days=7)


def with_events(ws: Workspace, review: Review, recent: TouchesOf) -> Review:
    """The review with its events; private people included, as in all of it.

    `recent`: everybody's touches from weeks before through its end, by contact.
    """
    week = review.week
    as_of = min(ws.today, week.ends)
    events = ws.index.events(as_of - timedelta(days=FOLLOW_DAYS), week.ends + _AHEAD)
    if not events:
        return review
    dated = [(event, event.on) for event in events if event.on is not None]
    coming = [event for event, on in dated if on >= max(as_of, week.begins)]
    past = [event for event, on in dated if on < as_of]
    return replace(
        review,
        events=_ahead(ws, coming, as_of),
        followed=_followed(ws, past, recent, as_of),
    )


def _ahead(
    ws: Workspace, events: Sequence[Event], as_of: date
) -> tuple[EventAhead, ...]:
    if not events:
        return ()
    days = [event.on for event in events if event.on is not None]
    touches = touches_of_notes(ws, min(days), max(days), {one.path for one in events})
    return ahead(events, touches, people_of(ws, touches, as_of))


def _followed(
    ws: Workspace, events: Sequence[Event], recent: TouchesOf, as_of: date
) -> tuple[Followed, ...]:
    paths = {event.path for event in events}
    touches = {
        path: [touch for touch in known if touch.on <= as_of]
        for path, known in recent.items()
        if any(touch.path in paths for touch in known)
    }
    people = people_of(ws, touches, as_of)
    if not people:
        return ()
    return follow_ups(
        events,
        touches,
        people,
        earlier=ws.index.person,
        aims=_aims(ws, people, as_of),
        profile=ws.index.profile(),
        today=as_of,
        where=Whereabouts(ws),
    )


def follow_ups_of(net: Network, event: Event) -> tuple[Followed, ...]:
    """Whom to write to after one event, as this run may show it."""
    from nettrack_md.app.practice.questions import goals_of

    ws, on = net.ws, event.on
    if on is None:
        return ()
    touches: dict[str, list[Touch]] = {}
    for path, touch in ws.index.touches_between(on, ws.today):
        if path in net.people:
            touches.setdefault(path, []).append(net.veil.touch(touch))
    people = {
        path: net.people[path]
        for path, known in touches.items()
        if any(touch.path == event.path for touch in known)
    }
    return follow_ups(
        [event],
        touches,
        people,
        earlier=ws.index.person,
        aims=goals_of(net, people, ws.today),
        profile=net.profile,
        today=ws.today,
        where=net.where,
    )


def touches_of_notes(
    ws: Workspace, first: date, last: date, paths: set[str]
) -> TouchesOf:
    """The touches of these days that stand in these notes, by contact."""
    found: dict[str, list[Touch]] = {}
    for path, touch in ws.index.touches_between(first, last):
        if touch.path in paths:
            found.setdefault(path, []).append(touch)
    return found


def people_of(ws: Workspace, touches: TouchesOf, as_of: date) -> Mapping[str, Person]:
    """These contacts as of a day, by path."""
    found = ((path, ws.index.person(path, as_of)) for path in touches)
    return {path: person for path, person in found if person is not None}


def _aims(ws: Workspace, people: Mapping[str, Person], as_of: date) -> tuple[Aim, ...]:
    from nettrack_md.insight.network.aims import aims

    goals = ws.index.goals()
    return aims(goals, people, ws.index.goal_lines(), today=as_of) if goals else ()
