"""Whom to contact this week: bands, then one ratio; and their order on the page.

Contract section 7.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nettrack_md.insight.ordering import reading_order
from nettrack_md.insight.values import Pick
from nettrack_md.insight.week import bands

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from nettrack_md.insight.values import Band, Evidence, Reason
    from nettrack_md.insight.week.bands import Row
    from nettrack_md.insight.week.candidates import Candidate, Frame

#: A tie without a rhythm is as warm as one with a rhythm of a year.
_YEAR_DAYS = 365


def pick_people(candidates: Sequence[Candidate], frame: Frame) -> tuple[Pick, ...]:
    """The picks of the week in the order of the bands; never more than the capacity.

    The owed take all places but one; one more is kept back for a loose or a dormant
    tie, and goes back to the rhythm where there is none.
    """
    capacity = frame.rules.capacity
    awake = [c for c in candidates if not c.quiet]
    free = [c for c in awake if not c.waiting]
    seats = _Seats(capacity)
    seats.fill("trouble", bands.in_trouble(awake, frame), capacity)
    seats.fill("owed", bands.owed(awake), max(1, capacity - 1))
    seats.fill("dated", bands.dated(awake, frame), capacity)
    kept_back = 1 if capacity > 1 else 0
    seats.fill("rhythm", bands.by_rhythm(free, frame), seats.left - kept_back)
    seats.fill("reserved", bands.rotating(candidates, frame), kept_back)
    seats.fill("rhythm", bands.by_rhythm(free, frame), seats.left)
    seats.fill("spare", bands.new_people(free, frame), seats.left)
    seats.fill("spare", bands.early(free, frame), seats.left)
    return tuple(seats.picks)


class _Seats:
    """The places of one week; a person takes one, in the first band that fits."""

    def __init__(self, capacity: int) -> None:
        self.picks: list[Pick] = []
        self.left = capacity
        self._taken: set[str] = set()

    def fill(self, band: Band, rows: Iterable[Row], limit: int) -> None:
        """Seat the first of them who have no place yet, at most `limit`."""
        limit = min(limit, self.left)
        if limit <= 0:
            return
        for candidate, reason, evidence in rows:
            path = candidate.person.contact.path
            if path in self._taken:
                continue
            self._taken.add(path)
            self.picks.append(_pick(candidate, band, reason, evidence))
            self.left -= 1
            limit -= 1
            if not limit:
                return


def _pick(
    candidate: Candidate, band: Band, reason: Reason, evidence: tuple[Evidence, ...]
) -> Pick:
    ratio = None if candidate.ratio is None else round(candidate.ratio, 4)
    dormant = candidate.dormant
    return Pick(candidate.person, band, ratio, reason, evidence, dormant=dormant)


def placed(picks: Sequence[Pick], day: date) -> tuple[Pick, ...]:
    """The same picks in the same order, each with its place on the page.

    Easy ones first: who is in trouble, then the warmest on `day`, by days since the
    last touch over the rhythm; a dormant tie never before two others, if there are two.
    """
    page = sorted(picks, key=lambda pick: _warmth(pick, day))
    easy = [p for p in page if not p.dormant or p.band == "trouble"][:2]
    page = easy + [pick for pick in page if pick not in easy]
    places = {pick.person.contact.path: n for n, pick in enumerate(page, 1)}
    return tuple(replace(p, place=places[p.person.contact.path]) for p in picks)


def _warmth(pick: Pick, day: date) -> tuple[bool, float, str, str]:
    contact, last = pick.person.contact, pick.person.last
    since = last.on if last is not None else contact.met or contact.created
    cold = float("inf")
    if since is not None:
        rhythm = contact.rhythm
        span = _YEAR_DAYS if rhythm is None else rhythm.days_from(since)
        cold = (day - since).days / span
    return (pick.band != "trouble", cold, *reading_order(contact))
