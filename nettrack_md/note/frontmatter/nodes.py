"""Builds nodes from YAML events, within limits, by the rules of Obsidian's library.

No recursion: a header of nothing but brackets ends at the limit, not at the end of
the stack. Aliases are counted by what they would unfold to; `<<` merges nothing,
as in YAML 1.2, so that the two usual bombs are duds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from nettrack_md.note.frontmatter.faults import UNREADABLE
from nettrack_md.note.frontmatter.strict import (
    find_end_fault,
    find_scalar_fault,
    find_start_fault,
    find_tab_fault,
)
from nettrack_md.note.frontmatter.values import (
    NULL,
    Entry,
    Flaw,
    HeaderRefused,
    Mapping,
    Scalar,
    key_text,
    resolve,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from nettrack_md.note.frontmatter.strict import (
        Event,
        Fault,
        NodeEvent,
        ScalarEvent,
        Start,
    )
    from nettrack_md.note.frontmatter.text import Source
    from nettrack_md.note.frontmatter.values import Node

MAX_DEPTH = 32
MAX_NODES = 5_000
MAX_ALIASES = 100
_DEEP = f"more than {MAX_DEPTH} levels of nesting"

# A tag of the core schema holds only where the text reads as that type.
_CORE_TYPES: dict[str, tuple[type, ...]] = {
    "tag:yaml.org,2002:null": (type(None),),
    "tag:yaml.org,2002:bool": (bool,),
    "tag:yaml.org,2002:int": (int,),
    "tag:yaml.org,2002:float": (float,),
}


class _Part(NamedTuple):
    node: Node
    line: int
    #: Nodes it unfolds to, itself included.
    size: int
    #: Levels of collections in it.
    height: int


# A named tuple's own constructor runs in Python; this one does not.
_new = tuple.__new__


class Builder:
    """Takes the events of one header in order and keeps the tree they describe."""

    def __init__(self, source: Source, first_line: int) -> None:
        self._root: Node | None = None
        self._source = source
        self._is_doubtful = source.is_doubtful
        self._first_line = first_line
        # Of each collection that is open: its event, what is in it, the count of
        # nodes before it, and its height so far.
        self._open: list[Start] = []
        self._parts: list[list[_Part]] = []
        self._before: list[int] = []
        self._heights: list[int] = []
        self._anchors: dict[str, _Part] = {}
        self._nodes = 0
        self._aliases = 0
        self._documents = 0
        self._twice: list[Flaw] = []

    def build(self, events: Iterable[yaml.Event]) -> Node | None:
        """The tree, None for an empty header.

        Raises HeaderRefused: at the first limit, for faults, in the end for twins.
        """
        for event in events:
            if (step := _STEPS.get(event.__class__)) is not None:
                step(self, event)
        if self._twice:
            raise HeaderRefused(*self._twice)
        return None if _is_null(self._root) else self._root

    def _invalid(self, message: str, line: int) -> HeaderRefused:
        flaw = Flaw("frontmatter-invalid", self._first_line + line, message)
        return HeaderRefused(flaw)

    def _too_much(self, message: str, line: int) -> HeaderRefused:
        flaw = Flaw("frontmatter-too-big", self._first_line + line, message)
        return HeaderRefused(flaw)

    def _document(self, event: Event) -> None:
        self._documents += 1
        if self._documents > 1:
            message = "a second YAML document begins inside the properties"
            raise self._invalid(message, event.start_mark.line)

    def _scalar(self, event: ScalarEvent) -> None:
        line = event.start_mark.line
        if (
            self._is_doubtful
            or event.tag is not None
            or event.anchor is not None
            or event.end_mark.line != line
        ):
            part = self._examine(event)
        else:
            scalar = _new(Scalar, (event.value, not event.style))
            part = _new(_Part, (scalar, line, 1, 0))
        self._add(part, event.anchor)

    def _examine(self, event: ScalarEvent) -> _Part:
        text, line, tag = event.value, event.start_mark.line, event.tag
        if (dash := self._source.dash) and dash in text:
            if text != dash:
                raise self._invalid(UNREADABLE, line)
            return _Part((NULL,), line, 2, 1)
        fault = find_scalar_fault(event, self._source, self._open)
        self._refuse_if(fault or self._find_tab_fault(event))
        if self._source.restore:
            text = text.translate(self._source.restore)
        if tag is None:
            plain = not event.style
        else:
            plain = isinstance(resolve(text), _CORE_TYPES.get(tag, ()))
        return _Part(Scalar(text, plain), line, 1, 0)

    def _alias(self, event: NodeEvent) -> None:
        line = event.start_mark.line
        self._aliases += 1
        if self._aliases > MAX_ALIASES:
            raise self._too_much(f"more than {MAX_ALIASES} aliases", line)
        part = self._anchors.get(event.anchor or "")
        if part is None:
            message = f"*{event.anchor} refers to an anchor that is not set above it"
            raise self._invalid(message, line)
        self._add(part._replace(line=line), None)

    def _begin(self, event: Start) -> None:
        if len(self._open) == MAX_DEPTH:
            raise self._too_much(_DEEP, event.start_mark.line)
        fault = find_start_fault(event, self._source)
        self._refuse_if(fault or self._find_tab_fault(event))
        self._open.append(event)
        self._parts.append([])
        self._before.append(self._nodes)
        self._heights.append(1)

    def _end(self, event: Event) -> None:
        start, parts = self._open.pop(), self._parts.pop()
        self._refuse_if(find_end_fault(start, event, self._source, self._open))
        inside, height = self._nodes - self._before.pop(), self._heights.pop()
        node: Node
        if isinstance(start, yaml.MappingStartEvent):
            node = self._mapping(parts)
        else:
            node = tuple([part[0] for part in parts])
        part = _Part(node, start.start_mark.line, inside + 1, height)
        self._add(part, start.anchor, counted=inside)

    def _find_tab_fault(self, event: NodeEvent) -> Fault | None:
        if not self._source.tabbed:
            return None
        parent = self._open[-1] if self._open else None
        place = len(self._parts[-1]) if self._parts else 0
        return find_tab_fault(event, self._source, parent, place)

    def _refuse_if(self, fault: Fault | None) -> None:
        if fault is not None:
            line, reason = fault
            raise self._invalid(reason, line)

    def _add(self, part: _Part, anchor: str | None, counted: int = 0) -> None:
        node, line, size, height = part
        self._nodes += size - counted
        if self._nodes > MAX_NODES:
            raise self._too_much(f"more than {MAX_NODES:,} values", line)
        if anchor is not None:
            self._anchors[anchor] = part
        if not self._open:
            self._root = node
            return
        if height:
            if len(self._open) + height > MAX_DEPTH:
                raise self._too_much(_DEEP, line)
            self._heights[-1] = max(self._heights[-1], height + 1)
        self._parts[-1].append(part)

    def _mapping(self, parts: list[_Part]) -> Mapping:
        entries: dict[str, Entry] = {}
        first: dict[tuple[bool, object], int] = {}
        for key, value in zip(parts[::2], parts[1::2], strict=True):
            line = self._first_line + key.line
            if not isinstance(key.node, Scalar):
                name = key_text(key.node)
                entries[name] = Entry(name, value.node, line)
                continue
            typed = key.node.value
            name = typed if isinstance(typed, str) else key_text(key.node)
            entries[name] = _new(Entry, (name, value.node, line))
            # 012 and 12 are one key; 1, "1" and true are three.
            identity = (typed.__class__ is bool, typed)
            if identity in first:
                self._twice.append(_twin(name, line, first[identity]))
            else:
                first[identity] = line
        return Mapping(tuple(entries.values()))


def _twin(name: str, line: int, earlier: int) -> Flaw:
    message = f'"{name}" stands there twice, first in line {earlier}'
    return Flaw("duplicate-key", line, message)


def _is_null(node: Node | None) -> bool:
    return node is None or (isinstance(node, Scalar) and node.value is None)


_STEPS: dict[type[yaml.Event], Callable[[Builder, Any], None]] = {
    yaml.DocumentStartEvent: Builder._document,  # noqa: SLF001
    yaml.ScalarEvent: Builder._scalar,  # noqa: SLF001
    yaml.AliasEvent: Builder._alias,  # noqa: SLF001
    yaml.SequenceStartEvent: Builder._begin,  # noqa: SLF001
    yaml.MappingStartEvent: Builder._begin,  # noqa: SLF001
    yaml.SequenceEndEvent: Builder._end,  # noqa: SLF001
    yaml.MappingEndEvent: Builder._end,  # noqa: SLF001
}
