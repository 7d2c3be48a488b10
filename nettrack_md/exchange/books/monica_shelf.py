"""Everything in a Monica export, by its uuid and by its type, wherever it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

#: As deep as an export goes, several times over.
_DEEPEST = 40


class Shelf:
    """Finds the things of an export; whatever is no thing is passed over."""

    def __init__(self, export: object) -> None:
        self._by_uuid: dict[str, dict[str, Any]] = {}
        self._by_type: dict[str, list[dict[str, Any]]] = {}
        self._fill(export, 0)

    def _fill(self, node: object, depth: int) -> None:
        if depth > _DEEPEST:
            return
        if isinstance(node, dict):
            self._take(node)
            node = list(node.values())
        if isinstance(node, list):
            for each in node:
                self._fill(each, depth + 1)

    def _take(self, node: dict[str, Any]) -> None:
        uuid, kind = node.get("uuid"), node.get("type")
        if isinstance(uuid, str):
            self._by_uuid.setdefault(uuid, node)
        if isinstance(kind, str):
            things = [each for each in values_of(node) if isinstance(each, dict)]
            self._by_type.setdefault(kind, []).extend(things)

    def of(self, kind: str) -> list[dict[str, Any]]:
        """Everything of a type, in the order of the file."""
        return self._by_type.get(kind, [])

    def find(self, uuid: object) -> dict[str, Any]:
        """The thing of that uuid; an empty one where there is none."""
        return self._by_uuid.get(uuid, {}) if isinstance(uuid, str) else {}

    @staticmethod
    def properties(thing: dict[str, Any]) -> dict[str, Any]:
        """What a thing says of itself."""
        found = thing.get("properties")
        return found if isinstance(found, dict) else thing

    def held(self, owner: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
        """What a contact holds of a type: the things themselves, or their uuids."""
        parts = owner.get("data")
        for part in parts if isinstance(parts, list) else ():
            if isinstance(part, dict) and part.get("type") == kind:
                for each in values_of(part):
                    found = each if isinstance(each, dict) else self.find(each)
                    if found:
                        yield found


def values_of(collection: dict[str, Any]) -> list[Any]:
    """The values of a collection, which may be a list or a single thing."""
    found = collection.get("values")
    if isinstance(found, list):
        return found
    return [found] if isinstance(found, dict) else []


def text_of(value: object) -> str:
    """A value as text; empty for none, and for what is no text."""
    if isinstance(value, bool) or value is None:
        return ""
    return str(value) if isinstance(value, (str, int, float)) else ""
