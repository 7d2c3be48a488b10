"""What a proposal wants a property to hold, by its meaning and not by its spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.people.choices import parse_status, parse_tier, word_like

if TYPE_CHECKING:
    from nettrack_md.model.records import Contact
    from nettrack_md.model.rules import ReadingRules


def plain_choice(key: str, text: str, rules: ReadingRules) -> str:
    """A tier or a status by its one name, whichever word a page has for it."""
    if key == "tier":
        return parse_tier(text, rules.tiers) or text
    if key == "status":
        return parse_status(text) or text
    return text


def is_so(contact: Contact, key: str, value: str) -> bool:
    """Whether the note says that already."""
    if key == "tier" and contact.tier is not None:
        return contact.tier == value
    if key == "status" and contact.texts(key):
        return contact.status == value
    return value in contact.texts(key)


def as_the_note_says(contact: Contact, key: str, value: str) -> str:
    """A tier or a status in the language in which the note has it now."""
    sample = contact.text(key)
    if key == "tier" and sample:
        return word_like("tier", value, sample)
    if key == "status" and sample:
        return word_like("status", value, sample)
    return value
