"""Targets of single words: moment formats, settings, days and periods, templates."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from nettrack_md.app.plain.days import cut_day_before, cut_day_behind, parse_day
from nettrack_md.app.plain.kinds import guess
from nettrack_md.app.plain.words import tell, tell_plan
from nettrack_md.app.settings import read_settings
from nettrack_md.errors import SettingsInvalid, UsageFault
from nettrack_md.model.dates import (
    find_day,
    parse_date,
    parse_day_range,
    parse_partial_date,
    parse_week,
)
from nettrack_md.model.periods import NotAPeriod, parse_period
from nettrack_md.note.moment import DayMatcher, format_day
from nettrack_md.note.moment.locales import LOCALES
from nettrack_md.note.regions import find_regions
from nettrack_md.people.folding import fold_name
from nettrack_md.people.kana import romaji_key
from nettrack_md.render.engine import render_trusted
from nettrack_md.render.views import page_view
from tests.builders import TODAY
from tests.editing import KINDS
from tests.torture.fuzzing.header import ROOT
from tests.torture.fuzzing.targets import Target
from tests.torture.fuzzing.text import PIECES as TEXT
from tests.unit.render.samples import link, person, review, standings

if TYPE_CHECKING:
    from random import Random

    from nettrack_md.model.dates import Weekday
    from nettrack_md.model.rules import Language

FIRST, DAYS = date(1970, 1, 10), 36_000
_LOCALES = sorted(LOCALES)
TOKENS = (
    "YYYY", "YY", "Y", "YYYYYY", "MM", "M", "MMM", "MMMM", "Mo", "DD", "D", "Do",
    "DDD", "DDDD", "DDDo", "ddd", "dddd", "dd", "d", "E", "e", "GGGG", "GG", "gggg",
    "gg", "WW", "W", "wo", "ww", "w", "Q", "Qo", "L", "LL", "LLL", "LLLL", "l", "ll",
    "LT", "X", "x", "HH", "mm", "A", "ZZ", "N",
)  # fmt: skip
FORMATS = (
    "YYYY-MM-DD", "YYYY/MM/DD", "YYYY-MM-DD dddd", "gggg-[W]ww-E", "D MMMM YYYY", "LL",
    "YYYY年M月D日", "YY.MM.DD", "GGGG-[W]WW/YYYY-MM-DD", "Do MMM YYYY", "DDDo YYYY",
)  # fmt: skip
NUMBERS = ("1", "30", "20261120", "2026-11-20", "Nov", "11月", "金", "Friday", "1st")
SETTINGS = (
    'language = "ja"\n', 'timezone = "Asia/Tokyo"\n', "capacity = 5\n", "capacity = -1\n",
    'week_starts = "sunday"\n', 'ignore = ["a/*"]\n', "[contacts]\n", "[tiers]\n",
    'folders = ["People"]\n', 'close = "30d"\n', "[log]\n", 'headings = ["Log"]\n',
    "[kinds]\n", 'call = ["ring"]\n', "[touches]\n", "mentions = false\n", "[render]\n",
    'folder = "Network"\n', 'review = "R {week}.md"\n', "[watch]\n", "settle = 30\n",
    "[[report]]\n", 'template = "x.md.j2"\n', 'path = "X.md"\n', "[seasons]\n",
    "obon = true\n", "[properties]\n", 'tier = ["ring"]\n', "[daily]\n", "[review]\n",
    'format = "YYYY-MM-DD"\n', "[greetings]\n", "# comment\n", "new_year = 1\n",
)  # fmt: skip
TOML_PIECES = (
    "=", "[", "]", "[[", "]]", "{", "}", '"', "'", '"""', "'''", "#", ",", ".", "\n",
    "\r\n", "\r", "\t", " ", "\\", "\\u0000", "\\ud800", "1e999", "nan", "-inf", "0x1F",
    "9" * 30, "1979-05-27T07:32:00Z", "07:32:00", "true", "null", "é", "葵", "\0",
    "\ufeff", "..", "../x", "/etc/x", "{week}", "{day}", "a.b = 1\n", "1", "-", "_",
    *SETTINGS,
)  # fmt: skip
SAID = (
    "lunch near the station yesterday", "last friday", "3日前", "Nov 18", "来週",
    "call with Ann on monday", "先週の金曜に電話", "by friday send the deck", "in 3 weeks",
    "来週 資料を送る", "11/18", "2026-11-18 10:30 call", "the day before yesterday",
    "昨日 10:30 会った", "next month", "end of the month", "月末", "月曜までに送る",
    "email <- asked about rates", "29 feb", "令和8年11月20日", "two weeks ago", "次の火曜",
)  # fmt: skip
WORDS = (
    " ", "  ", ",", "、", "。", ":", "：", "-", "–", "->", "<-", "at ", "on ", "by ",
    "of ", "until ", "last ", "next ", "this ", "ago", "in ", "days", "weeks", "month",
    "year", "monday", "fri", "Nov", "18", "1", "0", "99999999", "2026", "-1", "/", ".",
    "昨日", "明日", "一昨日", "来週", "先月", "曜", "月", "火", "日", "前", "後", "まで",
    "に", "の", "は", "二", "十", "３", "\u3000", "\n", "\t", "call", "電話", "\u0301",
    "th", "noon", "10:30", "25:61", "令和", "元", "年", "週間", "ヶ月", "か", "\0", "𠮷",
    "\ud800", "²", "௧", "٣", "Ⅷ", "㍻", "㋀", "ǅ",
)  # fmt: skip
PERIODS = ("30", "30d", "6w", "3m", "1y", "weekly", "毎週", "半年", "none", "2 weeks")
DATES = (
    "1990-05-14", "05-14", "--05-14", "2026/11/20", "2026年11月20日", "令和8年11月20日",
    "[[2026-11-20]]", "2026-11-20T10:30", "03-20..04-05", "2014-03-10 wedding",
    "2026-W47", "昭和64年1月8日", "明治元年1月25日", "２０２６．１１．２０", "12-25..01-03",
)  # fmt: skip


@lru_cache(maxsize=512)
def _matcher(fmt: str, locale: str) -> DayMatcher:
    return DayMatcher(fmt, locale)


def write_formats(fmt: str, chance: Random) -> None:
    """A day written in any format is read again, where the format tells a day."""
    locale = _LOCALES[int(chance.random() * len(_LOCALES))]
    day = FIRST + timedelta(int(chance.random() * DAYS))
    written = format_day(day, fmt, locale)
    matcher = DayMatcher(fmt, locale)
    found = matcher.match(written)
    assert found == day if matcher.determines_day else found is None, written


def read_day_names(name: str, chance: Random) -> None:
    """Any name is a day or none."""
    fmt = FORMATS[int(chance.random() * len(FORMATS))]
    found = _matcher(fmt, _LOCALES[int(chance.random() * 8) % len(_LOCALES)]).match(
        name
    )
    assert found is None or isinstance(found, date)


def read_toml(text: str, _: Random) -> None:
    """Any text is settings, or problems each with its line."""
    try:
        read_settings(text)
    except SettingsInvalid as invalid:
        assert invalid.problems
        last = text.count("\n") + 2
        for problem in invalid.problems:
            assert 0 <= problem.line <= last
            assert problem.code == "bad-setting"


def tell_days(text: str, chance: Random) -> None:
    """Any words name a day, or none, or are refused with a sentence."""
    ahead = chance.random() < 0.5
    starts: Weekday = "sunday" if chance.random() < 0.3 else "monday"
    parse_day(text, TODAY, ahead=ahead, starts=starts)
    for cut in (cut_day_before, cut_day_behind):
        found = cut(text, TODAY, ahead=ahead, starts=starts)
        assert found is None or len(found.rest) <= len(text)
    guess(text, KINDS)
    for said in (
        lambda: tell(text, today=TODAY, kinds=KINDS, starts=starts),
        lambda: tell_plan(text, today=TODAY, starts=starts),
    ):
        try:
            said()
        except UsageFault as refused:
            assert str(refused)


def parse_values(text: str, _: Random) -> None:
    """Any text is a date, a period, a range, a week, a name, or none."""
    with suppress(NotAPeriod):
        parse_period(text)
    parse_date(text)
    parse_partial_date(text)
    parse_day_range(text)
    parse_week(text)
    found = find_day(text)
    assert found is None or found.length <= len(text)
    assert fold_name(fold_name(text)) == fold_name(text)
    romaji_key(text)


def render_pages(text: str, chance: Random) -> None:
    """Whatever a name or a line holds, a page has its regions, and none besides."""
    # A note's own texts are lines; what breaks a line ends it where it is read.
    words = " ".join(text.split()) or "x"
    odd = person("Odd")
    odd = replace(odd, contact=replace(odd.contact, name=words))
    week = review()
    changed = (
        replace(week.picks[0], person=odd)
        if hasattr(week.picks[0], "person")
        else week.picks[0]
    )
    owed = tuple(replace(one, text=words) for one in week.owed)
    week = replace(week, picks=(changed, *week.picks[1:]), owed=owed)
    language: Language = "ja" if chance.random() < 0.5 else "en"
    view = page_view(week, standings(), today=TODAY, language=language, link=link)
    name = "weekly_review.md.j2" if chance.random() < 0.7 else "overdue.md.j2"
    page = render_trusted(name, view)
    regions = find_regions(page)
    assert regions.faults == ()
    assert len(regions.regions) == len(re.findall("(?m)^<!-- nettrack:begin ", page))


TARGETS: tuple[Target, ...] = (
    Target("formats of days", write_formats, FORMATS,
           (*TOKENS, "-", "/", " ", "[x]", "[", "]", "年", "(", ".", "_", "\\", "[7]",
            "1", "é", "\u0301", "葵", "*", "+", "?", "^", "$", "|"), 300_000,
           ("nettrack_md.note.moment",), ()),
    Target("names of days", read_day_names, ("2026-11-20", "2026-W47-5", "20 November 2026",
           "2026年11月20日", "20th Nov 2026", "26.11.20", "2026-11-20 Friday"),
           (*NUMBERS, "-", "/", " ", ".", "W", "年", "\0", "é", "\u0301", "²", "٣"),
           1_750_000, ("nettrack_md.note.moment",), ()),
    Target("settings", read_toml, ((ROOT / "sample_vault/nettrack.toml").read_text(),),
           TOML_PIECES, 300_000, ("nettrack_md.app.settings",), SETTINGS),
    Target("words into days", tell_days, SAID, WORDS, 300_000,
           ("nettrack_md.app.plain", "nettrack_md.note.leads"), ()),
    Target("dates and periods", parse_values, DATES + PERIODS, (*WORDS, *DATES, *PERIODS),
           1_000_000, ("nettrack_md.model",), ()),
    Target("pages", render_pages, SAID, (*TEXT, "{{", "}}", "{%", "<b>", "<%*", "|"),
           5_000, ("nettrack_md.render",), ()),
)  # fmt: skip
