"""Put many touches into a log at once: what goes to one place goes in one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.edit.body import insert, open_body, verify_inserted
from nettrack_md.note.edit.log import append_touch
from nettrack_md.note.edit.log_place import find_place
from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.edit.touch_line import (
    find_lead,
    find_touch_style,
    render_touch,
)
from nettrack_md.note.log import is_newest_first, read_log

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.model.rules import Language
    from nettrack_md.note.edit.body import Body
    from nettrack_md.note.edit.log_place import Spot
    from nettrack_md.note.edit.touch_line import NewTouch
    from nettrack_md.note.kinds import KindWords
    from nettrack_md.note.log import LogItem


class _Lines(NamedTuple):
    """What is put below a line, and which of its lines are which touches."""

    below: int
    lines: list[str]
    #: Line of the file to day and text.
    new: dict[int, tuple[object, ...]]


def append_touches(
    text: str,
    touches: Sequence[NewTouch],
    *,
    headings: Sequence[str],
    language: Language,
    kinds: KindWords,
) -> str:
    """`text` with all of them in its log, as `append_touch` would put each, in order.

    A note is read twice for each place that touches go to, not for each touch.
    Raises EditRefused.
    """
    todo = sorted(touches, key=lambda one: (one.on, one.time))
    while todo:
        body = open_body(text)
        items = read_log(body.parsed.lines, headings=tuple(headings), kinds=kinds)
        group = _together(body, items, todo)
        if len(group) > 1:
            lines = _lines(body, items, group, kinds, language)
            text = _inserted(body, items, lines, tuple(headings), kinds)
        else:
            group = todo[:1]
            text = append_touch(
                text, group[0], headings=headings, language=language, kinds=kinds
            )
        todo = todo[len(group) :]
    return text


def _dated(items: Sequence[LogItem]) -> list[LogItem]:
    return [item for item in items if item.on is not None]


def _together(
    body: Body, items: Sequence[LogItem], todo: Sequence[NewTouch]
) -> list[NewTouch]:
    """The first touches that go to one and the same place, as items of one list."""
    if not (dated := _dated(items)):
        return []
    falling = is_newest_first(dated)
    spot = find_place(body, dated, todo[0], newest_first=falling)
    if spot.level or spot.beside is None or any(map(str.isdigit, _mark(body, spot))):
        return []
    group: list[NewTouch] = []
    for touch in todo:
        if touch.sub or spot != find_place(body, dated, touch, newest_first=falling):
            break
        group.append(touch)
    return group


def _mark(body: Body, spot: Spot) -> str:
    return "" if spot.beside is None else find_lead(
        body, spot.beside, after=spot.after
    ).mark  # fmt: skip


def _lines(
    body: Body,
    items: Sequence[LogItem],
    group: Sequence[NewTouch],
    kinds: KindWords,
    language: Language,
) -> _Lines:
    dated = _dated(items)
    spot = find_place(body, dated, group[0])
    style = find_touch_style(body, dated, spot.near, language)
    ordered = list(group)[::-1] if is_newest_first(dated) else list(group)
    mark = _mark(body, spot)
    lines: list[str] = []
    new: dict[int, tuple[object, ...]] = {}
    for touch in ordered:
        line = render_touch(touch, style, kinds)
        lines += spot.before
        new[spot.below + 1 + len(lines)] = (touch.on, line)
        lines += [mark + line, *spot.behind]
    return _Lines(spot.below, lines, new)


def _inserted(
    body: Body,
    items: Sequence[LogItem],
    put: _Lines,
    headings: tuple[str, ...],
    kinds: KindWords,
) -> str:
    """The text with the lines; each must be its touch, the others what they were."""
    after = insert(body, put.below, put.lines)
    parsed = verify_inserted(body, after, put.below, len(put.lines))
    read = read_log(parsed.lines, headings=headings, kinds=kinds)
    texts = {line.line: line.text for line in parsed.lines}
    added = {
        item.line: (item.on, texts[item.line]) for item in read if item.line in put.new
    }
    rest = [(*item[:7], item.sub) for item in read if item.line not in put.new]
    if added != put.new or rest != [(*item[:7], item.sub) for item in items]:
        raise EditRefused("the touches would not read back as wished", put.below + 1)
    return after
