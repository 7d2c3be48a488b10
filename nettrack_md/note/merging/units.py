"""A body taken apart for a merge: touches, promises, regions, and all other lines."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.edit.body import item_end, open_body
from nettrack_md.note.edit.log_place import section_end
from nettrack_md.note.log import read_log
from nettrack_md.note.merging.refusal import MergeRefused
from nettrack_md.note.regions import find_regions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from nettrack_md.note.edit.body import Body
    from nettrack_md.note.merging.rules import MergeRules
    from nettrack_md.note.parsed import BodyLine
    from nettrack_md.note.regions import Region

_DONE = re.compile(r"(?:[✅❌]\uFE0F?\s*+\d{4}-\d{2}-\d{2}\s*+)++")
#: Begins the one line that stands for a region; no note holds it.
REGION = "\0"

#: What makes a touch or a promise the same one in another text: what it is, its words,
#: and which of several with these words.
Key = tuple[str, str, int]


class Unit(NamedTuple):
    """A touch or a promise, with all that belongs to it."""

    key: Key
    #: Its lines with their ends.
    lines: tuple[str, ...]
    on: date | None
    time: str
    #: The place of the line above it, among the lines that belong to no unit; or -1.
    below: int
    #: Blank lines between it and the unit that follows; None where none follows.
    blanks: int | None


class Taken(NamedTuple):
    """A body taken apart."""

    rest: tuple[str, ...]
    units: tuple[Unit, ...]
    #: The text of each region, markers included.
    regions: dict[str, str]


class _Found(NamedTuple):
    first: int
    last: int
    sort: str
    words: str
    on: date | None = None
    time: str = ""


def take_apart(text: str, rules: MergeRules) -> Taken:
    """The body of a note in its parts. Raises MergeRefused, EditRefused."""
    body = open_body(text)
    regions = _regions(text)
    found = {unit.first: unit for unit in _apart(_find(body, rules))}
    rest: list[str] = []
    units: list[Unit] = []
    seen: Counter[tuple[str, str]] = Counter()
    number = body.parsed.body_line
    while number <= len(body.raw):
        if (region := regions.get(number)) is not None:
            inside = text[region.begin : region.end]
            rest.append(f"{REGION}{region.name}\n")
            number += inside.count("\n")
        elif (unit := found.get(number)) is not None:
            name = unit.sort, unit.words
            blanks = _blanks_below(body, unit.last, found)
            lines = body.raw[unit.first - 1 : unit.last]
            key = (*name, seen[name])
            below = len(rest) - 1
            units.append(Unit(key, lines, unit.on, unit.time, below, blanks))
            seen[name] += 1
            number = unit.last + 1 + (blanks or 0)
        else:
            rest.append(body.raw[number - 1])
            number += 1
    texts = {one.name: text[one.begin : one.end] for one in regions.values()}
    return Taken(tuple(rest), tuple(units), texts)


def split_lines(text: str) -> list[str]:
    """The lines with their ends; only a line feed ends one."""
    lines = text.split("\n")
    last = lines.pop()
    ended = [f"{line}\n" for line in lines]
    return [*ended, last] if last else ended


def promise_words(text: str) -> str:
    """A promise's text without the mark of the day on which it was ticked."""
    # Each run of marks is taken whole, so that many of them cost no more than one.
    runs = (found.span() for found in _DONE.finditer(text))
    last = next((start for start, end in runs if end == len(text)), len(text))
    return text[:last].rstrip()


def _regions(text: str) -> dict[int, Region]:
    found = find_regions(text)
    if found.faults:
        raise MergeRefused(found.faults[0].message)
    return {region.line: region for region in found.regions}


def _find(body: Body, rules: MergeRules) -> Iterator[_Found]:
    """Every touch, and every box that stands in front; in no order."""
    by_line = {line.line: line for line in body.parsed.lines}
    log = read_log(body.parsed.lines, headings=rules.log_headings, kinds=rules.kinds)
    for item in log:
        line = by_line[item.line]
        if line.role == "heading":
            last = section_end(body, line)
            yield _Found(item.line, last, "#", line.text, item.on, item.time)
        elif _stands_in_front(body, line):
            last = item_end(body, item.line)
            yield _Found(item.line, last, "log", line.text, item.on, item.time)
    touches = {item.line for item in log}
    for line in body.parsed.lines:
        is_box = line.role == "task" and line.line not in touches
        if is_box and _stands_in_front(body, line):
            last = item_end(body, line.line)
            yield _Found(line.line, last, "task", promise_words(line.text))


def _stands_in_front(body: Body, line: BodyLine) -> bool:
    return not body.line(line.line)[:1].isspace()


def _apart(found: Iterator[_Found]) -> Iterator[_Found]:
    """In order, those left out that stand within another one."""
    end = 0
    for one in sorted(found):
        if one.first > end:
            end = one.last
            yield one


def _blanks_below(body: Body, last: int, found: dict[int, _Found]) -> int | None:
    number = last + 1
    while body.is_blank(number):
        number += 1
    return number - last - 1 if number in found else None
