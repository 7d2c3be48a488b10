"""Texts that make a regular expression work, made from its own tree."""

from __future__ import annotations

import re
import warnings
from itertools import islice, product
from typing import TYPE_CHECKING, Any, NamedTuple

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_constants as op
    import sre_parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: What a class of characters is tried out with, the most telling first.
_TRIED = "a0 \n\t-:#[]()<>\"'`\\,;.=*_@!/|%~^+{}?&$ Z9\r　日月年あア葵、。：é\x00\x85\u2028\u200d🎅"
#: A repeat that ends before this cannot grow with the text.
LONG = 100
_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
#: What follows what was repeated, so that the whole fails at the very end.
_ENDS = ("\x01", "", "\n\x01", "a\x01")


class Pump(NamedTuple):
    """`before`, then `again` so many times, then `behind`."""

    before: str
    again: str
    behind: str

    def text(self, times: int) -> str:
        """The text."""
        return self.before + self.again * times + self.behind


def find_pumps(pattern: str | bytes, flags: int, most: int = 60) -> list[Pump]:
    """Texts for every repeat of a pattern that has no near end."""
    tree: Any = sre_parse.parse(pattern, flags)  # type: ignore[arg-type]
    found: dict[Pump, None] = {}
    for before, body in _repeats(list(tree), flags, ""):
        for again in _bodies(body, flags):
            for behind in _ENDS:
                found[Pump(before, again, behind)] = None
                found[Pump("", again, behind)] = None
            # What opens something that is never closed, again and again.
            if before:
                found[Pump("", before + again, "\x01")] = None
                found[Pump("", before, "\x01")] = None
    return list(islice(found, most))


def _bodies(body: Sequence[Any], flags: int) -> Iterator[str]:
    """One turn of a repeat, and several unlike ones side by side."""
    turns = list(islice(dict.fromkeys(samples(body, flags)), 4))
    yield from (turn for turn in turns if turn)
    yield from (a + b for a, b in product(turns[:2], turns[:3]) if a != b)


def _repeats(
    nodes: Sequence[Any], flags: int, before: str
) -> Iterator[tuple[str, Sequence[Any]]]:
    for node in nodes:
        kind, value = node
        if kind in _REPEATS:
            body = list(value[2])
            if value[1] is op.MAXREPEAT or int(value[1]) > LONG:
                yield before, body
            yield from _repeats(body, flags, before)
        elif kind is op.SUBPATTERN:
            yield from _repeats(list(value[3]), flags, before)
        elif kind is op.BRANCH:
            for way in value[1]:
                yield from _repeats(list(way), flags, before)
        elif kind is op.ATOMIC_GROUP:
            yield from _repeats(list(value), flags, before)
        elif kind in {op.ASSERT, op.ASSERT_NOT}:
            yield from _repeats(list(value[1]), flags, before)
        before += next(samples([node], flags), "")


def samples(nodes: Sequence[Any], flags: int) -> Iterator[str]:
    """Some texts that the nodes match, the shortest ways first."""
    parts = [list(islice(_each(node, flags), 4)) or [""] for node in nodes]
    yield from ("".join(parts) for parts in islice(product(*parts), 12))


def _each(node: Any, flags: int) -> Iterator[str]:
    kind, value = node
    if kind is op.LITERAL:
        yield chr(value)
    elif kind in {op.NOT_LITERAL, op.ANY, op.IN}:
        yield from _chars(node, flags)
    elif kind in _REPEATS:
        least = int(value[0])
        for one in samples(list(value[2]), flags):
            yield one * max(least, 1)
        if not least:
            yield ""
    elif kind is op.SUBPATTERN:
        yield from samples(list(value[3]), flags)
    elif kind is op.ATOMIC_GROUP:
        yield from samples(list(value), flags)
    elif kind is op.BRANCH:
        for way in value[1]:
            yield from islice(samples(list(way), flags), 2)
    else:
        yield ""


def _chars(node: Any, flags: int) -> Iterator[str]:
    from tests.torture.fuzzing.backtracking import written

    one = re.compile(written(node), flags & (re.IGNORECASE | re.DOTALL | re.ASCII))
    yield from (char for char in _TRIED if one.fullmatch(char))
    if node[0] is op.IN:
        for kind, value in node[1]:
            if kind is op.LITERAL and one.fullmatch(chr(value)):
                yield chr(value)
            elif kind is op.RANGE and one.fullmatch(chr(value[0])):
                yield chr(value[0])
