"""The properties of three notes merged key by key, each key's own bytes kept."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.edit.header import open_header
from nettrack_md.note.edit.properties import set_property
from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.edit.spans import has_comment
from nettrack_md.note.edit.splices import line_start, next_line
from nettrack_md.note.frontmatter import (
    Mapping,
    Scalar,
    read_frontmatter,
    split_note,
)
from nettrack_md.note.merging.refusal import MergeRefused
from nettrack_md.note.merging.units import split_lines

if TYPE_CHECKING:
    from nettrack_md.note.frontmatter import Node
    from nettrack_md.note.merging.rules import MergeRules

_FENCE = "---\n"


class Block(NamedTuple):
    """Some lines of a header: a property, or a comment."""

    #: The property's key; a comment's text, with its `#`.
    name: str
    text: str
    #: None for a comment, and for blank lines, which have no name.
    node: Node | None
    #: Whether a comment stands within it.
    remarked: bool = False

    @property
    def ident(self) -> tuple[bool, str]:
        """What finds the same lines in another header."""
        return self.node is None, self.name


class Clash(NamedTuple):
    """A property that both sides changed, each in its own way; empty: taken out."""

    ours: str
    theirs: str


class Properties(NamedTuple):
    """The merged header, fences included; empty for a note without properties."""

    header: str
    clashes: tuple[Clash, ...]


def merge_properties(
    base: str, ours: str, theirs: str, rules: MergeRules
) -> Properties:
    """The properties of three notes, given as whole texts, as one header.

    Of a property that only one side changed that side's lines are taken. Lists that
    both changed are merged as sets. Else ours stays, and it is a clash. Raises
    MergeRefused, and EditRefused for a header that cannot be taken apart.
    """
    headers = [split_note(text).header for text in (base, ours, theirs)]
    if headers[1] == headers[2] or headers[0] == headers[2]:
        return Properties(headers[1], ())
    if headers[0] == headers[1]:
        return Properties(headers[2], ())
    return _Merging(base, ours, theirs, rules).result()


class _Merging:
    """Goes through the blocks of our header, then takes in those of theirs."""

    def __init__(self, base: str, ours: str, theirs: str, rules: MergeRules) -> None:
        self.rules = rules
        self.base = {block.ident: block for block in read_blocks(base)}
        self.our_list, self.their_list = read_blocks(ours), read_blocks(theirs)
        self.ours = {block.ident: block for block in self.our_list if block.name}
        self.theirs = {block.ident: block for block in self.their_list if block.name}
        if len({_indent(b) for b in (*self.our_list, *self.their_list) if b.node}) > 1:
            raise MergeRefused("the properties are indented in two ways")
        self.headers = split_note(ours).header, split_note(theirs).header
        self.clashes: list[Clash] = []
        #: What lists are to hold, by key.
        self.lists: dict[str, tuple[str, ...]] = {}

    def result(self) -> Properties:
        kept = [found for block in self.our_list if (found := self.choose(block))]
        above: tuple[bool, str] | None = None
        for block in self.their_list:
            if not block.name:
                continue
            if block.ident not in self.ours and (found := self.choose(block)):
                kept.insert(_place_behind(kept, above), found)
            above = block.ident if block.ident in _idents(kept) else above
        if not any(block.name for block in kept):
            self.keep_remarks("")
            return Properties("", tuple(self.clashes))
        fences = next(header for header in self.headers if header)
        first = fences[: fences.index("\n") + 1]
        last = fences[fences.rindex("\n---") + 1 :]
        header = first + "".join(block.text for block in kept) + last
        header = self.with_lists(header)
        self.keep_remarks(header)
        self.verify(header, kept)
        return Properties(header, tuple(self.clashes))

    def choose(self, block: Block) -> Block | None:
        """What becomes of a property or a comment; None: it goes."""
        if not block.name:
            return block
        base, ours, theirs = (
            side.get(block.ident) for side in (self.base, self.ours, self.theirs)
        )
        texts = [None if one is None else one.text for one in (base, ours, theirs)]
        if texts[1] == texts[2] or texts[2] == texts[0]:
            return ours
        if texts[1] == texts[0]:
            return theirs
        if block.node is None:
            return ours or theirs
        values = [
            None if one is None else _bare(one.node) for one in (base, ours, theirs)
        ]
        if values[1] == values[2] or values[2] == values[0]:
            return ours
        if values[1] == values[0]:
            return theirs
        if not self.merge_list(block.name, base, ours, theirs):
            self.clash(ours, theirs)
        return ours

    def clash(self, ours: Block | None, theirs: Block | None) -> None:
        """Remember that our value stays, and what theirs was."""
        self.clashes.append(
            Clash(ours.text if ours else "", theirs.text if theirs else "")
        )

    def merge_list(
        self, key: str, base: Block | None, ours: Block | None, theirs: Block | None
    ) -> bool:
        """Plan what a list shall hold that both sides changed; False: it is none."""
        if ours is None or theirs is None or _is_lossy(ours, theirs):
            return False
        listed = self.rules.is_list(key) or any(
            isinstance(one.node, tuple) and not isinstance(one.node, (Scalar, Mapping))
            for one in (ours, theirs)
        )
        old = () if base is None else _items(base.node)
        one, other = _items(ours.node), _items(theirs.node)
        if not listed or old is None or one is None or other is None:
            return False
        kept = [item for item in one if item not in old or item in other]
        added = [item for item in other if item not in old and item not in one]
        self.lists[key] = (*kept, *dict.fromkeys(added))
        return True

    def with_lists(self, header: str) -> str:
        """The header with the lists in it; one that cannot be edited is a clash."""
        for key, items in self.lists.items():
            try:
                header = set_property(header, key, items)
            except EditRefused:
                ident = (False, key)
                self.clash(self.ours.get(ident), self.theirs.get(ident))
        return header

    def keep_remarks(self, header: str) -> None:
        """Raise MergeRefused where a comment within a property would be lost.

        What only a comment tells apart from the base has the base's value, so that
        choosing by values alone may drop it.
        """
        there = {line for clash in self.clashes for line in _remarks("".join(clash))}
        there |= {line for block in self.base.values() for line in _remarks(block.text)}
        there |= _remarks(header)
        sides = (*self.our_list, *self.their_list)
        if any(_remarks(block.text) - there for block in sides if block.remarked):
            raise MergeRefused("a comment in the properties would be lost")

    def verify(self, header: str, kept: list[Block]) -> None:
        """The header must be valid, and say what was chosen."""
        read = read_frontmatter(split_note(header))
        wish = {b.name: _bare(b.node) for b in kept if b.node is not None}
        found = {e.key: _bare(e.node) for e in read.entries if e.key in wish}
        same = all(found.get(k) == v for k, v in wish.items() if k not in self.lists)
        if read.status != "ok" or list(found) != list(wish) or not same:
            raise MergeRefused("the merged properties would not read as wished")
        if len(read.entries) != len(wish):
            raise MergeRefused("a property would stand there twice")


def read_blocks(text: str) -> list[Block]:
    """The lines of a note's header between its fences, blank ones without a name."""
    if split_note(text).status == "absent":
        return []
    header = open_header(text)
    start, end = header.split.header.index("\n") + 1, header.layout.end
    blocks: list[Block] = []
    places = header.layout.places
    starts = [line_start(text, place.key) for place in places]
    # A closing fence ends the last one.
    ends = [next_line(text, place.value.end) for place in places]
    blocks += _loose(text[start : starts[0] if starts else end])
    for number, (entry, place) in enumerate(
        zip(header.frontmatter.entries, places, strict=True)
    ):
        until = min(ends[number], end)
        value = place.value
        block = text[starts[number] : until]
        remarked = has_comment(text, place.colon, until, value)
        blocks.append(Block(entry.key, block, entry.node, remarked))
        after = starts[number + 1] if number + 1 < len(places) else end
        if after < until:
            raise MergeRefused("two properties stand on one line")
        blocks += _loose(text[until:after])
    names = [block.name for block in blocks if block.node is not None]
    if any(one == other for one, other in pairwise(sorted(names))):
        raise MergeRefused("a property stands there twice")
    return blocks


def add_blocks(text: str, added: str) -> str:
    """The note with whole lines of properties above the end of its header.

    A note without a header gets one. Raises MergeRefused, EditRefused.
    """
    split = split_note(text)
    before = {entry.key: _bare(entry.node) for entry in read_frontmatter(split).entries}
    if split.status == "absent":
        after = f"{split.bom}{_FENCE}{added}{_FENCE}{split.body}"
    else:
        at = open_header(text).layout.end
        after = text[:at] + added + text[at:]
    read = read_frontmatter(split_note(after))
    found = {entry.key: _bare(entry.node) for entry in read.entries}
    if read.status != "ok" or any(found.get(key) != old for key, old in before.items()):
        raise MergeRefused("the properties of both do not fit into one header")
    return after


def _loose(text: str) -> list[Block]:
    return [Block(line.strip(), line, None) for line in split_lines(text)]


def _idents(blocks: list[Block]) -> set[tuple[bool, str]]:
    return {block.ident for block in blocks}


def _place_behind(blocks: list[Block], ident: tuple[bool, str] | None) -> int:
    """Where new lines go: below those of `ident`, or on top."""
    places = [at for at, block in enumerate(blocks) if block.ident == ident]
    return places[-1] + 1 if places else 0


def _is_lossy(ours: Block, theirs: Block) -> bool:
    """Whether a comment in their list is not in ours, and so would be lost."""
    lines = split_lines(theirs.text) if theirs.remarked else ()
    return any("#" in line and line not in split_lines(ours.text) for line in lines)


def _remarks(text: str) -> set[str]:
    return {line.strip() for line in split_lines(text) if "#" in line}


def _indent(block: Block) -> str:
    return block.text[: len(block.text) - len(block.text.lstrip(" "))]


def _items(node: Node | None) -> tuple[str, ...] | None:
    """The texts of a list, or of one text as a list; None for what is neither."""
    if node is None:
        return ()
    if isinstance(node, Scalar):
        return () if node.is_empty else (node.text,)
    if isinstance(node, Mapping):
        return None
    texts = tuple(item.text for item in node if isinstance(item, Scalar))
    return texts if len(texts) == len(node) else None


def _bare(node: object) -> object:
    """A node without the lines that its entries stand on, since these may move."""
    if isinstance(node, Scalar):
        return (node.text, node.value)
    if isinstance(node, Mapping):
        return [(entry.key, _bare(entry.node)) for entry in node.entries]
    return [_bare(item) for item in node] if isinstance(node, tuple) else node
