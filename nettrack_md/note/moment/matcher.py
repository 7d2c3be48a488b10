"""Reads days that were written in a moment.js format, whatever the language."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import normalize

from nettrack_md.note.moment.locales import choose_locale
from nettrack_md.note.moment.parts import find_part
from nettrack_md.note.moment.tokens import days_in, split_format, week_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from nettrack_md.note.moment.locales import Locale
    from nettrack_md.note.moment.parts import Part

#: Field to what it may be: a number, or the weekdays that share a name.
_Fields: TypeAlias = "dict[str, frozenset[int]]"


#: Characters of a format; a name that is longer than this no folder holds, and each
#: month in a format costs a pattern of all months.
LONGEST = 250

_TOLD: dict[str, Callable[[date], int]] = {
    "Y": lambda day: day.year,
    "YY": lambda day: day.year % 100,
    "M": lambda day: day.month,
    "D": lambda day: day.day,
    "DDD": lambda day: day.timetuple().tm_yday,
    "Q": lambda day: (day.month + 2) // 3,
    "d": lambda day: day.isoweekday() % 7,
    "G": lambda day: week_of(day, 1, 3)[0],
    "GG": lambda day: week_of(day, 1, 3)[0] % 100,
    "W": lambda day: week_of(day, 1, 3)[1],
}


class DayMatcher:
    """Recognises the days that are written in one moment format.

    Names of months and weekdays may be those of any locale. `locale` decides only
    what cannot be seen: how `ww` and `e` count, and the order in formats like `L`.
    """

    def __init__(self, fmt: str, locale: str = "en") -> None:
        #: How many folders a day's name goes down: the slashes in it.
        self.levels = 0
        self._locale = words = choose_locale(locale)
        self._fields: list[Part] = []
        patterns: list[str] = []
        # Two numbers of unknown length in one run of digits can be cut in two ways.
        running, clear = False, True
        pieces = _joined(split_format(fmt, words)) if len(fmt) <= LONGEST else ()
        for text, is_token in pieces:
            if not is_token:
                self.levels += text.count("/")
                patterns.append(re.escape(normalize("NFC", text)))
                running &= not text or (text.isascii() and text.isdigit())
                continue
            part = find_part(text, after_digit=running)
            patterns.append(part.pattern)
            if part.field:
                self._fields.append(part)
            clear &= not (running and (part.varies or _counts_months(text, words)))
            running = (running or part.varies) and not part.divides
        told = {part.field for part in self._fields}
        #: Whether the format tells a whole day, and no other; else nothing matches.
        self.determines_day = clear and _suffices(told)
        self._pattern = re.compile("".join(patterns))
        self._order = _plain_order(self._fields)

    def match(self, text: str) -> date | None:
        """The day that the whole of `text` names: a file name without `.md`.

        None when it is not in this format, or names a day that does not exist,
        as 30 February or a Friday that was a Thursday.
        """
        # A format that is not clear could also take the regex very long.
        if not self.determines_day:
            return None
        composed = text if text.isascii() else normalize("NFC", text)
        found = self._pattern.fullmatch(composed)
        if found is None and composed is not text:
            # An accent of the format's own is no part of the letter before it.
            found = self._pattern.fullmatch(text)
        if found is None:
            return None
        if self._order is None:
            return self._read(found.groups())
        year, month, day = found.group(*self._order)
        return _day(int(year), int(month), int(day))

    def _read(self, texts: Sequence[str]) -> date | None:
        fields: _Fields = {}
        for part, text in zip(self._fields, texts, strict=True):
            values = _values(part, text)
            fields[part.field] = fields.get(part.field, values) & values
        days = {
            day
            for day in _candidates(fields, self._locale)
            if day is not None
            and all(
                _TOLD[field](day) in values
                for field, values in fields.items()
                if field in _TOLD
            )
        }
        return days.pop() if len(days) == 1 else None


def _joined(pieces: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """The pieces of a format, literal ones that stand side by side as one."""
    for is_token, some in groupby(pieces, key=itemgetter(1)):
        if is_token:
            yield from some
        else:
            yield "".join(text for text, _ in some), False


def _counts_months(token: str, words: Locale) -> bool:
    """Whether the token is a month like 11月, which runs into digits before it."""
    names = {"MMM": words.months_short, "MMMM": words.months}.get(token, ())
    return any(name[0].isdigit() for name in names)


def _values(part: Part, text: str) -> frozenset[int]:
    if not part.names:
        number = int(text)
        # A two-digit year is one of 1969 to 2068; Sunday is day 0 and, by ISO, 7.
        return frozenset({number % 7 if part.field == "d" else number})
    return part.names.get(text) or part.folded.get(text.casefold(), frozenset())


def _suffices(told: set[str]) -> bool:
    if told & {"Y", "YY"} and (told >= {"M", "D"} or "DDD" in told):
        return True
    if told & {"G", "GG"} and told >= {"W", "d"}:
        return True
    return bool(told & {"g", "gg"} and "w" in told and told & {"d", "e"})


def _plain_order(parts: list[Part]) -> tuple[int, int, int] | None:
    """The groups of year, month and day where each stands there once, as a number."""
    fields = [part.field for part in parts]
    if sorted(fields) != ["D", "M", "Y"] or any(part.names for part in parts):
        return None
    return fields.index("Y") + 1, fields.index("M") + 1, fields.index("D") + 1


def _candidates(fields: _Fields, locale: Locale) -> list[date | None]:
    """The days that the fields may mean, those of the calendar before weeks."""
    if not all(fields.values()):
        return []
    one = {field: min(values) for field, values in fields.items()}
    year = _full(one, "Y", "YY")
    if year is not None and "M" in one and "D" in one:
        return [_day(year, one["M"], one["D"])]
    if year is not None and "DDD" in one:
        return [_day_of_year(year, one["DDD"])]
    year = _full(one, "G", "GG")
    if year is not None and "W" in one and "d" in one:
        return [_week_day(year, one["W"], day, 1, 3) for day in fields["d"]]
    year = _full(one, "g", "gg")
    if year is None:
        return []
    starts, anchor = locale.week_starts, locale.week_anchor
    weekdays = fields.get("d") or {(one["e"] + starts) % 7}
    return [_week_day(year, one["w"], day, starts, anchor) for day in weekdays]


def _full(one: Mapping[str, int], long: str, short: str) -> int | None:
    if long in one:
        return one[long]
    if short not in one:
        return None
    return one[short] + (1900 if one[short] > 68 else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_of_year(year: int, number: int) -> date | None:
    first = _day(year, 1, 1)
    if first is None or not 1 <= number <= days_in(year):
        return None
    return first + timedelta(days=number - 1)


def _week_day(
    year: int, week: int, weekday: int, starts: int, anchor: int
) -> date | None:
    """The day of a week; None where that year has no such week."""
    first = _day(year, 1, 1)
    if first is None:
        return None
    to_anchor = (starts + anchor - first.isoweekday()) % 7
    of_year = to_anchor + 7 * (week - 1) + 1
    if not 1 <= of_year <= days_in(year):
        return None
    place = (weekday - starts) % 7
    try:
        return first + timedelta(days=of_year - 1 + place - anchor)
    except OverflowError:
        return None
