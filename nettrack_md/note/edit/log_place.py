"""Where in a note a new touch goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.edit.body import item_end, living
from nettrack_md.note.log import is_log_heading, is_newest_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.model.rules import Language
    from nettrack_md.note.edit.body import Body
    from nettrack_md.note.edit.touch_line import NewTouch
    from nettrack_md.note.log import LogItem
    from nettrack_md.note.parsed import BodyLine


class Spot(NamedTuple):
    """A place for a touch, and what has to stand around it."""

    #: The line of the file below which it goes; 0 is above the first.
    below: int
    #: Its neighbour in the list, and whether it goes behind that; None: the first.
    beside: LogItem | None = None
    after: bool = False
    #: Lines to write above and below it.
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    #: Of the heading that it becomes; 0: it becomes a list item.
    level: int = 0
    #: Whether a blank line stands below headings.
    airy: bool = True
    #: Which of the dated touches is the nearest.
    near: int = 0


def find_place(
    body: Body,
    items: Sequence[LogItem],
    touch: NewTouch,
    *,
    newest_first: bool | None = None,
) -> Spot:
    """The place among the touches of a log, which all have a day.

    `newest_first`: the order of the log, where that is known already.
    """
    if is_newest_first(items) if newest_first is None else newest_first:
        later = (at for at, item in enumerate(items) if not _is_later(item, touch))
        at = next(later, None)
        after = at is None
        place = len(items) - 1 if at is None else at
    else:
        earlier = [at for at, item in enumerate(items) if not _is_later(item, touch)]
        after, place = bool(earlier), earlier[-1] if earlier else 0
    before_heading = not after and place and _level(body, items[place])
    if before_heading and not _level(body, items[place - 1]):
        # Rather behind the list item above that heading.
        after, place = True, place - 1
    level = _level(body, items[place])
    if level:
        return _beside_heading(body, items, place, level, after=after)
    return _beside_item(body, items, place, after=after)


def find_first_place(body: Body, headings: tuple[str, ...], language: Language) -> Spot:
    """The place for the first touch of a note: below its log heading, or a new one."""
    for line in body.parsed.lines:
        if line.role == "heading" and is_log_heading(line.text, headings):
            return _below_heading(body, line)
    name = "記録" if language == "ja" else "Log"
    if not is_log_heading(name, headings) and headings:
        name = headings[0]
    airy = _is_airy(body)
    heading = (f"## {name}", "") if airy else (f"## {name}",)
    block = trailing_block(body)
    below = len(body.raw) if block is None else block - 1
    parted = below == 0 or body.is_blank(below)
    before = heading if parted else ("", *heading)
    behind = () if block is None else ("",)
    return Spot(below, before=before, behind=behind)


def section_end(body: Body, heading: BodyLine) -> int:
    """The last line that is not blank of what stands under a heading.

    Up to the next one of its level or higher, or a trailing `%%` block.
    """
    following = (
        line.line
        for line in body.parsed.lines
        if line.role == "heading"
        and line.line > heading.line
        and line.level <= heading.level
    )
    return _last_before(body, heading.line, next(following, None))


def trailing_block(body: Body) -> int | None:
    """The line on which the `%%` blocks at a note's end begin; None without any.

    Kanban and Excalidraw keep their data there, and must find it last.
    """
    found: int | None = None
    last = body.last
    while last >= body.parsed.body_line:
        text = body.line(last).strip()
        if not text.endswith("%%"):
            break
        first = last
        if text == "%%" or not text.startswith("%%"):
            first = last - 1
            while first >= body.parsed.body_line:
                if body.line(first).strip().startswith("%%"):
                    break
                first -= 1
            else:
                break
        found, last = first, first - 1
        while last >= body.parsed.body_line and body.is_blank(last):
            last -= 1
    return found


def _last_before(body: Body, first: int, end: int | None) -> int:
    if end is None:
        block = trailing_block(body)
        end = block if block is not None and block > first else len(body.raw) + 1
    last = end - 1
    while last > first and body.is_blank(last):
        last -= 1
    return last


def _is_later(item: LogItem, touch: NewTouch) -> bool:
    if item.on != touch.on:
        return item.on is not None and item.on > touch.on
    return bool(item.time and touch.time and item.time > touch.time)


def _level(body: Body, item: LogItem) -> int:
    found = living(body.parsed, item.line)
    return 0 if found is None else found.level


def _beside_item(
    body: Body, items: Sequence[LogItem], place: int, *, after: bool
) -> Spot:
    item = items[place]
    blank = ("",) if _is_loose(body, items, place) else ()
    if after:
        below = item_end(body, item.line)
        return Spot(below, item, after=True, before=blank, near=place)
    return Spot(item.line - 1, item, behind=blank, near=place)


def _beside_heading(
    body: Body, items: Sequence[LogItem], place: int, level: int, *, after: bool
) -> Spot:
    item = items[place]
    airy = body.is_blank(item.line + 1)
    parted = body.is_blank(item.line - 1) or (place == 0 and not after)
    blank = ("",) if parted else ()
    heading = living(body.parsed, item.line)
    if not after or heading is None:
        return Spot(
            item.line - 1, item, behind=blank, level=level, airy=airy, near=place
        )
    below = section_end(body, heading)
    return Spot(
        below, item, after=True, before=blank, level=level, airy=airy, near=place
    )


def _is_loose(body: Body, items: Sequence[LogItem], place: int) -> bool:
    """Whether blank lines part the list items there."""
    for upper in (place, place - 1):
        if 0 <= upper < len(items) - 1:
            lower = items[upper + 1]
            if not _level(body, items[upper]) and not _level(body, lower):
                above = item_end(body, items[upper].line)
                return above == lower.line - 2 and body.is_blank(above + 1)
    return False


def _below_heading(body: Body, heading: BodyLine) -> Spot:
    """In a log that holds no touch yet: at the end of what it holds."""
    following = (
        line.line
        for line in body.parsed.lines
        if line.role == "heading" and line.line > heading.line
    )
    end = next(following, None)
    last = _last_before(body, heading.line, end)
    airy = _is_airy(body)
    if last == heading.line:
        parted = body.is_blank(last + 1)
        below = last + 1 if parted else last
        before = ("",) if airy and not parted else ()
    else:
        found = living(body.parsed, last)
        in_list = found is not None and found.role in {"item", "task"}
        below, before = last, () if in_list else ("",)
    tight = below < len(body.raw) and not body.is_blank(below + 1)
    return Spot(below, before=before, behind=("",) if tight and airy else ())


def _is_airy(body: Body) -> bool:
    """Whether the note has blank lines below its headings; true when nothing tells."""
    for line in body.parsed.lines:
        if line.role == "heading" and line.line < len(body.raw):
            return body.is_blank(line.line + 1)
    return True
