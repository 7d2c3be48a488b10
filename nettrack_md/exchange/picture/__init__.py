"""Who came through whom and who knows whom, as other programs draw it."""

from __future__ import annotations

from nettrack_md.exchange.picture.canvas import render_canvas
from nettrack_md.exchange.picture.dot import render_dot
from nettrack_md.exchange.picture.graphml import render_graphml
from nettrack_md.exchange.picture.mermaid import render_mermaid
from nettrack_md.exchange.picture.values import Figure, Line, Picture

__all__ = [
    "Figure",
    "Line",
    "Picture",
    "render_canvas",
    "render_dot",
    "render_graphml",
    "render_mermaid",
]
