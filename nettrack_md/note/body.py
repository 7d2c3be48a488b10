"""The living lines of a body, in one pass."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.blocks import hide_blocks
from nettrack_md.note.parsed import BodyLine
from nettrack_md.note.regions import Fault, find_regions

if TYPE_CHECKING:
    from collections.abc import Callable

    from nettrack_md.note.parsed import Role

# The middle dot of Japanese lists needs no blank behind it; a box does, else
# `[x](note.md)` were a ticked task.
_ITEM = re.compile(
    r"(?:[-*+](?=\s|$)|[・･]|\d{1,9}[.)](?=\s|$))\s*(?:\[(.)\](?=\s|$)\s*)?"
)
_HEADING = re.compile(r"(#{1,6})(?=\s|$)\s*")
_CONFLICT = (
    re.compile(r"^<{7}(?: |\r?$)", re.MULTILINE),
    re.compile(r"^={7}\r?$", re.MULTILINE),
    re.compile(r"^>{7}(?: |\r?$)", re.MULTILINE),
)
_ITEM_LEADS = frozenset("-*+・･0123456789")
_RARE_LEADS = frozenset("#>=-*")
# Twice as fast as calling the class, and half of a pass is spent in it.
_line: Callable[[tuple[int, Role, int, int, str, str]], BodyLine] = partial(
    tuple.__new__, BodyLine
)


class BodyRead(NamedTuple):
    """What one pass over a body yields."""

    lines: tuple[BodyLine, ...]
    #: Names of the rendered regions, damaged ones too.
    regions: tuple[str, ...]
    faults: tuple[Fault, ...]


def read_lines(body: str, first_line: int = 1) -> BodyRead:
    """The living lines of `body`, which begins on line `first_line` of its file.

    Left out: blank lines, rules, code (fenced and indented), block comments, math
    blocks, block quotes, what stands in rendered regions. Inline code and inline
    comments stay in the text of their line; `links.hide` blanks them.
    """
    lines = body.split("\n")
    names: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    if "nettrack:" in body:
        found = find_regions(body, first_line)
        names, faults = found.names, found.faults
        for first, last in found.covered:
            lines[first - first_line : last - first_line + 1] = [""] * (
                last - first + 1
            )
        body = "\n".join(lines)
    hide_blocks(body, lines)
    if "<<<<<<<" in body:
        faults += _conflicts("\n".join(lines), first_line)
    return BodyRead(tuple(_classify(lines, first_line)), names, faults)


def _classify(lines: list[str], first_line: int) -> list[BodyLine]:
    """Every line that is left, with its role. Flat, since it sees every line."""
    living: list[BodyLine] = []
    add = living.append
    blank, in_list, quoted = True, False, False
    for number, raw in enumerate(lines, first_line):
        if raw[:2] == "- ":  # nine of ten items, and most lines of a log
            rest = raw[2:].strip()
            if rest and rest[0] not in "[>-":
                blank, quoted, in_list = False, False, True
                add(_line((number, "item", 0, 0, "", rest)))
                continue
        text = raw.strip()
        if not text:
            blank, quoted = True, False
            continue
        first = text[0]
        indent = 0 if first == raw[0] else _columns(raw)
        if indent > 3 and blank and not in_list:
            continue  # indented code
        if first in _ITEM_LEADS and (found := _ITEM.match(text)) is not None:
            blank, quoted, in_list = False, False, True
            rest = text[found.end() :]
            if rest and rest[0] != ">" and rest.strip("-* "):
                box = found[1] or ""
                add(_line((number, "task" if box else "item", indent, 0, box, rest)))
            continue
        if first in _RARE_LEADS and (mark := _mark(living, number, indent, text)):
            # Behind a heading and a rule, as behind a blank line, nothing goes on.
            blank, quoted = mark != "quote", mark == "quote"
            in_list = in_list and (mark != "heading" or indent > 0)
            continue
        if quoted:
            continue  # the quoted paragraph goes on
        in_list = in_list and (indent > 0 or not blank)
        blank = False
        add(_line((number, "plain", indent, 0, "", text)))
    return living


def _mark(living: list[BodyLine], number: int, indent: int, text: str) -> str:
    """Take a heading, a quote or a rule; empty when the line is none of these."""
    first = text[0]
    if first == ">":
        return "quote"
    if first == "#":
        if (found := _HEADING.match(text)) is None:
            return ""
        title, level = _title(text[found.end() :]), found.end(1)
        living.append(BodyLine(number, "heading", indent, level, "", title))
        return "heading"
    if len(text) < 2 or text.strip(first):
        return ""
    below = living[-1] if living else None
    if below is not None and below.line == number - 1 and below.role == "plain":
        if first != "*":
            level = 1 if first == "=" else 2
            living[-1] = below._replace(role="heading", level=level)
        return "heading"
    return "" if first == "=" else "rule"


def _columns(raw: str) -> int:
    """The columns of white space before the text; a full-width blank takes two."""
    space = raw[: len(raw) - len(raw.lstrip())]
    if "\t" in space:
        space = space.expandtabs(4)
    return len(space) + space.count("\u3000")


def _title(text: str) -> str:
    """A heading's text without its closing `#`s."""
    if not text.endswith("#"):
        return text
    bare = text.rstrip("#")
    return bare.rstrip() if not bare or bare[-1].isspace() else text


def _conflicts(text: str, first_line: int) -> tuple[Fault, ...]:
    found = [pattern.search(text) for pattern in _CONFLICT]
    if found[0] is None or None in found:
        return ()
    line = first_line + text.count("\n", 0, found[0].start())
    return (Fault("conflict-markers", line, "unresolved conflict markers of a merge"),)
