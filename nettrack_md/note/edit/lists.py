"""Splices that change one list of a header, and no other item of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.edit.scalars import render_scalar
from nettrack_md.note.edit.spans import has_comment
from nettrack_md.note.edit.splices import (
    Splice,
    line_end,
    line_number,
    line_start,
    newline_at,
    next_line,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.note.edit.spans import Layout, Span

_SEPARATOR = re.compile(r"\s*,\s*")
_COMMA = re.compile(r"\s*,")


class ListStyle(NamedTuple):
    """How a note writes its lists."""

    flow: bool = False
    #: Blanks before the dash, beyond those of the key.
    indent: str = "  "
    gap: str = " "

    def render(self, items: Sequence[str], indent: str, newline: str) -> str:
        """What follows the colon. An empty list has brackets in either style."""
        texts = [render_scalar(item) for item in items]
        if self.flow or not texts:
            return f" [{', '.join(texts)}]"
        lead = newline + indent + self.indent
        return "".join(f"{lead}-{self.gap}{text}" for text in texts)


def find_style(layout: Layout) -> ListStyle:
    """How the note writes its lists: as its first one that holds anything."""
    for place in layout.places:
        value = place.value
        if value.shape == "flow list" and value.items:
            return ListStyle(flow=True)
        if value.shape == "block list" and value.items[0].lead is not None:
            indent, gap = value.items[0].lead
            return ListStyle(indent=indent.removeprefix(layout.indent), gap=gap or " ")
    return ListStyle()


def replace_items(
    text: str, span: Span, old: Sequence[str | None], new: Sequence[str]
) -> list[Splice]:
    """Splices that make the items `old` (None: no scalar) of a list the items `new`.

    Items at both ends that stay are not touched. Raises EditRefused where a comment
    would be lost, or an item has a form that cannot be cut out.
    """
    first = _shared(old, new)
    least = min(len(old), len(new)) - first
    last = min(_shared(old[::-1], new[::-1]), least)
    gone, come = old[first : len(old) - last], list(new[first : len(new) - last])
    both = min(len(gone), len(come))
    splices = [
        _replaced(text, span.items[first + place], come[place]) for place in range(both)
    ]
    if len(gone) > both:
        places = range(first + both, first + len(gone))
        splices += remove_items(text, span, places)
    elif len(come) > both:
        splices.append(_inserted(text, span, first + both, come[both:]))
    return splices


def remove_items(text: str, span: Span, places: Sequence[int]) -> list[Splice]:
    """Splices that take out the items at `places`, which are in order.

    A comment on an item's own line goes with it; every other one stays.
    """
    if span.shape == "block list":
        return [_cut_line(text, span.items[place]) for place in places]
    return _cut_between(text, span, set(places))


def _shared(old: Sequence[str | None], new: Sequence[str]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _replaced(text: str, item: Span, value: str) -> Splice:
    if item.shape != "scalar" or item.style in {"|", ">"}:
        raise _refuse(text, item, "an item of the list is more than one text")
    style = item.style if item.style in {'"', "'"} else ""
    lead = " " if item.empty and text[item.start - 1 : item.start] == "-" else ""
    return Splice(item.start, item.end, lead + render_scalar(value, style))


def _inserted(text: str, span: Span, place: int, values: Sequence[str]) -> Splice:
    """New items before the one at `place`, or behind the last."""
    if span.shape == "flow list":
        return _inserted_between(text, span, place, values)
    after = place > 0
    item = span.items[place - 1 if after else 0]
    if item.lead is None:
        raise _refuse(text, item, "a dash and its value stand on different lines")
    indent, gap = item.lead
    lines = [f"{indent}-{gap or ' '}{render_scalar(value)}" for value in values]
    if after:
        at = line_end(text, item.end)
        newline = newline_at(text, item.end)
        return Splice(at, at, "".join(newline + line for line in lines))
    at, newline = line_start(text, item.start), newline_at(text, item.start)
    return Splice(at, at, "".join(line + newline for line in lines))


def _inserted_between(
    text: str, span: Span, place: int, values: Sequence[str]
) -> Splice:
    texts = [render_scalar(value) for value in values]
    items = span.items
    if not items:
        return Splice(span.start + 1, span.start + 1, ", ".join(texts))
    separator = ", "
    if len(items) > 1:
        gap = text[items[-2].end : items[-1].start]
        if _SEPARATOR.fullmatch(gap):
            separator = gap
    if place:
        at = items[place - 1].end
        return Splice(at, at, "".join(separator + one for one in texts))
    at = items[0].start
    return Splice(at, at, "".join(one + separator for one in texts))


def _cut_line(text: str, item: Span) -> Splice:
    if item.lead is None:
        raise _refuse(text, item, "a dash and its value stand on different lines")
    start, end = line_start(text, item.start), next_line(text, item.end)
    return Splice(start, end, "")


def _cut_between(text: str, span: Span, places: set[int]) -> list[Splice]:
    """Cut items out of brackets, each with the comma before it or, first, behind."""
    items = span.items
    kept = [place for place in range(len(items)) if place not in places]
    if has_comment(text, span.start, span.end, span):
        raise _refuse(text, span, "a comment stands within the brackets")
    if not kept:
        end = items[-1].end
        comma = _COMMA.match(text, end)
        return [Splice(items[0].start, comma.end() if comma else end, "")]
    splices = []
    for place in sorted(places):
        if place < kept[0]:
            splices.append(Splice(items[place].start, items[place + 1].start, ""))
        else:
            splices.append(Splice(items[place - 1].end, items[place].end, ""))
    return splices


def _refuse(text: str, span: Span, reason: str) -> EditRefused:
    return EditRefused(reason, line_number(text, span.start))
