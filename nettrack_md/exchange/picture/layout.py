"""Where everybody stands: trees that grow to the right, set side by side in frames.

Nothing overlaps, by construction: each part is a box, and boxes are put beside and
below each other. The same picture gives the same places.
"""

from __future__ import annotations

from math import ceil, sqrt
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.exchange.picture.trees import plant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nettrack_md.exchange.picture.values import Picture

#: Pixels: a card, the space between generations and between neighbours.
WIDTH, HEIGHT = 240, 80
_ACROSS, _DOWN = 140, 30
#: Around the people in a frame, and between trees and frames.
_PADDING, _APART = 40, 80
#: So many stand in one column; more stand in several.
_COLUMN = 6
#: Higher than so many times its width, what hangs below somebody is set in rows.
_TALL = 3
#: How much wider than high a page is.
_PAGE = 1.6


class Spot(NamedTuple):
    """A rectangle."""

    x: int
    y: int
    width: int
    height: int


class Layout(NamedTuple):
    """Where the people stand, by path, and the frames, by name."""

    people: Mapping[str, Spot]
    groups: Mapping[str, Spot]


class _Box(NamedTuple):
    """Some people, placed from (0, 0) on."""

    width: int
    height: int
    places: tuple[tuple[str, int, int], ...]


def lay_out(picture: Picture) -> Layout:
    """The places of all figures and frames."""
    names = (*picture.groups, "")
    boxes: list[tuple[str, _Box]] = []
    for name in names:
        members = [one.path for one in picture.figures if one.group == name]
        if members:
            boxes.append((name, _framed(_grown(members, picture), name)))
    people: dict[str, Spot] = {}
    groups: dict[str, Spot] = {}
    for at, x, y in _shelved([box for _, box in boxes]):
        name, box = boxes[at]
        if name:
            groups[name] = Spot(x, y, box.width, box.height)
        for path, dx, dy in box.places:
            people[path] = Spot(x + dx, y + dy, WIDTH, HEIGHT)
    return Layout({one.path: people[one.path] for one in picture.figures}, groups)


def _framed(box: _Box, name: str) -> _Box:
    return _moved(box, _PADDING, _PADDING, 2 * _PADDING) if name else box


def _moved(box: _Box, dx: int, dy: int, more: int = 0) -> _Box:
    places = tuple((path, x + dx, y + dy) for path, x, y in box.places)
    return _Box(box.width + more, box.height + more, places)


def _grown(members: Sequence[str], picture: Picture) -> _Box:
    """The trees of these people, side by side; those without any at the end."""
    inside = set(members)
    lines = [one for one in picture.lines if one.a in inside and one.b in inside]
    below = plant(members, lines)
    hanging = {path for some in below.values() for path in some}
    roots = [path for path in members if path not in hanging]
    trees = _trees([path for path in roots if below[path]], below)
    if alone := [path for path in roots if not below[path]]:
        trees.append(_grid(alone))
    return _together(trees)


def _trees(roots: Sequence[str], below: Mapping[str, Sequence[str]]) -> list[_Box]:
    """Each tree, from its leaves up; chains may be longer than Python's stack."""
    down = list(roots)
    for path in down:
        down += below[path]
    made: dict[str, _Box] = {}
    for path in reversed(down):
        if below[path]:
            leaves = [one for one in below[path] if not below[one]]
            parts = [made.pop(one) for one in below[path] if below[one]]
            if leaves:
                parts.append(_grid(leaves))
            made[path] = _branch(path, parts)
    return [made[path] for path in roots]


def _branch(path: str, parts: Sequence[_Box]) -> _Box:
    """Somebody, and to the right of them whoever hangs below."""
    below = _stacked(parts)
    if below.height > _TALL * below.width:
        below = _together(parts)
    beside = _moved(below, WIDTH + _ACROSS, 0)
    me = (path, 0, (below.height - HEIGHT) // 2)
    width = WIDTH + _ACROSS + below.width
    return _Box(width, below.height, (me, *beside.places))


def _stacked(parts: Sequence[_Box]) -> _Box:
    """One under the other."""
    places: list[tuple[str, int, int]] = []
    y = 0
    for part in parts:
        places += _moved(part, 0, y).places
        y += part.height + _DOWN
    return _Box(max(part.width for part in parts), y - _DOWN, tuple(places))


def _grid(paths: Sequence[str]) -> _Box:
    """People side by side: a column, or as many as make about a square."""
    across, down = WIDTH + _DOWN, HEIGHT + _DOWN
    few = len(paths) <= _COLUMN
    rows = len(paths) if few else ceil(sqrt(len(paths) * across / down))
    places = tuple(
        (path, at // rows * across, at % rows * down) for at, path in enumerate(paths)
    )
    used = ceil(len(paths) / rows)
    return _Box(used * across - _DOWN, rows * down - _DOWN, places)


def _together(boxes: Sequence[_Box]) -> _Box:
    places: list[tuple[str, int, int]] = []
    width = height = 0
    for at, x, y in _shelved(boxes):
        box = boxes[at]
        places += _moved(box, x, y).places
        width, height = max(width, x + box.width), max(height, y + box.height)
    return _Box(width, height, tuple(places))


def _shelved(boxes: Sequence[_Box]) -> Iterable[tuple[int, int, int]]:
    """Number and corner of each box: in rows, about as wide as a page is."""
    area = sum((b.width + _APART) * (b.height + _APART) for b in boxes)
    widest = max((box.width for box in boxes), default=0)
    page = max(widest, int(sqrt(area * _PAGE)))
    x = y = tallest = 0
    for at, box in enumerate(boxes):
        if x and x + box.width > page:
            x, y, tallest = 0, y + tallest + _APART, 0
        yield at, x, y
        x += box.width + _APART
        tallest = max(tallest, box.height)
