"""What in a contact's own note says that there was a touch (contract sections 4, 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.model.problems import Problem
from nettrack_md.model.quick import quick
from nettrack_md.model.records import Touch
from nettrack_md.note.log import is_newest_first, read_log
from nettrack_md.note.tags import find_log_tags, read_meanings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from nettrack_md.note.log import LogItem
    from nettrack_md.note.parsed import BodyLine
    from nettrack_md.people.fields import Fields
    from nettrack_md.people.vocabulary import Vocabulary

_new_touch = quick(Touch)


def read_own_log(
    lines: Sequence[BodyLine], words: Vocabulary, path: str, problems: list[Problem]
) -> tuple[LogItem, ...]:
    """The log items of a contact's note that have a day that exists."""
    items = read_log(lines, headings=words.rules.log_headings, kinds=words.kinds)
    for item in items:
        if item.on is None:
            message = "the touch is dated on a day that does not exist"
            problems.append(Problem(path, item.line, "bad-date", message))
    return tuple([item for item in items if item.on is not None])


def read_log_touches(items: Sequence[LogItem], path: str) -> list[Touch]:
    """A touch for each log item that has a day, in the note's order."""
    places = _places(items)
    return [
        _new_touch(
            item.on, item.kind, "log", path, item.line, item.direction, item.time,
            item.text, _tags(item) if item.tags or item.sub else (), item.restarts,
            places.get(index, 0),
        )
        for index, item in enumerate(items)
        if item.on is not None
    ]  # fmt: skip


def _tags(item: LogItem) -> tuple[str, ...]:
    tags = item.tags
    for text in item.sub:
        if "#" in text or "＃" in text:
            tags += find_log_tags(text)
    return read_meanings(tags)


def _places(items: Sequence[LogItem]) -> dict[int, int]:
    """Index to place among the items of its day; those alone on a day are left out.

    In the order of the log, and within it by time: an item without one keeps its
    place behind the item before it.
    """
    if len({item.on for item in items}) == len(items):
        return {}
    days: dict[date | None, list[int]] = {}
    order = range(len(items))
    for index in reversed(order) if is_newest_first(items) else order:
        days.setdefault(items[index].on, []).append(index)
    places: dict[int, int] = {}
    for indexes in days.values():
        timed = sorted(_with_times((index, items[index].time) for index in indexes))
        places.update({index: place for place, (_, _, index) in enumerate(timed)})
    return places


def _with_times(
    items: Iterable[tuple[int, str]],
) -> Iterator[tuple[str, int, int]]:
    """Items in their order as sortable by time; who has none takes the one before."""
    last = ""
    for order, (index, time) in enumerate(items):
        last = time or last
        yield last, order, index


def read_property_touches(fields: Fields) -> Iterator[Touch]:
    """`last_contact`, under each of its names: evidence like any other."""
    for field in fields.known.get("last_contact", ()):
        for text in field.texts:
            day = fields.read_day(field, text)
            if day is not None and day.on is not None:
                yield _new_touch(
                    day.on, "property", "property", fields.path, field.line,
                    time=day.time,
                )  # fmt: skip
