"""The tokens of a moment.js format, and what each makes of a day."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nettrack_md.note.moment.locales import Locale

Formatter: TypeAlias = "Callable[[date, Locale], str]"

# In moment's own order: at each place the first that fits is the token.
_TOKEN = re.compile(
    r"\[[^\[]*\]|\\?(?:[Hh]mm(?:ss)?|Mo|MM?M?M?|Do|DDDo|DD?D?D?|ddd?d?|do?|w[o|w]?"
    r"|W[o|W]?|Qo?|N{1,5}|YYYYYY|YYYYY|YYYY|YY|y{2,4}|yo?|gg(?:ggg?)?|GG(?:GGG?)?"
    r"|e|E|a|A|hh?|HH?|kk?|mm?|ss?|S{1,9}|x|X|zz?|ZZ?|.)"
)
_LOCAL = re.compile(r"\[[^\[]*\]|\\?(?:LTS|LT|LL?L?L?|l{1,4})")


def split_format(fmt: str, locale: Locale) -> Iterator[tuple[str, bool]]:
    """The pieces of a format in order: (token, True) or (literal text, False)."""
    long = _LOCAL.sub(lambda found: locale.formats.get(found[0], found[0]), fmt)
    for token in _TOKEN.findall(long):
        if token in FORMATTERS:
            yield token, True
        elif len(token) > 1 and token[0] == "[":
            yield token[1:].removesuffix("]"), False
        else:
            yield token.replace("\\", ""), False


def week_of(day: date, starts: int, anchor: int) -> tuple[int, int]:
    """(year, number) of the week that holds `day`.

    `starts` is its first weekday, 0 for Sunday; a week belongs to the year of the
    day at the place `anchor` in it, from 0: 6 in en and ja, 3 by ISO.
    """
    year, place = day.year, (day.isoweekday() - starts) % 7
    of_year = day.timetuple().tm_yday + anchor - place
    if of_year < 1:
        year -= 1
        of_year += days_in(year)
    elif of_year > days_in(year):
        of_year -= days_in(year)
        year += 1
    return year, (of_year - 1) // 7 + 1


def days_in(year: int) -> int:
    """How many days a year has."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 366 if leap else 365


def era_of(day: date, locale: Locale) -> tuple[int, str, str, str]:
    """(year of the era, its name, its sign, its letter)."""
    written = day.isoformat()
    era = next(era for era in locale.eras if written >= era[0])
    _, zero, name, sign, letter = era
    return day.year - zero, name, sign, letter


_EPOCH = date(1970, 1, 1).toordinal()
_Read: TypeAlias = "Callable[[date, Locale], int]"

_NUMBERS: dict[str, _Read] = {
    "Y": lambda day, _: day.year,
    "M": lambda day, _: day.month,
    "D": lambda day, _: day.day,
    "DDD": lambda day, _: day.timetuple().tm_yday,
    "Q": lambda day, _: (day.month + 2) // 3,
    "d": lambda day, _: day.isoweekday() % 7,
    "e": lambda day, locale: (day.isoweekday() - locale.week_starts) % 7,
    "E": lambda day, _: day.isoweekday(),
    "g": lambda day, locale: week_of(day, locale.week_starts, locale.week_anchor)[0],
    "w": lambda day, locale: week_of(day, locale.week_starts, locale.week_anchor)[1],
    "G": lambda day, _: week_of(day, 1, 3)[0],
    "W": lambda day, _: week_of(day, 1, 3)[1],
    "y": lambda day, locale: era_of(day, locale)[0],
}
# Token to what it counts and how many digits it has at least.
_PADDED = {
    "Y": ("Y", 4), "YYYY": ("Y", 4), "YYYYY": ("Y", 5),
    "M": ("M", 1), "MM": ("M", 2), "D": ("D", 1), "DD": ("D", 2),
    "DDD": ("DDD", 1), "DDDD": ("DDD", 3), "Q": ("Q", 1),
    "d": ("d", 1), "e": ("e", 1), "E": ("E", 1),
    "w": ("w", 1), "ww": ("w", 2), "W": ("W", 1), "WW": ("W", 2),
    "gggg": ("g", 4), "ggggg": ("g", 5), "GGGG": ("G", 4), "GGGGG": ("G", 5),
    "y": ("y", 1), "yy": ("y", 2), "yyy": ("y", 3), "yyyy": ("y", 4),
}  # fmt: skip
_ORDINALS = {"Mo": "M", "Do": "D", "DDDo": "DDD", "Qo": "Q", "do": "d", "wo": "w",
             "Wo": "W", "yo": "y"}  # fmt: skip
# A day as such has no time: it is its own midnight, in UTC.
_STILL = {
    "H": "0", "HH": "00", "h": "12", "hh": "12", "k": "24", "kk": "24",
    "m": "0", "mm": "00", "s": "0", "ss": "00",
    "hmm": "1200", "hmmss": "120000", "Hmm": "000", "Hmmss": "00000",
    "Z": "+00:00", "ZZ": "+0000", "z": "", "zz": "",
    **{"S" * digits: "0" * digits for digits in range(1, 10)},
}  # fmt: skip
_WORDS: dict[str, Formatter] = {
    "MMM": lambda day, locale: locale.months_short[day.month - 1],
    "MMMM": lambda day, locale: locale.months[day.month - 1],
    "dd": lambda day, locale: locale.weekdays_min[day.isoweekday() % 7],
    "ddd": lambda day, locale: locale.weekdays_short[day.isoweekday() % 7],
    "dddd": lambda day, locale: locale.weekdays[day.isoweekday() % 7],
    "YY": lambda day, _: f"{day.year % 100:02d}",
    "YYYYYY": lambda day, _: f"+{day.year:06d}",
    "gg": lambda day, locale: f"{_NUMBERS['g'](day, locale) % 100:02d}",
    "GG": lambda day, locale: f"{_NUMBERS['G'](day, locale) % 100:02d}",
    "A": lambda _, locale: locale.meridiems[0][1],
    "a": lambda _, locale: locale.meridiems[0][2],
    "N": lambda day, locale: era_of(day, locale)[3],
    "NN": lambda day, locale: era_of(day, locale)[3],
    "NNN": lambda day, locale: era_of(day, locale)[3],
    "NNNN": lambda day, locale: era_of(day, locale)[1],
    "NNNNN": lambda day, locale: era_of(day, locale)[2],
    "X": lambda day, _: str((day.toordinal() - _EPOCH) * 86_400),
    "x": lambda day, _: str((day.toordinal() - _EPOCH) * 86_400_000),
}


def _padded(token: str) -> Formatter:
    kind, digits = _PADDED[token]
    read = _NUMBERS[kind]
    return lambda day, locale: f"{read(day, locale):0{digits}d}"


def _ordinal(token: str) -> Formatter:
    kind = _ORDINALS[token]
    read = _NUMBERS[kind]
    return lambda day, locale: locale.ordinal(read(day, locale), kind)


def _still(token: str) -> Formatter:
    text = _STILL[token]
    return lambda _day, _locale: text


#: Token to what it makes of a day.
FORMATTERS: dict[str, Formatter] = {
    **{token: _padded(token) for token in _PADDED},
    **{token: _ordinal(token) for token in _ORDINALS},
    **{token: _still(token) for token in _STILL},
    **_WORDS,
}
