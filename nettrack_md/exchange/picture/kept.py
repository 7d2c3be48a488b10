"""A canvas that somebody has worked on: their places, cards and arrows stay."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nettrack_md.exchange.identity import digest_of
from nettrack_md.exchange.picture.layout import Spot
from nettrack_md.exchange.picture.values import KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    Table = dict[str, Any]

_PLACE = ("x", "y", "width", "height")


class Drawn:
    """What a file of a canvas holds; nothing, where it is none."""

    def __init__(self, content: bytes = b"") -> None:
        nodes, edges = _read(content)
        self._nodes: Mapping[str, Table] = {
            node["id"]: node for node in nodes if _has_place(node)
        }
        self._edges = [edge for edge in edges if isinstance(edge.get("id"), str)]
        self._paths = {
            key: str(node["file"])
            for key, node in self._nodes.items()
            if node.get("type") == "file" and key == digest_of(str(node.get("file")))
        }

    def find(self, key: str) -> Spot | None:
        """Where a card or a frame of ours stands now."""
        node = self._nodes.get(key)
        return None if node is None else Spot(*(node[name] for name in _PLACE))

    def color(self, key: str) -> Table:
        """The colour that it has now, as part of its table."""
        node = self._nodes.get(key, {})
        return {"color": node["color"]} if isinstance(node.get("color"), str) else {}

    @property
    def bottom(self) -> Spot | None:
        """The left end of what stands lowest, as one spot; None for an empty one."""
        spots = [Spot(*(node[n] for n in _PLACE)) for node in self._nodes.values()]
        if not spots:
            return None
        low = max(spot.y + spot.height for spot in spots)
        return Spot(min(spot.x for spot in spots), low, 0, 0)

    def own_nodes(self) -> list[Table]:
        """The cards and frames that are not ours."""
        return [
            node
            for key, node in self._nodes.items()
            if key not in self._paths and not _is_our_frame(node)
        ]

    def own_edges(self, nodes: Collection[str]) -> list[Table]:
        """The arrows that are not ours, where both ends are still there."""
        return [
            edge
            for edge in self._edges
            if not self._is_ours(edge)
            and edge.get("fromNode") in nodes
            and edge.get("toNode") in nodes
        ]

    def _is_ours(self, edge: Table) -> bool:
        a = self._paths.get(str(edge.get("fromNode")))
        b = self._paths.get(str(edge.get("toNode")))
        if a is None or b is None:
            return False
        return edge["id"] in {digest_of(a, b, kind) for kind in KINDS}


def _read(content: bytes) -> tuple[list[Table], list[Table]]:
    try:
        table = json.loads(content)
    except (ValueError, RecursionError):
        return [], []
    found = table if isinstance(table, dict) else {}
    nodes, edges = (
        [one for one in some if isinstance(one, dict)] if isinstance(some, list) else []
        for some in (found.get("nodes"), found.get("edges"))
    )
    return nodes, edges


def _has_place(node: Table) -> bool:
    numbers = all(type(node.get(name)) is int for name in _PLACE)
    return numbers and isinstance(node.get("id"), str)


def _is_our_frame(node: Table) -> bool:
    is_frame = node.get("type") == "group"
    return is_frame and node["id"] == digest_of("group", str(node.get("label")))
