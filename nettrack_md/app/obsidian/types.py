"""Property types for `.obsidian/types.json`: added, never replaced."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nettrack_md.note.edit import EditRefused
from nettrack_md.people.properties import PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Shape of a property to what Obsidian calls it. A birthday may lack the year, which
#: Obsidian's dates cannot.
_NAMES = {
    "date": "date", "flag": "checkbox", "list": "multitext", "links": "multitext",
    "dates": "multitext", "ranges": "multitext", "words": "multitext",
}  # fmt: skip
_OWN = frozenset({"aliases", "name"})
#: How such a file may be laid out.
_INDENTS: tuple[int | str | None, ...] = (2, 4, "\t", None)


def wanted_types(keys: Iterable[str], spelled: Mapping[str, str]) -> dict[str, str]:
    """The types of these properties, under the names that the vault has for them."""
    asked = frozenset(keys)
    return {
        spelled.get(one.key, one.key): _NAMES.get(one.shape, "text")
        for one in PROPERTIES
        if one.key in asked and one.key not in _OWN
    }


def merged_types(text: str, wanted: Mapping[str, str]) -> str:
    """`text` with the types that it does not have yet, all else byte for byte.

    Raises EditRefused where the file is not laid out as Obsidian writes it.
    """
    try:
        table: Any = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise EditRefused("this is no JSON", line) from None
    types = table.get("types", {}) if isinstance(table, dict) else None
    if not isinstance(types, dict):
        raise EditRefused("the types are not laid out as Obsidian does it", 1)
    known = {str(name).casefold() for name in types}
    new = {key: name for key, name in wanted.items() if key.casefold() not in known}
    if not new:
        return text
    body = text.rstrip()
    for indent in _INDENTS:
        if _dumped(table, indent) == body:
            merged = {**table, "types": {**types, **new}}
            return _dumped(merged, indent) + text[len(body) :]
    raise EditRefused("the file is not laid out as Obsidian writes it", 1)


def fresh_types(wanted: Mapping[str, str]) -> str:
    """A file of types where there is none."""
    return _dumped({"types": dict(wanted)}, 2) + "\n"


def _dumped(table: object, indent: int | str | None) -> str:
    separators = (",", ":") if indent is None else None
    return json.dumps(table, ensure_ascii=False, indent=indent, separators=separators)
