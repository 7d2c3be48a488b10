"""Greetings of the season: whom, why, and who is better left in peace.

Customs are of Japan, by the calendar (domain 2.28): New Year cards are got ready in
November and posted by 25 December; who is in mourning gets none, but a midwinter card
between 8 January and the day before spring begins. Season's greetings are of December.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.insight.dates_ahead import in_mourning
from nettrack_md.insight.ordering import reading_order
from nettrack_md.insight.reasons import reason
from nettrack_md.insight.values import Evidence, Greeted, Greeting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nettrack_md.insight.values import Reason
    from nettrack_md.model.dates import Week
    from nettrack_md.model.records import Contact, Person

    #: Kinds of touches and two days, to who had one, when and where it says so: the
    #: newest of each person.
    Given = Callable[[frozenset[str], date, date], Mapping[str, tuple[date, Evidence]]]

_LETTERS, _GIFTS = frozenset({"letter"}), frozenset({"gift"})
#: Who is greeted without having been greeted before.
_TIERS = frozenset({"close", "active"})
_MonthDay = tuple[int, int]


class Custom(NamedTuple):
    """A custom and its days."""

    kind: str
    #: The setting that turns it on.
    setting: str
    first: _MonthDay
    last: _MonthDay
    #: What it is noted as.
    kinds: frozenset[str]
    #: First and last day of noting it, the year before where it began then.
    noted: tuple[_MonthDay, _MonthDay]
    #: Whether the tier alone is reason enough.
    by_tier: bool = True
    #: Whether an address is needed.
    posted: bool = False
    #: Whether it is only time to get ready.
    ahead: bool = False


CUSTOMS: tuple[Custom, ...] = (
    Custom("new_year_cards", "new_year_cards", (11, 1), (11, 30), _LETTERS,
           ((12, 1), (1, 31)), posted=True, ahead=True),
    Custom("new_year_cards", "new_year_cards", (12, 1), (12, 25), _LETTERS,
           ((12, 1), (1, 31)), posted=True),
    Custom("midwinter_cards", "new_year_cards", (1, 8), (2, 3), _LETTERS,
           ((12, 1), (1, 31)), posted=True),
    Custom("summer_cards", "summer_cards", (7, 20), (8, 6), _LETTERS,
           ((7, 1), (8, 31)), posted=True),
    Custom("late_summer_cards", "summer_cards", (8, 7), (8, 31), _LETTERS,
           ((7, 1), (8, 31)), posted=True),
    Custom("midyear_gifts", "midyear_gifts", (6, 20), (7, 15), _GIFTS,
           ((6, 15), (8, 15)), by_tier=False, posted=True),
    Custom("year_end_gifts", "year_end_gifts", (11, 25), (12, 20), _GIFTS,
           ((11, 15), (12, 31)), by_tier=False, posted=True),
    Custom("seasons_greetings", "seasons_greetings", (12, 1), (12, 24),
           _LETTERS | {"email", "message"}, ((12, 1), (1, 31))),
)  # fmt: skip
#: What is noted in December may be any letter; only these kinds say that it was a card.
_BY_CARD = {"seasons_greetings": _LETTERS}


def greetings(
    people: Iterable[Person],
    week: Week,
    *,
    today: date,
    on: Sequence[str],
    given: Given,
) -> tuple[Greeting, ...]:
    """The greetings whose days fall into the week, with who is still to be greeted.

    `on`: the settings that are on. Private people, and whoever is on no list or paused,
    are in none of them. Who was greeted since the custom's days began is not there any
    more; so the list of a week gets shorter, and never longer.
    """
    running = list(_running(week, today, on))
    if not running:
        return ()
    listed = sorted(
        (
            one.contact
            for one in people
            if one.contact.status == "active" and not one.contact.private
        ),
        key=reading_order,
    )
    found = (_greeting(c, days, listed, today, given) for c, days in running)
    return tuple(one for one in found if one.people or one.mourning)


def _running(
    week: Week, today: date, on: Sequence[str]
) -> Iterator[tuple[Custom, tuple[date, date]]]:
    """The customs of the week; of two of one setting that meet in it, today's."""
    day = min(max(today, week.begins), week.ends)
    for setting in dict.fromkeys(custom.setting for custom in CUSTOMS):
        of_one = [c for c in CUSTOMS if c.setting == setting and setting in on]
        found = [(c, days) for c in of_one if (days := _days(c, week)) is not None]
        now = [each for each in found if each[1][0] <= day <= each[1][1]]
        yield from (now or found)[:1]


def _days(custom: Custom, week: Week) -> tuple[date, date] | None:
    """The custom's days, where the week has one of them."""
    for year in {week.begins.year, week.ends.year}:
        first, last = _on(year, custom.first), _on(year, custom.last)
        if first <= week.ends and week.begins <= last:
            return first, last
    return None


def _on(year: int, day: _MonthDay) -> date:
    return date(year, day[0], min(day[1], monthrange(year, day[0])[1]))


def _noted(custom: Custom, first: date, years: int) -> tuple[date, date]:
    """The days of noting it that belong to a season, or to one so many years before."""
    begins, ends = custom.noted
    over = begins > ends
    year = first.year - years - (over and (first.month, first.day) < begins)
    # In November the season that comes is the one that begins in December.
    if over and custom.ahead:
        year = first.year - years
    return _on(year, begins), _on(year + over, ends)


def _greeting(
    custom: Custom,
    days: tuple[date, date],
    listed: Sequence[Contact],
    today: date,
    given: Given,
) -> Greeting:
    first, last = days
    now = _noted(custom, first, 0)
    already = given(custom.kinds, now[0], min(today, now[1]))
    if custom.kind == "midwinter_cards":
        # Whom a card has reached since 松の内 ended is not waiting for one.
        already = {p: at for p, at in already.items() if at[0] >= first}
        people = tuple(_mourners(listed, _on(first.year, (1, 1)), already))
        return Greeting(custom.kind, last, people, _unaddressed(custom, people))
    before = given(_BY_CARD.get(custom.kind, custom.kinds), *_noted(custom, first, 1))
    joyful = _on(last.year + 1, (1, 1)) if custom.kind == "new_year_cards" else last
    still: list[Greeted] = []
    mourning: list[Contact] = []
    for contact in listed:
        why = _why(contact, custom, before)
        if why is None or contact.path in already:
            continue
        if in_mourning(contact, joyful) and custom.kind in _JOYFUL:
            mourning.append(contact)
        else:
            still.append(why)
    people = tuple(still)
    return Greeting(
        custom.kind, last, people, _unaddressed(custom, people), tuple(mourning),
        custom.ahead,
    )  # fmt: skip


#: What is no greeting for somebody in mourning.
_JOYFUL = frozenset({"new_year_cards", "seasons_greetings"})


def _mourners(
    listed: Iterable[Contact], new_year: date, already: Mapping[str, object]
) -> Iterator[Greeted]:
    for contact in listed:
        if in_mourning(contact, new_year) and contact.path not in already:
            why = reason("greet_mourning", since=contact.mourning)
            yield Greeted(contact, why, (Evidence(contact.path, 1),))


def _why(
    contact: Contact, custom: Custom, before: Mapping[str, tuple[date, Evidence]]
) -> Greeted | None:
    if (found := before.get(contact.path)) is not None:
        on, where = found
        return Greeted(contact, _given_reason(custom, on), (where,))
    if custom.by_tier and contact.tier in _TIERS:
        why = reason("greet_tier", tier=contact.tier)
        return Greeted(contact, why, (Evidence(contact.path, 1),))
    return None


def _given_reason(custom: Custom, on: date) -> Reason:
    return reason("greet_gift" if custom.kinds == _GIFTS else "greet_letter", on=on)


def _unaddressed(custom: Custom, people: Iterable[Greeted]) -> tuple[Contact, ...]:
    if not custom.posted:
        return ()
    return tuple(one.contact for one in people if not one.contact.texts("addresses"))
