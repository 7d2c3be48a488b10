"""English for a page: its sentences, headings, hints and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.render.wording.phrases_en import they_wrote
from nettrack_md.render.wording.words_en import (
    KINDS,
    STEPS,
    day,
    days_from_to,
    months_from_to,
    turning,
    when,
    years_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nettrack_md.render.wording.facts import Facts


#: Kinds that say no more than that there was something.
_UNTOLD = frozenset({"", "property"})


def _then(facts: Facts) -> str:
    return f": {facts.text('text')}" if facts.has("text") else ""


def _last(facts: Facts) -> str:
    kind = facts.text("kind")
    what = f" ({KINDS.get(kind, kind)})" if kind not in _UNTOLD else ""
    return f"Last time, {when(facts, 'on')}{what}{_then(facts)}"


def _touch(facts: Facts) -> str:
    kind = facts.text("kind")
    return f"{KINDS.get(kind, kind)}{_then(facts)}"


def _promise(facts: Facts) -> str:
    """Below a promise: whom it concerns, unless it stands in their note, and when."""
    words = [
        f"{side} {facts.text(side)}" for side in ("for", "from") if facts.has(side)
    ]
    if facts.has("due_on"):
        past = facts.near is not None and facts.on("due_on") < facts.near
        words.append(f"{'due' if past else 'by'} {when(facts, 'due_on')}")
    line = ", ".join(words)
    return line[:1].upper() + line[1:]


def _date_next(facts: Facts) -> str:
    return f"the day you set{_then(facts)}"


def _event_ahead(facts: Facts) -> str:
    place = f" ({facts.text('place')})" if facts.has("place") else ""
    who = f", with {facts.text('who')}" if facts.has("who") else ""
    return facts.text("link") + place + who


def _manner(facts: Facts) -> str:
    ways = [f"best by {facts.text('text')}"] if facts.has("text") else []
    if facts.has("best"):
        ways.append(f"a good time: {facts.text('best')}")
    return "; ".join(ways)[:1].upper() + "; ".join(ways)[1:]


def _page_week(facts: Facts) -> str:
    days = days_from_to(facts.on("begins"), facts.on("ends"))
    return f"week {facts.number('number')} ({days})"


def _page_private(facts: Facts) -> str:
    number = facts.number("count")
    if number == 1:
        return "One private person is not shown."
    return f"{number} private people are not shown."


def _page_load(facts: Facts) -> str:
    planned, capacity = facts.decimal("planned"), facts.number("capacity")
    return (
        f"Your rhythms ask for {planned:.1f} people a week; this page makes room "
        f"for {capacity}. A longer rhythm for some would bring the two together."
    )


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "page_week": _page_week,
    "page_title": lambda f: f"Network review, {_page_week(f)}",
    "page_quarter": lambda f: months_from_to(f.on("begins"), f.on("ends")),
    "goal_by": lambda f: f"by {day(f.on('on'), weekday=False, year=True)}",
    "page_as_of": lambda f: f"As of {day(f.on('on'), weekday=True, year=True)}",
    "page_private": _page_private,
    "page_load": _page_load,
    "last": _last,
    "promise_note": _promise,
    "wrote": lambda f: f"{they_wrote(f)}{_then(f)}",
    "manner": _manner,
    "quoted": lambda f: f"“{f.text('text')}”",
    "event_ahead": _event_ahead,
    "event_on": lambda f: f"{f.text('link')}, {when(f, 'on')}",
    "date_next": _date_next,
    "date_birthday": lambda f: f"birthday{turning(f)}",
    "date_anniversary": lambda f: f"{f.text('text')}{years_of(f)}",
    "touch": _touch,
    "step": lambda f: f"{STEPS[f.text('state')]}, {when(f, 'on')}",
}

SAY: Mapping[str, str | tuple[str, ...]] = {
    "overdue_title": "Time to reconnect",
    "now_title": "Worth a line now",
    "rest_title": "When there is room",
    "unknown_title": "No date yet",
    "unknown_hint": (
        "A first line in their log, or the day you met, and they join the round."
    ),
    "nobody_overdue": "Nobody is due today. Enjoy it.",
    "tick_hint": (
        "Tick whom you reached: it goes into their note, with what you write below "
        "the name. `[>]` is for next week, `[-]` skips this round."
    ),
    "picks_title": "This week",
    "today_title": "People today",
    "nobody_picked": "Nobody is waiting this week. Whom do you feel like greeting?",
    "promises_title": "Promises and answers",
    "answers_title": "An answer, a thank-you",
    "mine_title": "Yours to keep",
    "theirs_title": "Theirs",
    "later_title": "No hurry",
    "old_title": "Open for a long time",
    "old_hint": "Done, or no longer needed? Tick them, and let them go.",
    "old_replies_hint": (
        "An answer is still welcome. To let one rest, add `#noreply` to its line in "
        "the log."
    ),
    "waiting_title": "Waiting to hear",
    "introductions_title": "Introductions under way",
    "followed_title": "After",
    "dates_title": "Dates ahead",
    "happened_title": "In touch this week",
    "proposals_title": "To consider",
    "health_title": "On the whole",
    "look_back_title": "Looking back",
    "questions": (
        "What could I give, and to whom?",
        "Whom would I like to thank?",
        "Who should meet whom?",
    ),
    "encouragements": (
        "A message out of the blue is welcome more often than we think.",
        "Begin with the easy one; the next is easier.",
        "Two lines are enough.",
        "No occasion is needed: “I thought of you” is one.",
        "Give first: an article, a name, a hand.",
        "No answer mostly means a busy week.",
        "Skipping somebody is fine; the tie holds.",
    ),
    "kept_title": "Your lines",
    "log_title": "Log",
}
