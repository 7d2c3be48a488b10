"""Who knows whom, looked up for the few people who are asked about.

As `app.network` has it for everybody, at the price of a look at each body; a review
asks about a handful.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from nettrack_md.app.practice.network import noted, together
from nettrack_md.insight.network.ties import Ties, ties_of
from nettrack_md.insight.values import Evidence
from nettrack_md.model.keys import alias_keys, fold_text
from nettrack_md.note.hushed import hushed_lines

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from nettrack_md.app.practice.network import Together
    from nettrack_md.index.store import Index
    from nettrack_md.insight.network.ties import Tie
    from nettrack_md.model.records import Introduction, Person

    Led = tuple[str, str, int]


class TiesOnDemand:
    """The ties of `people`, as they are asked for; of nobody else."""

    def __init__(
        self,
        index: Index,
        people: Mapping[str, Person],
        introductions: Sequence[Introduction],
    ) -> None:
        """`introductions`: those whose ties may be told."""
        self._index = index
        self._people = people
        self._introductions = introductions
        self._ties: dict[str, Ties] = {}
        self._called: dict[str, tuple[Sequence[str], Sequence[str]]] = {}

    def of(self, path: str) -> Mapping[str, Tie]:
        """Whom somebody knows, each with the strongest evidence."""
        if path not in self._ties:
            found = (*self._beside(path), *self._noted_by(path), *self._noting(path))
            self._ties[path] = self._made(path, found)
        return self._ties[path].of(path)

    def find(self, one: str, other: str) -> Tie | None:
        """What ties two people, if anything does; without a look at others' notes."""
        if one in self._ties:
            return self.of(one).get(other)
        noted = (*self._noted_by(one), *self._noted_by(other))
        found = (*self._beside(one), *(each for each in noted if other in each[0]))
        return self._made(one, found).find(one, other)

    def _made(self, path: str, found: Sequence[Together]) -> Ties:
        introductions = [
            each for each in self._introductions if path in (each.a_path, each.b_path)
        ]
        introducers = [each for each in self._introducers if path in each[:2]]
        return Ties(ties_of(found, introductions, introducers))

    @cached_property
    def _introducers(self) -> tuple[Led, ...]:
        return tuple(
            (one.contact, one.leads_to, one.line)
            for one in self._index.introducer_lines()
            if one.contact in self._people and one.leads_to in self._people
        )

    @cached_property
    def _unsaid(self) -> Container[tuple[str, int]]:
        """Hushed lines, and those about introductions, which say how far they are."""
        hushed = (
            (path, line)
            for path, body, first in self._index.commented_bodies()
            for line in hushed_lines(body, first)
        )
        introducing = ((one.path, one.line) for one in self._introductions)
        return frozenset((*introducing, *hushed))

    def _beside(self, path: str) -> Iterator[Together]:
        rows = (r for r in self._index.beside_one(path) if r.contact in self._people)
        return together(rows, self._unsaid)

    def _noted_by(self, path: str) -> Iterator[Together]:
        """Whom their own note links."""
        body = self._index.linking_body(path)
        return iter(()) if body is None else self._noted(*body)

    def _noting(self, path: str) -> Iterator[Together]:
        """Whose notes link theirs."""
        contact = self._people[path].contact
        stem = path.rsplit("/", 1)[-1].removesuffix(".md")
        words = dict.fromkeys(fold_text(word) for word in (stem, *alias_keys(contact)))
        for body in self._index.linking_bodies_with([word for word in words if word]):
            if body[0] != path and body[0] in self._people:
                yield from (each for each in self._noted(*body) if path in each[0])

    def _noted(self, source: str, text: str, first: int) -> Iterator[Together]:
        for found, line in noted(source, text, first, self._find_called):
            if found in self._people and (source, line) not in self._unsaid:
                yield (source, found), "noted", Evidence(source, line)

    def _find_called(self, key: str) -> tuple[Sequence[str], Sequence[str]]:
        if key not in self._called:
            self._called[key] = self._index.called(key)
        return self._called[key]
