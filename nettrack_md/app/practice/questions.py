"""`who`, `goals`, `intro`, `health`: questions about the people as a whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from nettrack_md.app.practice.network import network
from nettrack_md.errors import UsageFault
from nettrack_md.insight.network.seeking import Line
from nettrack_md.insight.shape.figures import QUARTER, YEAR
from nettrack_md.insight.values import Evidence
from nettrack_md.model.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from nettrack_md.app.practice.network import Network
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.insight.network.aims import Aim
    from nettrack_md.insight.network.joining import Proposal, UnderWay
    from nettrack_md.insight.network.lineage import Branch
    from nettrack_md.insight.network.seeking import Helper
    from nettrack_md.insight.shape.health import Health
    from nettrack_md.model.records import Person, Touch

#: Words that say nothing about a need: `who can help with contracts`.
_ASIDE = frozenset(
    """a an and at can could for help helps i in is know knows me my of on or somebody
    someone the to who with would""".split()  # noqa: SIM905 — a table of words
)


@record(frozen=True, slots=True)
class Introductions:
    """What `intro` tells: those under way, and those to consider."""

    underway: tuple[UnderWay, ...]
    proposed: tuple[Proposal, ...]


def who(ws: Workspace, words: Sequence[str]) -> tuple[Helper, ...]:
    """Who can help with that, the best fit first. Raises UsageFault for no word."""
    from nettrack_md.insight.network.seeking import seek

    typed = [word for text in words for word in text.split()]
    wanted = [word for word in typed if word.casefold() not in _ASIDE] or typed
    if not wanted:
        raise UsageFault('Say what help is looked for: nettrack who "contracts"')
    net = network(ws)
    return seek(
        tuple(dict.fromkeys(wanted)),
        net.people,
        tuple(_lines(ws, net, wanted)),
        net.ties,
        today=ws.today,
        where=net.where,
    )


def _lines(ws: Workspace, net: Network, words: Sequence[str]) -> Iterator[Line]:
    """The lines of people's notes, and of dated notes about them, that hold a word."""
    about: dict[tuple[str, int], list[str]] = defaultdict(list)
    for one in net.beside:
        about[one.path, one.line].append(one.contact)
    for word in dict.fromkeys(words):
        for hit in ws.index.search(word):
            if hit.where != "body" or net.veil.hides(hit.path):
                continue
            text = net.veil.masked(hit.excerpt)
            if text != hit.excerpt:
                # What is masked would say no more than that there is something.
                continue
            where = Evidence(hit.path, hit.line)
            people = [hit.path] if hit.path in net.people else about[hit.path, hit.line]
            for path in people:
                yield Line(path, word, text.lstrip("-*+・ "), where)


def goals(ws: Workspace) -> tuple[Aim, ...]:
    """The goals in the order of their horizons, and who is there for each need."""
    net = network(ws)
    return goals_of(net, net.people, ws.today)


def goals_of(
    net: Network, people: Mapping[str, Person], today: date
) -> tuple[Aim, ...]:
    """The goals against these people of a network, by path, as of that day."""
    from nettrack_md.insight.network.aims import aims

    known = (
        replace(
            goal,
            name=net.veil.masked(goal.name),
            needs=tuple(
                replace(need, kind=net.veil.masked(need.kind)) for need in goal.needs
            ),
        )
        for goal in net.ws.index.goals()
    )
    return aims(known, people, net.goals, today=today, where=net.where)


def introductions(ws: Workspace) -> Introductions:
    """The introductions under way with their next step, and those to consider."""
    from nettrack_md.insight.network.joining import proposals, underway

    net = network(ws)
    rules = ws.settings.practice
    # Whom somebody private was to meet is hidden, and known all the same: a no is one.
    every = ws.index.introductions()
    proposed = proposals(
        net.people, every, net.ties, today=ws.today, rules=rules, where=net.where
    )
    return Introductions(underway(net.introductions, ws.today), proposed)


def tree(ws: Workspace) -> tuple[Branch, ...]:
    """Who came through whom, as trees in reading order."""
    from nettrack_md.insight.network.lineage import lineage

    net = network(ws)
    return lineage(net.people, net.introducer_lines)


def health(ws: Workspace) -> Health:
    """The six figures and the roles; private people only where they are shown."""
    from nettrack_md.insight.shape.health import health as figures

    net = network(ws)
    first = ws.today - timedelta(days=2 * YEAR)
    touches: dict[str, list[Touch]] = defaultdict(list)
    for path, touch in ws.index.touches_between(first, ws.today):
        if path in net.people:
            touches[path].append(touch)
    before = [
        person
        for person in ws.index.people(ws.today - timedelta(days=QUARTER))
        if not net.veil.hides(person.contact.path)
    ]
    return figures(
        tuple(net.people.values()),
        before,
        touches,
        net.promises(),
        net.introductions,
        today=ws.today,
        rules=ws.settings.practice,
    )
