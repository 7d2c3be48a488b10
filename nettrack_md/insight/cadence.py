"""When somebody is due, and where they stand on one day (contract section 6)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from nettrack_md.insight.reasons import standing_reason
from nettrack_md.insight.values import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from nettrack_md.insight.values import State
    from nettrack_md.model.dates import DayRange
    from nettrack_md.model.records import Contact, Person, Touch
    from nettrack_md.model.rules import PracticeRules

    #: (day that the clock counts from, day due, rhythm in days), or three times None.
    Clock = tuple[date, date, int] | tuple[None, None, None]

#: Kinds that are no word to anybody: they neither wait for an answer nor ask for one.
WORDLESS = frozenset({"reaction", "broadcast", "note"})

_NO_CLOCK: Clock = (None, None, None)
_ONE_DAY = timedelta(days=1)


def clock(
    contact: Contact,
    last: Touch | None,
    seasons: Sequence[DayRange] = (),
    *,
    by_hand: bool = True,
) -> Clock:
    """The base, the due day and the rhythm in days, as of the last touch.

    Base is the last touch, else `met`, else `created`. Due is one rhythm later, or
    `next` where that is in force (not with `by_hand=False`), and moves behind the busy
    times and `seasons` that it falls into. Without a rhythm or a base, all are None.
    """
    rhythm = contact.rhythm
    if rhythm is None:
        return _NO_CLOCK
    base = last.on if last is not None else contact.met or contact.created
    if base is None:
        return _NO_CLOCK
    due = rhythm.after(base)
    # The same as `rhythm.days_from(base)`, without reckoning the day again.
    days = (due - base).days or 1
    chosen = contact.next
    if chosen is not None and by_hand and (last is None or last.on < chosen):
        due = chosen
    if seasons or contact.busy:
        due = free_day(due, (*contact.busy, *seasons))
    return base, due, days


def next_in_force(contact: Contact, last: Touch | None) -> date | None:
    """The day set by hand, until a touch on or after it makes it lapse."""
    chosen = contact.next
    if chosen is None or (last is not None and last.on >= chosen):
        return None
    return chosen


def free_day(day: date, ranges: Sequence[DayRange]) -> date:
    """The first day from `day` on that lies in none of the ranges.

    `day` itself where they leave no day free, and at the ends of the calendar.
    """
    if not 2 <= day.year <= 5000:
        return day
    free = day
    for _ in range((len(ranges) + 1) ** 2):
        ends = [end for stretch in ranges if (end := stretch.end_if_inside(free))]
        if not ends:
            return free
        free = max(ends) + _ONE_DAY
    return day


def standing(person: Person, *, today: date, rules: PracticeRules) -> Standing:
    """Where one contact stands today: state, due day, numbers, reason.

    `person` carries evidence up to today. The numbers are there in every state
    that has a rhythm and a base, paused and snoozed people included.
    """
    found = clock(person.contact, person.last, rules.seasons)
    base, due, days = found
    late = ratio = until = None
    if base is not None and due is not None and days is not None:
        late = (today - due).days
        ratio = round((today - base).days / days, 4)
    state = _state(person, late, days, today, rules)
    if state == "snoozed":
        until = person.contact.snooze
    elif state == "waiting" and person.word is not None:
        until = person.word.on + timedelta(days=rules.waiting_days)
    reason = standing_reason(person, state, today, found[1:], until)
    return Standing(person, state, base, days, due, late, ratio, reason)


def _state(
    person: Person,
    late: int | None,
    days: int | None,
    today: date,
    rules: PracticeRules,
) -> State:
    """The first of contract section 6 that holds; a resting status before all."""
    contact = person.contact
    if contact.status != "active":
        return contact.status
    if contact.snooze is not None and contact.snooze >= today:
        return "snoozed"
    if contact.rhythm is None:
        return "none"
    if late is None or days is None:
        return "unknown"
    if person.word is not None and awaits_answer(person, today, rules.waiting_days):
        return "waiting"
    if late > 0:
        return "overdue"
    return "soon" if -late <= min(rules.soon_days, days / 4) else "ok"


def awaits_answer(person: Person, day: date, waiting_days: int) -> bool:
    """Whether the last word was mine, at most `waiting_days` before `day`.

    A talk after it, whose direction nobody noted, ends the wait: both spoke.
    """
    word = person.word
    if word is None or word.direction != "->" or word.kind in WORDLESS:
        return False
    if not 0 <= (day - word.on).days <= waiting_days:
        return False
    return person.last is None or not is_talk_after(word, person.last)


def is_talk_after(word: Touch, touch: Touch) -> bool:
    """Whether `touch` is a talk between both that came after `word`.

    A mere mention is none: it may be the reminder to answer. Of one day the order is
    known inside one note only.
    """
    if not touch.restarts or touch.kind == "mention":
        return False
    if touch.direction not in {"", "<->"}:
        return False
    if touch.on == word.on:
        return touch.path == word.path and touch.place > word.place
    return touch.on > word.on
