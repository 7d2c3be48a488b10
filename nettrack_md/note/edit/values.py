"""Splices that change one property's whole value: to a text, to a list, to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.note.edit.lists import find_style
from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.edit.scalars import is_typed_word, render_scalar
from nettrack_md.note.edit.spans import has_comment, indicator_end
from nettrack_md.note.edit.splices import (
    Splice,
    line_end,
    line_number,
    line_start,
    newline_at,
    next_line,
)
from nettrack_md.note.frontmatter import Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.note.edit.spans import Layout, Place, Span
    from nettrack_md.note.frontmatter import Node

_LOST = "a comment inside the value would be lost"


def scalar_splices(
    text: str, place: Place, old: Node, value: str, *, typed: bool
) -> list[Splice]:
    """Splices after which `value` is all that stands behind the colon.

    The quotes of an old text are kept, its comment too, and a flag or count that
    stood bare gives way to a bare one.
    """
    span = place.value
    style = span.style if span.style in {'"', "'"} else ""
    bare = isinstance(old, Scalar) and old.plain and is_typed_word(old.text)
    new = render_scalar(value, style, typed=typed or (bare and not _is_phone(old)))
    if span.empty:
        return [Splice(place.colon, place.colon, f" {new}")]
    if span.shape == "block list":
        return [
            Splice(place.colon, place.colon, f" {new}"),
            _cut_below(text, place, line_end(text, place.colon)),
        ]
    if span.style in {"|", ">"}:
        behind = indicator_end(text, span)
        head = line_end(text, span.start)
        return [Splice(span.start, behind, new), Splice(head, span.end, "")]
    _refuse_lossy(text, span.start, span.end, span)
    return [Splice(span.start, span.end, new)]


def list_splices(
    layout: Layout, place: Place, text: str, values: Sequence[str]
) -> list[Splice]:
    """Splices that put a list behind a colon that nothing stands behind."""
    style = find_style(layout)
    newline = newline_at(text, place.colon)
    new = style.render(values, layout.indent, newline)
    at = line_end(text, place.colon) if new.startswith(newline) else place.colon
    return [Splice(at, at, new)]


def clear_splices(text: str, place: Place) -> list[Splice]:
    """Splices after which nothing stands behind the colon but a comment."""
    span = place.value
    if span.empty:
        return []
    if span.style in {"|", ">"}:
        head = line_end(text, span.start)
        behind = indicator_end(text, span)
        return [Splice(place.colon, behind, ""), Splice(head, span.end, "")]
    _refuse_lossy(text, place.colon, span.end, span)
    return [Splice(place.colon, span.end, "")]


def itemise_splices(
    layout: Layout, place: Place, text: str, value: str
) -> list[Splice]:
    """Splices that make a text a list: itself as it is typed, then `value`."""
    span = place.value
    first = line_number(text, place.key)
    if span.style in {"|", ">"} or line_number(text, span.end) != first:
        raise EditRefused("a text over several lines cannot become a list", first)
    style = find_style(layout)
    if style.flow:
        style = style._replace(flow=False)
    lead = newline_at(text, place.colon) + layout.indent + style.indent
    lead = f"{lead}-{style.gap}"
    end = line_end(text, span.end)
    return [
        Splice(place.colon, span.start, lead),
        Splice(end, end, lead + render_scalar(value)),
    ]


def removal(text: str, place: Place) -> Splice:
    """The splice that takes a property's lines out, and no other line.

    A comment on its own first line goes with it.
    """
    span = place.value
    start, end = line_start(text, place.key), next_line(text, span.end)
    if span.shape == "scalar" and span.style not in {"|", ">"}:
        lossy = has_comment(text, line_end(text, place.colon), span.start, span)
    else:
        lossy = has_comment(text, line_end(text, place.colon), span.end, span)
    if lossy and not _is_on_one_line(text, place):
        raise EditRefused(_LOST, line_number(text, place.key))
    return Splice(start, end, "")


def _is_on_one_line(text: str, place: Place) -> bool:
    return "\n" not in text[place.key : place.value.end]


def _is_phone(old: Node) -> bool:
    """Whether a bare number may be more than a count: it is long, or not canonical."""
    return isinstance(old, Scalar) and not is_typed_word(old.text)


def _cut_below(text: str, place: Place, start: int) -> Splice:
    """Cut a block list's lines, from the end of the key's line to that of its last."""
    span = place.value
    end = line_end(text, span.end)
    if has_comment(text, start, end, span):
        raise EditRefused(_LOST, line_number(text, place.key))
    return Splice(start, end, "")


def _refuse_lossy(text: str, start: int, end: int, span: Span) -> None:
    if span.shape == "block map":
        reason = "a map of several lines stands there, to be edited by hand"
        raise EditRefused(reason, line_number(text, span.start))
    if has_comment(text, start, end, span):
        raise EditRefused(_LOST, line_number(text, span.start))
