"""How warm a tie is: half as warm with each rhythm that passes.

For ordering and for words only. The number is never shown, and the tier that
somebody was given beats what could be computed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from nettrack_md.model.records import Person

Warmth = Literal["warm", "cooling", "cool", "silent", "new"]

#: Whom I could ask for something today.
NEAR: frozenset[Warmth] = frozenset({"warm", "cooling"})
#: Days that count as one rhythm where the note wants none.
_DEFAULT_DAYS = 90
_BANDS: tuple[tuple[float, Warmth], ...] = (
    (50.0, "warm"),
    (25.0, "cooling"),
    (10.0, "cool"),
)


def degree(person: Person, today: date) -> float:
    """From 100 on the day of the last touch, halved by each rhythm; 0 for never.

    The inner circle needs no schedule, and stays warm.
    """
    if person.contact.tier == "inner":
        return 100.0
    if person.last is None:
        return 0.0
    rhythm = person.contact.rhythm
    days = _DEFAULT_DAYS if rhythm is None else rhythm.days_from(person.last.on)
    silent = max(0, (today - person.last.on).days)
    return 100.0 * float(0.5 ** (silent / days))


def warmth(person: Person, today: date) -> Warmth:
    """The word for it; `new` for somebody whom no evidence shows touched."""
    if person.last is None and person.contact.tier != "inner":
        return "new"
    now = degree(person, today)
    return next((band for least, band in _BANDS if now >= least), "silent")
