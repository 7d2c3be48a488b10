"""A picture as JSON Canvas 1.0: cards that are the notes themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.exchange.identity import digest_of
from nettrack_md.exchange.picture.kept import Drawn
from nettrack_md.exchange.picture.layout import WIDTH, Layout, lay_out
from nettrack_md.exchange.picture.values import Picture
from nettrack_md.exchange.texts import as_json, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nettrack_md.exchange.picture.layout import Spot
    from nettrack_md.exchange.picture.values import Figure, Line

    Table = dict[str, object]

#: The colours of the format: green, cyan, purple.
_COLORS = {"inner": "6", "close": "4", "active": "5"}

#: Between what is there and who is new.
_BELOW = 120


def render_canvas(picture: Picture, there: bytes = b"") -> bytes:
    """The canvas, a node or an edge a line; frames lie behind the cards.

    Of the canvas that is `there` already places and colours stay, and whatever was
    added to it; who is new stands below.
    """
    drawn = Drawn(there)
    places = _placed(picture, drawn)
    nodes = [
        *(_frame(name, spot, drawn) for name, spot in places.groups.items()),
        *(_card(one, places.people[one.path], drawn) for one in picture.figures),
        *drawn.own_nodes(),
    ]
    spots = places.people
    edges = [
        *(_edge(one, spots[one.a], spots[one.b]) for one in picture.lines),
        *drawn.own_edges({str(node["id"]) for node in nodes}),
    ]
    parts = ",\n".join(
        f'\t"{key}":[{_listed(some)}]'
        for key, some in (("nodes", nodes), ("edges", edges))
    )
    return f"{{\n{parts}\n}}\n".encode()


def _placed(picture: Picture, drawn: Drawn) -> Layout:
    """Everybody where they stand already; the others by themselves, below."""
    people = {
        one.path: spot
        for one in picture.figures
        if (spot := drawn.find(digest_of(one.path))) is not None
    }
    groups = {
        name: spot
        for name in picture.groups
        if (spot := drawn.find(_frame_id(name))) is not None
    }
    rest = tuple(one for one in picture.figures if one.path not in people)
    new = {one.path for one in rest}
    lines = tuple(one for one in picture.lines if one.a in new and one.b in new)
    fresh = lay_out(Picture(rest, lines, picture.groups))
    corner = drawn.bottom
    dx, dy = (0, 0) if corner is None else (corner.x, corner.y + _BELOW)
    for path, spot in fresh.people.items():
        people[path] = spot._replace(x=spot.x + dx, y=spot.y + dy)
    for name, spot in fresh.groups.items():
        groups.setdefault(name, spot._replace(x=spot.x + dx, y=spot.y + dy))
    return Layout(people, groups)


def _listed(tables: Iterable[Table]) -> str:
    texts = ",\n".join(
        "\t\t" + as_json(table, separators=(",", ":")) for table in tables
    )
    return f"\n{texts}\n\t" if texts else ""


def _place(spot: Spot) -> Table:
    return {"x": spot.x, "y": spot.y, "width": spot.width, "height": spot.height}


def _frame_id(name: str) -> str:
    return digest_of("group", one_line(name))


def _frame(name: str, spot: Spot, drawn: Drawn) -> Table:
    key = _frame_id(name)
    frame: Table = {"id": key, "type": "group", **_place(spot), "label": one_line(name)}
    return frame | drawn.color(key)


def _card(one: Figure, spot: Spot, drawn: Drawn) -> Table:
    card: Table = {
        "id": digest_of(one.path),
        "type": "file",
        "file": one.path,
        **_place(spot),
    }
    return card | dict(_color(one)) | drawn.color(digest_of(one.path))


def _color(one: Figure) -> Iterator[tuple[str, str]]:
    if one.tier in _COLORS:
        yield "color", _COLORS[one.tier]


def _edge(line: Line, a: Spot, b: Spot) -> Table:
    sides = _sides(a, b)
    return {
        "id": digest_of(line.a, line.b, line.kind),
        "fromNode": digest_of(line.a),
        "fromSide": sides[0],
        "toNode": digest_of(line.b),
        "toSide": sides[1],
        "toEnd": "arrow" if line.directed else "none",
        "label": one_line(line.label),
    }


def _sides(a: Spot, b: Spot) -> tuple[str, str]:
    """Where a line leaves one card and meets the other."""
    if b.x >= a.x + WIDTH:
        return "right", "left"
    if a.x >= b.x + WIDTH:
        return "left", "right"
    return ("bottom", "top") if b.y >= a.y else ("top", "bottom")
