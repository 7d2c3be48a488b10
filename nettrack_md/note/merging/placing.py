"""The touches and promises of both sides, each once, put back in their places."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.merging.lines import merge_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from nettrack_md.note.merging.units import Key, Unit


class Merged(NamedTuple):
    """The units of both sides."""

    #: Those on our side that stay, in our order.
    ours: tuple[Unit, ...]
    #: Those that come from the other side, in its order.
    theirs: tuple[Unit, ...]
    #: Which unit each one of the other side followed there.
    above: Mapping[Key, Key]
    #: What only our side has.
    own: frozenset[Key]


def merge_units(
    base: Iterable[Unit], ours: Iterable[Unit], theirs: Iterable[Unit]
) -> Merged:
    """Which touches and promises the result has, and what each of them says.

    As sets: what either side added is there; what one side took out is gone, unless
    the other side changed it.
    """
    old = {unit.key: unit for unit in base}
    one = {unit.key: unit for unit in ours}
    other = {unit.key: unit for unit in theirs}
    stay = [
        _both(old.get(key), unit, other[key]) if key in other else unit
        for key, unit in one.items()
        if key in other or _is_news(unit, old)
    ]
    come = [u for key, u in other.items() if key not in one and _is_news(u, old)]
    above = {lower: upper for upper, lower in pairwise(other)}
    own = frozenset(one.keys() - other.keys())
    return Merged(tuple(stay), tuple(come), above, own)


def _is_news(unit: Unit, old: Mapping[Key, Unit]) -> bool:
    return unit.key not in old or old[unit.key].lines != unit.lines


def _both(base: Unit | None, ours: Unit, theirs: Unit) -> Unit:
    """A unit that both sides have: as the side that changed it has it, or both."""
    old = () if base is None else base.lines
    if theirs.lines in {ours.lines, old}:
        return ours
    if ours.lines == old:
        return ours._replace(lines=theirs.lines)
    head = _head(old[:1], ours.lines[0], theirs.lines[0], ours.key[0])
    below = _below(old[1:], ours.lines[1:], theirs.lines[1:])
    return ours._replace(lines=(head, *below))


def _head(old: Sequence[str], ours: str, theirs: str, sort: str) -> str:
    """The first line. A tick on either side is a tick."""
    if ours in old:
        return theirs
    if theirs not in old and sort == "task" and "[ ]" in ours[:16]:
        return theirs
    return ours


def _below(old: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """The lines below; where both sides changed them, those of both, each once."""
    lines: list[str] = []
    for piece in merge_lines(old, ours, theirs):
        here, there = ours[slice(*piece.ours)], theirs[slice(*piece.theirs)]
        if piece.taken == "conflict":
            lines += here
            lines += [line for line in there if line not in here or not line.strip()]
        else:
            lines += there if piece.taken == "theirs" else here
    return lines


def put_back(
    rows: Sequence[str],
    units: Merged,
    behind: tuple[Sequence[int], Sequence[int]],
    logs: Sequence[Sequence[Unit]],
) -> str:
    """The text: the merged lines with each unit below the line that it stood below.

    `behind` says for both sides below which merged line what stood below a line of
    theirs goes. `logs` are the logs of all sides, ours first: the first one that
    tells an order decides whether the newest touch goes on top.
    """
    gaps: dict[int, list[Unit]] = {}
    for unit in units.ours:
        gaps.setdefault(_mapped(behind[0], unit), []).append(unit)
    falling = _is_falling(logs)
    for unit in units.theirs:
        gap = gaps.setdefault(_mapped(behind[1], unit), [])
        gap.insert(_place(gap, unit, units, falling=falling), unit)
    out = _render(gaps.get(-1, []))
    for number, row in enumerate(rows):
        out += [row, *_render(gaps.get(number, []))]
    return "".join(out)


def _mapped(behind: Sequence[int], unit: Unit) -> int:
    return behind[unit.below] if unit.below >= 0 else -1


def _is_falling(logs: Sequence[Sequence[Unit]]) -> bool:
    for log in logs:
        pairs = list(pairwise(str(unit.on) for unit in log if unit.on is not None))
        if any(upper != lower for upper, lower in pairs):
            falling = sum(upper > lower for upper, lower in pairs)
            return falling >= sum(upper < lower for upper, lower in pairs)
    return True


def _place(gap: Sequence[Unit], unit: Unit, units: Merged, *, falling: bool) -> int:
    """Where in a gap a unit goes: to its day's place, or below what it followed."""
    if unit.on is not None:
        here, last = (unit.on, unit.time), -1
        for at, beside in enumerate(gap):
            if beside.on is None:
                continue
            there, last = (beside.on, beside.time), at
            if _is_later(here, there) if falling else _is_later(there, here):
                return at
        if last >= 0:
            return last + 1
    above = units.above.get(unit.key)
    found = [at for at, there in enumerate(gap) if there.key == above]
    at = found[0] + 1 if found else len(gap)
    while at < len(gap) and gap[at].key in units.own:
        at += 1
    return at


def _is_later(one: tuple[date, str], other: tuple[date, str]) -> bool:
    """Whether a day and time come after another; without both times the days decide."""
    if one[0] != other[0]:
        return one[0] > other[0]
    return bool(one[1] and other[1] and one[1] > other[1])


def _render(gap: Sequence[Unit]) -> list[str]:
    """The units of one gap, with blank lines between them where the log has some."""
    loose = any(unit.blanks for unit in gap)
    out: list[str] = []
    for number, unit in enumerate(gap):
        out += unit.lines
        if number < len(gap) - 1:
            blanks = unit.blanks if unit.blanks is not None else int(loose)
            out += ["\n"] * blanks
    return out
