"""The touches of a contact's own note, packed into a few numbers each.

A touch is a day, a trait, a line, a place among its day's touches, and how many
characters at the end of its line are its text. Times, traits without a number, and
texts that stand in the note otherwise are kept beside the numbers.
"""

from __future__ import annotations

from array import array
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from nettrack_md.index.codec import pack, touch_of, unpack
from nettrack_md.index.traits import pack_traits, trait_of, weights_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nettrack_md.index.traits import Kept
    from nettrack_md.model.records import Touch

_COLUMNS = 5
_read: Callable[[Touch], tuple[Any, ...]] = attrgetter(
    "on", "line", "place", "time", "text"
)


class Log(NamedTuple):
    """A contact's own touches, a column each."""

    days: Sequence[int]
    traits: Sequence[Kept]
    lines: Sequence[int]
    places: Sequence[int]
    #: Characters at the end of the line, or -1: see `texts`.
    lengths: Sequence[int]
    #: None when no touch has one.
    times: Sequence[str] | None
    #: Texts kept whole, by position.
    texts: dict[int, str]


NO_LOG = Log((), (), (), (), (), None, {})


def pack_log(touches: Sequence[Touch], body: str, first: int) -> bytes:
    """The bytes of a log. The body begins with the note's line `first`.

    The texts of the newest days are kept whole, so that whoever asks for the newest
    touches alone needs no body.
    """
    ons, lines, places, times, texts = zip(*map(_read, touches), strict=True)
    days = [on.toordinal() for on in ons]
    traits = pack_traits(touches)
    weights = weights_of(traits)
    whole = {
        max([d for d, weight in zip(days, weights, strict=True) if weight[1]], default=0),
        max([d for d, weight in zip(days, weights, strict=True) if weight[2]], default=0),
    }
    lengths, kept = _measure(days, lines, texts, body.split("\n"), first, whole)
    odd: dict[int, Kept] = {}
    if bytes in set(map(type, traits)):
        odd = {at: each for at, each in enumerate(traits) if isinstance(each, bytes)}
        traits = [0 if at in odd else each for at, each in enumerate(traits)]
    numbers = array("i", (*days, *traits, *lines, *places, *lengths))  # type: ignore[arg-type]
    return pack((numbers.tobytes(), times if any(times) else None, kept, odd))


def _measure(
    days: Sequence[int],
    lines: Sequence[int],
    texts: Sequence[str],
    body: Sequence[str],
    first: int,
    whole: set[int],
) -> tuple[list[int], dict[int, str]]:
    """How long each text is at its line's end, and those to keep whole."""
    lengths: list[int] = []
    kept: dict[int, str] = {}
    last = first + len(body)
    for day, line, text in zip(days, lines, texts, strict=True):
        if (
            day not in whole
            and first <= line < last
            and body[line - first].rstrip().endswith(text)
        ):
            lengths.append(len(text))
        else:
            kept[len(lengths)] = text
            lengths.append(-1)
    return lengths, kept


def unpack_log(kept: bytes) -> Log:
    """The columns of a packed log."""
    numbers, times, texts, odd = unpack(kept)
    table = array("i", numbers).tolist()
    size = len(table) // _COLUMNS
    traits: list[Kept] = table[size : 2 * size]
    for at, trait in odd.items():
        traits[at] = trait
    return Log(
        table[:size],
        traits,
        table[2 * size : 3 * size],
        table[3 * size : 4 * size],
        table[4 * size :],
        times,
        texts,
    )


def touch_of_log(log: Log, at: int, path: str, body: Sequence[str], first: int) -> Touch:
    """One touch of a log. `body` may be empty where its text is kept whole."""
    kind, source, direction, tags, restarts = trait_of(log.traits[at])
    line, length = log.lines[at], log.lengths[at]
    if length < 0:
        text = log.texts[at]
    else:
        text = body[line - first].rstrip()
        text = text[len(text) - length :]
    return touch_of(  # type: ignore[return-value]
        (
            log.days[at],
            kind,
            source,
            path,
            line,
            direction,
            log.times[at] if log.times else "",
            text,
            tags,
            restarts,
            log.places[at],
            None,
        )
    )
