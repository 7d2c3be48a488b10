"""Days in the format strings of moment.js, in which Obsidian names daily notes.

`format_day` writes what Obsidian would; `DayMatcher` reads it again, whatever the
language of the device that wrote it.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from nettrack_md.note.moment.locales import choose_locale
from nettrack_md.note.moment.matcher import DayMatcher
from nettrack_md.note.moment.tokens import FORMATTERS, split_format

__all__ = ["DayMatcher", "format_day", "parse_day"]


def format_day(day: date, fmt: str, locale: str = "en") -> str:
    """`day` in the moment format `fmt`; a time in it is that of midnight, UTC.

    Formats of weeks are formats too: `gggg-[W]ww` counts weeks as the locale does.
    An unknown locale is read as its language, an unknown language as English.
    """
    words = choose_locale(locale)
    return "".join(
        FORMATTERS[piece](day, words) if is_token else piece
        for piece, is_token in _pieces(fmt, locale)
    )


@lru_cache(maxsize=64)
def _pieces(fmt: str, locale: str) -> tuple[tuple[str, bool], ...]:
    return tuple(split_format(fmt, choose_locale(locale)))


def parse_day(text: str, fmt: str, locale: str = "en") -> date | None:
    """The day that `text` names in the format `fmt`; see `DayMatcher.match`.

    Whoever reads many texts keeps a `DayMatcher` instead.
    """
    return _matcher(fmt, locale).match(text)


@lru_cache(maxsize=64)
def _matcher(fmt: str, locale: str) -> DayMatcher:
    return DayMatcher(fmt, locale)
