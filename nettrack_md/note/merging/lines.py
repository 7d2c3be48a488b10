"""A three-way merge of lines: what both sides left, what one changed, what both did."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Whose lines a piece is made of; `both`: each side has them.
Taken = Literal["both", "ours", "theirs", "conflict"]

_Run: TypeAlias = tuple[int, int, int]
#: Up to so many pairs of lines each line is compared with each.
_SMALL = 40_000


class Piece(NamedTuple):
    """A stretch of the result: half-open ranges of the lines of either side.

    Of `ours` and `theirs` the other range is what gave way.
    """

    taken: Taken
    ours: tuple[int, int]
    theirs: tuple[int, int]


class _Sync(NamedTuple):
    """A run of lines that all three texts have."""

    base: int
    ours: int
    theirs: int
    size: int


def merge_lines(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> list[Piece]:
    """The pieces of the merged text, in order.

    Changes that touch are in conflict, as git has it; a line between them parts them.
    """
    pieces: list[Piece] = []
    b = o = t = 0
    end = _Sync(len(base), len(ours), len(theirs), 0)
    for sync in (*_syncs(base, ours, theirs), end):
        old, one, other = (
            base[b : sync.base],
            ours[o : sync.ours],
            theirs[t : sync.theirs],
        )
        spans = (o, sync.ours), (t, sync.theirs)
        if one == other:
            pieces.append(Piece("both", *spans))
        elif one == old:
            pieces.append(Piece("theirs", *spans))
        elif other == old:
            pieces.append(Piece("ours", *spans))
        else:
            pieces += _refined(ours, theirs, *spans, fresh=not old)
        b, o, t = (at + sync.size for at in (sync.base, sync.ours, sync.theirs))
        pieces.append(Piece("both", (sync.ours, o), (sync.theirs, t)))
    return [piece for piece in pieces if piece.ours[0] < piece.ours[1]
            or piece.theirs[0] < piece.theirs[1]]  # fmt: skip


def _refined(
    ours: Sequence[str],
    theirs: Sequence[str],
    one: tuple[int, int],
    other: tuple[int, int],
    *,
    fresh: bool,
) -> Iterator[Piece]:
    """A conflict without the lines that both sides have; `fresh`: both only added."""
    o, t = one[0], other[0]
    blocks = _matches(ours[slice(*one)], theirs[slice(*other)])
    for at_one, at_other, size in (*blocks, (one[1] - o, other[1] - t, 0)):
        spans = (o, one[0] + at_one), (t, other[0] + at_other)
        o, t = spans[0][1], spans[1][1]
        here, there = spans[0][0] < o, spans[1][0] < t
        if fresh and not (here and there):
            yield Piece("ours" if here else "theirs", *spans)
        else:
            yield Piece("conflict", *spans)
        yield Piece("both", (o, o + size), (t, t + size))
        o, t = o + size, t + size


def _syncs(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[_Sync]:
    """Where the matches of base and ours overlap those of base and theirs."""
    left, right = _matches(base, ours), _matches(base, theirs)
    i = j = 0
    while i < len(left) and j < len(right):
        (b1, o, size1), (b2, t, size2) = left[i], right[j]
        start, end = max(b1, b2), min(b1 + size1, b2 + size2)
        if start < end:
            yield _Sync(start, o + start - b1, t + start - b2, end - start)
        if b1 + size1 < b2 + size2:
            i += 1
        else:
            j += 1


def _matches(one: Sequence[str], other: Sequence[str]) -> list[_Run]:
    """Runs of equal lines, in order: place in one, in the other, how many.

    Lines that either text has once are matched first, and part the rest; so a long
    text full of blank lines costs no more than its length.
    """
    runs: list[_Run] = []
    gaps = [(0, len(one), 0, len(other))]
    while gaps:
        a, a_end, b, b_end = gaps.pop()
        start, before = (a, b), a
        while a < a_end and b < b_end and one[a] == other[b]:
            a, b = a + 1, b + 1
        if a > before:
            runs.append((*start, a - before))
        tail = 0
        while a < a_end and b < b_end and one[a_end - 1] == other[b_end - 1]:
            a_end, b_end, tail = a_end - 1, b_end - 1, tail + 1
        if tail:
            runs.append((a_end, b_end, tail))
        if a == a_end or b == b_end:
            continue
        if (a_end - a) * (b_end - b) <= _SMALL:
            runs += _closely(one[a:a_end], other[b:b_end], a, b)
            continue
        anchors = _anchors(one, other, (a, a_end), (b, b_end))
        for x, y in anchors:
            gaps.append((a, x, b, y))
            runs.append((x, y, 1))
            a, b = x + 1, y + 1
        if anchors:
            gaps.append((a, a_end, b, b_end))
    return sorted(runs)


def _closely(
    one: Sequence[str], other: Sequence[str], a: int, b: int
) -> Iterator[_Run]:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.size:
            yield a + block.a, b + block.b, block.size


def _anchors(
    one: Sequence[str],
    other: Sequence[str],
    within: tuple[int, int],
    within_other: tuple[int, int],
) -> list[tuple[int, int]]:
    """The longest row of lines that both stretches have once, in the same order."""
    places = _single(one, *within)
    others = _single(other, *within_other)
    pairs = [(at, others[line]) for line, at in places.items() if line in others]
    # Patience: on which pile each pair lands, and what lay on top of the pile before.
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(place)
            piles.append(number)
        else:
            tops[pile], piles[pile] = place, number
    row: list[tuple[int, int]] = []
    number = piles[-1] if piles else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _single(lines: Sequence[str], start: int, end: int) -> dict[str, int]:
    """The lines that a stretch has once, and where, in order."""
    count = Counter(lines[start:end])
    return {lines[at]: at for at in range(start, end) if count[lines[at]] == 1}
