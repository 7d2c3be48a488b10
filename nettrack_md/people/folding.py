"""Names folded, so that two spellings of one name compare equal."""

from __future__ import annotations

import re
import unicodedata

from nettrack_md.people.kana import TO_HIRAGANA
from nettrack_md.people.variants import LOOSE, SELECTORS, VARIANTS

#: Han, kana, ー and 々: scripts that put no blank between words.
_CJK = "々〆ー\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BLANK_IN_CJK = re.compile(f"(?<=[{_CJK}]) (?=[{_CJK}])")
_ALL_CJK = re.compile(f"[{_CJK} \u3000]+$")
_ACCENTS = re.compile("[\u0300-\u036f]")
_ACCENTED = re.compile("[\u00c0-\u058f\u1e00-\u1fff]")
_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("-_‐‑‒–—−・･·/\u3000", " "),
        **dict.fromkeys(".,'\"’‘“”`´()（）「」", ""),
    }
)
_GOES = {**SELECTORS, **_PUNCTUATION}
_TURNS = {**TO_HIRAGANA, **VARIANTS}


def fold_words(text: str) -> str:
    """A name without case, width, accents and shapes of kanji; blanks kept.

    Katakana becomes hiragana, hyphens and `・` become blanks, other punctuation
    goes. Two texts that fold alike are one name to the user.
    """
    if text.isascii():
        return " ".join(text.casefold().translate(_PUNCTUATION).split())
    # What stood apart before punctuation went may be one letter now.
    folded = unicodedata.normalize("NFKC", text).translate(_GOES)
    folded = unicodedata.normalize("NFC", folded).casefold()
    if _ACCENTED.search(folded):
        # Accents go, dakuten stay: か and が are two letters.
        folded = _ACCENTS.sub("", unicodedata.normalize("NFD", folded))
        folded = unicodedata.normalize("NFC", folded)
    return " ".join(folded.translate(_TURNS).split())


def fold_name(text: str) -> str:
    """`fold_words`, and no blank inside Japanese: `山田 太郎` is `山田太郎`."""
    return join_cjk(fold_words(text))


def join_cjk(folded: str) -> str:
    """A folded name without the blanks between Japanese characters."""
    if " " not in folded or folded.isascii():
        return folded
    return unicodedata.normalize("NFC", _BLANK_IN_CJK.sub("", folded))


def fold_loosely(folded: str) -> str:
    """A folded name as somebody who is not sure of the kanji writes it."""
    return folded if folded.isascii() else folded.translate(LOOSE)


def is_cjk(text: str) -> bool:
    """Whether a text holds nothing but kanji and kana, blanks aside."""
    return _ALL_CJK.match(text) is not None
