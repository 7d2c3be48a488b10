"""The touches of a contact's own note, packed into a few numbers each.

A touch is a day, a trait, a line, a place among its day's touches, and how many
characters at the end of its line are its text. Times, traits without a number, and
texts that stand in the note otherwise are kept beside the numbers.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, NamedTuple

from nettrack_md.index.codec import pack, unpack
from nettrack_md.index.traits import pack_traits, trait_of, weights_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nettrack_md.index.traits import Kept
    from nettrack_md.model.records import Touch


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


NO_LOG = Log(0, (), None, {}, {})


def pack_log(touches: Sequence[Touch], body: str, first: int) -> bytes:
    """The bytes of a log. The body begins with the note's line `first`.

    The texts of the newest day, of the newest that restarts the clock and of the newest
    word are kept whole, so that whoever asks for these alone needs no body.
    """
    # A field at a time: Python reads a slot fastest where it reads the same again.
    days = [touch.on.toordinal() for touch in touches]
    lines = [touch.line for touch in touches]
    places = [touch.place for touch in touches]
    times = [touch.time for touch in touches]
    texts = [touch.text for touch in touches]
    numbers = pack_traits(touches)
    lengths = _measure(lines, texts, body.splitlines(), first)
    newest = _newest_days(days, numbers)
    lengths = [-1 if d in newest else n for d, n in zip(days, lengths, strict=True)]
    kept = {at: texts[at] for at, length in enumerate(lengths) if length < 0}
    odd: dict[int, bytes] = {}
    if bytes in set(map(type, numbers)):
        odd = {at: each for at, each in enumerate(numbers) if isinstance(each, bytes)}
        numbers = [0 if at in odd else each for at, each in enumerate(numbers)]
    size = len(days)
    rest = (*numbers, *lines, *places, *lengths)
    try:
        table = struct.pack(_short(size), *days, *rest)
    except struct.error:
        table = struct.pack(_long(size), *days, *rest)
    return pack((size, table, times if any(times) else None, kept, odd))


def _short(size: int) -> str:
    """How a log is packed of which all but the days are small numbers: most are."""
    return f"={size}i{4 * size}h"


def _long(size: int) -> str:
    """How any other log is packed."""
    return f"={5 * size}i"


def _newest_days(days: Sequence[int], traits: Sequence[Kept]) -> set[int]:
    """The newest day, that of what restarts the clock, and that of a word."""
    restarting = word = 0
    for day, (_, restarts, is_word) in zip(days, weights_of(traits), strict=True):
        if restarts and day > restarting:
            restarting = day
        if is_word and day > word:
            word = day
    return {max(days), restarting, word}


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
    size, numbers, times, texts, odd = unpack(kept)
    form = _short(size)
    if len(numbers) != struct.calcsize(form):
        form = _long(size)
    return Log(size, struct.unpack(form, numbers), times, texts, odd)


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
