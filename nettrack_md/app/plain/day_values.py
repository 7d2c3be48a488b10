"""What a form of a day stands for: a match of `day_forms` to its day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.app.plain.day_forms import MONTHS, NUMBERS
from nettrack_md.model.dates import Weekday, week_of
from nettrack_md.model.periods import Period, Unit

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

_UNITS: dict[str, Unit] = {
    "d": "d", "w": "w", "m": "m", "y": "y", "日": "d", "週": "w", "年": "y",
}  # fmt: skip
_WEEKDAYS = {
    **{name: at for at, name in enumerate(("mo", "tu", "we", "th", "fr", "sa", "su"))},
    **{name: at for at, name in enumerate("月火水木金土日")},
}
#: Days from today.
_RELATIVE = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0,
    "this evening": 0, "yesterday": -1, "last night": -1, "tomorrow": 1,
    "day before yesterday": -2, "day after tomorrow": 2,
    "今日": 0, "本日": 0, "きょう": 0, "今朝": 0, "今晩": 0, "今夜": 0, "昨日": -1,
    "きのう": -1, "昨夜": -1, "昨晩": -1, "ゆうべ": -1, "一昨日": -2, "おととい": -2,
    "おとつい": -2, "一昨々日": -3, "さきおととい": -3, "明日": 1, "あした": 1,
    "あす": 1, "明後日": 2, "あさって": 2, "明々後日": 3, "しあさって": 3,
}  # fmt: skip
#: Spans that stand for a day ahead.
_AHEAD = {
    "next week": Period(1, "w"), "next month": Period(1, "m"),
    "next year": Period(1, "y"), "来週": Period(1, "w"), "再来週": Period(2, "w"),
    "来月": Period(1, "m"), "再来月": Period(2, "m"), "来年": Period(1, "y"),
}  # fmt: skip


_LOOSE = ("on_wd", "bare_en", "bare_ja", "m1", "m2", "m3", "m4", "vague", "vague_ja")


class Asked(NamedTuple):
    """What a form is understood by."""

    today: date
    ahead: bool
    starts: Weekday


def find_group(found: re.Match[str], *names: str) -> str | None:
    """What the first of these groups that took part holds."""
    groups = found.groupdict()
    return next((groups[name] for name in names if groups.get(name)), None)


def is_firm(found: re.Match[str]) -> bool:
    """Not a bare weekday, nor a month and a day: these may belong to the story."""
    return find_group(found, *_LOOSE) is None


def find_day_of(found: re.Match[str], asked: Asked) -> date | None:
    """The day that a form stands for; None when there is no such day."""
    for name, resolve in _RESOLVERS:
        if find_group(found, name) is not None:
            try:
                return resolve(found, asked)
            except (ValueError, OverflowError):
                return None
    return None


def _relative(found: re.Match[str], asked: Asked) -> date:
    words = " ".join((find_group(found, "rel_en", "rel_ja") or "").casefold().split())
    return asked.today + timedelta(_RELATIVE[words.removeprefix("the ")])


def _span_of(found: re.Match[str], number: str, unit: str) -> Period:
    count = NUMBERS.get(found[number].casefold()) or int(found[number])
    letter = found[unit][0].casefold()
    return Period(count, _UNITS.get(letter, "m"))


def _before(today: date, span: Period) -> date:
    if span.unit in "dw":
        return today - timedelta(span.count * (7 if span.unit == "w" else 1))
    months = today.year * 12 + today.month - 1
    year, month = divmod(months - span.count * (12 if span.unit == "y" else 1), 12)
    # A month before 31 March is the last day of February.
    return date(year, month + 1, min(today.day, _last_day(year, month + 1)))


def _last_day(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(1)).day


def _ago(found: re.Match[str], asked: Asked) -> date:
    return _before(asked.today, _span_of(found, "n1", "u1"))


def _in(found: re.Match[str], asked: Asked) -> date:
    return _span_of(found, "n2", "u2").after(asked.today)


def _span_ja(found: re.Match[str], asked: Asked) -> date:
    span = _span_of(found, "n3", "u3")
    return (
        _before(asked.today, span) if found["dir"] == "前" else span.after(asked.today)
    )


def _weekday_en(found: re.Match[str], asked: Asked) -> date:
    which = (find_group(found, "which") or "").casefold()
    wanted = _WEEKDAYS[
        (find_group(found, "wd", "on_wd", "bare_en") or "")[:2].casefold()
    ]
    if which == "next":
        return _in_week(asked, 1, wanted)
    if which == "this":
        return _in_week(asked, 0, wanted)
    if which == "coming" or (asked.ahead and which not in {"last", "past"}):
        return _nearest(asked.today, wanted, 1)
    return _nearest(asked.today, wanted, -1)


def _nearest(today: date, wanted: int, step: int) -> date:
    """The nearest such weekday before (-1) or after (1) today, never today itself."""
    days = (wanted - today.weekday()) * step % 7 or 7
    return today + timedelta(days * step)


def _in_week(asked: Asked, weeks: int, wanted: int) -> date:
    """A weekday of the week that is so many weeks away from this one."""
    begins = week_of(asked.today, asked.starts).begins
    return begins + timedelta(weeks * 7 + (wanted - begins.weekday()) % 7)


_WEEKS_JA = {"先々週": -2, "先週": -1, "今週": 0, "来週": 1, "再来週": 2}


def _weekday_ja(found: re.Match[str], asked: Asked) -> date:
    wanted = _WEEKDAYS[find_group(found, "wd_ja", "bare_ja") or ""]
    week = find_group(found, "week_ja")
    if week in _WEEKS_JA:
        return _in_week(asked, _WEEKS_JA[week], wanted)
    ahead = week in {"次", "今度"} or (asked.ahead and week is None)
    return _nearest(asked.today, wanted, 1 if ahead else -1)


def _calendar(found: re.Match[str], asked: Asked) -> date:
    year = find_group(found, "y0", "y1", "y2", "y3")
    named = find_group(found, "m1", "m2")
    month = (
        MONTHS[named[:3].casefold()]
        if named
        else int(find_group(found, "m0", "m3", "m4") or 0)
    )
    day = int(find_group(found, "d0", "d1", "d2", "d3", "d4") or 0)
    if year:
        return date(int(year), month, day)
    return _without_year(month, day, asked)


def _without_year(month: int, day: int, asked: Asked) -> date:
    """The latest such day up to today, or the next from today on."""
    step = 1 if asked.ahead else -1
    for year in range(asked.today.year, asked.today.year + 9 * step, step):
        try:
            on = date(year, month, day)
        except ValueError:
            continue  # 29 February
        if (on >= asked.today) if asked.ahead else (on <= asked.today):
            return on
    raise ValueError(month, day)


def _month_day_ja(found: re.Match[str], asked: Asked) -> date:
    months = {"先月": -1, "今月": 0, "来月": 1}[found["month_ja"]]
    count = asked.today.year * 12 + asked.today.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, int(found["day_ja"]))


def _ahead_span(found: re.Match[str], asked: Asked) -> date:
    words = " ".join(
        (find_group(found, "ahead_en", "ahead_ja") or "").casefold().split()
    )
    today = asked.today
    if words in _AHEAD:
        return _AHEAD[words].after(today)
    if "weekend" in words or "週末" in words:
        return today + timedelta((5 - today.weekday()) % 7)
    if words == "来月末":
        later = Period(1, "m").after(today)
        return later.replace(day=_last_day(later.year, later.month))
    if "week" in words:
        return week_of(today, asked.starts).ends
    return today.replace(day=_last_day(today.year, today.month))


_RESOLVERS: tuple[tuple[str, Callable[[re.Match[str], Asked], date]], ...] = (
    ("rel_en", _relative), ("rel_ja", _relative), ("n1", _ago), ("n2", _in),
    ("n3", _span_ja), ("wd", _weekday_en), ("on_wd", _weekday_en),
    ("bare_en", _weekday_en),
    ("wd_ja", _weekday_ja), ("bare_ja", _weekday_ja), ("month_ja", _month_day_ja),
    ("d0", _calendar), ("d1", _calendar), ("d2", _calendar), ("d3", _calendar),
    ("d4", _calendar),
    ("ahead_en", _ahead_span), ("ahead_ja", _ahead_span),
)  # fmt: skip
