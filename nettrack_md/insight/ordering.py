"""How people and open things are sorted: the same on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.model.keys import reading_key

if TYPE_CHECKING:
    from nettrack_md.insight.values import Owed
    from nettrack_md.model.records import Contact


def reading_order(contact: Contact) -> tuple[str, str]:
    """By reading, else by name; then by path, which no two people share."""
    return (reading_key(contact.reading or contact.name), contact.path)


def owed_order(item: Owed) -> tuple[object, ...]:
    """Soonest due first, what has no day last; then reading, path and line."""
    due, where = item.due_on, item.evidence
    return (
        due is None,
        0 if due is None else due.toordinal(),
        *reading_order(item.contact),
        where.path,
        where.line,
        item.kind,
        item.text,
    )
