"""What the picture of a year says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.render.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from nettrack_md.insight.shape.yearbook import Depth
    from nettrack_md.model.rules import Language


class CalendarWords(NamedTuple):
    """The words of one language."""

    #: First day, last day, whose year it is or empty.
    title: Callable[[date, date, str], str]
    depths: Mapping[Depth, str]
    months: Sequence[str]
    #: From Monday on.
    weekdays: Sequence[str]
    every_day: str
    no_day: str
    quiet: Callable[[str], str]
    no_quiet: str
    month: Callable[[date], str]
    language: Language

    def description(self, quiet: Sequence[date], *, empty: bool) -> str:
        """What there is to see, for whoever does not see it."""
        if empty:
            return self.no_day
        months = words.listed([self.month(day) for day in quiet], self.language)
        return f"{self.every_day} {self.quiet(months) if months else self.no_quiet}"


def calendar_words(language: Language) -> CalendarWords:
    """The words of that language."""
    return _JA if language == "ja" else _EN


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip


def _title_en(first: date, last: date, name: str) -> str:
    whose = f"A year with {name}" if name else "A year of touches"
    return f"{whose}, {_day(first, 'en')} – {_day(last, 'en')}"


def _title_ja(first: date, last: date, name: str) -> str:
    whose = f"{name}との一年" if name else "やりとりの一年"
    return f"{whose}、{_day(first, 'ja')}〜{_day(last, 'ja')}"


def _day(on: date, language: Language) -> str:
    return words.words_of(language).day(on, weekday=False, year=True)


_EN = CalendarWords(
    _title_en,
    {"talk": "talked", "word": "wrote or gave", "named": "only mentioned"},
    tuple(month[:3] for month in _MONTHS),
    ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "A square for each day, week by week from left to right; the darkest are days of "
    "talk, then of messages, letters and gifts, then of mere mention.",
    "A square for each day; none of them is filled yet.",
    lambda months: f"Without a touch: {months}.",
    "No whole month is without a touch.",
    lambda day: f"{_MONTHS[day.month - 1]} {day.year}",
    "en",
)
_JA = CalendarWords(
    _title_ja,
    {"talk": "会った・話した", "word": "便り・贈り物", "named": "名前が出ただけ"},
    tuple(f"{month}月" for month in range(1, 13)),
    tuple("月火水木金土日"),
    "一日ひとつの四角を、週ごとに左から右へ並べています。色の濃い順に、会った・話した日、"
    "便りや贈り物の日、名前が出ただけの日です。",
    "一日ひとつの四角。色のついた日はまだありません。",
    lambda months: f"やりとりのない月: {months}。",
    "まるまる静かな月はありません。",
    lambda day: f"{day.year}年{day.month}月",
    "ja",
)
