"""A picture in the language of Graphviz."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.exchange.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.exchange.picture.values import Picture


def render_dot(picture: Picture) -> bytes:
    """A directed graph; lines without a direction have no arrow. UTF-8."""
    text = "".join(f"{line}\n" for line in _lines(picture))
    return text.encode("utf-8", "replace")


def _lines(picture: Picture) -> Iterator[str]:
    ids = {one.path: f"n{at}" for at, one in enumerate(picture.figures, 1)}
    yield "digraph nettrack {"
    yield '  graph [rankdir=LR, charset="UTF-8"];'
    yield "  node [shape=box, style=rounded];"
    for one in picture.figures:
        yield f"  {ids[one.path]} [label={_quoted(one.name)}];"
    for at, name in enumerate(picture.groups, 1):
        members = [ids[one.path] for one in picture.figures if one.group == name]
        if members:
            yield f"  subgraph cluster_{at} {{"
            yield f"    label={_quoted(name)};"
            yield f"    {'; '.join(members)};"
            yield "  }"
    for line in picture.lines:
        more = "" if line.directed else ", dir=none"
        pair = f"{ids[line.a]} -> {ids[line.b]}"
        yield f"  {pair} [label={_quoted(line.label)}{more}];"
    yield "}"


def _quoted(text: str) -> str:
    r"""A string that is shown as it is; `\N` and `&lt;` would mean something."""
    text = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text.replace("&", "&amp;")}"'
