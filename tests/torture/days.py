"""Every day of twelve years, in zones of every sort: answers by the local calendar.

What a day is, is compared with the C library's own reckoning; what is answered on it,
with what was answered the day before.
"""

from __future__ import annotations

import os
import time
from calendar import isleap
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from nettrack_md.app.asking import overdue, review, week_asked
from nettrack_md.app.clock import day_at
from nettrack_md.model.dates import parse_week, week_of
from tests.drive import nettrack
from tests.torture.figures import Figure, Run
from tests.unit.app.small_vault import vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.insight.values import Review, Standing

#: Both ways of summer time, an offset of quarters, a day that was left out, half an
#: hour of summer time, a fast of no summer time, and both ends of the day.
ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Tokyo",
    "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia",
    "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/St_Johns",
)  # fmt: skip
#: Apia left 30 December 2011 out; 2020 and 2026 have 53 weeks.
_FIRST, _LAST = date(2019, 1, 1), date(2030, 12, 31)
_HOURS = range(
    (date(2011, 1, 1) - date(1970, 1, 1)).days * 24,
    (date(2023, 1, 1) - date(1970, 1, 1)).days * 24,
)

NOTES = {
    "Leap_Born": "---\ntype: contact\ntier: close\nbirthday: 2000-02-29\n---\n"
    "## Log\n- 2018-11-30 meet: x\n",
    "Leap_Bare": "---\ntype: contact\nbirthday: --02-29\ncadence: 1y\n---\n"
    "## Log\n- 2016-02-29 meet: x\n",
    "Month_End": "---\ntype: contact\ncadence: 1m\nbirthday: 1990-12-31\n---\n"
    "## Log\n- 2018-12-31 meet: x\n",
    "New_Year": "---\ntype: contact\ncadence: 2w\nbirthday: 01-01\n---\n"
    "## Log\n- 2018-12-30 call: x\n",
    "Busy_One": "---\ntype: contact\ncadence: 30d\nbusy: 12-20..01-10\n---\n"
    "## Log\n- 2018-12-01 call: x\n- [ ] send it 📅 2020-12-31\n",
    "Snoozed": "---\ntype: contact\ncadence: 30d\nsnooze: 2024-02-29\n---\n"
    "## Log\n- 2018-12-01 call: x\n",
    "Next_One": "---\ntype: contact\ncadence: 1y\nnext: 2026-12-31\n---\n"
    "## Log\n- 2018-12-01 call: x\n",
    "Ever": "---\ntype: contact\ncadence: 1y\nsnooze: 9999-12-31\n---\n"
    "## Log\n- 2018-12-01 call: x\n",
    "Loose_A": "---\ntype: contact\ntier: loose\n---\n## Log\n- 2010-01-01 meet: x\n",
    "Loose_B": "---\ntype: contact\ntier: loose\n---\n## Log\n- 2011-01-01 meet: x\n",
}
_SETTINGS = "capacity = 4\n\n[seasons]\nnew_year = true\nobon = true\n"


def torture(run: Run) -> Iterator[Figure]:
    """The calendar, the answers of each day, and the real command; see the module."""
    yield _calendars(run)
    yield from _answers(run)
    yield from _commands(run)


# --- what day it is ---


def _calendars(run: Run) -> Figure:
    hours = _HOURS[:: max(1, len(_HOURS) // run.share(len(_HOURS), 3000))]
    wrong = 0
    for zone in ZONES:
        with _machine_in(zone):
            for hour in hours:
                # A second before and behind the hour, where days end.
                for seconds in (hour * 3600 - 1, hour * 3600):
                    struck = time.localtime(seconds)
                    there = date(struck.tm_year, struck.tm_mon, struck.tm_mday)
                    wrong += not day_at(seconds, zone) == day_at(seconds, "") == there
    moments = 2 * len(hours) * len(ZONES)
    return Figure(
        (34,),
        f"today is the day on the local calendar, over 12 years in {len(ZONES)} zones",
        "0 moments",
        f"{wrong} of {moments} moments",
        met=wrong == 0 and moments >= 50_000,
    )


@contextmanager
def _machine_in(zone: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()


# --- what is answered on each day ---


def _answers(run: Run) -> Iterator[Figure]:
    ws = vault(settings=_SETTINGS, **NOTES).open()
    whole = (_LAST - _FIRST).days + 1
    days = run.share(whole, 200)
    # At a small scale the days around the ends of years, where weeks have 53.
    first = _FIRST if days == whole else date(2026, 11, 1) - timedelta(days // 4)
    counts = dict.fromkeys(("weeks", "late", "due", "picks"), 0)
    before: dict[str, Standing] = {}
    page: tuple[str, tuple[str, ...]] = ("", ())
    birthdays: dict[tuple[str, int], set[date]] = {}
    for number in range(days):
        today = first + timedelta(number)
        counts["weeks"] += _week_fault(today)
        there = {
            place.person.contact.path: place
            for place in overdue(_on(ws, today), everybody=True)
        }
        for path, place in there.items():
            late, due = _step_faults(before.get(path), place)
            counts["late"] += late
            counts["due"] += due
        before = there
        found = review(_on(ws, today), week_asked(_on(ws, today), None))
        picks = (found.week.label, tuple(p.person.contact.path for p in found.picks))
        counts["picks"] += picks[0] == page[0] and picks != page
        page = picks
        _note_birthdays(found, birthdays)
    yield Figure(
        (34,),
        "each day lies in the ISO week that bears its name, and in no other",
        "0 days",
        f"{counts['weeks']} of {days} days",
        met=counts["weeks"] == 0,
    )
    yield Figure(
        (34,),
        "from one day to the next nobody is more than a day later, and no due day moves "
        "without a reason",
        "0 steps",
        f"{counts['late'] + counts['due']} of {days * len(NOTES)} steps",
        met=counts["late"] + counts["due"] == 0,
    )
    yield Figure(
        (34,),
        "the week's list stays the same from its first day to its last",
        "0 days",
        f"{counts['picks']} of {days} days",
        met=counts["picks"] == 0,
    )
    yield _leap_days(birthdays)


def _on(ws: Workspace, today: date) -> Workspace:
    return replace(ws, today=today)


def _week_fault(day: date) -> bool:
    week = week_of(day)
    year, number, _ = day.isocalendar()
    return not (
        week.label == f"{year:04d}-W{number:02d}"
        and week.begins <= day <= week.ends
        and parse_week(week.label) == week
        and week_of(week.ends) == week
    )


def _step_faults(was: Standing | None, now: Standing) -> tuple[bool, bool]:
    """Whether the days late jumped; whether the day moved though the state did not."""
    if was is None or was.due_on is None or now.due_on is None:
        return False, False
    same = was.due_on == now.due_on
    late = (now.days_late or 0) - (was.days_late or 0)
    lapses = was.state != now.state or now.due_on < was.due_on
    return same and late != 1, not same and not lapses


def _note_birthdays(found: Review, birthdays: dict[tuple[str, int], set[date]]) -> None:
    for item in found.dates:
        if item.kind == "birthday":
            key = item.contact.name, item.on.year
            birthdays.setdefault(key, set()).add(item.on)


def _leap_days(birthdays: dict[tuple[str, int], set[date]]) -> Figure:
    leapt = {key: days for key, days in birthdays.items() if key[0].startswith("Leap")}
    twice = sum(len(days) != 1 for days in birthdays.values())
    wrong = sum(
        next(iter(days)) != (date(year, 2, 29) if isleap(year) else date(year, 3, 1))
        for (_, year), days in leapt.items()
    )
    return Figure(
        (34,),
        "a birthday is on one day a year; on 1 March where there is no 29 February",
        "0 birthdays",
        f"{twice + wrong} of {len(birthdays)} birthdays",
        met=twice + wrong == 0 and len(birthdays) >= 2,
    )


# --- the real command ---

#: Ends of years, leap days, days of summer time, the day that Apia left out.
DAYS = (
    "2026-12-31", "2027-01-01", "2027-01-03", "2020-12-31", "2021-01-03", "2024-02-29",
    "2025-02-28", "2026-03-29", "2026-10-25", "2011-12-30", "2038-01-19", "2038-01-20",
    "2100-02-28", "0101-01-01", "9899-12-31",
)  # fmt: skip


def _commands(run: Run) -> Iterator[Figure]:
    base = run.folder / "days"
    root = base / "vault"
    for name, text in NOTES.items():
        note = root / f"People/{name.replace('_', ' ')}.md"
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(text, "utf-8")
    chosen = DAYS[: run.share(len(DAYS), 5)]
    differ = sum(
        len(
            {
                _told(root, base, day, zone)
                for zone in ZONES[:: 1 if run.scale >= 1 else 4]
            }
        )
        != 1
        for day in chosen
    )
    yield Figure(
        (34,),
        "the real command answers alike in every zone, on the days that are odd",
        "0 days",
        f"{differ} of {len(chosen)} days",
        met=differ == 0,
    )
    yield _clock_jumps(root, base, run.share(40, 4))


def _told(root: Path, home: Path, day: str, zone: str) -> str:
    answers = [
        nettrack(*words, "--vault", str(root), home=home, TZ=zone, NETTRACK_TODAY=day)
        for words in (("overdue", "--all", "--json"), ("review", "--json"))
    ]
    bad = [done.err for done in answers if done.code]
    return "\n".join(bad or [done.out for done in answers]) + f"{zone * bool(bad)}"


def _clock_jumps(root: Path, home: Path, turns: int) -> Figure:
    """The clock goes forward and back between commands, and files are from tomorrow."""
    first = _page(root, home, "2026-11-20")
    wrong = 0
    for turn in range(turns):
        away = (1, -1)[turn % 2] * 3600 * 24 * 400 * (turn + 1)
        note = sorted((root / "People").iterdir())[turn % len(NOTES)]
        text = note.read_text("utf-8")
        # Of the same size, and by a clock that is far off: seen by its bytes.
        note.write_text(text.replace("meet: x", "call: x"), "utf-8")
        os.utime(note, (time.time() + away, time.time() + away))
        with_call = nettrack(
            "overdue", "--all", "--json", "--vault", str(root), home=home
        ).out
        other = home / f"new {turn}"
        other.mkdir()
        fresh = nettrack(
            "overdue", "--all", "--json", "--vault", str(root), home=other
        ).out
        wrong += with_call != fresh
        note.write_text(text, "utf-8")
        os.utime(note, (time.time() - away, time.time() - away))
        _page(root, home, f"20{30 + turn}-12-31")
        wrong += _page(root, home, "2026-11-20") != first
    return Figure(
        (32, 34),
        "clocks that jump between commands change no answer and no byte of the week",
        "0 turns",
        f"{wrong} of {2 * turns} turns",
        met=wrong == 0,
    )


def _page(root: Path, home: Path, day: str) -> str:
    done = nettrack("render", "--vault", str(root), home=home, NETTRACK_TODAY=day)
    page = root / "Network/Reviews/Review 2026-W47.md"
    return done.err + sha256(page.read_bytes()).hexdigest()
