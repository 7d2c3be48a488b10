"""What each place and way of meeting has led to: the ties that live on, in words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple

from nettrack_md.insight.network.warmth import NEAR, warmth
from nettrack_md.insight.ordering import reading_order
from nettrack_md.insight.remarks import Remark, on_line_one, remark
from nettrack_md.insight.values import Evidence
from nettrack_md.model.keys import fold_text
from nettrack_md.model.record import record
from nettrack_md.model.records import RESTING, Event, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from nettrack_md.insight.remarks import Where

#: A place that a note names, an event, somebody who introduced.
Way = Literal["place", "event", "person"]
#: For so many people of a way the line is told that says so.
_SHOWN = 3
#: Days from a first meeting on in which it is too early to say.
_YOUNG_DAYS = 90


@record(frozen=True, slots=True)
class Origin:
    """One way in which people came, and what has become of these ties."""

    way: Way
    name: str
    #: The note of the event or of the person who introduced; empty for a place.
    path: str
    words: Remark
    #: Near today; met only lately; quiet by now.
    alive: tuple[Person, ...] = ()
    young: tuple[Person, ...] = ()
    quiet: tuple[Person, ...] = ()


class Place(NamedTuple):
    """Where a note says that somebody was met."""

    contact: str
    #: As one says it, and as it is written.
    name: str
    typed: str


class _Found(NamedTuple):
    way: Way
    name: str
    path: str
    person: Person
    #: The line that says so; None for a place, whose line is looked up when shown.
    evidence: Evidence | None
    typed: str = ""


def origins(
    people: Mapping[str, Person],
    introducers: Iterable[tuple[str, str, int]],
    places: Iterable[Place],
    attended: Iterable[tuple[str, Event, int]],
    *,
    today: date,
    where: Where = on_line_one,
) -> tuple[Origin, ...]:
    """Every way that the notes tell of; those with ties that live on come first.

    `introducers`: contact, who introduced them, the line that says so. `attended`:
    contact, the event, the line; it counts for those whose first day it was. Each
    person comes in one way: through somebody, else by the place that their note
    gives, else by the event. A place that is called like an event is that event.
    """
    groups: dict[str, list[_Found]] = defaultdict(list)
    told: set[str] = set()
    for key, one in _ways(people, introducers, places, attended):
        path = one.person.contact.path
        # Whom nobody was in touch with yet, has no tie that could live on.
        if path not in told and one.person.last is not None:
            told.add(path)
            groups[key].append(one)
    found = (_origin(group, today, where) for group in groups.values())
    return tuple(sorted(found, key=_order))


def _ways(
    people: Mapping[str, Person],
    introducers: Iterable[tuple[str, str, int]],
    places: Iterable[Place],
    attended: Iterable[tuple[str, Event, int]],
) -> Iterator[tuple[str, _Found]]:
    for path, by, line in introducers:
        if path in people and by in people and path != by:
            name, at = people[by].contact.name, Evidence(path, line)
            yield f"person\t{by}", _Found("person", name, by, people[path], at)
    for place in places:
        person = people.get(place.contact)
        if person is not None:
            key = fold_text(place.name).strip()
            yield key, _Found("place", place.name, "", person, None, place.typed)
    for path, event, line in attended:
        person = people.get(path)
        if person is not None and person.first_on == event.on:
            at = Evidence(event.path, line)
            key = fold_text(event.name).strip()
            yield key, _Found("event", event.name, event.path, person, at)


def _origin(group: Iterable[_Found], today: date, where: Where) -> Origin:
    known = sorted(group, key=lambda one: reading_order(one.person.contact))
    sorted_out: dict[str, list[Person]] = {"alive": [], "young": [], "quiet": []}
    for one in known:
        sorted_out[_what_became(one.person, today)].append(one.person)
    alive, young, quiet = (tuple(each) for each in sorted_out.values())
    key = "origin_quiet"
    if alive:
        key = "origin_part" if quiet else "origin_alive"
    elif young:
        key = "origin_young"
    first = next((one for one in known if one.path), known[0])
    evidence = (
        one.evidence or where(one.person.contact.path, "met_at", one.typed)
        for one in known[:_SHOWN]
    )
    words = remark(key, *evidence)
    return Origin(first.way, first.name, first.path, words, alive, young, quiet)


def _what_became(person: Person, today: date) -> str:
    contact = person.contact
    met = contact.met or person.first_on
    if contact.status not in RESTING and warmth(person, today) in NEAR:
        young = met is not None and (today - met).days < _YOUNG_DAYS
        return "young" if young else "alive"
    return "quiet"


_KEYS = ("origin_alive", "origin_part", "origin_young", "origin_quiet")


def _order(one: Origin) -> tuple[object, ...]:
    return (_KEYS.index(one.words.reason.key), one.way, fold_text(one.name), one.path)
