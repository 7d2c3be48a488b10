"""The shape of the network over time, and what ways of meeting have led to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from nettrack_md.app.practice.network import network
from nettrack_md.insight.remarks import on_line_one
from nettrack_md.insight.shape.figures import YEAR, Figure
from nettrack_md.insight.shape.health import figures_over_time
from nettrack_md.insight.shape.origins import Origin, Place, origins
from nettrack_md.model.quarters import Quarter, quarter_of
from nettrack_md.model.record import record
from nettrack_md.render.markdown import flatten_links, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from nettrack_md.app.practice.network import Network
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.records import Event, Person, Touch

#: So many quarters are told of: a year.
_QUARTERS = 4


@record(frozen=True, slots=True)
class QuarterHealth:
    """What is known of one quarter, as of its end or of today."""

    quarter: Quarter
    as_of: date
    figures: tuple[Figure, ...]


def health_of_quarters(ws: Workspace) -> tuple[QuarterHealth, ...]:
    """The last quarters, the running one first: rhythm, two ways, coming and going.

    Load, promises and reach rest on properties, of which nobody knows what they were.
    """
    net = network(ws)
    quarters = [quarter_of(ws.today)]
    while len(quarters) < _QUARTERS:
        quarters.append(quarters[-1].before)
    first = quarters[-1].begins - timedelta(days=YEAR + 1)
    touches: dict[str, list[Touch]] = {}
    for path, touch in ws.index.touches_between(first, ws.today):
        if not net.veil.hides(path, touch.path):
            touches.setdefault(path, []).append(touch)

    def everybody(day: date) -> list[Person]:
        people = ws.index.people(day, properties=False)
        return [one for one in people if not net.veil.hides(one.contact.path)]

    found: list[QuarterHealth] = []
    for quarter in quarters:
        as_of = min(ws.today, quarter.ends)
        figures = figures_over_time(
            everybody(as_of),
            touches,
            net.introductions,
            today=as_of,
            since=quarter.begins,
            rules=ws.settings.practice,
        )
        found.append(QuarterHealth(quarter, as_of, figures))
    return tuple(found)


def ways_of_meeting(ws: Workspace, *, exact: bool = False) -> tuple[Origin, ...]:
    """What each place, event and introduction has led to.

    `exact`: the line of each place is looked up in its note, which takes its time.
    """
    net = network(ws)
    return origins(
        net.people,
        net.introducer_lines,
        _places(net),
        _attended(net),
        today=ws.today,
        where=net.where if exact else on_line_one,
    )


def _places(net: Network) -> Iterator[Place]:
    for path, person in net.people.items():
        typed = person.contact.text("met_at")
        name = one_line(flatten_links(typed))
        if name and not net.veil.silences(typed) and name != "…":
            yield Place(path, name, typed)


def _attended(net: Network) -> Iterator[tuple[str, Event, int]]:
    events = {event.path: event for event in net.ws.index.every_event()}
    for one in net.beside:
        event = events.get(one.path)
        if event is not None and not net.veil.silences(f"{event.name} {event.path}"):
            yield one.contact, event, one.line
