"""Kana and the ways they are written in Latin letters."""

from __future__ import annotations

import re
import unicodedata

#: Katakana to hiragana, by code point; ー and ・ stay.
TO_HIRAGANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
_KANA = re.compile(r"[\u3041-\u309f\u30a0-\u30ff\s]+$")

_ROWS = (
    ("あいうえお", ("a", "i", "u", "e", "o")),
    ("かきくけこ", ("ka", "ki", "ku", "ke", "ko")),
    ("がぎぐげご", ("ga", "gi", "gu", "ge", "go")),
    ("さしすせそ", ("sa", "si", "su", "se", "so")),
    ("ざじずぜぞ", ("za", "zi", "zu", "ze", "zo")),
    ("たちつてと", ("ta", "ti", "tu", "te", "to")),
    ("だぢづでど", ("da", "zi", "zu", "de", "do")),
    ("なにぬねの", ("na", "ni", "nu", "ne", "no")),
    ("はひふへほ", ("ha", "hi", "hu", "he", "ho")),
    ("ばびぶべぼ", ("ba", "bi", "bu", "be", "bo")),
    ("ぱぴぷぺぽ", ("pa", "pi", "pu", "pe", "po")),
    ("まみむめも", ("ma", "mi", "mu", "me", "mo")),
    ("らりるれろ", ("ra", "ri", "ru", "re", "ro")),
    ("やゆよわを", ("ya", "yu", "yo", "wa", "o")),
    ("ぁぃぅぇぉ", ("a", "i", "u", "e", "o")),
    ("ゃゅょゎん", ("ya", "yu", "yo", "wa", "n")),
    ("ゐゑゔ", ("i", "e", "vu")),
)
_SYLLABLES = {
    kana: latin
    for row, latins in _ROWS
    for kana, latin in zip(row, latins, strict=True)
}
_BY_CODE = {ord(kana): latin for kana, latin in _SYLLABLES.items()}
_BY_CODE |= {ord("っ"): "*", ord("ー"): "", ord("゠"): "", ord("・"): " "}
# Marked, since they take the vowel of the syllable before them away.
_BY_CODE |= {ord(kana): f"+{_SYLLABLES[kana]}" for kana in "ゃゅょぁぃぅぇぉ"}
_BEFORE_SMALL_VOWEL = {"h": "f", "": "w"}
_GLIDE = re.compile(r"([a-z]?)([aiueo])\+(y?)([aiueo])")
_DOUBLE = re.compile(r"\*+(?=([a-z]?))")
#: How Hepburn and everyday spellings differ from the plain system used here.
_SPELLINGS = (
    ("cch", "tch"), ("sha", "sya"), ("shu", "syu"), ("sho", "syo"), ("she", "sye"),
    ("shi", "si"), ("tcha", "ttya"), ("tchu", "ttyu"), ("tcho", "ttyo"),
    ("tchi", "tti"), ("cha", "tya"), ("chu", "tyu"), ("cho", "tyo"), ("che", "tye"),
    ("chi", "ti"), ("tsu", "tu"), ("dzu", "zu"), ("ji", "zi"), ("fu", "hu"),
)  # fmt: skip
_J = re.compile(r"j(?:y)?(?=[aueo])")
_LONG_H = re.compile(r"(?<=[ou])h(?![aiueoy])")
_LONG = re.compile(r"o[ou]+|uu+|aa+|ii+|ee+")
_N = re.compile(r"m(?=[bmp])")


def is_kana(text: str) -> bool:
    """Whether a text, in hiragana or katakana, holds nothing else but blanks."""
    return _KANA.match(text) is not None


def romaji_of(reading: str) -> str:
    """A reading in hiragana as `romaji_key` would spell it: やまだ is `yamada`."""
    latin = reading.translate(_BY_CODE)
    if "+" in latin:
        latin = _GLIDE.sub(_glide, latin).replace("+", "")
    if "*" in latin:
        latin = _DOUBLE.sub(r"\1", latin)
    return _LONG.sub(_first_letter, latin)


def _glide(found: re.Match[str]) -> str:
    stem, vowel, glide, sound = found.groups()
    if glide:
        return f"{stem}y{sound}"
    if vowel == "u":  # ふぁ fa, うぃ wi
        return _BEFORE_SMALL_VOWEL.get(stem, stem) + sound
    # じぇ is zye like じゃ is zya; てぃ is ti.
    return f"{stem}{'y' if vowel == 'i' and stem in 'szt' else ''}{sound}"


def _first_letter(found: re.Match[str]) -> str:
    return found[0][0]


def romaji_key(text: str) -> str:
    """Latin letters so that every romanisation of one reading is one text.

    `Satoh`, `Satou`, `Satō` and `Sato`; `Homma` and `Honma`; `Shin'ichi`,
    `Shinichi` and `Sin'iti`. Blanks stay.
    """
    plain = unicodedata.normalize("NFD", text.casefold())
    key = "".join(c for c in plain if c == " " or "a" <= c <= "z")
    for spelled, written in _SPELLINGS:
        if spelled in key:
            key = key.replace(spelled, written)
    key = _N.sub("n", _LONG_H.sub("", _J.sub("zy", key)))
    return _LONG.sub(_first_letter, key)
