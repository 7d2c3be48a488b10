"""Days far off, zones and clocks: what a note says about time never stops an answer."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nettrack_md.app.asking import overdue, review, show, week_asked, why
from nettrack_md.app.clock import day_at
from nettrack_md.app.exporting import ExportWishes, export
from nettrack_md.app.pages.publish import plan_render
from nettrack_md.app.practice.briefs import briefs
from nettrack_md.errors import UsageFault
from nettrack_md.model.dates import later, parse_week, week_of
from tests.drive import nettrack
from tests.torture.days import ZONES
from tests.unit.app.small_vault import vault

if TYPE_CHECKING:
    from pathlib import Path

FAR = st.one_of(
    st.dates(),
    st.sampled_from([date.min, date.max, date(9999, 12, 1), date(2024, 2, 29)]),
)
TODAYS = st.dates(date(101, 1, 1), date(9899, 12, 31))
NOTE = """\
---
type: contact
tier: close
{key}: {day}
dates: [{day} wedding]
---
- [ ] send it 📅 {day}

## Log
- {day} email <- a question?
- {day} meet: at the pier #got
- {day} intro: [[Ada]] <-> [[Ben]] asked
"""
KEYS = (
    "snooze", "next", "met", "mourning", "trouble", "birthday", "last_contact",
    "created",
)  # fmt: skip


@settings(max_examples=12)
@example(key="snooze", day=date.max, today=date(2026, 11, 20))
@example(key="trouble", day=date.max, today=date(2026, 11, 20))
@example(key="next", day=date.min, today=date(2026, 11, 20))
@given(key=st.sampled_from(KEYS), day=FAR, today=TODAYS)
def test_a_day_far_off_stops_no_answer(key: str, day: date, today: date) -> None:
    note = NOTE.format(key=key, day=day.isoformat())
    ws = replace(vault(Ada=note, Ben="---\ntype: contact\n---\n").open(), today=today)

    assert overdue(ws, everybody=True)
    assert review(ws, week_asked(ws, None)).week == week_of(today)
    assert plan_render(ws).writes
    assert show(ws, "Ada").standing.person.contact.name == "Ada"
    assert why(ws, "Ada").standing
    assert briefs(ws, ["Ada"])
    assert export(ws, ExportWishes("ics")).content


@given(st.dates(date(101, 1, 8), date(9899, 12, 24)))
def test_a_week_is_found_again_by_its_name(day: date) -> None:
    week = week_of(day)

    assert week.begins <= day <= week.ends
    assert parse_week(week.label) == week


@given(st.dates(), st.integers(-4_000_000, 4_000_000))
def test_counting_days_stays_within_time(day: date, days: int) -> None:
    number = day.toordinal() + days
    bound = min(max(number, date.min.toordinal()), date.max.toordinal())

    assert later(day, days) == date.fromordinal(bound)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be changed")
@given(st.integers(0, 4_000_000_000), st.sampled_from(ZONES))
def test_a_zone_that_is_named_means_what_the_machine_means(
    seconds: int, zone: str
) -> None:
    before = os.environ.get("TZ")
    try:
        os.environ["TZ"] = zone
        time.tzset()
        assert day_at(seconds, zone) == day_at(seconds, "")
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()


def test_the_day_that_apia_left_out_was_nobodys_today() -> None:
    midnight = (date(2011, 12, 30) - date(1970, 1, 1)).days * 86400 + 10 * 3600
    days = {day_at(midnight + hour * 3600, "Pacific/Apia") for hour in range(-30, 30)}

    assert date(2011, 12, 30) not in days
    assert {date(2011, 12, 29), date(2011, 12, 31)} <= days


@pytest.mark.parametrize(
    "words",
    [
        ("overdue", "--today", "9999-12-31"),
        ("overdue", "--today", "0001-01-01"),
        ("review", "--week", "9999-W52"),
        ("render", "--week", "0001-W01"),
        ("render", "--quarter", "0001-Q1"),
    ],
    ids=" ".join,
)
def test_a_day_that_nothing_can_be_counted_from_is_refused_in_a_sentence(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "vault/People").mkdir(parents=True)
    (tmp_path / "vault/People/Ada.md").write_text("---\ntier: close\n---\n", "utf-8")

    done = nettrack(*words, "--vault", str(tmp_path / "vault"), home=tmp_path)

    assert done.code == UsageFault.exit_code
    assert done.err.count("\n") == 1
    assert "fault of nettrack" not in done.err
