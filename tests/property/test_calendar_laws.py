"""A law of calendars: whatever an event is called, another program reads that name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nettrack_md.exchange.calendar.writer import CalendarEvent, render_calendar
from nettrack_md.exchange.texts import one_line
from tests.hostile_words import WORDS

#: What a line of a calendar ends, parts or begins by.
SHARP = st.sampled_from(
    ["\r", "\n", "\r\n", "\\n", "\\", ";", ",", ":", '"', "END:VEVENT", "\nEND:VEVENT\n",
     "\r\nBEGIN:VALARM\r\nACTION:AUDIO", "BEGIN:VCALENDAR", "SUMMARY:x", "\x00", "\x1b",
     "\u2028", "\u202e", "\x85", "表", "👩\u200d👧", "x" * 80, " ", "\t", "=", "^n", *WORDS]
)  # fmt: skip
TEXTS = st.lists(SHARP | st.text(max_size=8), min_size=1, max_size=5).map("".join)


@settings(max_examples=settings().max_examples // 2)
@given(events=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=3))
def test_another_program_reads_each_event_with_its_own_words(
    events: list[tuple[str, str, str]],
) -> None:
    icalendar = pytest.importorskip("icalendar")
    on = date(2026, 11, 20)
    made = render_calendar(
        [CalendarEvent(uid, summary, on, sort) for uid, summary, sort in events],
        events[0][0],
        today=on,
    )

    calendar = icalendar.Calendar.from_ical(made)

    read = [one for one in calendar.subcomponents if one.name == "VEVENT"]
    assert len(calendar.subcomponents) == len(read) == len(events)
    assert [str(one["SUMMARY"]) for one in read] == [one_line(s) for _, s, _ in events]
    assert [str(one["UID"]) for one in read] == [one_line(u) for u, _, _ in events]
    assert not any(one.subcomponents for one in read)
