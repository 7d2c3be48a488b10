"""Which touch speaks: the newest day, and the strongest source of that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.cadence import WORDLESS
from nettrack_md.model.records import STRENGTH, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from nettrack_md.model.records import Contact, Touch

    #: Path of a contact to some of their touches, in any order.
    TouchesOf = Mapping[str, Sequence[Touch]]


def clock_order(touch: Touch) -> tuple[object, ...]:
    """Sorts the touch that speaks last: by day, then by strength of its source."""
    strength = STRENGTH[touch.source]
    return (touch.on, strength, touch.time, touch.place, *_where(touch))


def day_order(touch: Touch) -> tuple[object, ...]:
    """Sorts as it was: by day, time and place in the note, whatever the source."""
    strength = STRENGTH[touch.source]
    return (touch.on, touch.time, touch.place, strength, *_where(touch))


def _where(touch: Touch) -> tuple[object, ...]:
    """Tells any two touches apart, so that the order of records has no say."""
    return (touch.path, touch.line, touch.kind, touch.direction, touch.text)


def is_word(touch: Touch) -> bool:
    """Whether it was a word from one to the other: it has a direction."""
    return bool(touch.direction) and touch.kind not in WORDLESS


def find_last(touches: Iterable[Touch]) -> Touch | None:
    """The touch that sets the clock."""
    return max((t for t in touches if t.restarts), key=clock_order, default=None)


def find_word(touches: Iterable[Touch]) -> Touch | None:
    """The newest word, of its day the strongest; it need not restart the clock."""
    return max((t for t in touches if is_word(t)), key=clock_order, default=None)


def person_of(contact: Contact, touches: Sequence[Touch]) -> Person:
    """The contact with what these touches say."""
    days = {touch.on for touch in touches if touch.restarts}
    return Person(
        contact,
        last=find_last(touches),
        word=find_word(touches),
        touch_days=len(days),
        first_on=min(days, default=None),
    )


def with_later(person: Person, later: Iterable[Touch]) -> Person:
    """The person once touches came that are all newer than what `person` carries."""
    later = tuple(later)
    if not later:
        return person
    days = {touch.on for touch in later if touch.restarts}
    return Person(
        person.contact,
        last=find_last(later) or person.last,
        word=find_word(later) or person.word,
        touch_days=person.touch_days + len(days),
        first_on=person.first_on or min(days, default=None),
    )


def strongest_of_each_day(touches: Iterable[Touch]) -> tuple[Touch, ...]:
    """Restarting touches, oldest first, without what stronger evidence outdoes.

    Of one day a mention says nothing beside a log item; two log items both stay.
    """
    restarting = sorted((t for t in touches if t.restarts), key=clock_order)
    best: dict[date, int] = {}
    for touch in restarting:
        best[touch.on] = STRENGTH[touch.source]
    kept = (t for t in restarting if STRENGTH[t.source] == best[t.on])
    return tuple(sorted(kept, key=day_order))
