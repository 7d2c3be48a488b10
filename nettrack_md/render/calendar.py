"""A year of touches as a picture: standalone SVG, for light and dark, with its words.

A square a day, in one of three shades for what the day held at most. No square says how
often, and nobody is named but the one whom the picture is of.
"""

from __future__ import annotations

from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING

from nettrack_md.model.dates import week_of
from nettrack_md.render.markdown import one_line
from nettrack_md.render.wording import words
from nettrack_md.render.wording.calendar_words import calendar_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from nettrack_md.insight.shape.yearbook import Year
    from nettrack_md.model.dates import Weekday
    from nettrack_md.model.rules import Language

#: Width of a day with the gap behind it, and without, in pixels.
_STEP, _SIDE = 14, 11
#: Where the first day stands.
_LEFT, _TOP = 38, 44
_BELOW = 34
#: Shades that differ in lightness, so that they differ without colour too; light, dark.
_SHADES = {
    "empty": ("#ebedf0", "#21262d"),
    "named": ("#a6cbe3", "#1f4e79"),
    "word": ("#4292c6", "#4a90d9"),
    "talk": ("#08306b", "#b9dcff"),
}
_INK = ("#24292f", "#d0d7de")


def render_calendar(
    year: Year, *, language: Language, week_starts: Weekday = "monday", name: str = ""
) -> str:
    """The picture, the same bytes for the same year; `name`: whose it is, if one's."""
    said = calendar_words(language)
    title = said.title(year.first, year.last, one_line(name))
    begins = week_of(year.first, week_starts).begins
    weeks = (year.last - begins).days // 7 + 1
    width = _LEFT + weeks * _STEP + 10
    height = _TOP + 7 * _STEP + _BELOW
    described = said.description(year.quiet, empty=not year.days)
    parts = [
        _opening(width, height, language),
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(described)}</desc>',
        f"<style>{_style()}</style>",
        f'<text x="{_LEFT}" y="16" class="head">{escape(title)}</text>',
        *_months(year, begins, language),
        *_weekdays(begins, language),
        *_days(year, begins, language),
        *_legend(language, height),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _opening(width: int, height: int, language: Language) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="img" lang="{language}"'
        ' aria-labelledby="title desc">'
    )


def _style() -> str:
    def shades(at: int) -> str:
        fills = (f".{name}{{fill:{each[at]}}}" for name, each in _SHADES.items())
        return f"text{{fill:{_INK[at]}}}" + "".join(fills)

    fonts = "text{font:10px system-ui,sans-serif}.head{font-size:13px;font-weight:600}"
    return f"{fonts}{shades(0)}@media (prefers-color-scheme:dark){{{shades(1)}}}"


def _days(year: Year, begins: date, language: Language) -> Iterator[str]:
    said, depths = calendar_words(language), dict(year.days)
    for number in range((year.last - year.first).days + 1):
        day = year.first + timedelta(days=number)
        x, y = _place(day, begins)
        depth = depths.get(day)
        box = f'<rect x="{x}" y="{y}" width="{_SIDE}" height="{_SIDE}" rx="2"'
        if depth is None:
            yield f'{box} class="empty"/>'
        else:
            on = words.day(day, language)
            what = escape(f"{on}: {said.depths[depth]}")
            yield f'{box} class="{depth}"><title>{what}</title></rect>'


def _place(day: date, begins: date) -> tuple[int, int]:
    week, row = divmod((day - begins).days, 7)
    return _LEFT + week * _STEP, _TOP + row * _STEP


def _months(year: Year, begins: date, language: Language) -> Iterator[str]:
    said = calendar_words(language)
    month = year.first.replace(day=1)
    while month <= year.last:
        shown = max(month, year.first)
        x, _ = _place(shown, begins)
        # A month of which only the last days are seen leaves its place to the next.
        after = (month + timedelta(days=32)).replace(day=1)
        if (after - shown).days > 13 or after > year.last:
            yield f'<text x="{x}" y="{_TOP - 8}">{said.months[month.month - 1]}</text>'
        month = after


def _weekdays(begins: date, language: Language) -> Iterator[str]:
    said = calendar_words(language)
    for row in (0, 2, 4):
        day = begins + timedelta(days=row)
        y = _TOP + row * _STEP + 9
        yield f'<text x="4" y="{y}">{said.weekdays[day.weekday()]}</text>'


def _legend(language: Language, height: int) -> Iterator[str]:
    said = calendar_words(language)
    x, y = _LEFT, height - 20
    for depth in ("talk", "word", "named"):
        yield (
            f'<rect x="{x}" y="{y}" width="{_SIDE}" height="{_SIDE}" rx="2"'
            f' class="{depth}"/>'
        )
        label = said.depths[depth]
        yield f'<text x="{x + _STEP + 2}" y="{y + 9}">{escape(label)}</text>'
        x += _STEP + 16 + sum(11 if ord(char) > 0x2E80 else 6 for char in label)
