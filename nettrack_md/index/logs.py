"""The touches of a contact's own note, packed into a few numbers each.

A touch is a day, a trait, a line, a place among its day's touches, and how many
characters at the end of its line are its text. Times, traits without a number, and
texts that stand in the note otherwise are kept beside the numbers. Most logs are of a
few dozen lines and some years, and then all these numbers are small.
"""

from __future__ import annotations

import struct
from datetime import date
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from nettrack_md.index.codec import pack, unpack
from nettrack_md.index.traits import numbers_of, trait_of, weights_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nettrack_md.index.traits import Kept, Weight
    from nettrack_md.model.own_touches import OwnTouches


class Log(NamedTuple):
    """A contact's own touches: the columns one behind the other."""

    size: int
    #: Days, traits, lines, places, lengths. A length is that of the text at the end
    #: of its line; it is -1 where the text is in `texts`.
    table: Sequence[int]
    #: None when no touch has one.
    times: Sequence[str] | None
    #: Texts kept whole, by position.
    texts: dict[int, str]
    #: Traits without a number, by position.
    odd: dict[int, bytes]

    def days(self) -> list[int]:
        """The days of all touches."""
        return list(self.table[: self.size])

    def traits(self) -> list[Kept]:
        """The traits of all touches."""
        traits: list[Kept] = list(self.table[self.size : 2 * self.size])
        for at, trait in self.odd.items():
            traits[at] = trait
        return traits


#: Of a weight.
RESTARTS, IS_WORD = itemgetter(1), itemgetter(2)

NO_LOG = Log(0, (), None, {}, {})


class Reckoned(NamedTuple):
    """What touches mean for the evidence, in their order."""

    days: Sequence[int]
    traits: Sequence[Kept]
    weights: Sequence[Weight]


def reckon(touches: OwnTouches) -> Reckoned:
    """The days, traits and weights of touches."""
    of = touches.columns
    traits = numbers_of(zip(*of.traits, strict=True))
    return Reckoned(list(map(date.toordinal, of.on)), traits, weights_of(traits))


def pack_log(
    touches: OwnTouches, body: str, first: int, reckoned: Reckoned | None = None
) -> bytes:
    """The bytes of a log. The body begins with the note's line `first`."""
    of = touches.columns
    days, numbers, _ = reckoned or reckon(touches)
    lengths = _measure(of.line, of.text, body.splitlines(), first)
    texts: dict[int, str] = {}
    if -1 in lengths:
        texts = {at: of.text[at] for at, length in enumerate(lengths) if length < 0}
    odd: dict[int, bytes] = {}
    if bytes in set(map(type, numbers)):
        odd = {at: each for at, each in enumerate(numbers) if isinstance(each, bytes)}
        numbers = [0 if at in odd else each for at, each in enumerate(numbers)]
    size = len(days)
    newest = max(days)
    try:
        if any(of.place):
            raise struct.error  # noqa: TRY301 - too large for the small form as well
        since = [newest - day for day in days]
        table = _small(size).pack(newest, *since, *numbers, *of.line, *lengths)
    except struct.error:
        rest = (*numbers, *of.line, *of.place, *lengths)
        table = _large(size).pack(*days, *rest)
    return pack((size, table, of.time if any(of.time) else None, texts, odd))


@cache
def _small(size: int) -> struct.Struct:
    """How a log is packed that has no places, and few lines: most are."""
    return struct.Struct(f"=i{size}H{size}h{2 * size}B")


@cache
def _large(size: int) -> struct.Struct:
    """How any other log is packed."""
    return struct.Struct(f"={5 * size}i")


def _measure(
    lines: Sequence[int], texts: Sequence[str], body: Sequence[str], first: int
) -> list[int]:
    """How long each text is at its line's end; -1 where it does not stand there."""
    last = first + len(body)
    if min(lines) >= first and max(lines) < last:
        ends = [body[line - first] for line in lines]
    else:
        ends = [body[line - first] if first <= line < last else "" for line in lines]
    lengths = list(map(len, texts))
    fits = list(map(str.endswith, ends, texts))
    if all(fits):
        return lengths
    return [n if fit else -1 for n, fit in zip(lengths, fits, strict=True)]


def unpack_log(kept: bytes) -> Log:
    """The log of its bytes."""
    size, packed, times, texts, odd = unpack(kept)
    small = _small(size)
    if len(packed) != small.size:
        return Log(size, _large(size).unpack(packed), times, texts, odd)
    newest, *table = small.unpack(packed)
    table[:size] = [newest - since for since in table[:size]]
    table[3 * size : 3 * size] = [0] * size
    return Log(size, table, times, texts, odd)


def parts_of(
    log: Log, at: int, path: str, body: Callable[[], tuple[Sequence[str], int]]
) -> tuple[Any, ...]:
    """One touch of a log, as `codec.touch_of` takes it.

    `body` gives the note's lines, as `str.splitlines` cuts them, and the number of the
    first; it is asked only where the text is not kept whole.
    """
    size, table, times, texts, odd = log
    kept = odd[at] if at in odd else table[size + at]
    kind, source, direction, tags, restarts = trait_of(kept)
    line, length = table[2 * size + at], table[4 * size + at]
    if length <= 0:
        text = texts.get(at, "")
    else:
        lines, first = body()
        text = lines[line - first]
        text = text[len(text) - length :]
    return (
        table[at],
        kind,
        source,
        path,
        line,
        direction,
        times[at] if times else "",
        text,
        tags,
        restarts,
        table[3 * size + at],
        None,
    )
