"""More people than a week holds: the three ways out, with their numbers."""

from __future__ import annotations

from itertools import accumulate
from math import ceil, fsum
from typing import TYPE_CHECKING

from nettrack_md.insight.reasons import reason
from nettrack_md.insight.values import Evidence, Proposal
from nettrack_md.insight.week.candidates import tie_order
from nettrack_md.insight.week.proposals.spans import beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nettrack_md.insight.week.candidates import Candidate, Frame
    from nettrack_md.insight.week.proposals.grounds import Grounds
    from nettrack_md.model.records import Contact

#: From here on the rhythms ask for more than a week holds.
TOO_MUCH = 1.2
#: It is spoken of when nothing else is, and else one week in so many.
_WEEKS = 4
#: So many of the people whom a looser tier would suit stand on a page.
_SHOWN = 5


def planned_a_week(candidates: Iterable[Candidate], frame: Frame) -> float:
    """People a week that the rhythms of all active people ask for."""
    return round(
        fsum(
            7 / (c.cadence_days or rhythm.days_from(frame.begins))
            for c in candidates
            if (rhythm := c.person.contact.rhythm) is not None
        ),
        1,
    )


def speaks_of_load(candidates: Iterable[Candidate], grounds: Grounds) -> bool:
    """Whether this is a week in which the load comes before all other proposals."""
    frame = grounds.frame
    return (
        grounds.planned > TOO_MUCH * frame.rules.capacity
        and (frame.begins.toordinal() // 7) % _WEEKS == 0
        and not _is_urgent(candidates, frame)
    )


def ways_out(
    candidates: Sequence[Candidate], grounds: Grounds, others: int
) -> Iterator[Proposal]:
    """The three ways out, where nothing else is proposed."""
    frame, planned = grounds.frame, grounds.planned
    capacity = frame.rules.capacity
    if others or planned <= TOO_MUCH * capacity or _is_urgent(candidates, frame):
        return
    yield _line("load_room", planned=planned, capacity=capacity, room=ceil(planned))
    yield _line("load_stretch", **_stretched(grounds, planned / capacity))
    looser = looser_people(candidates, grounds)
    if looser:
        yield _line("load_tiers", count=len(looser), shown=min(len(looser), _SHOWN))
    for candidate in looser[:_SHOWN]:
        yield looser_tier(candidate, grounds)


def looser_people(
    candidates: Iterable[Candidate], grounds: Grounds
) -> tuple[Candidate, ...]:
    """Whom one tier looser would bring the rhythms into the week; empty if nobody.

    First those whose silence is longest by their rhythm: there life has gone ahead.
    """
    over, spans = grounds.planned - grounds.frame.rules.capacity, dict(grounds.tiers)
    found: list[tuple[Candidate, float]] = []
    for candidate in candidates:
        contact = candidate.person.contact
        if candidate.quiet or candidate.owed or contact.tier is None:
            continue
        if may_be_looser(contact, grounds):
            tier = beside(contact.tier, grounds.tiers, 1) or contact.tier
            found.append((candidate, 7 / spans[contact.tier] - 7 / spans[tier]))
    found.sort(key=lambda row: (-(row[0].ratio or 0.0), tie_order(row[0])))
    for count, saved in enumerate(accumulate(saved for _, saved in found), 1):
        if saved >= over:
            return tuple(candidate for candidate, _ in found[:count])
    return ()


def may_be_looser(contact: Contact, grounds: Grounds) -> bool:
    """Whether their rhythm is that of a tier which is not the loosest."""
    return (
        contact.cadence is None
        and not contact.private
        and beside(contact.tier, grounds.tiers, 1) is not None
    )


def looser_tier(candidate: Candidate, grounds: Grounds) -> Proposal:
    """One tier looser for one of them."""
    last, contact = candidate.person.last, candidate.person.contact
    value = beside(contact.tier, grounds.tiers, 1) or ""
    where = Evidence(contact.path, 1)
    return Proposal(
        "load",
        contact,
        "tier",
        value,
        reason(
            "load_looser",
            on=None if last is None else last.on,
            cadence=candidate.cadence_days,
            tier=contact.tier,
            value=value,
        ),
        (where if last is None else Evidence(last.path, last.line),),
        until=reason(
            "until_load", planned=grounds.planned, capacity=grounds.frame.rules.capacity
        ),
    )


def _stretched(grounds: Grounds, factor: float) -> dict[str, str | float]:
    """The factor, and what the tiers would be then, as settings have them."""
    times = ceil(round(factor * 10, 6)) / 10
    text = ", ".join(
        f'{name} = "{ceil(days * times)}d"' for name, days in grounds.tiers
    )
    return {"factor": times, "text": text}


def _line(key: str, **facts: str | float) -> Proposal:
    return Proposal("load", None, "", "", reason(key, **facts))


def _is_urgent(candidates: Iterable[Candidate], frame: Frame) -> bool:
    """Whether somebody is in trouble: then numbers can wait."""
    return any(
        (on := c.person.contact.trouble) is not None
        and 0 <= (frame.begins - on).days <= frame.rules.trouble_days
        for c in candidates
    )
