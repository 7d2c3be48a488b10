"""The door to a note's properties: where they stand, and what they say.

The grammar is Obsidian's: an optional BOM, a first line of exactly three dashes, a
closing line likewise. python-frontmatter, which is laxer and strips text, sees a
header only after it was cut out here.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from nettrack_md.note.frontmatter.fast import read_plainly
from nettrack_md.note.frontmatter.values import (
    Entry,
    Flaw,
    HeaderRefused,
    Mapping,
    Node,
    Scalar,
    Value,
    value_of,
)

__all__ = [
    "EMPTY",
    "Entry",
    "Flaw",
    "Frontmatter",
    "Mapping",
    "Node",
    "Scalar",
    "Split",
    "Value",
    "read_frontmatter",
    "split_note",
    "value_of",
]

_BOM = "\ufeff"
_FENCE = re.compile(r"---[ \t]*(?:\r?\n|\Z)")
_PLACEHOLDERS = (("{{", "}}"), ("<%", "%>"))


class Split(NamedTuple):
    """A note cut in three: `bom + header + body` is the text again."""

    bom: str
    #: Both fences with their line ends, and all between; empty without them.
    header: str
    body: str
    #: `open`: a first `---` without a second; then all of the text is body.
    status: Literal["absent", "ok", "open"]
    #: 1-based line in the file on which the body begins.
    body_line: int


class Frontmatter(NamedTuple):
    """The properties of one note, in the order of the file."""

    entries: tuple[Entry, ...] = ()
    #: What is wrong with them, each with its line in the file.
    problems: tuple[Flaw, ...] = ()
    #: `broken` and `open` have no entries: Obsidian shows none either.
    status: Literal["absent", "ok", "open", "broken"] = "absent"
    #: The tree, where the full reader made one: also when it is no map.
    root: Node | None = None

    @property
    def value(self) -> Value:
        """What Obsidian's library gives: None when there is nothing, else a dict.

        A list or a text in place of properties is given as it is, beside its problem.
        """
        if self.root is not None:
            return value_of(self.root)
        return value_of(Mapping(self.entries)) if self.entries else None

    def get(self, key: str) -> Node | None:
        """What stands behind `key`, spelled exactly so; None when nothing does."""
        for entry in self.entries:
            if entry.key == key:
                return entry.node
        return None


#: A note without frontmatter.
EMPTY = Frontmatter()
_OPEN = Frontmatter(
    problems=(
        Flaw("frontmatter-open", 1, "the properties are opened and never closed"),
    ),
    status="open",
)


def split_note(text: str) -> Split:
    """Cut a note into byte order mark, header and body. Contract sections 3 and 10."""
    bom = _BOM if text.startswith(_BOM) else ""
    at = len(bom)
    if not text.startswith("---", at) or (fence := _FENCE.match(text, at)) is None:
        return Split(bom, "", text[at:] if bom else text, "absent", 1)
    start = fence.end() - 1
    # Jumping from one "\n---" to the next reads each character once.
    while (start := text.find("\n---", start)) >= 0:
        start += 1
        if (fence := _FENCE.match(text, start)) is not None:
            end = fence.end()
            header = text[at:end]
            return Split(bom, header, text[end:], "ok", header.count("\n") + 1)
    return Split(bom, "", text[at:], "open", 1)


def read_frontmatter(split: Split) -> Frontmatter:
    """The properties of a note that was split; never raises, whatever stands there."""
    if split.status == "absent":
        return EMPTY
    if split.status == "open":
        return _OPEN
    header = split.header
    if "{{" in header or "<%" in header:
        found = _read_fully(header)
        return found._replace(problems=found.problems + _placeholders(found.entries))
    inner = header[header.index("\n") + 1 : header.rindex("\n---") + 1]
    entries = read_plainly(inner, 2)
    return _read_fully(header) if entries is None else Frontmatter(entries, (), "ok")


def _read_fully(header: str) -> Frontmatter:
    # Loading PyYAML takes longer than most commands, and few notes need it.
    import frontmatter  # noqa: PLC0415

    from nettrack_md.note.frontmatter.yaml import ObsidianHandler  # noqa: PLC0415

    handler = ObsidianHandler()
    try:
        found, _ = frontmatter.parse(header, handler=handler)
    except HeaderRefused as refused:
        return Frontmatter((), refused.flaws, "broken", handler.root)
    entries = tuple(entry for entry in found.values() if isinstance(entry, Entry))
    return Frontmatter(entries, (), "ok", handler.root)


def _placeholders(entries: tuple[Entry, ...]) -> tuple[Flaw, ...]:
    return tuple(
        Flaw("template-placeholder", line, f'"{key}" holds an unfilled placeholder')
        for key, node, line in entries
        if _holds_placeholder(node)
    )


def _holds_placeholder(node: Node) -> bool:
    if isinstance(node, Scalar):
        return any(
            (at := node.text.find(opened)) >= 0 and node.text.find(closed, at + 2) >= 0
            for opened, closed in _PLACEHOLDERS
        )
    if isinstance(node, Mapping):
        # Unquoted, {{date}} is a map whose key is a map.
        return any(
            entry.key.startswith("{ ") or _holds_placeholder(entry.node)
            for entry in node.entries
        )
    return any(_holds_placeholder(item) for item in node)
