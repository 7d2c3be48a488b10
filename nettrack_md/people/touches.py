"""What in a contact's own note says that there was a touch (contract sections 4, 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nettrack_md.model.own_touches import Columns, OwnTouches
from nettrack_md.model.problems import Problem
from nettrack_md.note.log import is_newest_first, read_log
from nettrack_md.note.tags import find_log_tags, read_meanings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from nettrack_md.model.records import Source
    from nettrack_md.note.log import LogItem
    from nettrack_md.note.parsed import BodyLine
    from nettrack_md.people.fields import Fields
    from nettrack_md.people.values import Day
    from nettrack_md.people.vocabulary import Vocabulary

#: As many columns as `LogItem` has.
_NO_ITEMS: tuple[tuple[()], ...] = ((),) * 10


def read_own_log(
    lines: Sequence[BodyLine], words: Vocabulary, path: str, problems: list[Problem]
) -> tuple[LogItem, ...]:
    """The log items of a contact's note that have a day that exists."""
    items = read_log(lines, headings=words.rules.log_headings, kinds=words.kinds)
    undated = [item.line for item in items if item.on is None]
    if not undated:
        return items
    message = "the touch is dated on a day that does not exist"
    problems += [Problem(path, line, "bad-date", message) for line in undated]
    return tuple([item for item in items if item.on is not None])


def read_own_touches(items: Sequence[LogItem], fields: Fields) -> OwnTouches:
    """A touch for each log item, in the note's order, then those of `last_contact`.

    The items have days that exist.
    """
    days, times, kinds, directions, texts, tags, restarts, lines, _, sub = (
        zip(*items, strict=True) if items else _NO_ITEMS
    )
    size = len(items)
    log: Source = "log"
    columns = Columns(
        days,
        kinds,
        (log,) * size,
        lines,
        directions,
        times,
        texts,
        tuple(map(_meanings, items)) if any(tags) or any(sub) else ((),) * size,
        restarts,
        _places(items),
    )
    for day, line in _property_days(fields):
        one: tuple[Any, ...] = (
            day.on, "property", "property", line, "", day.time, "", (), True, 0
        )  # fmt: skip
        longer = [(*column, each) for column, each in zip(columns, one, strict=True)]
        columns = Columns._make(longer)
    return OwnTouches(fields.path, columns)


def _meanings(item: LogItem) -> tuple[str, ...]:
    if not item.tags and not item.sub:
        return ()
    tags = item.tags
    for text in item.sub:
        if "#" in text or "＃" in text:
            tags += find_log_tags(text)
    return read_meanings(tags)


def _places(items: Sequence[LogItem]) -> Sequence[int]:
    """The place of each among the items of its day; 0 for those alone on a day.

    In the order of the log, and within it by time: an item without one keeps its
    place behind the item before it.
    """
    places = [0] * len(items)
    if len({item.on for item in items}) == len(items):
        return places
    days: dict[date | None, list[int]] = {}
    order = range(len(items))
    for index in reversed(order) if is_newest_first(items) else order:
        days.setdefault(items[index].on, []).append(index)
    for indexes in days.values():
        timed = sorted(_with_times((index, items[index].time) for index in indexes))
        for place, (_, _, index) in enumerate(timed):
            places[index] = place
    return places


def _with_times(
    items: Iterable[tuple[int, str]],
) -> Iterator[tuple[str, int, int]]:
    """Items in their order as sortable by time; who has none takes the one before."""
    last = ""
    for order, (index, time) in enumerate(items):
        last = time or last
        yield last, order, index


def _property_days(fields: Fields) -> Iterator[tuple[Day, int]]:
    """`last_contact`, under each of its names: evidence like any other."""
    for field in fields.known.get("last_contact", ()):
        for text in field.texts:
            day = fields.read_day(field, text)
            if day is not None and day.on is not None:
                yield day, field.line
