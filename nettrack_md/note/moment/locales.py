"""The words and week rules of the locales that date formats are written in.

The values are those of moment.js 2.29.4, which Obsidian formats the names of daily
and weekly notes with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Locale:
    """How one language writes days. All weekdays begin with Sunday."""

    months: tuple[str, ...]
    months_short: tuple[str, ...]
    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    weekdays_min: tuple[str, ...]
    #: First day of a week, 0 is Sunday.
    week_starts: int
    #: The place in a week, from 0, of the day whose year the week belongs to.
    week_anchor: int
    #: What the tokens LTS, LT, LLLL … l stand for.
    formats: Mapping[str, str]
    #: A number as an ordinal; the second argument is the token it counts.
    ordinal: Callable[[int, str], str]
    #: First hour of each part of the day, its name in capitals and without.
    meridiems: tuple[tuple[int, str, str], ...] = ((0, "AM", "am"), (12, "PM", "pm"))
    #: Eras, newest first: first day (ISO), year that counts as 0, name, sign, letter.
    eras: tuple[tuple[str, int, str, str, str], ...] = (
        ("0001-01-01", 0, "Anno Domini", "AD", "AD"),
    )


def _english_ordinal(number: int, _: str) -> str:
    if number % 100 in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _german_ordinal(number: int, _: str) -> str:
    return f"{number}."


def _french_ordinal(number: int, counted: str) -> str:
    if counted == "D":
        return "1er" if number == 1 else str(number)
    if counted in {"w", "W"}:
        return "1re" if number == 1 else f"{number}e"
    return "1er" if number == 1 else f"{number}e"


def _japanese_ordinal(number: int, counted: str) -> str:
    if counted == "y":
        return "元年" if number == 1 else f"{number}年"
    return f"{number}日" if counted in {"d", "D", "DDD"} else str(number)


def _chinese_ordinal(number: int, counted: str) -> str:
    words = {"d": "日", "D": "日", "DDD": "日", "M": "月", "w": "周", "W": "周"}
    return f"{number}{words.get(counted, '')}"


def _formats(*long: str, **short: str) -> dict[str, str]:
    formats = dict(zip(("LT", "LTS", "L", "LL", "LLL", "LLLL"), long, strict=True))
    for name in ("L", "LL", "LLL", "LLLL"):
        # In small letters: the same with shorter words and no zeros in front.
        formats[name.lower()] = re.sub(
            "MMMM|MM|DD|dddd", lambda token: token[0][1:], formats[name]
        )
    return formats | short


_EN_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
_EN_DAYS = (
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
)  # fmt: skip
_NUMBERED_MONTHS = tuple(f"{number}月" for number in range(1, 13))

_EN = Locale(
    months=_EN_MONTHS,
    months_short=tuple(month[:3] for month in _EN_MONTHS),
    weekdays=_EN_DAYS,
    weekdays_short=tuple(day[:3] for day in _EN_DAYS),
    weekdays_min=tuple(day[:2] for day in _EN_DAYS),
    week_starts=0,
    week_anchor=6,
    formats=_formats(
        "h:mm A", "h:mm:ss A", "MM/DD/YYYY", "MMMM D, YYYY", "MMMM D, YYYY h:mm A",
        "dddd, MMMM D, YYYY h:mm A",
    ),
    ordinal=_english_ordinal,
)  # fmt: skip

_EN_GB = replace(
    _EN,
    week_starts=1,
    week_anchor=3,
    formats=_formats(
        "HH:mm", "HH:mm:ss", "DD/MM/YYYY", "D MMMM YYYY", "D MMMM YYYY HH:mm",
        "dddd, D MMMM YYYY HH:mm",
    ),
)  # fmt: skip

_JA = Locale(
    months=_NUMBERED_MONTHS,
    months_short=_NUMBERED_MONTHS,
    weekdays=tuple(f"{day}曜日" for day in "日月火水木金土"),
    weekdays_short=tuple("日月火水木金土"),
    weekdays_min=tuple("日月火水木金土"),
    week_starts=0,
    week_anchor=6,
    formats=_formats(
        "HH:mm", "HH:mm:ss", "YYYY/MM/DD", "YYYY年M月D日", "YYYY年M月D日 HH:mm",
        "YYYY年M月D日 dddd HH:mm",
        l="YYYY/MM/DD", llll="YYYY年M月D日(ddd) HH:mm",
    ),
    ordinal=_japanese_ordinal,
    meridiems=((0, "午前", "午前"), (12, "午後", "午後")),
    eras=(
        ("2019-05-01", 2018, "令和", "㋿", "R"),
        ("1989-01-08", 1988, "平成", "㍻", "H"),
        ("1926-12-25", 1925, "昭和", "㍼", "S"),
        ("1912-07-30", 1911, "大正", "㍽", "T"),
        ("1873-01-01", 1867, "明治", "㍾", "M"),
        ("0001-01-01", 0, "西暦", "AD", "AD"),
    ),
)  # fmt: skip

_DE = Locale(
    months=(
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
        "September", "Oktober", "November", "Dezember",
    ),
    months_short=(
        "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sep.", "Okt.",
        "Nov.", "Dez.",
    ),
    weekdays=(
        "Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag",
    ),
    weekdays_short=("So.", "Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa."),
    weekdays_min=("So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"),
    week_starts=1,
    week_anchor=3,
    formats=_formats(
        "HH:mm", "HH:mm:ss", "DD.MM.YYYY", "D. MMMM YYYY", "D. MMMM YYYY HH:mm",
        "dddd, D. MMMM YYYY HH:mm",
    ),
    ordinal=_german_ordinal,
)  # fmt: skip

_FR = Locale(
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
        "septembre", "octobre", "novembre", "décembre",
    ),
    months_short=(
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.",
        "oct.", "nov.", "déc.",
    ),
    weekdays=(
        "dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
    ),
    weekdays_short=("dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."),
    weekdays_min=("di", "lu", "ma", "me", "je", "ve", "sa"),
    week_starts=1,
    week_anchor=3,
    formats=_formats(
        "HH:mm", "HH:mm:ss", "DD/MM/YYYY", "D MMMM YYYY", "D MMMM YYYY HH:mm",
        "dddd D MMMM YYYY HH:mm",
    ),
    ordinal=_french_ordinal,
)  # fmt: skip

_ZH_CN = Locale(
    months=tuple(f"{month}月" for month in (
        *"一二三四五六七八九十", "十一", "十二",
    )),
    months_short=_NUMBERED_MONTHS,
    weekdays=tuple(f"星期{day}" for day in "日一二三四五六"),
    weekdays_short=tuple(f"周{day}" for day in "日一二三四五六"),
    weekdays_min=tuple("日一二三四五六"),
    week_starts=1,
    week_anchor=3,
    formats=_formats(
        "HH:mm", "HH:mm:ss", "YYYY/MM/DD", "YYYY年M月D日", "YYYY年M月D日Ah点mm分",
        "YYYY年M月D日ddddAh点mm分",
        lll="YYYY年M月D日 HH:mm", llll="YYYY年M月D日dddd HH:mm",
    ),
    ordinal=_chinese_ordinal,
    meridiems=tuple(
        (hour, name, name) for hour, name in (
            (0, "凌晨"), (6, "早上"), (9, "上午"),
            (12, "中午"), (13, "下午"), (18, "晚上"),
        )
    ),
)  # fmt: skip

#: By moment's own names, in small letters.
LOCALES: dict[str, Locale] = {
    "en": _EN, "en-gb": _EN_GB, "ja": _JA, "de": _DE, "fr": _FR, "zh-cn": _ZH_CN,
}  # fmt: skip


def choose_locale(name: str) -> Locale:
    """The locale of that name, else of its language, else English, as moment does."""
    wanted = name.lower().replace("_", "-")
    language = wanted.partition("-")[0]
    return LOCALES.get(wanted) or LOCALES.get(language) or _EN
