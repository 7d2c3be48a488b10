"""`brief EVENT`: whom to expect at a meeting or an event, and what to ask there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.app.pages.gatherings import follow_ups_of
from nettrack_md.app.practice.questions import goals_of
from nettrack_md.errors import NettrackError
from nettrack_md.insight.meeting.gatherings import (
    GUESTS,
    Gathering,
    NoteLine,
    what_to_ask,
)
from nettrack_md.insight.values import Evidence
from nettrack_md.model.keys import fold_path
from nettrack_md.note.parse import parse_note
from nettrack_md.people.agendas import Agenda, read_agenda
from nettrack_md.people.folding import fold_words
from nettrack_md.people.names import match_people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from nettrack_md.app.practice.network import Network
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.insight.meeting.briefing import Brief
    from nettrack_md.model.records import Event

_NOTHING = Agenda((), (), ())


class _Title(NamedTuple):
    """An event as something that can be named."""

    event: Event
    path: str
    name: str
    reading: str = ""
    aliases: tuple[str, ...] = ()


def find_event(net: Network, words: Sequence[str], *, whole: bool) -> Event | None:
    """The event that the words name: by its name or path, or else by a part of it.

    Of several the next one ahead, else the last one that was; `whole`: only one that
    is called like this.
    """
    said = " ".join(words)
    titles = [
        _title(event)
        for event in net.ws.index.every_event()
        if not net.veil.hides(event.path)
        and not net.veil.silences(f"{event.name} {event.path}")
    ]
    if whole:
        wanted, path = fold_words(said), fold_path(said)
        found = [
            one.event
            for one in titles
            if path == fold_path(one.path)
            or (wanted and wanted in map(fold_words, (one.name, *one.aliases)))
        ]
    else:
        found = [one.event for one in match_people(said, titles)]
    return min(found, key=lambda one: _nearest(one, net.ws.today), default=None)


def _title(event: Event) -> _Title:
    stem = event.path.rpartition("/")[2].removesuffix(".md")
    return _Title(event, event.path, event.name, aliases=(stem, bare_name(event)))


def bare_name(event: Event) -> str:
    """An event's name without the day that it begins with."""
    day = "" if event.on is None else event.on.isoformat()
    return event.name.removeprefix(day).strip(" -_") or event.name


def _nearest(event: Event, today: date) -> tuple[object, ...]:
    if event.on is None:
        return (2, 0, event.path)
    days = (event.on - today).days
    return (0 if days >= 0 else 1, abs(days), event.path)


def gathering(
    net: Network, event: Event, brief_of: Callable[[Sequence[str]], tuple[Brief, ...]]
) -> Gathering:
    """What to know before an event, or whom to write to after it.

    `brief_of` makes the briefs of people by their paths.
    """
    ws, today = net.ws, net.ws.today
    event = replace(event, place=net.veil.masked(event.place))
    days = None if event.on is None else (event.on - today).days
    agenda = _agenda(ws, event)
    paths, others = _expected(net, event, agenda)
    guests = brief_of(paths[:GUESTS])
    others += [net.people[path].contact.name for path in paths[GUESTS:]]
    if days is not None and days < 0:
        follow = follow_ups_of(net, event)
        return Gathering(event, days, guests, tuple(others), follow=follow)
    return Gathering(
        event,
        days,
        guests,
        tuple(others),
        questions=tuple(_lines(net, event, agenda.questions)),
        tasks=tuple(_lines(net, event, agenda.tasks)),
        asks=what_to_ask(goals_of(net, net.people, today), net.profile, net.where),
    )


def _agenda(ws: Workspace, event: Event) -> Agenda:
    try:
        text = ws.files.read(event.path).decode("utf-8", "replace")
    except NettrackError:
        return _NOTHING
    return read_agenda(parse_note(event.path, text))


def _expected(
    net: Network, event: Event, agenda: Agenda
) -> tuple[list[str], list[str]]:
    """Whom the note names, attendees first: paths of people, and names without one."""
    paths: dict[str, None] = {}
    others: dict[str, None] = {}
    for link in event.attendees:
        found = net.target(link.target, event.path)
        if found in net.people:
            paths[str(found)] = None
        elif not net.veil.hides(found or "") and not net.veil.silences(
            f"{link.target} {link.display}"
        ):
            others[link.display or link.target.rpartition("/")[2]] = None
    for link in agenda.links:
        found = net.target(link.target, event.path)
        if found in net.people:
            paths[str(found)] = None
    return list(paths), list(others)


def _lines(
    net: Network, event: Event, lines: Iterable[tuple[str, int]]
) -> Iterable[NoteLine]:
    """The lines, but for those that name somebody private."""
    for text, line in lines:
        if not net.veil.silences(text):
            yield NoteLine(text, Evidence(event.path, line))
