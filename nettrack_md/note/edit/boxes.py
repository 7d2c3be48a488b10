"""Tick, find and add the checkboxes that are promises (contract section 8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nettrack_md.model.rules import LOG_HEADINGS
from nettrack_md.note.edit.body import (
    MARK,
    SWALLOWED,
    insert,
    item_end,
    living,
    open_body,
    verify_inserted,
)
from nettrack_md.note.edit.log_place import trailing_block
from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.leads import find_date
from nettrack_md.note.log import is_log_heading
from nettrack_md.note.parse import parse_note
from nettrack_md.note.parsed import BodyLine
from nettrack_md.note.regions import find_regions
from nettrack_md.note.tasks import read_task

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from nettrack_md.note.edit.body import Body

_TASK = re.compile(r"\s*(?:[-*+]|[・･]|\d{1,9}[.)])\s*\[(.)\](?=\s|$)\s*(.*)")
_BREAKS = re.compile("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_MOVED = "no task of that text stands on that line any more"


def tick_box(text: str, line: int, expected_text: str, box: str) -> str:
    """`text` with `box` (one character) in the task's box: one character changes.

    `expected_text` is the task's text, whole as it is typed or in words alone
    (`tasks.Task.text`); when the line holds another by now, the edit is refused.
    Boxes in rendered regions can be ticked too. The same box gives the same text.
    """
    if len(box) != 1 or _BREAKS.search(box):
        raise EditRefused("a box holds one character", line)
    body = open_body(text)
    found = _find_box(body, line)
    task = None if found is None else _read(found[2], line, found[1])
    if found is None or task is None or expected_text not in task:
        raise EditRefused(_MOVED, line)
    at = sum(map(len, body.raw[: line - 1])) + found[0]
    after = text[:at] + box + text[at + 1 :]
    return _verified(body, after, line, box)


def find_task(text: str, promise_text: str) -> tuple[int, ...]:
    """The lines, in order, of the tasks with that text (as `tasks.Task` reads it)."""
    return tuple(
        line.line
        for line in parse_note("", text).lines
        if line.role == "task" and promise_text in {read_task(line).text, line.text}
    )


def append_promise(
    text: str,
    promise: str,
    due: date | None,
    *,
    theirs: bool = False,
    headings: Sequence[str] = LOG_HEADINGS,
) -> str:
    """`text` with an open box for a promise: `- [ ] send the deck 📅 2026-11-25`.

    It goes behind the last open box outside of the log, written as that one is; else
    to the end of the part above the log; `<- ` makes it theirs. Raises EditRefused.
    """
    if _BREAKS.search(promise) or not promise.strip():
        raise EditRefused("a promise is one line of text", 1)
    body = open_body(text)
    below, mark, before, behind = _find_place(body, tuple(headings))
    words = f"{'<- ' if theirs else ''}{promise.strip()}"
    words += f" 📅 {due.isoformat()}" if due is not None else ""
    lines = [*before, mark + words, *behind]
    after = insert(body, below, lines)
    parsed = verify_inserted(body, after, below, len(lines))
    number = below + 1 + len(before)
    read = living(parsed, number)
    if read is None:
        raise EditRefused(SWALLOWED, number)
    task, alone = read_task(read), read_task(read._replace(text=promise.strip()))
    wish = (alone.text, theirs or alone.theirs, due or alone.due_on)
    if (
        (read.role, read.text) != ("task", words)
        or not task.open
        or (task.text, task.theirs, task.due_on) != wish
    ):
        raise EditRefused("the promise would not read back as wished", number)
    return after


def _read(text: str, line: int, box: str) -> set[str]:
    read = BodyLine(line, "task", 0, 0, box, text)
    return {text, read_task(read).text} if text else set()


def _find_box(body: Body, line: int) -> tuple[int, str, str] | None:
    """Where on its line the box's character is, that character, and the task's text."""
    if not 0 < line <= len(body.raw):
        return None
    read = living(body.parsed, line)
    if (read is None or read.role != "task") and not _is_rendered(body, line):
        return None
    found = _TASK.match(body.line(line))
    return None if found is None else (found.start(1), found[1], found[2].strip())


def _is_rendered(body: Body, line: int) -> bool:
    parsed = body.parsed
    covered = find_regions(parsed.body, parsed.body_line).covered
    return any(first < line < last for first, last in covered)


def _verified(body: Body, after: str, line: int, box: str) -> str:
    new, old = parse_note("", after), body.parsed
    wish = tuple(
        one._replace(box=box) if one.line == line else one for one in old.lines
    )
    if new.lines != wish or new.header != old.header or new.regions != old.regions:
        raise EditRefused("the box would not read back as wished", line)
    return after


def _find_place(
    body: Body, headings: tuple[str, ...]
) -> tuple[int, str, tuple[str, ...], tuple[str, ...]]:
    """The line to go below, the bullet with its box, and lines to put around."""
    log = _first_of_log(body, headings)
    last = _last_open(body)
    if last is not None:
        found = MARK.match(body.line(last.line))
        indent, bullet = (found[1], found[2]) if found else ("", "- ")
        return item_end(body, last.line), f"{indent}{bullet}[ ] ", (), ()
    below = (log if log is not None else trailing_block(body) or len(body.raw) + 1) - 1
    while below >= body.parsed.body_line and body.is_blank(below):
        below -= 1
    above = living(body.parsed, below)
    in_list = above is not None and above.role in {"item", "task"}
    # The blank line above the log serves for the one above the promise.
    before = () if in_list or below == 0 else ("",)
    rest = below + 1 <= len(body.raw) and not body.is_blank(below + 1)
    return below, "- [ ] ", before, ("",) if rest else ()


def _first_of_log(body: Body, headings: tuple[str, ...]) -> int | None:
    """The line on which the log begins: its heading, else its first touch."""
    lines = body.parsed.lines
    for line in lines:
        if line.role == "heading" and is_log_heading(line.text, headings):
            return line.line
    for line in lines:
        if line.role != "plain" and find_date(line.text) is not None:
            return line.line
    return None


def _last_open(body: Body) -> BodyLine | None:
    """The last open box that is not part of a touch."""
    found: BodyLine | None = None
    until = 0
    for line in body.parsed.lines:
        if line.line <= until:
            continue
        if line.role == "item" and find_date(line.text) is not None:
            until = item_end(body, line.line)
        elif line.role == "task" and read_task(line).open:
            found = line
    return found
