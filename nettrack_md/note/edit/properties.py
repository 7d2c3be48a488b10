"""Set, add to, remove one property: every other byte of the note stays.

Each result is read again before it is given back; what does not read as wished is
refused, whatever the reason. Contract section 10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.note.edit.header import open_header
from nettrack_md.note.edit.lists import find_style, remove_items, replace_items
from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.edit.scalars import is_writable, render_key, render_scalar
from nettrack_md.note.edit.splices import Splice, apply_splices, newline_at
from nettrack_md.note.edit.values import (
    clear_splices,
    itemise_splices,
    list_splices,
    removal,
    scalar_splices,
)
from nettrack_md.note.frontmatter import (
    Mapping,
    Scalar,
    read_frontmatter,
    split_note,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.note.edit.header import Header
    from nettrack_md.note.edit.spans import Place
    from nettrack_md.note.frontmatter import Entry, Frontmatter, Node

_UNLIKE = "the edit would not read back as wished"


def written_key(frontmatter: Frontmatter, keys: Sequence[str]) -> str | None:
    """The first of `keys` that the note has, spelled exactly so; None: none."""
    present = {entry.key for entry in frontmatter.entries}
    return next((key for key in keys if key in present), None)


def set_property(
    text: str, key: str, value: str | Sequence[str], *, typed: bool = False
) -> str:
    """`text` with the property `key` holding `value`, one text or a list of them.

    A note without the key gets it above the closing fence, one without a header gets
    that above its first byte. The same value gives the same text. `typed` lets a new
    `true`, `false` or count stand bare, for properties that are flags or numbers.
    Raises EditRefused.
    """
    wish: str | tuple[str, ...] = value if isinstance(value, str) else tuple(value)
    _require_writable(key, *([wish] if isinstance(wish, str) else wish))
    header = open_header(text)
    if (found := header.find(key)) is None:
        after = _with_new(header, key, wish, typed=typed)
    else:
        entry, place = found
        if _holds(entry.node, wish):
            return text
        after = _with_value(header, entry, place, wish, typed=typed)
    return _verified(header, after, key, wish)


def add_to_property(text: str, key: str, value: str) -> str:
    """`text` with `value` as a further item of the property `key`.

    It is appended to a list; a single text becomes the first item of one, as it is
    typed. A value that is there already changes nothing. Raises EditRefused.
    """
    _require_writable(key, value)
    header = open_header(text)
    found = header.find(key)
    if found is None or _is_null(found[0].node):
        return set_property(text, key, (value,))
    entry, place = found
    node = entry.node
    if isinstance(node, Scalar):
        if node.text == value:
            return text
        splices = itemise_splices(header.layout, place, text, value)
        after = apply_splices(text, splices)
        return _verified(header, after, key, (node.text, value))
    old = _texts(entry)
    if value in old:
        return text
    if not all(isinstance(item, Scalar) for item in _items(entry)):
        raise EditRefused("an item of the list is more than one text", entry.line)
    wish = (*(item or "" for item in old), value)
    splices = replace_items(text, place.value, old, wish)
    return _verified(header, apply_splices(text, splices), key, wish)


def remove_from_property(text: str, key: str, value: str) -> str:
    """`text` without `value` among the items of the property `key`.

    The last item leaves an empty property behind. A value that is not there changes
    nothing. Raises EditRefused.
    """
    header = open_header(text)
    if (found := header.find(key)) is None:
        return text
    entry, place = found
    if isinstance(entry.node, Scalar):
        if entry.node.text != value or _is_null(entry.node):
            return text
        after = apply_splices(text, clear_splices(text, place))
        return _verified(header, after, key, ())
    old = _texts(entry)
    gone = [at for at, item in enumerate(old) if item == value]
    if not gone:
        return text
    after = apply_splices(text, remove_items(text, place.value, gone))
    kept = tuple(item for at, item in enumerate(_items(entry)) if at not in gone)
    return _verified(header, after, key, kept)


def remove_property(text: str, key: str) -> str:
    """`text` without the lines of the property `key`; a header stays, if empty.

    Raises EditRefused.
    """
    header = open_header(text)
    if (found := header.find(key)) is None:
        return text
    after = apply_splices(text, [removal(text, found[1])])
    return _verified(header, after, key, None)


def _require_writable(*texts: str) -> None:
    if not all(map(is_writable, texts)):
        raise EditRefused("the value holds half of a character", 1)


def _with_new(
    header: Header, key: str, wish: str | tuple[str, ...], *, typed: bool
) -> str:
    text, layout = header.text, header.layout
    if header.split.status == "absent":
        at = len(header.split.bom)
        newline = newline_at(text, at)
        line = _render(header, key, wish, newline, typed=typed)
        new = f"---{newline}{line}{newline}---{newline}"
        return apply_splices(text, [Splice(at, at, new)])
    newline = newline_at(text, layout.end - 1)
    line = layout.indent + _render(header, key, wish, newline, typed=typed) + newline
    return apply_splices(text, [Splice(layout.end, layout.end, line)])


def _render(
    header: Header, key: str, wish: str | tuple[str, ...], newline: str, *, typed: bool
) -> str:
    name = f"{render_key(key)}:"
    if isinstance(wish, str):
        return f"{name} {render_scalar(wish, typed=typed)}"
    style = find_style(header.layout)
    return name + style.render(wish, header.layout.indent, newline)


def _with_value(
    header: Header, entry: Entry, place: Place, wish: str | tuple[str, ...], *,
    typed: bool,
) -> str:  # fmt: skip
    text = header.text
    if isinstance(wish, str):
        splices = scalar_splices(text, place, entry.node, wish, typed=typed)
        return apply_splices(text, splices)
    is_list = place.value.shape.endswith("list")
    if is_list:
        splices = replace_items(text, place.value, _texts(entry), wish)
        return apply_splices(text, splices)
    # In two steps: first nothing stands there, then the list.
    bare = apply_splices(text, clear_splices(text, place))
    if not wish:
        return bare
    return apply_splices(bare, list_splices(header.layout, place, bare, wish))


def _items(entry: Entry) -> tuple[Node, ...]:
    if isinstance(entry.node, tuple) and not isinstance(entry.node, Scalar):
        return entry.node
    raise EditRefused("a map stands there, to be edited by hand", entry.line)


def _texts(entry: Entry) -> list[str | None]:
    """The items' texts, None for one that is no text."""
    return [item.text if isinstance(item, Scalar) else None for item in _items(entry)]


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_empty


def _holds(node: Node, wish: str | tuple[Node | str, ...]) -> bool:
    """Whether a value reads as wished; an empty list may be no value at all."""
    if isinstance(wish, str):
        return isinstance(node, Scalar) and node.text == wish
    if not wish and _is_null(node):
        return True
    if isinstance(node, Scalar) or not isinstance(node, tuple):
        return False
    return len(node) == len(wish) and all(map(_is_same, node, wish))


def _is_same(item: object, wish: Node | str) -> bool:
    if isinstance(wish, str):
        return isinstance(item, Scalar) and item.text == wish
    return _bare(item) == _bare(wish)


def _bare(node: object) -> object:
    """A node without the lines that its entries stand on, since these may move."""
    if isinstance(node, Scalar):
        return node
    if isinstance(node, Mapping):
        return [(entry.key, _bare(entry.node)) for entry in node.entries]
    return tuple(map(_bare, node)) if isinstance(node, tuple) else node


def _verified(
    header: Header, after: str, key: str, wish: str | tuple[Node | str, ...] | None
) -> str:
    """`after`, if it reads as wished and all else as before; else EditRefused."""
    split = split_note(after)
    read = read_frontmatter(split)
    before = header.frontmatter.entries
    old = [(entry.key, _bare(entry.node)) for entry in before if entry.key != key]
    new = [(entry.key, _bare(entry.node)) for entry in read.entries if entry.key != key]
    place = next((at for at, entry in enumerate(before) if entry.key == key), len(old))
    found = [(at, e.node) for at, e in enumerate(read.entries) if e.key == key]
    if wish is None:
        good = not found
    else:
        good = [at for at, _ in found] == [place] and _holds(found[0][1], wish)
    same = (split.bom, split.body) == (header.split.bom, header.split.body)
    whole = split.status == "ok" and read.status != "broken"
    if not good or not same or old != new or not whole:
        line = before[place].line if place < len(before) else 1
        raise EditRefused(_UNLIKE, line)
    return after
