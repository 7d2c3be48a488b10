"""Put a touch into a note's own log, amend it, take it out again.

A touch goes to its date's place in the note's own order. Where one touch, or all of
the same day, tell no order, the newest goes on top, as the reader takes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.edit.body import (
    SWALLOWED,
    insert,
    item_end,
    living,
    open_body,
    verify_inserted,
)
from nettrack_md.note.edit.log_place import (
    find_first_place,
    find_place,
    section_end,
)
from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.edit.touch_line import (
    Lead,
    find_lead,
    find_touch_style,
    render_sub,
    render_touch,
)
from nettrack_md.note.leads import find_date
from nettrack_md.note.log import LogItem, read_log
from nettrack_md.note.parse import parse_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.model.rules import Language
    from nettrack_md.note.edit.body import Body
    from nettrack_md.note.edit.log_place import Spot
    from nettrack_md.note.edit.touch_line import NewTouch
    from nettrack_md.note.kinds import KindWords
    from nettrack_md.note.parsed import BodyLine, ParsedNote

_UNLIKE = "the touch would not read back as wished"
_MOVED = "the touch does not stand on that line any more"


class _Reading(NamedTuple):
    headings: tuple[str, ...]
    kinds: KindWords

    def items(self, parsed: ParsedNote) -> tuple[LogItem, ...]:
        return read_log(parsed.lines, headings=self.headings, kinds=self.kinds)


def append_touch(
    text: str,
    touch: NewTouch,
    *,
    headings: Sequence[str],
    language: Language,
    kinds: KindWords,
) -> str:
    """`text` with the touch in its log, written as the touches beside it are.

    A note without a log gets a heading, `## Log` or `## 記録`, at its end but above
    trailing `%%` blocks. Raises EditRefused.
    """
    body = open_body(text)
    reading = _Reading(tuple(headings), kinds)
    items = reading.items(body.parsed)
    dated = [item for item in items if item.on is not None]
    if dated:
        spot = find_place(body, dated, touch)
    else:
        spot = find_first_place(body, reading.headings, language)
    style = find_touch_style(body, dated, spot.near, language)
    line = render_touch(touch, style, kinds)
    lines, place = _layout(body, spot, line, touch)
    after = insert(body, spot.below, lines)
    parsed = verify_inserted(body, after, spot.below, len(lines))
    number = spot.below + 1 + place
    _verify(items, reading.items(parsed), parsed, touch, number=number, line=line)
    return after


def amend_touch(text: str, line: int, more: Sequence[str]) -> str:
    """`text` with `more` lines below the touch, or other list item, on a line.

    Raises EditRefused.
    """
    body = open_body(text)
    found = _require_line(body, line)
    if found.role == "heading":
        below, lead = section_end(body, found), Lead("", "", "- ")
    else:
        below = item_end(body, line)
        item = LogItem(None, "", "", "", "", (), True, line, below)  # noqa: FBT003
        lead = find_lead(body, item, after=False)
    lines = render_sub(more, lead)
    if not lines:
        return text
    after = insert(body, below, lines)
    verify_inserted(body, after, below, len(lines))
    return after


def remove_touch(text: str, line: int, expected: str) -> str:
    """`text` without the touch on a line and what is indented below it.

    `expected` is that line as it was written, bullet and all; when it is another by
    now, the edit is refused. In a list with blank lines between, one goes with it.
    """
    body = open_body(text)
    if not 0 < line <= len(body.raw) or body.line(line) != expected.rstrip("\r\n"):
        raise EditRefused(_MOVED, line)
    found = _require_line(body, line)
    if find_date(found.text) is None:
        raise EditRefused(_MOVED, line)
    first, last = _extent(body, found)
    kept = [*body.raw[: first - 1], *body.raw[last:]]
    if last == len(body.raw) and kept and not body.raw[-1].endswith("\n"):
        kept[-1] = kept[-1].removesuffix("\n").removesuffix("\r")
    after = "".join(kept)
    _verify_removed(body, after, first, last)
    return after


def _require_line(body: Body, line: int) -> BodyLine:
    found = living(body.parsed, line)
    if found is None or found.role == "plain":
        raise EditRefused(_MOVED, line)
    return found


def _extent(body: Body, found: BodyLine) -> tuple[int, int]:
    """First and last line of a touch, with the blank line that parts it from others."""
    first = found.line
    if found.role == "heading":
        last = section_end(body, found)
    else:
        last = item_end(body, first)
    if not body.is_blank(first - 1):
        return first, last
    if body.is_blank(last + 1) and last + 1 < len(body.raw):
        return first, last + 1
    above = first - 1
    while body.is_blank(above):
        above -= 1
    before = living(body.parsed, above)
    at_end = last >= len(body.raw)
    if at_end and before is not None and before.role != "heading":
        return first - 1, last
    return first, last


def _layout(
    body: Body, spot: Spot, line: str, touch: NewTouch
) -> tuple[list[str], int]:
    """The lines to insert, and the touch's place among them."""
    if spot.level:
        lead = Lead(f"{'#' * spot.level} ", "", "- ")
    elif spot.beside is None:
        lead = Lead()
    else:
        lead = find_lead(body, spot.beside, after=spot.after)
    sub = render_sub(touch.sub, lead)
    if spot.level and sub and spot.airy:
        sub = ["", *sub]
    return [*spot.before, lead.mark + line, *sub, *spot.behind], len(spot.before)


def _verify(
    old: Sequence[LogItem],
    items: Sequence[LogItem],
    parsed: ParsedNote,
    touch: NewTouch,
    *,
    number: int,
    line: str,
) -> None:
    """The touch must be the line that was written, the others what they were."""
    if living(parsed, number) is None:
        raise EditRefused(SWALLOWED, number)
    new = next((item for item in items if item.line == number), None)
    rest = [item for item in items if item.line != number]
    read = living(parsed, number)
    if (
        new is None
        or read is None
        or read.text != line
        or new.on != touch.on
        or len(rest) != len(old)
        or any(_told(one) != _told(other) for one, other in zip(rest, old, strict=True))
        or sum(1 for one in touch.sub if one.strip()) != _living_below(parsed, new)
    ):
        raise EditRefused(_UNLIKE, number)


def _told(item: LogItem) -> tuple[object, ...]:
    return (*item[:7], item.sub)


def _living_below(parsed: ParsedNote, item: LogItem) -> int:
    return sum(item.line < line.line <= item.end_line for line in parsed.lines)


def _verify_removed(body: Body, after: str, first: int, last: int) -> None:
    parsed, old = parse_note("", after), body.parsed
    count = last - first + 1
    wish = [
        one if one.line < first else one._replace(line=one.line - count)
        for one in old.lines
        if not first <= one.line <= last
    ]
    same = (parsed.bom, parsed.header, parsed.regions) == (
        old.bom, old.header, old.regions,
    )  # fmt: skip
    if list(parsed.lines) != wish or not same:
        raise EditRefused("what stands below the touch is tied to it", first)
