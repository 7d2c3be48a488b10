"""Insight values to the view: all that a template can see, as plain data.

The names are documented in `docs/templates.md`. Private people are counted, never
named; text from notes is inert markdown already; days are ISO text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from nettrack_md.insight.reasons import owed_reason
from nettrack_md.render.entries import Scribe
from nettrack_md.render.hidden import NOBODY_HIDDEN, Hidden
from nettrack_md.render.suggesting import greeting
from nettrack_md.render.wording.phrases import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from nettrack_md.insight.values import Owed, Pick, Review, Standing
    from nettrack_md.model.records import Event
    from nettrack_md.model.rules import Language
    from nettrack_md.render.entries import Entry, Veil

    View = dict[str, Any]

T = TypeVar("T")

#: So many meetings and events that come up stand on a page.
_EVENTS = 12
#: From here on a page says that the rhythms ask for more than a week holds.
_TOO_MUCH = 1.2


def page_view(
    review: Review,
    standings: Iterable[Standing],
    *,
    today: date,
    language: Language,
    link: Callable[[str, str], str],
    veil: Veil = NOBODY_HIDDEN,
    everybody: Iterable[Standing] = (),
    whole: bool = True,
) -> View:
    """The view of every template: the week, the overdue, and for reports everybody.

    `standings`: those of today, worst first; the overdue and the unknown are taken.
    `link`: path and shown text to a link. `veil`: who is private besides those whom
    the values carry, so that texts and introductions do not name them. `whole` False
    leaves the `notes` of people empty, which the built-in templates do not use.
    """
    scribe = Scribe(language, today, link, veil, whole)
    return {
        "lang": language,
        "today": today.isoformat(),
        "say": dict(say(language)),
        "capacity": review.capacity,
        **_review(review, scribe),
        **_overdue(standings, review.capacity, scribe),
        "people": [
            scribe.standing(each)
            for each in everybody
            if not each.person.contact.private
        ],
    }


class Long(Sequence[Any]):
    """A list of which only the beginning is there, and its length."""

    def __init__(self, first: Sequence[Entry], total: int) -> None:
        self._first = first
        self._total = total

    def __len__(self) -> int:
        return self._total

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 — as `Sequence` has it
        found = range(self._total)[place]
        last = max(found, default=-1) if isinstance(found, range) else found
        if last >= len(self._first):
            raise LookupError("only the beginning of this list is at hand")
        return self._first[place]


def overdue_view(
    standings: Sequence[Standing],
    unknown: Sequence[Standing],
    *,
    totals: tuple[int, int],
    hidden: int,
    capacity: int,
    today: date,
    language: Language,
    link: Callable[[str, str], str],
    veil: Veil,
) -> View:
    """What the built-in overdue note shows of `page_view`, from its first people.

    `totals`: how many are overdue and unknown in all; `hidden`: how many private
    people are among them besides.
    """
    scribe = Scribe(language, today, link, veil, whole=False)
    overdue = [scribe.standing(each) for each in standings]
    private = scribe.tell("page_private", count=hidden) if hidden else ""
    rest = Long(overdue[capacity:], max(totals[0] - capacity, 0))
    return {
        "lang": language,
        "today": today.isoformat(),
        "say": dict(say(language)),
        "capacity": capacity,
        "overdue": {"now": overdue[:capacity], "rest": rest, "private": private},
        "unknown": Long([scribe.standing(each) for each in unknown], totals[1]),
        "as_of": scribe.tell("page_as_of", on=today),
    }


def contact_view(
    fields: Mapping[str, Sequence[str] | str], *, language: Language, log: str = ""
) -> View:
    """The view of a new contact's note.

    `fields`: property to its text or texts, in the order to be written; what is empty
    is left out. `log`: a first item of the log, without its `- `.
    """
    filled = {key: value for key, value in fields.items() if value}
    return {
        "lang": language,
        "say": dict(say(language)),
        "fields": {
            key: value if isinstance(value, str) else list(value)
            for key, value in filled.items()
        },
        "log": log,
    }


def _review(review: Review, scribe: Scribe) -> View:
    hidden = Hidden(scribe.veil)
    view = {
        **_week(review, scribe, hidden),
        **_loops(review, scribe, hidden),
        "proposals": _proposals(review, scribe, hidden),
        "greetings": [greeting(item, scribe) for item in review.greetings],
        "health": [scribe.say(item) for item in review.health],
        "load": _load(review, scribe),
    }
    return {**view, "private": hidden.sentence(scribe)}


def _proposals(review: Review, scribe: Scribe, hidden: Hidden) -> list[Entry]:
    """What to consider, but for private people, who are on no page."""
    found = []
    for item in review.proposals:
        contact = item.contact
        if contact is None or not (contact.private or hidden.counts(contact.path)):
            found.append(scribe.proposal(item))
    return found


def _week(review: Review, scribe: Scribe, hidden: Hidden) -> View:
    week = review.week
    picks = sorted(
        hidden.leave_out(review.picks, lambda pick: pick.person.contact),
        key=lambda pick: pick.place,
    )
    events = [one for one in review.events if not _is_hidden(one.event, hidden)]
    dates = hidden.leave_out(review.dates, lambda item: item.contact)
    happened = hidden.leave_out(review.happened, lambda item: item.contact)
    lines = say(scribe.language)["encouragements"]
    days: dict[str, date | int] = {
        "begins": week.begins,
        "ends": week.ends,
        "number": week.number,
    }
    return {
        "week": {
            "label": week.label,
            "number": week.number,
            "begins": week.begins.isoformat(),
            "ends": week.ends.isoformat(),
            "words": scribe.tell("page_week", **days),
        },
        "title": scribe.tell("page_title", **days),
        "encouragement": lines[week.number % len(lines)],
        "picks": [scribe.pick(pick) for pick in picks],
        "events": [
            scribe.event_ahead(
                one.event, hidden.leave_out(one.people, lambda contact: contact)
            )
            for one in events[:_EVENTS]
        ],
        "dates": [scribe.date_ahead(item) for item in dates],
        "happened": [scribe.happened(item) for item in happened],
    }


def _load(review: Review, scribe: Scribe) -> str:
    if review.planned <= review.capacity * _TOO_MUCH:
        return ""
    return scribe.tell("page_load", planned=review.planned, capacity=review.capacity)


def _loops(review: Review, scribe: Scribe, hidden: Hidden) -> View:
    owed, later, old = (
        hidden.leave_out(_discreet(items, hidden), lambda item: item.contact)
        for items in (review.owed, review.promises, review.old)
    )
    waiting = hidden.leave_out(review.waiting, lambda place: place.person.contact)
    introductions = [
        scribe.introduction(intro)
        for intro in review.introductions
        if not hidden.counts(intro.a_path, intro.b_path)
    ]
    due = _promises(owed, scribe)
    return {
        "answers": _answers(_awake(owed, review), review.picks, scribe),
        "mine": [each for each in due if each["mine"]],
        "theirs": [each for each in due if not each["mine"]],
        "later": _promises(later, scribe),
        "old": _promises(old, scribe),
        "old_replies": _answers(_awake(old, review), (), scribe),
        "followed": _followed(review, owed, scribe, hidden),
        "waiting": [scribe.standing(place) for place in waiting],
        "introductions": introductions,
    }


def _discreet(items: Iterable[Owed], hidden: Hidden) -> list[Owed]:
    """Without promises that concern somebody private beside their first person."""
    return [
        item
        for item in items
        if item.promise is None or not hidden.counts(*item.promise.people)
    ]


def _promises(items: Iterable[Owed], scribe: Scribe) -> list[Entry]:
    """The promises among what is open, but for those that name somebody private."""
    return [
        scribe.promise(item)
        for item in items
        if item.kind == "promise" and not scribe.veil.silences(item.text)
    ]


def _awake(items: Iterable[Owed], review: Review) -> list[Owed]:
    """Without those who were put off beyond this week."""
    return [
        item
        for item in items
        if item.contact.snooze is None or item.contact.snooze < review.week.ends
    ]


def _answers(
    items: Iterable[Owed], picks: Iterable[Pick], scribe: Scribe
) -> list[Entry]:
    """Replies and thanks, but for people who stand on the page with an open box."""
    picked = {pick.person.contact.path for pick in picks if not pick.done}
    found: dict[str, Entry] = {}
    for item in items:
        path = item.contact.path
        if item.kind != "promise" and path not in picked and path not in found:
            found[path] = scribe.answer(item, owed_reason(item, 0))
    return list(found.values())


def _followed(
    review: Review, owed: Iterable[Owed], scribe: Scribe, hidden: Hidden
) -> list[Entry]:
    """Each event with the people to write to, but for those who have a box already."""
    boxed = {pick.person.contact.path for pick in review.picks}
    boxed |= {item.contact.path for item in owed if item.kind != "promise"}
    groups: dict[Event, list[Entry]] = {}
    for one in hidden.leave_out(review.followed, lambda one: one.contact):
        if one.contact.path not in boxed and not _is_hidden(one.event, hidden):
            person = scribe.person(one.contact)
            entry = {**person, "reason": scribe.say(one.reason)}
            groups.setdefault(one.event, []).append(entry)
    return [
        {**scribe.event(event), "people": people} for event, people in groups.items()
    ]


def _is_hidden(event: Event, hidden: Hidden) -> bool:
    """Whether the note of an event is, or is named after, somebody private."""
    return hidden.counts(event.path) or hidden.veil.silences(
        f"{event.name} {event.path}"
    )


def _overdue(standings: Iterable[Standing], capacity: int, scribe: Scribe) -> View:
    hidden = Hidden(scribe.veil)
    wanted = (each for each in standings if each.state in {"overdue", "unknown"})
    shown = hidden.leave_out(wanted, lambda place: place.person.contact)
    overdue = [scribe.standing(each) for each in shown if each.state == "overdue"]
    return {
        "overdue": {
            "now": overdue[:capacity],
            "rest": overdue[capacity:],
            "private": hidden.sentence(scribe),
        },
        "unknown": [scribe.standing(each) for each in shown if each.state == "unknown"],
        "as_of": scribe.tell("page_as_of", on=scribe.today),
    }
