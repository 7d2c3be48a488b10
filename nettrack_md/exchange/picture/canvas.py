"""A picture as JSON Canvas 1.0: cards that are the notes themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.exchange.identity import digest_of
from nettrack_md.exchange.picture.layout import WIDTH, lay_out
from nettrack_md.exchange.texts import as_json, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nettrack_md.exchange.picture.layout import Spot
    from nettrack_md.exchange.picture.values import Figure, Line, Picture

    Table = dict[str, object]

#: The colours of the format: green, cyan, purple.
_COLORS = {"inner": "6", "close": "4", "active": "5"}


def render_canvas(picture: Picture) -> bytes:
    """The canvas, a node or an edge a line; frames lie behind the cards."""
    places = lay_out(picture)
    nodes = [
        *(_frame(name, spot) for name, spot in places.groups.items()),
        *(_card(one, places.people[one.path]) for one in picture.figures),
    ]
    spots = places.people
    edges = (_edge(one, spots[one.a], spots[one.b]) for one in picture.lines)
    parts = ",\n".join(
        f'\t"{key}":[{_listed(some)}]'
        for key, some in (("nodes", nodes), ("edges", edges))
    )
    return f"{{\n{parts}\n}}\n".encode()


def _listed(tables: Iterable[Table]) -> str:
    texts = ",\n".join(
        "\t\t" + as_json(table, separators=(",", ":")) for table in tables
    )
    return f"\n{texts}\n\t" if texts else ""


def _place(spot: Spot) -> Table:
    return {"x": spot.x, "y": spot.y, "width": spot.width, "height": spot.height}


def _frame(name: str, spot: Spot) -> Table:
    return {
        "id": digest_of("group", name),
        "type": "group",
        **_place(spot),
        "label": one_line(name),
    }


def _card(one: Figure, spot: Spot) -> Table:
    card: Table = {
        "id": digest_of(one.path),
        "type": "file",
        "file": one.path,
        **_place(spot),
    }
    return card | dict(_color(one))


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
