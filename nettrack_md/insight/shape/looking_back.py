"""The look-back on a quarter: what grew, cooled and ended, and what was kept.

People with their words and where these stand; no numbers of people, and nobody's rank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.evidence import day_order, find_last
from nettrack_md.insight.introductions import pair_of
from nettrack_md.insight.network.warmth import NEAR, warmth
from nettrack_md.insight.ordering import reading_order
from nettrack_md.insight.remarks import Remark, remark
from nettrack_md.insight.values import Evidence
from nettrack_md.model.quarters import Quarter
from nettrack_md.model.record import record
from nettrack_md.model.records import (
    RESTING,
    Contact,
    Introduction,
    Person,
    Promise,
    Touch,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from nettrack_md.insight.evidence import TouchesOf

#: Days without a word after which a new one is a reunion.
_REUNION_DAYS = 365
#: Days of contact from which on somebody is missed, though no note says why.
_KNOWN_WELL = 3
#: Statuses that close a tie.
_OVER = frozenset({"ended", "deceased", "archived"})
_GREW = ("grew_back", "grew_second", "grew_closer", "grew_new")
_TOLD = frozenset({"log", "attended"})
#: Ties that one would want to know the reason of.
_NEAR_TIERS = ("close", "active")


@record(frozen=True, slots=True)
class Change:
    """What became of the tie to somebody."""

    person: Person
    words: Remark


@record(frozen=True, slots=True)
class Thanks:
    """A word of thanks that was said."""

    contact: Contact
    touch: Touch


@record(frozen=True, slots=True)
class KeptPromise:
    """A promise that was kept, to or by somebody."""

    contact: Contact
    promise: Promise
    on: date


@record(frozen=True, slots=True)
class LookBack:
    """One quarter, as it was up to its end or to the day of asking."""

    quarter: Quarter
    as_of: date
    grew: tuple[Change, ...] = ()
    cooled: tuple[Change, ...] = ()
    ended: tuple[Change, ...] = ()
    #: Near once, silent since before the quarter.
    lost: tuple[Change, ...] = ()
    kept: tuple[KeptPromise, ...] = ()
    introduced: tuple[Introduction, ...] = ()
    thanked: tuple[Thanks, ...] = ()
    #: Close people whose note does not say why they matter.
    unasked: tuple[Person, ...] = ()


def look_back(
    quarter: Quarter,
    now: Mapping[str, Person],
    before: Mapping[str, Person],
    touches: TouchesOf,
    *,
    promises: Iterable[Promise] = (),
    introductions: Iterable[Introduction] = (),
    today: date,
) -> LookBack:
    """The quarter as of today, or as of its end.

    `now` and `before`: everybody who may be named, by path, with evidence up to that
    day and up to the day before the quarter. `touches`: those of the quarter, by
    contact, in any order; `promises` and `introductions` are all there are.
    """
    as_of = min(today, quarter.ends)
    seen = _Seen(quarter.begins, as_of, before, touches)
    changes = [(one, seen.change(one)) for one in now.values()]
    told = [(one, words) for one, words in changes if words is not None]

    def those(*keys: str) -> list[Change]:
        return [Change(one, w) for one, w in told if w.reason.key in keys]

    return LookBack(
        quarter,
        as_of,
        grew=tuple(sorted(those(*_GREW), key=_growth_order)),
        cooled=tuple(sorted(those("cooled"), key=_missed_order)),
        ended=tuple(sorted(those("left_ended", "left_passed"), key=_day_first)),
        lost=tuple(sorted(those("lost_sight"), key=_missed_order)),
        kept=_kept(promises, now, quarter.begins, as_of),
        introduced=_introduced(introductions, quarter.begins, as_of),
        thanked=_thanked(now, seen),
        unasked=_unasked(now.values(), as_of),
    )


class _Seen:
    """What the quarter brought each person."""

    def __init__(
        self, begins: date, as_of: date, before: Mapping[str, Person], known: TouchesOf
    ) -> None:
        self.begins = begins
        self.as_of = as_of
        self.before = before
        self.known = known

    def touches(self, path: str) -> list[Touch]:
        """Those of the quarter, in their order."""
        known = self.known.get(path, ())
        within = (t for t in known if self.begins <= t.on <= self.as_of)
        return sorted(within, key=day_order)

    def change(self, person: Person) -> Remark | None:
        """The one thing to say of the tie, or nothing."""
        contact = person.contact
        within = self.touches(contact.path)
        if contact.status in _OVER:
            return _ended(person, within)
        if contact.status in RESTING:
            return None
        new = [t for t in within if t.restarts]
        earlier = self.before.get(contact.path)
        if new:
            return self._grown(person, earlier, new)
        return self._quieter(person, earlier)

    def _grown(
        self, person: Person, earlier: Person | None, new: Sequence[Touch]
    ) -> Remark | None:
        first = new[0].on
        day = [t for t in new if t.on == first]
        last = None if earlier is None else earlier.last
        if earlier is None or last is None:
            return self._met(person, new, day)
        if (first - last.on).days >= _REUNION_DAYS:
            return _said("grew_back", day, days=(first - last.on).days, on=first)
        if earlier.touch_days == 1:
            return _said("grew_second", day, since=last.on, on=first)
        was = warmth(earlier, self.begins)
        if was not in NEAR and warmth(person, self.as_of) in NEAR:
            return _said("grew_closer", day, on=first)
        return None

    def _met(
        self, person: Person, new: Sequence[Touch], day: Sequence[Touch]
    ) -> Remark:
        first = day[0].on
        later = [t for t in new if t.on > first]
        if later:
            again = [t for t in later if t.on == later[0].on]
            return _said("grew_second", again, since=first, on=later[0].on)
        spoke = find_last(day)
        kind = "" if spoke is None else spoke.kind
        met_at = person.contact.text("met_at")
        return _said("grew_new", day, on=first, kind=kind, met_at=met_at)

    def _quieter(self, person: Person, earlier: Person | None) -> Remark | None:
        contact, last = person.contact, person.last
        resting = contact.snooze is not None and contact.snooze >= self.as_of
        if contact.status != "active" or resting or earlier is None or last is None:
            return None
        if warmth(person, self.as_of) in NEAR or not _is_meant(person):
            return None
        if warmth(earlier, self.begins) in NEAR:
            return _said("cooled", [last], on=last.on)
        if _is_missed(person):
            days = (self.as_of - last.on).days
            return _said("lost_sight", [last], days=days, on=last.on)
        return None


def _ended(person: Person, within: Sequence[Touch]) -> Remark | None:
    """A closed tie, where a line of the quarter tells when."""
    if not within:
        return None
    key = "left_passed" if person.contact.status == "deceased" else "left_ended"
    return _said(key, within[-1:], on=within[-1].on)


def _is_meant(person: Person) -> bool:
    """Whether the notes say in any way that this tie should go on."""
    return person.contact.rhythm is not None or _is_missed(person)


def _is_missed(person: Person) -> bool:
    contact = person.contact
    says = contact.tier == "close" or contact.text("why") or contact.text("goals")
    return bool(says) or person.touch_days >= _KNOWN_WELL


def _said(key: str, touches: Sequence[Touch], **facts: str | int | date) -> Remark:
    """The remark with the words of the touch that speaks."""
    touch = find_last(touches) or touches[-1]
    text = touch.text if touch.source in _TOLD else ""
    return remark(key, Evidence(touch.path, touch.line), **facts, text=text)


def _kept(
    promises: Iterable[Promise], people: Mapping[str, Person], first: date, last: date
) -> tuple[KeptPromise, ...]:
    """Promises ticked in these days: by their `✅`, else by the day they were made."""
    found = []
    for one in promises:
        on = one.done_on or one.made_on
        known = [people[path].contact for path in one.people if path in people]
        if one.done and on is not None and first <= on <= last and known:
            found.append(KeptPromise(known[0], one, on))

    def order(kept: KeptPromise) -> tuple[object, ...]:
        return (not kept.promise.mine, kept.on, kept.promise.path, kept.promise.line)

    return tuple(sorted(found, key=order))


def _introduced(
    introductions: Iterable[Introduction], first: date, last: date
) -> tuple[Introduction, ...]:
    """Who was brought together in these days, each pair once."""
    made: dict[tuple[str, str], Introduction] = {}
    for one in sorted(introductions, key=lambda i: (i.on, i.path, i.line)):
        if one.state == "made" and first <= one.on <= last:
            made.setdefault(pair_of(one), one)
    return tuple(made.values())


def _thanked(people: Mapping[str, Person], seen: _Seen) -> tuple[Thanks, ...]:
    found = [
        Thanks(people[path].contact, touch)
        for path in seen.known
        if path in people and people[path].contact.status not in RESTING
        for touch in seen.touches(path)
        if "thanked" in touch.tags
    ]
    return tuple(
        sorted(found, key=lambda t: (*day_order(t.touch), reading_order(t.contact)))
    )


def _unasked(people: Iterable[Person], today: date) -> tuple[Person, ...]:
    """People of the near tiers without a `why`; who is close, and warm, first."""

    def order(person: Person) -> tuple[object, ...]:
        tier = _NEAR_TIERS.index(person.contact.tier or "")
        cold = warmth(person, today) not in NEAR
        return (tier, cold, *reading_order(person.contact))

    wanted = (
        one
        for one in people
        if one.contact.status == "active"
        and one.contact.tier in _NEAR_TIERS
        and not one.contact.text("why")
    )
    return tuple(sorted(wanted, key=order))


def _growth_order(change: Change) -> tuple[object, ...]:
    kind = _GREW.index(change.words.reason.key)
    return (kind, *_day_first(change))


def _day_first(change: Change) -> tuple[object, ...]:
    return (change.words.reason.get("on"), *reading_order(change.person.contact))


def _missed_order(change: Change) -> tuple[object, ...]:
    """Whom a note gives a reason for first, then who is close, then the latest."""
    contact, last = change.person.contact, change.person.last
    says = bool(contact.text("why") or contact.text("goals"))
    silent = 0 if last is None else -last.on.toordinal()
    return (not says, contact.tier != "close", silent, *reading_order(contact))
