"""Every reason that insight gives: its key, its facts, and how it is made.

`render.phrases` turns key and facts into an English or a Japanese sentence; names are
not among the facts, since whoever prints a reason knows whom it is about.

Common facts: `days` and `cadence` are whole days, `ratio` is days / cadence with four
decimals, `kind` is a touch's kind, every fact that ends in `on`, `until`, `since` or
`by` is a date, `text` is as typed in a note. `by` is there in a review only: then
`days` and `ratio` are counted to that day, the week's end, and not to today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.values import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from nettrack_md.insight.values import Owed, State
    from nettrack_md.model.records import Person

    Fact = str | int | float | date

#: Key to facts; a fact with `?` is left out where the notes do not say.
FACTS: Mapping[str, str] = {
    # Why somebody stands where they stand (`Standing.reason`).
    "rhythm": "days cadence ratio last_on kind due_on by?",
    # Never touched: counted from the day they met, else the note was made.
    "never": "days cadence ratio met_on? created_on? due_on by?",
    # The day set by hand; `days` past `due_on`, which is `on` or the first day
    # behind a busy time or a season. In a review no `days`.
    "next": "on due_on days? last_on? kind?",
    # `days` from today until due.
    "soon": "due_on days last_on? kind?",
    "ok": "due_on days last_on? kind?",
    # My word of `on` has no answer for `days`; the wait ends with `until`.
    "waiting": "on kind days until",
    "snoozed": "until",
    "paused": "",
    "none": "last_on? kind?",
    "unknown": "",
    "wish": "",
    "ended": "",
    "deceased": "",
    "archived": "",
    # Why this week (`Pick.reason`), beside rhythm, never and next.
    "trouble": "on",
    # `more`: how many other things are open with the same person.
    "reply": "on kind due_on text? more?",
    # `about` is `met` or `intro`; `text` names who was introduced, or is the line.
    "thanks": "about on due_on text? more?",
    # `about` is `advice`, of which `text` are the words, or `intro`: `text` is whom I
    # have met by it.
    "report": "about on due_on text? more?",
    "promise": "text due_on more?",
    "birthday": "on years?",
    "anniversary": "on text years?",
    # The reserved place: a loose tie whose rhythm has passed, or a dormant one.
    "loose": "days cadence ratio last_on? kind? met_on? created_on? due_on by",
    "dormant": "years since kind tier?",
    # Met, and not since.
    "new": "on? met_at? kind?",
    # Met and touched once since; the third touch is due by that day.
    "third": "on? due_on",
    # Room is left: a loose tie that is due soon after the week.
    "early": "due_on last_on? kind?",
    # What to begin with (`Pick.opening`).
    "begin_trouble": "",
    "begin_promise": "text due_on?",
    "begin_reply": "text",
    "begin_birthday": "on years?",
    "begin_needs": "text",
    "begin_talk": "text on kind",
    "begin_likes": "text",
    "begin_common": "text",
    # What sets or moves somebody's day (`Explanation.movers`).
    "by_cadence": "cadence",
    "by_tier": "tier cadence",
    "by_no_cadence": "",
    "by_no_rhythm": "tier?",
    "by_status": "status",
    "by_snooze": "until",
    "by_next": "on",
    "next_lapsed": "on last_on",
    "by_busy": "range from_on to_on",
    "by_season": "range from_on to_on",
    "by_waiting": "on kind until",
    "by_trouble": "on until",
    # What comes if nothing is done (`Explanation.ahead`).
    "becomes": "state on",
    # Without the evidence that set the clock; `days` past due, negative before.
    "without": "base_on due_on days kind?",
    "without_unknown": "",
}


def reason(key: str, **facts: Fact | None) -> Reason:
    """A reason of that key; facts that are None or empty are left out."""
    return Reason(
        key,
        tuple(
            (name, fact)
            for name, fact in facts.items()
            if fact is not None and fact != ""
        ),
    )


_BARE = {key: Reason(key) for key, facts in FACTS.items() if not facts}


def standing_reason(
    person: Person,
    state: State,
    today: date,
    due: tuple[date, int] | tuple[None, None],
    until: date | None = None,
) -> Reason:
    """Why this state; `due` is the due day and the rhythm in days.

    `until` is the last day of a snooze or a wait.
    """
    if state in _BARE:
        return _BARE[state]
    if state == "snoozed":
        return reason("snoozed", until=until)
    word = person.word
    if state == "waiting" and word is not None:
        days = (today - word.on).days
        return reason("waiting", on=word.on, kind=word.kind, days=days, until=until)
    due_on, cadence = due
    if due_on is None or cadence is None:
        return reason(state, **last_facts(person))
    if state == "overdue":
        return overdue_reason(person, today, due_on, cadence)
    days = (due_on - today).days
    return reason(state, due_on=due_on, days=days, **last_facts(person))


def overdue_reason(person: Person, today: date, due_on: date, cadence: int) -> Reason:
    """Why overdue: a day set by hand, silence since the last touch, or never."""
    last, contact = person.last, person.contact
    by_hand = contact.next
    if by_hand is not None and (last is None or last.on < by_hand):
        days = (today - due_on).days
        return next_reason(person, by_hand, due_on, days)
    if last is None:
        return never_reason(person, today, due_on, cadence)
    days = (today - last.on).days
    # Put together by hand: this one is made for everybody who is overdue.
    return Reason(
        "rhythm",
        (
            ("days", days),
            ("cadence", cadence),
            ("ratio", round(days / cadence, 4)),
            ("last_on", last.on),
            ("kind", last.kind),
            ("due_on", due_on),
        ),
    )


def rhythm_reason(
    person: Person, by: date, due_on: date, cadence: int, *, key: str = "rhythm"
) -> Reason:
    """Why the rhythm asks for somebody in the week that ends `by`."""
    if person.last is None and key == "rhythm":
        return never_reason(person, by, due_on, cadence, by=by)
    base = base_facts(person)
    since = person.last.on if person.last else next(iter(base.values()), by)
    days = (by - since).days
    ratio = round(days / cadence, 4)
    facts = {**last_facts(person), **base, "due_on": due_on, "by": by}
    return reason(key, days=days, cadence=cadence, ratio=ratio, **facts)


def never_reason(
    person: Person, day: date, due_on: date, cadence: int, by: date | None = None
) -> Reason:
    """Why, for somebody whom no evidence shows touched."""
    base = base_facts(person)
    days = (day - next(iter(base.values()), day)).days
    ratio = round(days / cadence, 4)
    facts: dict[str, Fact | None] = {**base, "due_on": due_on, "by": by}
    return reason("never", days=days, cadence=cadence, ratio=ratio, **facts)


def next_reason(
    person: Person, on: date, due_on: date, days: int | None = None
) -> Reason:
    """Why, for a day that was set by hand."""
    return reason("next", on=on, due_on=due_on, days=days, **last_facts(person))


def last_facts(person: Person) -> dict[str, str | date]:
    """Day and kind of the last touch, where there is one."""
    last = person.last
    return {} if last is None else {"last_on": last.on, "kind": last.kind}


def base_facts(person: Person) -> dict[str, date]:
    """The day that the clock of an untouched person counts from."""
    contact = person.contact
    if person.last is not None:
        return {}
    if contact.met is not None:
        return {"met_on": contact.met}
    return {} if contact.created is None else {"created_on": contact.created}


def owed_reason(item: Owed, more: int) -> Reason:
    """Why, for something that is open; `more` other things are besides."""
    others = more or None
    if item.kind == "promise":
        return reason("promise", text=item.text, due_on=item.due_on, more=others)
    if item.kind in {"thanks", "report"}:
        return reason(
            item.kind,
            about=item.about,
            on=item.on,
            due_on=item.due_on,
            text=item.text,
            more=others,
        )
    kind = item.touch.kind if item.touch is not None else "message"
    return reason(
        "reply", on=item.on, kind=kind, due_on=item.due_on, text=item.text, more=others
    )
