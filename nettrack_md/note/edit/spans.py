"""Where each property of a header stands: its key, its colon, its value, to the byte.

The places come from the marks of PyYAML's own parser, written in Python: it is on
every machine, and its columns count characters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from nettrack_md.note.edit.events import grow_tree, read_events
from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.edit.splices import line_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nettrack_md.note.edit.events import Event, TreeNode
    from nettrack_md.note.frontmatter.strict import Mark

Shape: TypeAlias = Literal["scalar", "block list", "flow list", "block map", "flow map"]

_DASH = re.compile(r"([ ]*)-([ ]*)")
_COLON = re.compile(r"[ \t]*:")
_INDICATOR = re.compile(r"[|>][0-9+-]*")


class Span(NamedTuple):
    """One value. Offsets are into the note's text."""

    shape: Shape
    start: int
    #: Behind its last character; of a block list or map that of its last value.
    end: int
    #: A scalar's `"`, `'`, `|`, `>`, or empty.
    style: str = ""
    items: tuple[Span, ...] = ()
    #: What begins a list item's line, and what stands behind its dash; None when
    #: the dash is not on the line of the value.
    lead: tuple[str, str] | None = None
    #: Where the scalars in it stand, itself included.
    leaves: tuple[tuple[int, int], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing at all is written there."""
        return self.shape == "scalar" and self.start == self.end


class Place(NamedTuple):
    """One property: where its key begins, and the place behind its colon."""

    key: int
    colon: int
    value: Span


class Layout(NamedTuple):
    """A header that can be edited."""

    places: tuple[Place, ...]
    #: Blanks before each key.
    indent: str
    #: Where a further property's line begins: the line of the closing fence.
    end: int


def find_layout(text: str, start: int, end: int) -> Layout:
    """The places of the properties between two fences, `text[start:end]`.

    Raises EditRefused for what no splice may touch: anchors, tags, `? key`, a map in
    brackets, a document's marks.
    """
    reader = _Reader(text, start, end)
    root = reader.root()
    if root is None:
        return Layout((), "", end)
    pairs = zip(root.children[::2], root.children[1::2], strict=True)
    places = tuple(reader.place(key, value) for key, value in pairs)
    first = places[0].key
    return Layout(places, text[text.rfind("\n", 0, first) + 1 : first], end)


class _Reader:
    """Knows the way from the parser's lines and columns to the note's offsets."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.inner = text[start:end]
        self.starts = [start]
        self.starts += [start + m.end() for m in re.finditer("\n", self.inner)]

    def refuse(self, reason: str, at: int) -> EditRefused:
        return EditRefused(reason, line_number(self.text, at))

    def at(self, mark: Mark) -> int:
        """The offset of a mark. A line end of two characters comes last on its line."""
        line = min(mark.line, len(self.starts) - 1)
        return self.starts[line] + mark.column

    def root(self) -> TreeNode | None:
        import yaml  # noqa: PLC0415 - slow to load, and most edits do without

        first_line = line_number(self.text, self.starts[0])
        events = read_events(self.inner.replace("\r\n", "\n"), first_line)
        for event in events:
            self.check(event)
        node = grow_tree(events)
        if node is None or (
            isinstance(node.first, yaml.ScalarEvent) and not node.first.value
        ):
            return None
        at = self.at(node.first.start_mark)
        if not isinstance(node.first, yaml.MappingStartEvent):
            raise self.refuse("the properties are no key: value lines", at)
        if node.first.flow_style:
            raise self.refuse("the properties are written in { }, as JSON", at)
        return node

    def check(self, event: Event) -> None:
        """Refuse what links or types values by more than their text."""
        if getattr(event, "anchor", None) is not None:
            reason = "an anchor or alias (& or *) stands there"
            raise self.refuse(reason, self.at(event.start_mark))
        if getattr(event, "tag", None) is not None:
            reason = "a type tag (!) stands there"
            raise self.refuse(reason, self.at(event.start_mark))
        if getattr(event, "explicit", False):
            reason = "a mark between YAML documents stands there"
            raise self.refuse(reason, self.at(event.start_mark))

    def place(self, key: TreeNode, value: TreeNode) -> Place:
        begin, end = self.at(key.first.start_mark), self.at(key.last.end_mark)
        before = self.text[self.text.rfind("\n", 0, begin) + 1 : begin]
        colon = _COLON.match(self.text, end)
        if (
            before.strip(" ")
            or colon is None
            or key.first.end_mark.line != (key.first.start_mark.line)
        ):
            raise self.refuse("a key is written in the long form (? key)", begin)
        return Place(begin, colon.end(), self.span(value, colon.end()))

    def span(self, node: TreeNode, floor: int) -> Span:
        """The place of a value that stands behind `floor`."""
        first = node.first
        start = self.at(first.start_mark)
        if hasattr(first, "value"):
            return self.scalar(first, start, floor)
        is_list = _is_list(first)
        items = tuple(self.item(child) for child in node.children)
        leaves = tuple(leaf for item in items for leaf in item.leaves)
        if first.flow_style:
            shape: Shape = "flow list" if is_list else "flow map"
            end = self.at(node.last.end_mark)
            return Span(shape, start, end, "", items, None, leaves)
        shape = "block list" if is_list else "block map"
        end = items[-1].end if items else start
        return Span(shape, start, end, "", items, None, leaves)

    def item(self, node: TreeNode) -> Span:
        found = self.span(node, 0)
        begin = self.text.rfind("\n", 0, found.start) + 1
        dash = _DASH.fullmatch(self.text, begin, found.start)
        return found if dash is None else found._replace(lead=(dash[1], dash[2]))

    def scalar(self, event: Event, start: int, floor: int) -> Span:
        style, end = event.style or "", self.at(event.end_mark)
        if style in {"|", ">"}:
            end = self.content_end(start, end)
        elif start == end:  # nothing is there; the mark may be further on
            start = end = floor or start
        return Span("scalar", start, end, style, leaves=((start, end),))

    def content_end(self, start: int, end: int) -> int:
        """The end of a block scalar's last line that is not blank."""
        block = self.text[start:end].rstrip("\r\n")
        while block and not block[block.rfind("\n") + 1 :].strip():
            block = block[: block.rfind("\n") + 1].rstrip("\r\n")
        return start + len(block)


def indicator_end(text: str, span: Span) -> int:
    """Where `|`, `>-` and their like end, before a comment."""
    found = _INDICATOR.match(text, span.start)
    return span.start if found is None else found.end()


def has_comment(text: str, start: int, end: int, span: Span) -> bool:
    """Whether a comment stands between `start` and `end`, outside of the scalars."""
    return any("#" in text[a:b] for a, b in _gaps(start, end, span.leaves))


def _gaps(
    start: int, end: int, leaves: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    at = start
    for first, last in leaves:
        if first >= end:
            break
        if last > at:
            yield at, max(first, at)
            at = last
    yield at, end


def _is_list(event: Event) -> bool:
    import yaml  # noqa: PLC0415

    return isinstance(event, yaml.SequenceStartEvent)
