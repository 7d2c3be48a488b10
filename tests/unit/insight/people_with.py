"""People whose notes have these properties."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.builders import person

if TYPE_CHECKING:
    from nettrack_md.model.records import Person


def having(name: str, last: str | None = "2026-11-01", **texts: Any) -> Person:
    """A person in touch on that day; a text, or a tuple of texts, for a property."""
    traits = {
        key: texts.pop(key)
        for key in ("tier", "status", "snooze", "trouble", "private", "met")
        if key in texts
    }
    one = person(name, last=last, rhythm="90d", **traits)
    known = tuple(
        (key, (text,) if isinstance(text, str) else text) for key, text in texts.items()
    )
    return replace(one, contact=replace(one.contact, properties=known))
