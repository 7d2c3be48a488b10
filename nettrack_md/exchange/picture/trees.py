"""Trees that hold a picture's people together: who hangs below whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nettrack_md.exchange.picture.values import Line


class _Forest:
    """Grows by hanging a root below somebody of another tree; so it has no circle."""

    def __init__(self) -> None:
        self.parents: dict[str, str] = {}
        self._roots: dict[str, str] = {}

    def hang(self, child: str, parent: str) -> bool:
        """Whether it could be done."""
        if child in self.parents or self._root(child) == self._root(parent):
            return False
        self.parents[child] = parent
        self._roots[child] = self._root(parent)
        return True

    def _root(self, path: str) -> str:
        way = []
        while path in self._roots:
            way.append(path)
            path = self._roots[path]
        for each in way:
            self._roots[each] = path
        return path


def plant(paths: Sequence[str], lines: Sequence[Line]) -> Mapping[str, Sequence[str]]:
    """Everybody to those who hang below them, in the order of `paths`.

    Lines that lead somewhere come first and always lead down. Of the others those of
    the people with the most lines do, so that trees stay flat.
    """
    forest = _Forest()
    for line in lines:
        if line.directed:
            forest.hang(line.b, line.a)
    many = Counter(path for line in lines for path in (line.a, line.b))
    rank = {path: place for place, path in enumerate(paths)}

    def order(pair: tuple[str, str]) -> tuple[int, int, int, int]:
        top, below = pair
        return (-many[top], rank[top], -many[below], rank[below])

    def pair_of(line: Line) -> tuple[str, str]:
        top, below = sorted((line.a, line.b), key=lambda p: (-many[p], rank[p]))
        return top, below

    for top, below in sorted((pair_of(x) for x in lines if not x.directed), key=order):
        if not forest.hang(below, top):
            forest.hang(top, below)
    found: dict[str, list[str]] = {path: [] for path in paths}
    for path in paths:
        if path in forest.parents:
            found[forest.parents[path]].append(path)
    return found
