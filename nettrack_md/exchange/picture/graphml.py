"""A picture as GraphML, for Gephi, yEd and whatever reckons with graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from nettrack_md.exchange.texts import one_line

if TYPE_CHECKING:
    from nettrack_md.exchange.picture.values import Picture

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_OF_NODES = ("name", "path", "tier", "org")
_OF_EDGES = ("label", "kind")


def render_graphml(picture: Picture) -> bytes:
    """People are nodes with name, path, tier and org; lines have label and kind."""
    root = ET.Element("graphml", {"xmlns": _NAMESPACE})
    for what, names in (("node", _OF_NODES), ("edge", _OF_EDGES)):
        for name in names:
            about = {"for": what, "attr.name": name, "attr.type": "string"}
            ET.SubElement(root, "key", {"id": name, **about})
    graph = ET.SubElement(root, "graph", {"id": "nettrack", "edgedefault": "directed"})
    ids = {one.path: f"n{at}" for at, one in enumerate(picture.figures, 1)}
    for one in picture.figures:
        node = ET.SubElement(graph, "node", {"id": ids[one.path]})
        for name in _OF_NODES:
            _tell(node, name, getattr(one, name))
    for line in picture.lines:
        about = {"source": ids[line.a], "target": ids[line.b]}
        if not line.directed:
            about["directed"] = "false"
        edge = ET.SubElement(graph, "edge", about)
        for name in _OF_EDGES:
            _tell(edge, name, getattr(line, name))
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}{text}\n".encode("utf-8", "replace")


def _tell(parent: ET.Element, key: str, text: str) -> None:
    if text := one_line(text):
        ET.SubElement(parent, "data", {"key": key}).text = text
