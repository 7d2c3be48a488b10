"""Who stands on the overdue note: the order of all, and the first of them whole.

A watcher keeps it from round to round, since asking everybody anew takes longer than a
save may wait: only those are asked whom a change concerned; where that is not known,
everybody is.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

from nettrack_md.app.asking import worst_first
from nettrack_md.insight.cadence import standing
from nettrack_md.model.record import record
from nettrack_md.model.records import RESTING
from nettrack_md.people.link_writer import LinkWriter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from nettrack_md.app.watch.hearing import Hearing
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.insight.values import Standing
    from nettrack_md.model.records import Person
    from nettrack_md.model.rules import PracticeRules

_Key = tuple[object, ...]


@record(frozen=True, slots=True)
class Few:
    """The first of many, and how many there are."""

    first: tuple[Standing, ...]
    total: int


class Shortlist:
    """The overdue and the unknown of one day, worst first."""

    def __init__(self) -> None:
        self._made_for: tuple[date, PracticeRules] | None = None
        self._keys: dict[str, tuple[str, _Key]] = {}
        #: State to the keys of those in it, in order.
        self._order: dict[str, list[_Key]] = {}
        self._private: set[str] = set()
        #: Every path, and what writes links among them.
        self._links: tuple[tuple[str, ...], LinkWriter] = ((), LinkWriter(()))

    def bring_level(self, ws: Workspace, hearing: Hearing) -> None:
        """Ask those whom a change concerned; everybody, where that is not known."""
        made_for = (ws.today, ws.settings.practice)
        if self._made_for != made_for or not hearing.is_complete(ws.index):
            self.fill(ws)
        else:
            for path in hearing.settled:
                self._forget(path)
                person = ws.index.person(path, ws.today)
                if person is not None:
                    self._take(ws, person)
        hearing.begin_anew(ws.index)

    def fill(self, ws: Workspace) -> None:
        """Ask everybody."""
        self._made_for = (ws.today, ws.settings.practice)
        self._keys, self._order, self._private = (
            {},
            {"overdue": [], "unknown": []},
            set(),
        )
        for person in ws.index.people(ws.today, properties=False):
            self._take(ws, person, sort=False)
        for keys in self._order.values():
            keys.sort()

    def _take(self, ws: Workspace, person: Person, *, sort: bool = True) -> None:
        contact = person.contact
        if contact.status in RESTING:
            return
        place = standing(person, today=ws.today, rules=ws.settings.practice)
        if place.state not in self._order:
            return
        if contact.private:
            self._private.add(contact.path)
            return
        key = worst_first(place)
        self._keys[contact.path] = (place.state, key)
        if sort:
            insort(self._order[place.state], key)
        else:
            self._order[place.state].append(key)

    def _forget(self, path: str) -> None:
        self._private.discard(path)
        state, key = self._keys.pop(path, ("", ()))
        if state:
            keys = self._order[state]
            del keys[bisect_left(keys, key)]

    def few(self, ws: Workspace, state: str, most: int) -> Few:
        """The first of a state, as they stand today."""
        keys = self._order[state]
        found = self._people(ws, (str(key[-1]) for key in keys[:most]))
        return Few(tuple(found), len(keys))

    def _people(self, ws: Workspace, paths: Iterable[str]) -> Iterable[Standing]:
        for path in paths:
            person = ws.index.person(path, ws.today)
            if person is not None:
                yield standing(person, today=ws.today, rules=ws.settings.practice)

    def links(self, ws: Workspace) -> LinkWriter:
        """What writes links; made anew only where notes came or went."""
        paths = ws.index.paths()
        if paths != self._links[0]:
            self._links = (paths, LinkWriter(paths, whole=ws.whole_links))
        return self._links[1]

    @property
    def private(self) -> int:
        """How many are left out, since they are private."""
        return len(self._private)
