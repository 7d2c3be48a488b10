"""Laws of daily-note names: what was written is read again, and nothing else is."""

from __future__ import annotations

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from nettrack_md.note.moment import DayMatcher, format_day
from nettrack_md.note.moment.locales import LOCALES
from nettrack_md.note.moment.tokens import FORMATTERS, week_of

days = st.dates(date(1000, 1, 10), date(9999, 12, 20))
# Two digits of a year tell one of these only.
recent = st.dates(date(1969, 1, 10), date(2068, 12, 20))
locales = st.sampled_from(sorted(LOCALES))
tokens = st.sampled_from([*FORMATTERS, "L", "LL", "LLL", "LLLL", "l", "ll", "LT"])
literals = st.sampled_from(
    [
        "-",
        "/",
        " ",
        "[x]",
        "[Week] ",
        "年",
        "月",
        "日",
        "(",
        ")",
        ".",
        "_",
        "\\M",
        "[7]",
    ]
)
enough = st.sampled_from(
    [
        ("YYYY", "MM", "DD"), ("YYYY", "M", "D"), ("YY", "MMM", "Do"), ("YYYY", "DDDo"),
        ("GGGG", "WW", "E"), ("gggg", "ww", "e"), ("gg", "wo", "dddd"), ("LL",), ("L",),
        ("GG", "W", "dd"), ("YYYYYY", "MMMM", "DD", "ddd"), ("Y", "Mo", "D"),
    ]
)  # fmt: skip


@st.composite
def formats(draw: st.DrawFn) -> str:
    pieces = [draw(literals).join(draw(st.permutations(draw(enough))))]
    pieces += draw(st.lists(st.one_of(tokens, literals), max_size=3))
    return "".join(draw(st.permutations(pieces)))


@given(recent, formats(), locales)
def test_a_day_that_was_written_is_read_again(day: date, fmt: str, locale: str):
    matcher = DayMatcher(fmt, locale)
    assume(matcher.determines_day)

    assert matcher.match(format_day(day, fmt, locale)) == day


@given(days, locales, locales, st.sampled_from(
    ["YYYY-MM-DD", "YYYY-MM-DD(ddd)", "YYYY/MM/YYYY-MM-DD dddd", "MMMM Do, YYYY",
     "D. MMM YYYY", "YYYY年M月D日(dd)", "YYYY-DDDD", "GGGG-[W]WW-E", "dddd GGGG/W"],
))  # fmt: skip
def test_the_language_of_the_writer_does_not_matter(
    day: date, writer: str, reader: str, fmt: str
):
    assert DayMatcher(fmt, reader).match(format_day(day, fmt, writer)) == day


@given(st.text(max_size=12), formats())
def test_what_is_read_is_what_would_be_written_somewhere(text: str, fmt: str):
    matcher = DayMatcher(fmt)
    day = matcher.match(text)

    assert day is None or matcher.match(format_day(day, fmt)) == day


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_format_and_no_text_raise(fmt: str, text: str):
    matcher = DayMatcher(fmt)

    assert matcher.match(text) is None or matcher.determines_day
    assert isinstance(format_day(date(2026, 11, 20), fmt), str)


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
def test_three_numbers_are_a_day_of_the_calendar_or_none(year, month, day):
    found = DayMatcher("YYYY-MM-DD").match(f"{year:04d}-{month:02d}-{day:02d}")

    try:
        assert found == date(year, month, day)
    except ValueError:
        assert found is None


@given(st.dates())
def test_iso_weeks_are_those_of_the_standard_library(day: date):
    assert week_of(day, 1, 3) == day.isocalendar()[:2]


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)), locales)
def test_a_week_is_one_number_from_its_first_day_to_its_last(day: date, locale: str):
    words = LOCALES[locale]
    place = (day.isoweekday() - words.week_starts) % 7
    first = date.fromordinal(day.toordinal() - place)

    numbers = {
        week_of(
            date.fromordinal(first.toordinal() + n),
            words.week_starts,
            words.week_anchor,
        )
        for n in range(7)
    }

    assert numbers == {week_of(day, words.week_starts, words.week_anchor)}
