"""Properties of a contact that stand in the text of the note, beside the frontmatter.

Only keys that mean something are taken, never those of a log item: what a touch says
is the touch's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.note.fields import find_fields, may_hold_fields
from nettrack_md.note.frontmatter.values import NULL, Entry, Scalar
from nettrack_md.people.fields import Fields
from nettrack_md.people.properties import fold_key
from nettrack_md.people.touches import read_own_log
from nettrack_md.people.values import texts_of
from nettrack_md.people.vocabulary import vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nettrack_md.model.rules import ReadingRules
    from nettrack_md.note.fields import InlineField
    from nettrack_md.note.log import LogItem
    from nettrack_md.note.parsed import ParsedNote

#: `**Next:** …` is a heading of prose as often as a property.
_NO_LABELS = frozenset({"next", "status", "dates", "goals", "name", "created"})


def read_inline(
    parsed: ParsedNote, items: Sequence[LogItem], keys: Mapping[str, str | None]
) -> tuple[InlineField, ...]:
    """The fields of a contact's note that mean a property, in the note's order.

    `keys` is from a key as typed to its canonical name; `items` are the log's.
    """
    if not may_hold_fields(parsed.body):
        return ()
    logged = {n for item in items for n in range(item.line, item.end_line + 1)}
    fields = [f for f in find_fields(parsed.lines) if f.line not in logged]
    known = [field for field in fields if _is_meant(field, keys[field.key])]
    if any(fold_key(field.key) == "lastname" for field in fields):
        # Then `name` is the given name alone, and the file has both.
        known = [field for field in known if keys[field.key] != "name"]
    return tuple(known)


def _is_meant(field: InlineField, canonical: str | None) -> bool:
    if canonical is None:
        return False
    return field.form != "label" or canonical not in _NO_LABELS


def inline_entries(fields: Iterable[InlineField]) -> tuple[Entry, ...]:
    """The fields as properties; one key on several lines is a list."""
    by_key: dict[str, list[InlineField]] = {}
    for field in fields:
        if field.text:
            by_key.setdefault(fold_key(field.key), []).append(field)
    return tuple(_entry(found) for found in by_key.values())


def _entry(found: Sequence[InlineField]) -> Entry:
    texts = tuple(Scalar(field.text, plain=False) for field in found)
    first = found[0]
    node = texts[0] if len(texts) == 1 else texts
    return Entry(first.key, node if texts else NULL, first.line)


def find_inline(
    parsed: ParsedNote, canonical: str, rules: ReadingRules
) -> tuple[InlineField, ...]:
    """The inline fields that are read for a contact's property.

    None where the frontmatter says something under a name of that property, since
    that is read instead.
    """
    if not may_hold_fields(parsed.body):
        return ()
    words = vocabulary_of(rules)
    keys = words.contact
    if any(
        keys[entry.key] == canonical and texts_of(entry.node)
        for entry in parsed.frontmatter.entries
    ):
        return ()
    items = read_own_log(parsed.lines, words, parsed.path, [])
    found = [f for f in read_inline(parsed, items, keys) if keys[f.key] == canonical]
    own = Fields(parsed.path, inline_entries(found), keys).find(canonical)
    if own is None:
        # A field without a value is the place for one.
        return tuple(found[:1])
    return tuple(f for f in found if fold_key(f.key) == fold_key(own.key))
