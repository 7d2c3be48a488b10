"""The regions of a rendered note: what nettrack wrote, between two marker lines."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_EDGE = re.compile(r"nettrack:(begin|end)$")
_NAME = re.compile(r"\w(?:[\w.-]*\w)?$")
_ATTRIBUTE = re.compile(r"(?<![\w-])([\w-]++)=(\S*+)")
_FENCE = re.compile(r"[ \t]*(?:(?:[-*+・]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})")


class Fault(NamedTuple):
    """A problem of a text whose path is not known yet."""

    code: str
    #: 1-based.
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Region:
    """One region; the offsets are into the text that it was found in."""

    name: str
    attrs: Mapping[str, str]
    #: Where the begin marker's line starts.
    begin: int
    #: Where the rendered text starts and ends; it ends with its line end.
    inner_begin: int
    inner_end: int
    #: Behind the end marker's line, its line end included.
    end: int
    #: 1-based line of the begin marker.
    line: int


@dataclass(frozen=True, slots=True)
class Regions:
    """What `find_regions` found."""

    #: The sound ones, in order.
    regions: tuple[Region, ...] = ()
    faults: tuple[Fault, ...] = ()
    #: Every name that a marker bears, each once, in order.
    names: tuple[str, ...] = ()
    #: Names with a lost or doubled marker: left alone.
    damaged: frozenset[str] = frozenset()
    #: First and last line of everything that nettrack rendered, damaged or not.
    covered: tuple[tuple[int, int], ...] = ()

    def get(self, name: str) -> Region | None:
        """The sound region of that name, or None."""
        return next((r for r in self.regions if r.name == name), None)


class _Mark(NamedTuple):
    line: int
    start: int
    end: int
    opens: bool
    name: str
    attrs: str


@dataclass(slots=True)
class _Pairing:
    """The pairs made so far, and what went wrong on the way."""

    pairs: list[tuple[_Mark, _Mark]] = field(default_factory=list)
    lost: list[_Mark] = field(default_factory=list)
    covered: list[tuple[int, int]] = field(default_factory=list)
    opened: _Mark | None = None

    def take(self, mark: _Mark) -> None:
        opened, self.opened = self.opened, mark if mark.opens else None
        if opened is not None and not mark.opens and mark.name == opened.name:
            self.pairs.append((opened, mark))
            self.covered.append((opened.line, mark.line))
            return
        if opened is not None:
            self.leave_open(opened, mark.line - 1)
        if not mark.opens:
            self.lost.append(mark)
            self.covered.append((mark.line, mark.line))

    def leave_open(self, mark: _Mark, until: int) -> None:
        self.lost.append(mark)
        self.covered.append((mark.line, until))


def find_regions(text: str, first_line: int = 1) -> Regions:
    """The regions of `text`, whose first line is line `first_line` of its file.

    A marker is a line of its own, outside of closed code fences. One that has no
    partner, or whose name comes again, is a fault, and its region is not sound. What
    a begin marker without an end covers reaches to the next marker.
    """
    if "nettrack:" not in text:
        return Regions()
    marks = _find_marks(text, first_line)
    pairing = _Pairing()
    for mark in marks:
        pairing.take(mark)
    if pairing.opened is not None:
        pairing.leave_open(pairing.opened, first_line + text.count("\n"))
    begun = Counter(begin.name for begin, _ in pairing.pairs)
    damaged = {mark.name for mark in pairing.lost}
    damaged.update(name for name, times in begun.items() if times > 1)
    return Regions(
        tuple(
            Region(
                begin.name, read_attributes(begin.attrs),
                begin.start, begin.end, end.start, end.end, begin.line,
            )
            for begin, end in pairing.pairs
            if begin.name not in damaged
        ),
        _faults(pairing),
        tuple(dict.fromkeys(mark.name for mark in marks)),
        frozenset(damaged),
        tuple(sorted(pairing.covered)),
    )  # fmt: skip


def replace_region(text: str, name: str, inner: str, attrs: Mapping[str, str]) -> str:
    r"""`text` with that region's content and attributes replaced, nothing else.

    `inner` has `\n` line ends; they become those of `text`. The begin marker stays
    as it is typed when its attributes do not change. Raises LookupError when `text`
    has no sound region of that name.
    """
    region = find_regions(text).get(name)
    if region is None:
        raise LookupError(name)
    begin = text[region.begin : region.inner_begin]
    newline = "\r\n" if begin.endswith("\r\n") else "\n"
    if dict(region.attrs) != dict(attrs):
        indent = begin[: len(begin) - len(begin.lstrip(" \t"))]
        begin = indent + render_begin(name, attrs) + newline
    if inner and not inner.endswith("\n"):
        inner += "\n"
    if newline != "\n":
        inner = inner.replace("\r\n", "\n").replace("\n", newline)
    return text[: region.begin] + begin + inner + text[region.inner_end :]


def inner_of(text: str, region: Region) -> str:
    r"""What stands between a region's markers, with `\n` line ends."""
    return text[region.inner_begin : region.inner_end].replace("\r\n", "\n")


def read_attributes(text: str) -> dict[str, str]:
    """`lang=ja own=Xy3_a` as a mapping; whatever has no `=` is passed over."""
    return dict(_ATTRIBUTE.findall(text))


def render_begin(name: str, attrs: Mapping[str, str]) -> str:
    """The begin marker of a region, without a line end.

    Raises ValueError when an attribute could not be read back.
    """
    pieces = [f"nettrack:begin {name}", *(f"{k}={v}" for k, v in attrs.items())]
    line = f"<!-- {' '.join(pieces)} -->"
    mark = _read_mark(line)
    if mark is None or read_attributes(mark[2]) != dict(attrs):
        raise ValueError(line)
    return line


def render_end(name: str) -> str:
    """The end marker of a region, without a line end."""
    return f"<!-- nettrack:end {name} -->"


def _find_marks(text: str, first_line: int) -> list[_Mark]:
    marks: list[_Mark] = []
    lines = text.split("\n")
    start, inside, fenced_until = 0, False, -1
    for place, line in enumerate(lines):
        end = min(start + len(line) + 1, len(text))
        if place > fenced_until:
            found = _read_mark(line) if "nettrack:" in line else None
            if found is not None:
                marks.append(_Mark(first_line + place, start, end, *found))
                inside = found[0]
            elif not inside and (fence := _FENCE.match(line)) is not None:
                fenced_until = _fence_end(lines, place, fence[1])
        start = end
    return marks


def _read_mark(line: str) -> tuple[bool, str, str] | None:
    """Whether a marker line begins a region, its name and its attributes."""
    line = line.strip()
    if not (line.startswith("<!--") and line.endswith("-->")) or "-->" in line[:-3]:
        return None
    edge, _, rest = line[4:-3].strip().partition(" ")
    name, _, attrs = rest.strip().partition(" ")
    if _EDGE.match(edge) is None or _NAME.match(name) is None:
        return None
    return edge.endswith("begin"), name, attrs.strip()


def _fence_end(lines: list[str], place: int, fence: str) -> int:
    """The line that closes the fence opened at `place`; -1 when none does."""
    for later in range(place + 1, len(lines)):
        line = lines[later].strip()
        if line.startswith(fence) and not line.strip(fence[0]):
            return later
    return -1


def _faults(pairing: _Pairing) -> tuple[Fault, ...]:
    faults = [
        Fault(
            "marker-lost",
            mark.line,
            f'the region "{mark.name}" has lost its {"end" if mark.opens else "begin"}'
            " marker",
        )
        for mark in pairing.lost
    ]
    seen: set[str] = set()
    for begin, _ in pairing.pairs:
        if begin.name in seen:
            message = f'the region "{begin.name}" begins a second time'
            faults.append(Fault("marker-doubled", begin.line, message))
        seen.add(begin.name)
    return tuple(sorted(faults, key=lambda fault: fault.line))
