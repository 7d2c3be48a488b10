"""The edit of one property, under the key and in the words that the note has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from nettrack_md.app.changing.inline_properties import (
    add_in_text,
    find_fields_of,
    remove_in_text,
    replace_in_text,
)
from nettrack_md.app.changing.property_values import (
    Meaning,
    find_key,
    find_paused,
    is_list_in,
    like_the_note,
    present_texts,
    present_words,
)
from nettrack_md.note.edit import (
    add_to_property,
    remove_from_property,
    remove_property,
    set_property,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.app.changing.writing import Edit
    from nettrack_md.model.rules import ReadingRules

How = Literal["replace", "add", "remove"]


def property_edit(
    key: str,
    values: Sequence[str],
    how: How,
    meaning: Meaning,
    rules: ReadingRules,
    *,
    path: str = "",
) -> Edit:
    """The edit of one property, under the key and in the words that the note has.

    What stands in an inline field is changed there.
    """
    edit_inline = _inline_edit(key, values, how, meaning, rules)

    def edit(text: str) -> str:
        if find_fields_of(text, key, rules):
            return edit_inline(text)
        own = find_key(text, key, rules, path=path)
        if how == "remove":
            return _without(text, own, values, meaning, rules)
        if how == "add":
            return _with(text, own, values, meaning, rules)
        if meaning.key == "status" and (flag := find_paused(text, own, values[0])):
            return set_property(text, *flag, typed=True)
        sample = present_texts(text, own, rules)
        told = [like_the_note(meaning, value, sample) for value in values]
        listed = is_list_in(text, own)
        if len(told) > 1 or listed or (meaning.several and not sample):
            return set_property(text, own, told)
        return set_property(text, own, told[0], typed=_is_typed(meaning))

    return edit


def _inline_edit(
    key: str, values: Sequence[str], how: How, meaning: Meaning, rules: ReadingRules
) -> Edit:
    parted = meaning.shape == "words"

    def edit(text: str) -> str:
        fields = find_fields_of(text, key, rules)
        if how == "remove":
            return remove_in_text(text, fields, values, parted=parted)
        if how == "replace":
            held = [field.text for field in fields if field.text]
            told = [like_the_note(meaning, value, held) for value in values]
            return replace_in_text(text, fields, told)
        for value in values:
            fields = find_fields_of(text, key, rules)
            text = add_in_text(text, fields, value, parted=parted)
        return text

    return edit


def _is_typed(meaning: Meaning) -> bool:
    """Whether a bare `true` or count is what Obsidian's own editor would write."""
    return meaning.shape in {"flag", "period"}


def _with(
    text: str, key: str, values: Sequence[str], meaning: Meaning, rules: ReadingRules
) -> str:
    if set(values) <= set(present_words(text, key, meaning, rules)):
        return text
    text = _parted(text, key, meaning, rules)
    for value in values:
        text = add_to_property(text, key, value)
    return text


def _without(
    text: str, key: str, values: Sequence[str], meaning: Meaning, rules: ReadingRules
) -> str:
    if not values:
        return remove_property(text, key)
    held = {word.casefold() for word in present_words(text, key, meaning, rules)}
    if held & {value.casefold() for value in values}:
        text = _parted(text, key, meaning, rules)
    for value in values:
        present = present_texts(text, key, rules)
        spelled = next((v for v in present if v.casefold() == value.casefold()), value)
        text = remove_from_property(text, key, spelled)
    return text


def _parted(text: str, key: str, meaning: Meaning, rules: ReadingRules) -> str:
    """The note with `a, b` as a list, since as one item of a list it would stay one."""
    words = present_words(text, key, meaning, rules)
    if len(words) > 1 and not is_list_in(text, key):
        return set_property(text, key, words)
    return text
