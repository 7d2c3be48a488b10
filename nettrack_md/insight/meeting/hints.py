"""Quiet hints before a talk: when to ask for nothing, when to be short."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from nettrack_md.insight.cadence import is_talk_after
from nettrack_md.insight.evidence import day_order, is_word
from nettrack_md.insight.remarks import remark
from nettrack_md.insight.values import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from nettrack_md.insight.remarks import Remark
    from nettrack_md.model.records import Person, Touch

#: So many days of contact come before a first request (docs/practice.md, 72).
_BEFORE_ASKING = 2
#: Who was met longer ago than this is no new acquaintance, whatever is noted.
_KNOWN_DAYS = 365
_CLOSE = frozenset({"inner", "close", "active"})
#: Within so many days a third request is one too many (docs/practice.md, 80).
_ASKING_DAYS = 90
#: After such a silence, and two rhythms, a first message should be short (57).
_LONG_DAYS = 180
_LONG_WITHOUT_RHYTHM = 365


def hints(
    person: Person, touches: Iterable[Touch], *, today: date
) -> tuple[Remark, ...]:
    """What to mind when writing to, or meeting, this person.

    `touches` are all of theirs, in any order; those after today have no say. The inner
    circle gets none: nobody keeps a ledger there.
    """
    if person.contact.tier == "inner":
        return ()
    known = sorted((t for t in touches if t.on <= today), key=day_order)
    return (
        *_early(person, known, today),
        *_third(known, today),
        *_short(person, known, today),
        *_unanswered(known),
    )


def _early(person: Person, known: Sequence[Touch], today: date) -> Iterator[Remark]:
    """Two days of contact come first; a tier, or a year, says that they came."""
    contact = person.contact
    since = contact.met or person.first_on
    is_old = since is not None and (today - since).days > _KNOWN_DAYS
    if is_old or contact.tier in _CLOSE or contact.status == "wish":
        return
    days = {t.on for t in known if t.restarts and "asked" not in t.tags}
    if len(days) < _BEFORE_ASKING:
        asked = [_at(t) for t in known if "asked" in t.tags]
        first = [_at(t) for t in known if t.restarts][:1]
        where = asked or first or [Evidence(person.contact.path, 1)]
        yield remark("hint_early", *where)


def _third(known: Sequence[Touch], today: date) -> Iterator[Remark]:
    first = today - timedelta(days=_ASKING_DAYS)
    asked = [t for t in known if "asked" in t.tags and t.on > first]
    if len(asked) >= 2:
        where = map(_at, asked)
        yield remark("hint_third", *where, since=asked[0].on, on=asked[-1].on)


def _short(person: Person, known: Sequence[Touch], today: date) -> Iterator[Remark]:
    last = person.last
    if last is None:
        return
    rhythm, days = person.contact.rhythm, (today - last.on).days
    least = _LONG_WITHOUT_RHYTHM
    if rhythm is not None:
        least = max(_LONG_DAYS, 2 * rhythm.days_from(last.on))
    # A word from them has broken the silence, whatever restarts the clock.
    if days >= least and not any(is_word(t) and t.on > last.on for t in known):
        yield remark("hint_short", _at(last), days=days)


def _unanswered(known: Sequence[Touch]) -> Iterator[Remark]:
    words = [t for t in known if is_word(t)]
    mine = words[-2:]
    if len(mine) < 2 or any(t.direction != "->" for t in mine):
        return
    if not any(is_talk_after(mine[0], t) for t in known):
        where = map(_at, mine)
        yield remark("hint_unanswered", *where, since=mine[0].on, on=mine[1].on)


def _at(touch: Touch) -> Evidence:
    return Evidence(touch.path, touch.line)
