"""The bands of a week: who belongs in each, in which order, and why.

Each function yields its people best first, lazily: of thousands only the few that
are looked at are compared by reading and given a reason.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from zlib import crc32

from nettrack_md.insight import reasons
from nettrack_md.insight.values import Evidence
from nettrack_md.insight.week.candidates import is_busy, met_on, tie_order
from nettrack_md.insight.week.ramp import is_third_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from nettrack_md.insight.values import Reason
    from nettrack_md.insight.week.candidates import Candidate, Frame

    Row = tuple[Candidate, Reason, tuple[Evidence, ...]]

_DAYS_IN_YEAR = 365.25


def in_trouble(candidates: Iterable[Candidate], frame: Frame) -> Iterator[Row]:
    """Whose trouble has not lapsed as the week begins, newest first."""
    first = frame.begins - timedelta(days=frame.rules.trouble_days)

    def newest(candidate: Candidate) -> int:
        since = candidate.person.contact.trouble
        return -since.toordinal() if since is not None else 0

    troubled = (
        c
        for c in candidates
        if (on := c.person.contact.trouble) is not None and first <= on <= frame.ends
    )
    for candidate in _ranked(troubled, newest):
        on = candidate.person.contact.trouble
        yield candidate, reasons.reason("trouble", on=on), _properties(candidate)


def owed(candidates: Iterable[Candidate]) -> Iterator[Row]:
    """To whom a reply, thanks or a promise is due, soonest first."""

    def soonest(candidate: Candidate) -> int:
        due = candidate.owed[0].due_on
        return due.toordinal() if due is not None else 0

    for candidate in _ranked((c for c in candidates if c.owed), soonest):
        items = candidate.owed
        why = reasons.owed_reason(items[0], len(items) - 1)
        yield candidate, why, tuple(item.evidence for item in items)


def dated(candidates: Iterable[Candidate], frame: Frame) -> Iterator[Row]:
    """Whose `next` has come, or who has a birthday or anniversary in the week."""

    def soonest(candidate: Candidate) -> int:
        return min(day.toordinal() for day in _days(candidate, frame))

    chosen = (c for c in candidates if _days(c, frame))
    for candidate in _ranked(chosen, soonest):
        yield candidate, _dated_reason(candidate, frame), _properties(candidate)


def by_rhythm(candidates: Iterable[Candidate], frame: Frame) -> Iterator[Row]:
    """Whose rhythm has passed by the week's end, highest ratio first.

    The ratio and not the days: when time is short everybody slips by the same
    factor, and neither the close nor the loose starve.
    """
    due = (c for c in candidates if c.due_by(frame.ends))
    for candidate in _ranked(due, lambda c: -(c.ratio or 0)):
        yield candidate, _rhythm_reason(candidate, frame), _clock_evidence(candidate)


def rotating(candidates: Sequence[Candidate], frame: Frame) -> Iterator[Row]:
    """Loose ties past their rhythm and dormant ties, by rotation.

    All of them count in the rotation, also who has a place, is snoozed or is busy, so
    that it stays the same all week; whoever seats people passes over those.
    """
    pool = [c for c in candidates if not c.waiting and _in_rotation(c, frame)]

    def turn(candidate: Candidate) -> int:
        path = candidate.person.contact.path.encode("utf-8", "surrogatepass")
        return (crc32(path) + frame.number) % len(pool)

    for candidate in _ranked(pool, turn):
        if candidate.quiet or is_busy(candidate.person.contact, frame):
            continue
        dormant = candidate.dormant
        why = _dormant_reason if dormant else _loose_reason
        yield candidate, why(candidate, frame), _clock_evidence(candidate)


def new_people(candidates: Iterable[Candidate], frame: Frame) -> Iterator[Row]:
    """Who is new and waits for the next step, the soonest end of its time first.

    Who is busy all week waits for another.

    Many who were met on one evening so come by and by, as the weeks have room.
    """

    def ends(candidate: Candidate) -> int:
        on = candidate.step_on
        return on.toordinal() if on is not None else 0

    new = (
        c
        for c in candidates
        if c.step_on is not None and c.next_on is None and not c.wants_none
    )
    for candidate in _ranked(new, ends):
        if is_busy(candidate.person.contact, frame):
            continue
        yield candidate, _new_reason(candidate), _clock_evidence(candidate)


def early(candidates: Iterable[Candidate], frame: Frame) -> Iterator[Row]:
    """Loose ties that are due soon after the week; nobody where `spare_days` is 0."""
    last = frame.ends + timedelta(days=frame.rules.spare_days)

    def due(candidate: Candidate) -> int:
        return candidate.due_on.toordinal() if candidate.due_on is not None else 0

    near = (
        c
        for c in candidates
        if c.person.contact.tier == "loose"
        and c.next_on is None
        and c.due_on is not None
        and frame.ends < c.due_on <= last
    )
    for candidate in _ranked(near, due):
        facts = reasons.last_facts(candidate.person)
        why = reasons.reason("early", due_on=candidate.due_on, **facts)
        yield candidate, why, _clock_evidence(candidate)


def _ranked(
    candidates: Iterable[Candidate], key: Callable[[Candidate], float]
) -> Iterator[Candidate]:
    by_key = sorted(candidates, key=key)
    for _, tied in groupby(by_key, key=key):
        yield from sorted(tied, key=tie_order)


def _in_rotation(candidate: Candidate, frame: Frame) -> bool:
    if candidate.next_on is not None and candidate.next_on > frame.ends:
        return False
    if candidate.dormant and not candidate.wants_none:
        # Whoever asked for a rhythm longer than the silence is not due for it yet.
        return candidate.due_on is None or candidate.due_on <= frame.ends
    return candidate.person.contact.tier == "loose" and candidate.due_by(frame.ends)


def _days(candidate: Candidate, frame: Frame) -> list[date]:
    days = [day.on for day in candidate.dates[:1]]
    if candidate.next_on is not None and candidate.next_on <= frame.ends:
        days.append(candidate.next_on)
    return days


def _dated_reason(candidate: Candidate, frame: Frame) -> Reason:
    person, chosen = candidate.person, candidate.next_on
    first = min(_days(candidate, frame))
    if chosen == first and chosen is not None:
        on = person.contact.next or chosen
        return reasons.next_reason(person, on, chosen)
    day = candidate.dates[0]
    if day.kind == "birthday":
        return reasons.reason("birthday", on=day.on, years=day.years)
    return reasons.reason("anniversary", on=day.on, text=day.text, years=day.years)


def _rhythm_reason(candidate: Candidate, frame: Frame, key: str = "rhythm") -> Reason:
    due, days = candidate.due_on or frame.ends, candidate.cadence_days or 1
    return reasons.rhythm_reason(candidate.person, frame.ends, due, days, key=key)


def _loose_reason(candidate: Candidate, frame: Frame) -> Reason:
    return _rhythm_reason(candidate, frame, "loose")


def _dormant_reason(candidate: Candidate, frame: Frame) -> Reason:
    last, tier = candidate.person.last, candidate.person.contact.tier
    if last is None:
        return reasons.reason("unknown")
    years = round((frame.begins - last.on).days / _DAYS_IN_YEAR, 1)
    return reasons.reason(
        "dormant", years=years, since=last.on, kind=last.kind, tier=tier
    )


def _new_reason(candidate: Candidate) -> Reason:
    person, by = candidate.person, candidate.step_on
    if by is not None and is_third_step(person, by):
        return reasons.reason("third", on=met_on(person), due_on=by)
    return reasons.reason(
        "new",
        on=met_on(candidate.person),
        met_at=person.contact.text("met_at"),
        kind=person.last.kind if person.last is not None else None,
    )


def _properties(candidate: Candidate) -> tuple[Evidence, ...]:
    return (Evidence(candidate.person.contact.path, 1),)


def _clock_evidence(candidate: Candidate) -> tuple[Evidence, ...]:
    last = candidate.person.last
    return _properties(candidate) if last is None else (Evidence(last.path, last.line),)
