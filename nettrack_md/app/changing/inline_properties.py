"""A property that stands in the text of a note is written where it stands.

So a vault whose people are kept in inline fields or tables keeps one truth: nothing
is added to the frontmatter that the text says already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.note.edit import EditRefused
from nettrack_md.note.edit.fields import add_field, set_field
from nettrack_md.note.fields import may_hold_fields
from nettrack_md.note.parse import parse_note
from nettrack_md.people.inline import find_inline
from nettrack_md.people.properties import canonical_key
from nettrack_md.people.values import split_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.model.rules import ReadingRules
    from nettrack_md.note.fields import InlineField


def find_fields_of(text: str, key: str, rules: ReadingRules) -> tuple[InlineField, ...]:
    """The inline fields that say what `key` means; none where the frontmatter does."""
    if not may_hold_fields(text) or (own := canonical_key(key, rules)) is None:
        return ()
    return find_inline(parse_note("", text), own, rules)


def replace_in_text(
    text: str, fields: Sequence[InlineField], values: Sequence[str]
) -> str:
    """The note with its field holding the values. Raises EditRefused."""
    first = fields[0]
    if len(fields) > 1:
        lines = ", ".join(str(field.line) for field in fields)
        what = f"{first.key} stands on the lines {lines}; change the one you mean there"
        raise EditRefused(what, first.line)
    return set_field(text, first, ", ".join(values))


def add_in_text(
    text: str, fields: Sequence[InlineField], value: str, *, parted: bool
) -> str:
    """The note with a further value; `parted`: commas part the values of one field.

    Raises EditRefused.
    """
    held = [field.text for field in fields if field.text]
    if value in held or (parted and value in split_words(tuple(held))):
        return text
    if not held:
        return set_field(text, fields[0], value)
    if parted and len(fields) == 1:
        return set_field(text, fields[0], f"{fields[0].text}, {value}")
    return add_field(text, fields[-1], value)


def remove_in_text(
    text: str, fields: Sequence[InlineField], values: Sequence[str], *, parted: bool
) -> str:
    """The note without these values, or without any; the empty key stays.

    `parted` as for `add_in_text`. Raises EditRefused.
    """
    gone = {value.casefold() for value in values}
    for field in fields:
        held = split_words((field.text,)) if parted else (field.text,)
        left = [word for word in held if gone and word.casefold() not in gone]
        if field.text.casefold() in gone:
            left = []
        if len(left) < len(held):
            text = set_field(text, field, ", ".join(left))
    return text
