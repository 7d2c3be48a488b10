"""Texts as search looks through them, and back to what was typed.

A text is kept once: folded as `model.keys.fold_text` does, but for the case of ASCII
letters, which SQLite ignores by itself. Beside it stands a patch, a few bytes for
each stretch that folding changed, from which the typed text is made again.
"""

from __future__ import annotations

import re
from functools import cache

from nettrack_md.index.codec import pack, unpack
from nettrack_md.model.keys import fold_text

#: Characters that folding leaves alone (but for ASCII case) and that never merge
#: with the one before. Those of common scripts; a missing one costs time, no more.
STEADY = (
    "\x01-\x7f\xa1-\xa7\xa9\xab-\xae\xb0\xb1\xb6\xb7\xbb\xbf\xd7\xe0-\xff"
    "\u0430-\u045f\u05d0-\u05ea\u0621-\u064a\u0904-\u0939\u0e01-\u0e30"
    "\u200b-\u2010\u2012-\u2016\u2018-\u2023\u2190-\u222b\u2500-\u27bf"
    "\u3001-\u3029\u303b-\u303f\u3041-\u3096\u309d\u309e\u30a0-\u30fe"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\ufe00-\ufe0f\U0001f300-\U0001faff"
)
#: SQLite cannot hold half a surrogate pair, and its LIKE stops at a NUL.
_UNSTORABLE = "[\x00\ud800-\udfff]"
#: Beyond this a length does not fit into one character of the patch.
_LONG = 0x10FFFF // 2


@cache
def _unsteady() -> re.Pattern[str]:
    # Made on first use: reading needs none. Written so, and not with a `+`, the engine
    # looks for the first one five times as fast.
    return re.compile(f"[^{STEADY}][^{STEADY}]*")


def fold_kept(text: str) -> tuple[str, bytes | None]:
    """The text as SQLite keeps and searches it, and the patch back, if one is needed.

    Lines stay lines: the n-th of one is the n-th of the other.
    """
    if text.isascii() and "\x00" not in text:
        return text, None
    if len(text) > _LONG:
        return storable(fold_text(text)), pack((text,))
    kept: list[str] = []
    patch: list[str] = []
    end = 0
    for stretch in _unsteady().finditer(text):
        start = stretch.start()
        # An accent merges with the character before it; what is merely wide does not.
        if text[start] != "\u3000" and not "！" <= text[start] <= "～":
            start = max(end, start - 1)
        typed = text[start : stretch.end()]
        folded = storable(fold_text(typed))
        if folded == typed:
            continue
        kept += (text[end:start], folded)
        # Most are one character for one, as （ for (: for these no lengths are noted.
        gap = 2 * (start - end)
        if len(typed) == len(folded) == 1:
            patch += (chr(gap), typed)
        else:
            patch += (chr(gap + 1), chr(len(folded)), chr(len(typed)), typed)
        end = stretch.end()
    if not patch:
        return text, None
    kept.append(text[end:])
    return "".join(kept), pack("".join(patch))


def unfold(kept: str, patch: bytes | None) -> str:
    """The text as it was typed."""
    if patch is None:
        return kept
    notes = unpack(patch)
    if isinstance(notes, tuple):
        return str(notes[0])
    typed: list[str] = []
    at = note = 0
    while note < len(notes):
        gap, folded, length = ord(notes[note]), 1, 1
        note += 1
        if gap % 2:
            folded, length = map(ord, notes[note : note + 2])
            note += 2
        typed += (kept[at : at + gap // 2], notes[note : note + length])
        at += gap // 2 + folded
        note += length
    typed.append(kept[at:])
    return "".join(typed)


def storable(text: str) -> str:
    """The text with what SQLite cannot hold replaced."""
    return re.sub(_UNSTORABLE, "\ufffd", text)
