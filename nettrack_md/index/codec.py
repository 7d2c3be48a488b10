"""Plain values of records, and the bytes that SQLite keeps of them."""

from __future__ import annotations

import marshal
from datetime import date
from functools import lru_cache
from typing import Any

from nettrack_md.model.dates import PartialDate
from nettrack_md.model.periods import Period
from nettrack_md.model.records import Link, Touch

#: Stands between texts that are kept as one. YAML allows it in no value but by an
#: escape; where it is in one all the same, the texts are kept apart.
SEPARATOR = "\x1f"

# Marshal is the fastest codec of the standard library and needs no import of its own.
# Its format may change with Python, so Python's version is part of the stamp; and
# nobody but the user can write the file. Version 2 shares nothing between values,
# which for records as small as ours is quicker both ways.
_MARSHAL_VERSION = 2
unpack = marshal.loads

_day_of = date.fromordinal


def pack(value: Any) -> bytes:  # noqa: ANN401
    """The bytes of plain values."""
    return marshal.dumps(value, _MARSHAL_VERSION)


def join(texts: tuple[str, ...]) -> str | tuple[str, ...]:
    """Texts as one, where they can be taken apart again."""
    joined = SEPARATOR.join(texts)
    if joined and joined.count(SEPARATOR) == len(texts) - 1:
        return joined
    return texts


def split(kept: str | tuple[str, ...]) -> tuple[str, ...]:
    """The texts of `join`."""
    return tuple(kept.split(SEPARATOR)) if isinstance(kept, str) else kept


def ordinal(day: date | None) -> int | None:
    """A day as SQLite keeps and compares it."""
    return None if day is None else day.toordinal()


def day_of(number: int | None) -> date | None:
    """The day of an ordinal."""
    return None if number is None else _day_of(number)


def period_parts(period: Period | None) -> tuple[int, str] | None:
    """A period as plain values."""
    return None if period is None else (period.count, period.unit)


@lru_cache(maxsize=256)
def period_of(parts: Any) -> Period | None:  # noqa: ANN401
    """The period of its plain values; people share few of them."""
    return None if parts is None else Period(*parts)


def partial_parts(on: PartialDate | None) -> tuple[int, int, int | None] | None:
    """A partial date as plain values."""
    return None if on is None else (on.month, on.day, on.year)


def link_parts(link: Link | None) -> tuple[str, str, int] | None:
    """A link as plain values."""
    return None if link is None else (link.target, link.display, link.line)


def touch_parts(touch: Touch | None) -> tuple[Any, ...] | None:
    """A touch as plain values, in the order of its fields."""
    if touch is None:
        return None
    return (
        touch.on.toordinal(),
        touch.kind,
        touch.source,
        touch.path,
        touch.line,
        touch.direction,
        touch.time,
        touch.text,
        touch.tags,
        touch.restarts,
        touch.place,
        link_parts(touch.who),
    )


def touch_of(parts: Any) -> Touch | None:  # noqa: ANN401
    """The touch of its plain values."""
    if parts is None:
        return None
    (
        on, kind, source, path, line, direction, time, text, tags, restarts, place, who,
    ) = parts  # fmt: skip
    return Touch(
        _day_of(on), kind, source, path, line, direction, time, text, tags, restarts,
        place, who and Link(*who),
    )  # fmt: skip
