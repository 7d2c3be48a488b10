"""What the touches of contacts amount to, up to a day."""

from __future__ import annotations

from itertools import compress
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from nettrack_md.index.codec import pack, unpack
from nettrack_md.index.database import chunks
from nettrack_md.index.evidence import (
    LAST_DAY,
    linked_touches,
    order_of,
    own_touch,
    witnesses,
)
from nettrack_md.index.logs import IS_WORD, RESTARTS
from nettrack_md.index.traits import pack_trait, trait_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nettrack_md.index.database import Database
    from nettrack_md.index.evidence import Parts, Witness
    from nettrack_md.index.logs import Reckoned
    from nettrack_md.index.traits import Weight
    from nettrack_md.model.own_touches import OwnTouches

    #: A touch as it is packed.
    Short = tuple[Any, ...] | None


class Evidence(NamedTuple):
    """What the touches of one contact amount to."""

    #: The newest that restarts the clock; of one day, the strongest.
    last: Parts | None
    #: The newest that is a word between two people.
    word: Parts | None
    #: On how many days there is one that restarts.
    touch_days: int
    #: The first such day, an ordinal.
    first_day: int | None
    #: The day of the newest touch of any sort, 0 without one.
    horizon: int


class _Verdict(NamedTuple):
    """The evidence of one contact, the touches still to be fetched."""

    witness: Witness
    #: The touches that may be the newest: all of that day.
    last: Sequence[int]
    word: Sequence[int]
    touch_days: int
    first_day: int | None
    horizon: int


def pack_newest(evidence: Evidence) -> bytes | None:
    """The last touch and the last word, for a column; None where there is neither."""
    last, word = evidence.last, evidence.word
    short = shorten(last)
    return pack_short(short, short if word is last else shorten(word))


def pack_short(last: Short, word: Short) -> bytes | None:
    """The same from what `shorten` gives; one and the same is kept once."""
    if last is None and word is None:
        return None
    return pack((last,) if word is last else (last, word))


def newest_of(packed: bytes | None, path: str) -> tuple[Parts | None, Parts | None]:
    """The last touch and the last word of `pack_newest`; `path` is the contact's."""
    if packed is None:
        return None, None
    short = unpack(packed)
    last = _whole(short[0], path)
    return last, last if len(short) == 1 else _whole(short[1], path)


def shorten(parts: Parts | None) -> Short:
    """A touch with its trait as a number; its path only where it is another's note."""
    if parts is None:
        return None
    day, kind, source, path, line, direction, time, text, tags, restarts, place, who = (
        parts
    )
    trait = pack_trait((kind, source, direction, tags, restarts))
    return day, trait, who and path, line, time or None, text, place, who


def _whole(short: Short, own: str) -> Parts | None:
    if short is None:
        return None
    day, kept, path, line, time, text, place, who = short
    kind, source, direction, tags, restarts = trait_of(kept)
    return (
        day, kind, source, path or own, line, direction, time or "", text, tags,
        restarts, place, who,
    )  # fmt: skip


def weigh(
    database: Database, notes: Sequence[int], as_of: int = LAST_DAY
) -> dict[int, Evidence]:
    """What the touches of those notes that are contacts amount to up to a day, by note.

    At most as many notes as fit into one statement.
    """
    verdicts = [_judge(each, as_of) for each in witnesses(database, notes)]
    links = {
        link
        for verdict in verdicts
        for at in {*verdict.last, *verdict.word}
        if (link := verdict.witness.link_of(at)) is not None
    }
    fetched: dict[int, Parts] = {}
    for some in chunks(sorted(links)):
        fetched |= linked_touches(database, some)
    return {
        verdict.witness.note: _evidence(database, verdict, fetched)
        for verdict in verdicts
    }


def weigh_own(touches: OwnTouches, reckoned: Reckoned) -> Evidence:
    """What the touches of a contact's own note amount to, without those of others."""
    days, _, weights = reckoned
    restarting = list(compress(days, map(RESTARTS, weights)))
    words = list(compress(days, map(IS_WORD, weights)))
    last = _newest_own(touches, reckoned, restarting, RESTARTS)
    word = _newest_own(touches, reckoned, words, IS_WORD)
    if last is not None and word is not None and last[0] == word[0]:
        word = last
    return Evidence(
        None if last is None else last[1],
        None if word is None else word[1],
        len(set(restarting)),
        min(restarting, default=None),
        max(days, default=0),
    )


def _newest_own(
    touches: OwnTouches,
    reckoned: Reckoned,
    fitting: Sequence[int],
    meaning: Callable[[Weight], Any],
) -> tuple[int, Parts] | None:
    """The newest touch of a meaning, and where it is; `fitting` are all such days."""
    if not fitting:
        return None
    days, _, weights = reckoned
    newest = max(fitting)
    if days.count(newest) == 1:
        at = days.index(newest)
        return at, _own_parts(touches, days, at)
    found = []
    for at, day in enumerate(days):
        if day == newest and meaning(weights[at]):
            parts = _own_parts(touches, days, at)
            found.append((order_of(parts, weights[at][0]), at, parts))
    _, at, parts = max(found, key=itemgetter(0, 1))
    return at, parts


def _own_parts(touches: OwnTouches, days: Sequence[int], at: int) -> Parts:
    of = touches.columns
    return (
        days[at], of.kind[at], of.source[at], touches.path, of.line[at],
        of.direction[at], of.time[at], of.text[at], of.tags[at], of.restarts[at],
        of.place[at], None,
    )  # fmt: skip


def _judge(witness: Witness, as_of: int) -> _Verdict:
    days, weights = witness.days, witness.weights
    horizon = max(days, default=0)
    restarting = [day for day, weight in zip(days, weights, strict=True) if weight[1]]
    words = [day for day, weight in zip(days, weights, strict=True) if weight[2]]
    if horizon > as_of:
        restarting = [day for day in restarting if day <= as_of]
        words = [day for day in words if day <= as_of]
    return _Verdict(
        witness,
        _newest(witness, restarting, 1),
        _newest(witness, words, 2),
        len(set(restarting)),
        min(restarting, default=None),
        horizon,
    )


def _newest(witness: Witness, fitting: Sequence[int], meaning: int) -> Sequence[int]:
    """Where, on the newest of the fitting days, the weight has that meaning."""
    if not fitting:
        return ()
    newest = max(fitting)
    days = witness.days
    if days.count(newest) == 1:
        return (days.index(newest),)
    weights = witness.weights
    return [at for at, day in enumerate(days) if day == newest and weights[at][meaning]]


def _evidence(
    database: Database, verdict: _Verdict, fetched: dict[int, Parts]
) -> Evidence:
    witness = verdict.witness

    def touch(at: int) -> Parts:
        link = witness.link_of(at)
        return own_touch(database, witness, at) if link is None else fetched[link]

    def newest(candidates: Sequence[int]) -> Parts | None:
        if not candidates:
            return None
        if len(candidates) == 1:
            return touch(candidates[0])
        found = []
        for at in candidates:
            parts = touch(at)
            # Where all else is equal the later in the note counts; own ones come first.
            order = order_of(parts, witness.weights[at][0])
            found.append((order, witness.link_of(at) or 0, at, parts))
        return max(found, key=itemgetter(0, 1, 2))[3]

    last = newest(verdict.last)
    word = last if verdict.word == verdict.last else newest(verdict.word)
    return Evidence(last, word, *verdict[3:])
