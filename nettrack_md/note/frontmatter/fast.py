"""Reads the properties that almost every note has, without a YAML library.

The subset: `key: value` with a plain or quoted value on one line, flow lists of
such values, block lists of them, comments, blank lines. Anything else, and
anything doubtful, is declined, and the reader in `yaml` takes over.
A property test holds the two equal wherever this one answers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nettrack_md.note.frontmatter.values import NULL, Entry, Scalar

if TYPE_CHECKING:
    from nettrack_md.note.frontmatter.values import Node

#: Longer headers are declined: below it no header can pass the limit on nodes.
MAX_CHARS = 8192

# Characters on which YAML 1.1 and 1.2, or two line splitters, may disagree.
_EXOTIC = re.compile("[\0-\t\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")

# Plain text: no indicator first (but -1 and --05-14), no `: ` and no ` #` within.
_FIRST = r"""(?:[^\s\-?:,\[\]{}#&*!|>'"%@`]|-+[0-9])"""
_PLAIN = rf"{_FIRST}[^\n:#]*+(?:(?::(?![ \n])|(?<!\ )\#)[^\n:#]*+)*+"
_QUOTED = r"""(?:"[^"\\\n]*+"|'(?:[^'\n]|'')*+')"""
_LINE = re.compile(
    rf"""(?:
      (?: ([^\W\d][\w\-./()+\ ]{{0,99}}+(?<!\ )):     # key
        | (\ *-) )                                    # or the dash of an item
      (?: \ +
        (?: ({_PLAIN})
          | ({_QUOTED} | \[(?: [^\[\]{{}}\n"'\#] | {_QUOTED} )*+\])\ *
        )?+
      )?+
      (?:(?<=\ )\#[^\n]*+)?+ \n
    | \ *+(?:\#[^\n]*+)?+\n                           # blank, comment
    | ([^\n]++\n?)                                    # anything else
    )""",
    re.VERBOSE,
)
_ITEM = re.compile(
    rf"\ *(?:({_FIRST}[^,:\[\]{{}}\#?]*+)|({_QUOTED})\ *)(?:,|\Z)|(\ *(?:-+|.))",
    re.DOTALL,
)
# As keys, these are retyped and would have to be spelled anew.
_RETYPED = frozenset(
    {"null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"}
)


def read_plainly(inner: str, first_line: int) -> tuple[Entry, ...] | None:
    """The properties between the fences, or None when they need the full reader.

    `inner` ends with a line end unless it is empty; `first_line` is the line of the
    file on which it begins.
    """
    if len(inner) > MAX_CHARS:
        return None
    if "\r" in inner:
        inner = inner.replace("\r\n", "\n")
    # isprintable is much the quicker of the two, but too strict on 　 and emoji.
    if not inner.replace("\n", "").isprintable() and _EXOTIC.search(inner):
        return None
    entries = _read_lines(inner, first_line)
    if entries is None:
        return None
    keys = {entry[0] for entry in entries}
    if len(keys) != len(entries) or not keys.isdisjoint(_RETYPED):
        return None
    return tuple(entries)


def _read_lines(inner: str, first_line: int) -> list[Entry] | None:
    entries: list[Entry] = []
    items: list[Node] | None = None  # of the list that may go on here
    indent = ""
    # A named tuple's own constructor runs in Python; this one does not.
    new, scalar, entry = tuple.__new__, Scalar, Entry
    node: Node | None
    for line, (key, dash, plain, closed, other) in enumerate(
        _LINE.findall(inner), first_line
    ):
        if plain:
            node = new(scalar, (plain.rstrip(" "), True))
        elif closed:
            node = _read_flow(closed) if closed[0] == "[" else _unquote(closed)
        else:
            node = None if other else NULL
        if node is None:
            return None
        if key:
            if items:
                entries[-1] = _with_items(entries[-1], items)
            entries.append(new(entry, (key, node, line)))
            items = [] if node is NULL else None
        elif dash:
            if items is None or (items and dash != indent):
                return None
            indent = dash
            items.append(node)
    if items:
        entries[-1] = _with_items(entries[-1], items)
    return entries


def _with_items(entry: Entry, items: list[Node]) -> Entry:
    return Entry(entry.key, tuple(items), entry.line)


def _unquote(text: str) -> Scalar:
    inside = text[1:-1]
    return Scalar(inside if text[0] == '"' else inside.replace("''", "'"), plain=False)


def _read_flow(text: str) -> tuple[Node, ...] | None:
    inside = text[1:-1].rstrip(" ")
    items: list[Node] = []
    for plain, quoted, other in _ITEM.findall(inside):
        if plain:
            items.append(Scalar(plain.rstrip(" "), plain=True))
        elif quoted:
            items.append(_unquote(quoted))
        elif other:
            return None
    return tuple(items)
