"""Finds what PyYAML lets pass and Obsidian's library refuses.

Without this, a header that Obsidian shows in red would be read, and later edited,
as if nothing were wrong with it. Each function gives the line in the text, 0-based,
and the reason, or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

import yaml

from nettrack_md.note.frontmatter.faults import TAB

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.note.frontmatter.text import Source


class Mark(Protocol):
    """A place in the text; PyYAML's events always have theirs."""

    index: int
    line: int
    column: int


class Event(Protocol):
    """What PyYAML's events have in common."""

    start_mark: Mark
    end_mark: Mark


class NodeEvent(Event, Protocol):
    """A scalar, or the beginning of a list or map."""

    anchor: str | None
    tag: str | None


class ScalarEvent(NodeEvent, Protocol):
    """A scalar: `style` is its quote or block indicator, empty when plain."""

    value: str
    style: str | None
    implicit: tuple[bool, bool]


class Start(NodeEvent, Protocol):
    """The beginning of a list or map; `flow_style`: in brackets."""

    flow_style: bool


_BRACKETS = frozenset("[]{}")
_GLUED = "a comment needs a blank before its #"


Fault: TypeAlias = tuple[int, str]


def find_scalar_fault(
    event: ScalarEvent, source: Source, around: Sequence[Start]
) -> Fault | None:
    """In a scalar; `around` are the open collections, outermost first."""
    style, first, last = event.style, event.start_mark.line, event.end_mark.line
    if style in {"|", ">"}:
        return _find_prefix_fault(event, source)
    if style and source.text.startswith("#", event.end_mark.index):
        return last, _GLUED
    if event.value == "-" and not style and around and around[-1].flow_style:
        return first, "a dash alone cannot stand between brackets"
    if first != last:
        least = _least_indent(around)
        for number in range(first + 1, last + 1):
            if (reason := _falls_short(source.lines[number], least)) is not None:
                return number, reason
    return _find_prefix_fault(event, source)


def find_start_fault(event: Start, source: Source) -> Fault | None:
    """At the beginning of a list or map."""
    if event.flow_style and source.text.startswith("#", event.end_mark.index):
        return event.end_mark.line, _GLUED
    return _find_prefix_fault(event, source)


def find_end_fault(
    start: Start, event: Event, source: Source, around: Sequence[Start]
) -> Fault | None:
    """At the end of the list or map that `start` began, which is open no more."""
    if not start.flow_style:
        return None
    first, last = start.start_mark.line, event.end_mark.line
    if source.text.startswith("#", event.end_mark.index):
        return last, _GLUED
    if first == last or (around and around[-1].flow_style):
        return None
    least = _least_indent(around)
    for number in range(first + 1, last + 1):
        line = source.lines[number]
        # The closing bracket may stand below the key; comments may stand anywhere.
        closes = number == last and event.end_mark.column - 1 == _indent(line)
        reason = _falls_short(line, least - 1 if closes else least)
        if reason is not None and line.lstrip()[:1] != "#":
            return number, reason
    return None


def find_tab_fault(
    event: NodeEvent, source: Source, parent: Start | None, place: int
) -> Fault | None:
    """In a tab that was read as a blank: it may separate, but not indent.

    `place` counts the nodes that `parent` holds so far, keys and values alike.
    """
    line = event.start_mark.line
    found = source.tabbed.get(line)
    if found is None or event.start_mark.column <= found[0]:
        return None
    column, leads = found
    indents = getattr(event, "flow_style", None) is False
    if parent is not None and not parent.flow_style:
        is_key = isinstance(parent, yaml.MappingStartEvent) and place % 2 == 0
        indents |= is_key or (leads and column <= parent.start_mark.column)
        indents |= leads and isinstance(parent, yaml.SequenceStartEvent)
    return (line, TAB) if indents else None


def _find_prefix_fault(event: NodeEvent, source: Source) -> Fault | None:
    line, anchor, tag = event.start_mark.line, event.anchor, event.tag
    if anchor and source.text.startswith(f"&{anchor}:", event.start_mark.index):
        return line, "an anchor cannot end in a colon"
    # PyYAML without libyaml takes ![[picture.png]] for a tag.
    if tag and not _BRACKETS.isdisjoint(tag):
        return line, "text that begins with ! needs quotes"
    return None


def _least_indent(around: Sequence[Start]) -> int:
    for start in reversed(around):
        if not start.flow_style:
            # Behind an anchor or a tag, the mark does not tell the column.
            bare = start.anchor is None and start.tag is None
            return start.start_mark.column + 1 if bare else 0
    return 0


def _falls_short(line: str, least: int) -> str | None:
    indent = _indent(line)
    if indent >= least or not line.strip():
        return None
    if line.startswith("\t", indent):
        return TAB
    return "what goes on from the line above must be indented"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
