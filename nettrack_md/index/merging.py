"""Evidence of a contact's own log, joined with what others' notes say of them.

Where many notes are read at once, whoever reads one weighs its own log right away.
What is left to do then is little, and most of it needs no look at the log.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

from nettrack_md.index.cards import contact_of
from nettrack_md.index.codec import ordinal, touch_of, unpack
from nettrack_md.index.database import marks
from nettrack_md.index.evidence import linked_touches
from nettrack_md.index.logs import IS_WORD, RESTARTS, unpack_log
from nettrack_md.index.traits import weights_of
from nettrack_md.index.weighing import pack_short, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from nettrack_md.index.database import Database, Row
    from nettrack_md.index.evidence import Parts
    from nettrack_md.index.facts import Clock

_OWN = """
SELECT e.id, e.newest, e.touch_days, e.first_day,
       c.horizon, c.base_day, c.due_day, c.cadence_days, k.record, g.touches
FROM evidence e JOIN clocks c ON c.id = e.id JOIN cards k ON k.id = e.id
LEFT JOIN logs g ON g.id = e.id WHERE e.id IN ({ids})
"""
#: What stands for "that of the own log" where else a link does.
_LOG = -1


class _Joined(NamedTuple):
    """A contact of whom it is clear where the newest touch and word are."""

    own: Row
    #: Links, or `_LOG`.
    last: int
    word: int
    restarting: Sequence[int]
    horizon: int


class Merged(NamedTuple):
    """Rows for the tables of that name, and the contacts that must be weighed."""

    evidence: list[Row]
    clocks: list[Row]
    left: list[int]


def merge(
    database: Database, linked: Mapping[int, Sequence[Row]], clock: Clock
) -> Merged:
    """Join the stored evidence, that of own logs, with linked touches.

    `linked` are rows of `evidence.linked_days` by note. Left are the contacts whose
    newest touches share a day: which of them counts takes a closer look.
    """
    joined: list[_Joined] = []
    left: list[int] = []
    notes = list(linked)
    for own in database.rows(_OWN.format(ids=marks(len(notes))), notes):
        found = _join(own, linked[own[0]])
        if found is None:
            left.append(own[0])
        else:
            joined.append(found)
    links = {link for each in joined for link in (each.last, each.word)} - {_LOG}
    fetched = linked_touches(database, sorted(links)) if links else {}
    evidence = [_evidence(each, fetched) for each in joined]
    clocks = [_clock(each, fetched, clock) for each in joined]
    return Merged(evidence, clocks, left)


def _join(own: Row, rows: Sequence[Row]) -> _Joined | None:
    days = [row[1] for row in rows]
    weights = weights_of([row[2] for row in rows])
    last_day, word_day = _days_of(own[1])
    restarting = list(compress(days, map(RESTARTS, weights)))
    last = _newest(rows, days, map(RESTARTS, weights), last_day)
    word = _newest(rows, days, map(IS_WORD, weights), word_day)
    if last is None or word is None:
        return None
    return _Joined(own, last, word, restarting, max(own[4], *days))


def _days_of(newest: bytes | None) -> tuple[int, int]:
    """The days of the last touch and the last word of the own log; 0 without."""
    last, word, _ = _shorts(newest)
    return (last[0] if last else 0), (word[0] if word else 0)


def _newest(
    rows: Sequence[Row], days: Sequence[int], fitting: Iterator[bool], own_day: int
) -> int | None:
    """The link that makes the newest touch, or `_LOG`; None where a day is shared."""
    found = [at for at, fits in enumerate(fitting) if fits and days[at] >= own_day]
    if not found:
        return _LOG
    newest = max(days[at] for at in found)
    at_newest = [at for at in found if days[at] == newest]
    if newest == own_day or len(at_newest) > 1:
        return None
    return int(rows[at_newest[0]][3])


def _evidence(each: _Joined, fetched: Mapping[int, Parts]) -> Row:
    note, newest, touch_days, first_day, *_, touches = each.own
    if each.last != _LOG or each.word != _LOG:
        short = _shorts(newest)
        last = short[0] if each.last == _LOG else shorten(fetched[each.last])
        word = short[1] if each.word == _LOG else shorten(fetched[each.word])
        is_one = each.last == each.word and (each.last != _LOG or short[2])
        newest = pack_short(last, last if is_one else word)
    if each.restarting:
        days = {*each.restarting, *_own_days(touches)}
        touch_days, first_day = len(days), min(days)
    return note, newest, touch_days, first_day


def _shorts(newest: bytes | None) -> tuple[Any, Any, bool]:
    """The last touch and word as they are packed, and whether they are the same."""
    if newest is None:
        return None, None, False
    short = unpack(newest)
    return short[0], short[-1], len(short) == 1


def _own_days(touches: bytes | None) -> Iterator[int]:
    if touches is None:
        return iter(())
    log = unpack_log(touches)
    return compress(log.days(), map(RESTARTS, weights_of(log.traits())))


def _clock(each: _Joined, fetched: Mapping[int, Parts], clock: Clock) -> Row:
    note, *_, base, due, days, record, _ = each.own
    if each.last != _LOG:
        wound: Callable[..., tuple[Any, ...]] = clock
        began, ends, days = wound(contact_of(record), touch_of(fetched[each.last]))
        base, due = ordinal(began), ordinal(ends)
    return note, each.horizon, base, due, days
