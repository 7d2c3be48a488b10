"""Texts folded to keys: what is sorted, searched and linked by, on every machine."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nettrack_md.model.records import Contact

#: Katakana to hiragana, by code point; ー and ・ stay.
_TO_HIRAGANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}


def reading_key(text: str) -> str:
    """What a reading, or a name without one, is sorted by.

    NFKC, katakana as hiragana, then code points; no locale has a say
    (contract section 13, "Reading order").
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_TO_HIRAGANA)


def fold_text(text: str) -> str:
    """What search compares: NFKC, then case folded; the same for query and text."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold()


def fold_path(path: str) -> str:
    """A path as Obsidian compares it: NFC, no case, no `.md`; never NFKC."""
    if not path.isascii():
        path = unicodedata.normalize("NFC", path)
    return path.casefold().removesuffix(".md")


def link_key(target: str) -> str:
    """What notes and aliases are looked up by: the last part of a path, folded."""
    return fold_path(target).rstrip("/").rsplit("/", 1)[-1].strip()


def alias_keys(contact: Contact) -> tuple[str, ...]:
    """The keys that name a contact but not their file, each once.

    The aliases, and the display name where it differs from the file's.
    """
    own = link_key(contact.path)
    keys = dict.fromkeys(map(link_key, (contact.name, *contact.aliases)))
    return tuple(key for key in keys if key and key != own)
