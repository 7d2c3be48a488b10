"""Small constructors, so that a test says only what it is about."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

from nettrack_md.insight.evidence import find_last, find_word
from nettrack_md.model.dates import parse_day_range, parse_partial_date, week_of
from nettrack_md.model.periods import parse_period
from nettrack_md.model.records import (
    Anniversary,
    Cadence,
    Contact,
    Introduction,
    Link,
    Person,
    Promise,
    Touch,
)
from nettrack_md.model.rules import RESTING_KINDS, PracticeRules, default_tiers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.model.dates import Week
    from nettrack_md.model.records import IntroState

#: The day on which the examples of the contract are read, a Friday.
TODAY = date(2026, 11, 20)
#: Its week, 16 to 22 November.
WEEK = week_of(TODAY)
RULES = PracticeRules()
_DAYS = ("snooze", "next", "met", "created", "trouble", "mourning")
_SHOWN = ("needs", "likes", "common", "met_at")


def day(text: str | date) -> date:
    """A day from its ISO form."""
    return text if isinstance(text, date) else date.fromisoformat(text)


def path_of(name: str) -> str:
    """Where the note of somebody of that name lies."""
    return f"People/{unicodedata.normalize('NFC', name)}.md"


def contact(
    name: str, rhythm: str | None = None, tier: str | None = None, **more: Any
) -> Contact:
    """A contact; `rhythm` is a cadence of their own, else the tier's counts."""
    cadence = None if rhythm is None else Cadence(parse_period(rhythm))
    period = default_tiers().get(tier or "")
    if cadence is not None:
        period = cadence.period
    shown = tuple((key, (more.pop(key),)) for key in _SHOWN if key in more)
    for key in _DAYS:
        if key in more:
            more[key] = day(more[key])
    if "birthday" in more:
        more["birthday"] = parse_partial_date(more["birthday"])
    if "dates" in more:
        texts = (text.split(" ", 1) for text in more["dates"])
        more["dates"] = tuple(
            Anniversary(on, what) for d, what in texts if (on := parse_partial_date(d))
        )
    if "busy" in more:
        more["busy"] = tuple(parse_day_range(text) for text in more["busy"])
    fields = {"cadence": cadence, "rhythm": period, "properties": shown, **more}
    return Contact(path_of(name), name, tier=tier, **fields)


def touch(
    on: str | date, kind: str = "meet", direction: str = "", **more: Any
) -> Touch:
    """A log item in a note of its own, unless told otherwise."""
    fields = {
        "source": "mention" if kind == "mention" else "log",
        "path": "People/log.md",
        "line": 10,
        "restarts": kind not in RESTING_KINDS,
        **more,
    }
    return Touch(day(on), kind, direction=direction, **fields)  # type: ignore[arg-type]


def person(
    name: str,
    *,
    last: str | date | None = None,
    touches: Iterable[Touch] = (),
    **more: Any,
) -> Person:
    """A person with these touches; `last` is short for a meeting on that day."""
    known = [*touches, *([touch(last)] if last is not None else [])]
    days = {one.on for one in known if one.restarts}
    return Person(
        contact(name, **more),
        find_last(known),
        find_word(known),
        len(days),
        min(days, default=None),
    )


def promise(text: str, *who: str, due: str | None = None, **more: Any) -> Promise:
    """An open box of mine in the note of the first of `who`."""
    for key in ("done_on", "made_on"):
        if key in more:
            more[key] = day(more[key])
    people = tuple(path_of(name) for name in who)
    due_on = None if due is None else day(due)
    fields = {"path": people[0] if people else "", "line": 20, **more}
    return Promise(text, due_on=due_on, people=people, **fields)


def introduction(
    on: str, a: str, b: str, state: IntroState, line: int = 30
) -> Introduction:
    """An introduction of two people in the note of the first."""
    ends = (Link(a, "", line), Link(b, "", line))
    return Introduction(
        day(on), *ends, state, path_of(a), line, "", path_of(a), path_of(b)
    )


def week(label_day: str) -> Week:
    """The week, from Monday, that holds that day."""
    return week_of(day(label_day))
