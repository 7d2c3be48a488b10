"""Who came through whom: the trees that `introduced_by` makes of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.ordering import reading_order
from nettrack_md.insight.values import Evidence
from nettrack_md.model.record import record
from nettrack_md.model.records import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


@record(frozen=True, slots=True)
class Branch:
    """Somebody, and all who came through them."""

    person: Person
    #: The line that says who brought them; None where the tree begins.
    evidence: Evidence | None = None
    brought: tuple[Branch, ...] = ()


def lineage(
    people: Mapping[str, Person], introducers: Iterable[tuple[str, str, int]]
) -> tuple[Branch, ...]:
    """The trees, in reading order.

    Who neither came through anybody nor brought anybody is in none. Where notes go in
    a circle, it begins with the first of it in reading order.

    `introducers`: contact, who introduced them, and the line that says so.
    """
    lines: dict[str, tuple[str, int]] = {}
    for path, by, line in introducers:
        if path in people and by in people and path != by:
            lines.setdefault(path, (by, line))
    ordered = sorted(
        {*lines, *(by for by, _ in lines.values())},
        key=lambda path: reading_order(people[path].contact),
    )
    for path in _where_circles_begin(ordered, lines):
        del lines[path]
    return _grown(people, ordered, lines)


def walk(trees: Iterable[Branch]) -> Iterator[tuple[int, Branch]]:
    """Every branch with its depth, 0 at the roots, as one would print them."""
    waiting = [(0, tree) for tree in reversed(tuple(trees))]
    while waiting:
        depth, branch = waiting.pop()
        yield depth, branch
        waiting += ((depth + 1, one) for one in reversed(branch.brought))


def _where_circles_begin(
    ordered: Sequence[str], lines: Mapping[str, tuple[str, int]]
) -> list[str]:
    """One of each circle, the first in order."""
    found: list[str] = []
    rank = {path: place for place, path in enumerate(ordered)}
    seen: set[str] = set()
    for start in ordered:
        way: dict[str, None] = {}
        path: str | None = start
        while path is not None and path not in seen:
            seen.add(path)
            way[path] = None
            path = lines[path][0] if path in lines else None
        if path is not None and path in way:
            steps = list(way)
            found.append(min(steps[steps.index(path) :], key=rank.__getitem__))
    return found


def _grown(
    people: Mapping[str, Person],
    ordered: Sequence[str],
    lines: Mapping[str, tuple[str, int]],
) -> tuple[Branch, ...]:
    """The trees, from their leaves down; chains may be longer than Python's stack."""
    below: dict[str, list[str]] = {path: [] for path in ordered}
    for path in ordered:
        if path in lines:
            below[lines[path][0]].append(path)
    down = [path for path in ordered if path not in lines]
    for path in down:
        down += below[path]
    made: dict[str, Branch] = {}
    for path in reversed(down):
        evidence = Evidence(path, lines[path][1]) if path in lines else None
        brought = tuple(made.pop(one) for one in below[path])
        made[path] = Branch(people[path], evidence, brought)
    return tuple(made[path] for path in ordered if path in made)
