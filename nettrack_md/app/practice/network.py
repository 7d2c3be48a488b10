"""Everybody who may be shown, and who knows whom: what questions about people ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from nettrack_md.app.discretion import discretion_of
from nettrack_md.app.practice.whereabouts import Whereabouts
from nettrack_md.insight.network.ties import Ties, ties_of
from nettrack_md.insight.values import Evidence
from nettrack_md.model.keys import alias_keys, link_key
from nettrack_md.note.body import read_lines
from nettrack_md.note.links import find_links
from nettrack_md.people.links import resolve

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Container,
        Iterable,
        Iterator,
        Mapping,
        Sequence,
    )

    from nettrack_md.app.discretion import Discretion
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.index.ties import Beside, Led
    from nettrack_md.insight.network.ties import How
    from nettrack_md.insight.remarks import Where
    from nettrack_md.model.records import (
        Introduction,
        Person,
        Profile,
        Promise,
        Touch,
    )

    Together = tuple[tuple[str, ...], How, Evidence]
    #: From the key of a link to the notes and the contacts that it may mean.
    Called = Callable[[str], tuple[Sequence[str], Sequence[str]]]


class Network:
    """The vault as one run may see it; each part is read when it is asked for."""

    def __init__(
        self,
        ws: Workspace,
        veil: Discretion,
        hushed: frozenset[tuple[str, int]] = frozenset(),
    ) -> None:
        """`veil` leaves private people out, and masks words that name them.

        What stands on a line, by path and number, that is `hushed` is left out too.
        """
        self.ws = ws
        self.veil = veil
        self.hushed = hushed
        #: Where the text of a property stands.
        self.where: Where = Whereabouts(ws)

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """Everybody as of today, by path."""
        return {
            person.contact.path: self.veiled(person)
            for person in self.ws.index.people(self.ws.today)
            if not self.veil.hides(person.contact.path)
        }

    def veiled(self, person: Person) -> Person:
        """The person, words that name somebody private masked."""
        return self.veil.person(person)

    def touches(self, path: str) -> tuple[Touch, ...]:
        """All touches of somebody, newest first; none from a private person's note."""
        return tuple(
            self.veil.touch(touch, path)
            for touch in self.ws.index.touches(path)
            if self._may_say(touch)
        )

    def promises(self, path: str | None = None) -> tuple[Promise, ...]:
        """The promises, or those that concern somebody, done or not."""
        return tuple(
            replace(one, text=self.veil.masked(one.text))
            for one in self.ws.index.promises(open_only=False, path=path)
            if self._may_say(one) and not self.veil.hides(*one.people)
        )

    @cached_property
    def introductions(self) -> tuple[Introduction, ...]:
        """The introductions, under way and past."""
        return tuple(
            replace(one, text=self.veil.masked(one.text))
            for one in self.ws.index.introductions()
            if self._may_say(one)
            and not self.veil.hides(one.a_path, one.b_path)
            and not self.veil.silences(f"{one.a.target} {one.b.target}")
        )

    @cached_property
    def profile(self) -> Profile | None:
        """Me, without the words that name somebody private."""
        found = self.ws.index.profile()
        return None if found is None else self.veil.profile(found)

    @cached_property
    def goals(self) -> tuple[Led, ...]:
        """Which goals people's notes name."""
        return tuple(
            one
            for one in self.ws.index.goal_lines()
            if not self.veil.hides(one.contact)
        )

    @cached_property
    def introducers(self) -> Mapping[str, str]:
        """Contact to introducer, by path."""
        return {
            path: by
            for path, by in self.ws.index.introducers().items()
            if not self.veil.hides(path, by)
        }

    @cached_property
    def introducer_lines(self) -> tuple[Led, ...]:
        """Contact, introducer, and the line that says so."""
        return tuple(
            one
            for one in self.ws.index.introducer_lines()
            if not self.veil.hides(one.contact, one.leads_to)
            and (one.contact, one.line) not in self.hushed
        )

    def _may_say(self, one: Touch | Promise | Introduction | Beside) -> bool:
        return not self.veil.hides(one.path) and (one.path, one.line) not in self.hushed

    # --- who knows whom ---

    @cached_property
    def ties(self) -> Ties:
        """Who knows whom, as far as the notes tell."""
        found = (*self._together(), *self._noted())
        return Ties(ties_of(found, self.introductions, self.introducer_lines))

    @cached_property
    def beside(self) -> tuple[Beside, ...]:
        """Whom the lines of dated notes, meetings and events name, up to today."""
        day, last = self.ws.today + timedelta(days=1), date.max
        coming = {event.path for event in self.ws.index.events(day, last)}
        return tuple(
            one
            for one in self.ws.index.beside()
            if one.path not in coming
            and self._may_say(one)
            and not self.veil.hides(one.contact)
        )

    @cached_property
    def _introducing(self) -> frozenset[tuple[str, int]]:
        """Lines about introductions: these say themselves how far they are."""
        return frozenset((one.path, one.line) for one in self.introductions)

    def _together(self) -> Iterator[Together]:
        return together(self.beside, self._introducing)

    @cached_property
    def _notes(self) -> Mapping[str, Sequence[str]]:
        """The paths of all notes by what links call them."""
        notes: dict[str, list[str]] = {}
        for path in self.ws.index.paths():
            notes.setdefault(link_key(path), []).append(path)
        return notes

    @cached_property
    def _aliases(self) -> Mapping[str, Sequence[str]]:
        aliases: dict[str, list[str]] = {}
        for path, person in self.people.items():
            for key in alias_keys(person.contact):
                aliases.setdefault(key, []).append(path)
        return aliases

    def target(self, target: str, source: str) -> str | None:
        """The path that a link in the note `source` leads to, if it does."""
        key = link_key(target)
        notes, aliases = self._notes.get(key, ()), self._aliases.get(key, ())
        return resolve(target, source, notes, aliases).path

    def _noted(self) -> Iterator[Together]:
        """Links in people's own notes that lead to others."""
        unsaid = self._introducing | self.hushed
        for source, text, first in self.ws.index.linking_bodies():
            if self.veil.hides(source):
                continue
            for found, where in noted(
                source,
                text,
                first,
                lambda key: (self._notes.get(key, ()), self._aliases.get(key, ())),
            ):
                if found in self.people and (source, where) not in unsaid:
                    yield (source, found), "noted", Evidence(source, where)


def together(
    beside: Iterable[Beside], introducing: Container[tuple[str, int]]
) -> Iterator[Together]:
    """Whom one line names together; lines about introductions are left out."""
    for (path, line), group in groupby(beside, _place):
        if (path, line) in introducing:
            continue
        rows = list(group)
        how: How = "mentioned" if rows[0].kind == "dated" else "attended"
        people = tuple(dict.fromkeys(row.contact for row in rows))
        if len(people) > 1:
            yield people, how, Evidence(path, line)


def noted(
    source: str, text: str, first: int, called: Called
) -> Iterator[tuple[str, int]]:
    """Where the links of a body lead, but to itself, each with its line."""
    for line in read_lines(text, first).lines:
        if "[" not in line.text:
            continue
        for link in find_links(line.text, line.line):
            found = resolve(link.target, source, *called(link_key(link.target))).path
            if found and found != source:
                yield found, line.line


def _place(one: Beside) -> tuple[str, int]:
    return one.path, one.line


def network(ws: Workspace) -> Network:
    """The network as this run may see it."""
    from nettrack_md.app.asking import discretion

    return Network(ws, discretion(ws))


def network_of_notes(ws: Workspace) -> Network:
    """The network as a rendered note may show it: without private people, always."""
    return Network(ws, discretion_of(ws.index.private_contacts()))
