"""The words that a choice is written in, English and Japanese."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal, get_args

from nettrack_md.model.records import IntroState, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: The Japanese word for each of the four tiers.
TIER_WORDS: Mapping[str, str] = {
    "inner": "身内",
    "close": "近い",
    "active": "大切",
    "loose": "ゆるい",
}
STATUS_WORDS: Mapping[Status, tuple[str, ...]] = {
    "active": ("継続", "現役"),
    "wish": ("会いたい", "願望", "希望"),
    "paused": ("休止", "休み", "一時停止"),
    "ended": ("終了", "疎遠"),
    "deceased": ("逝去", "故人", "死去", "物故"),
    "archived": ("保管", "アーカイブ"),
}
INTRO_WORDS: Mapping[IntroState, tuple[str, ...]] = {
    "asked": ("打診", "打診中", "打診済", "打診済み"),
    "agreed": ("承諾", "承諾済", "承諾済み", "了承", "快諾"),
    "made": ("紹介済", "紹介済み", "紹介完了", "紹介した"),
    "closed": ("完了", "終了", "終結"),
}
_FLAGS: Mapping[str, bool] = {
    "true": True, "yes": True, "on": True, "1": True, "はい": True, "非公開": True,
    "false": False, "no": False, "off": False, "0": False, "いいえ": False,
    "公開": False,
}  # fmt: skip
_STATUSES: dict[str, Status] = {
    **{status: status for status in get_args(Status)},
    **{word: status for status, words in STATUS_WORDS.items() for word in words},
}
_INTROS: dict[str, IntroState] = {
    **{state: state for state in get_args(IntroState)},
    **{word: state for state, words in INTRO_WORDS.items() for word in words},
}


def fold_word(text: str) -> str:
    """A word of a vocabulary without width and case, and without a link's brackets."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    if folded.startswith("[[") and folded.endswith("]]"):
        folded = folded[2:-2].split("|")[0].rsplit("/", 1)[-1].strip()
    return folded


def parse_tier(text: str, tiers: Iterable[str]) -> str | None:
    """The tier that a word names, as the settings spell it; None if none does.

    A tier of the settings beats the Japanese word for a built-in one.
    """
    folded = fold_word(text)
    english = next((key for key, word in TIER_WORDS.items() if word == folded), None)
    spelled = {fold_word(tier): tier for tier in tiers}
    return spelled.get(folded) or spelled.get(english or folded)


def parse_status(text: str) -> Status | None:
    """The status that a word names."""
    return _STATUSES.get(fold_word(text))


def parse_flag(text: str) -> bool | None:
    """Yes or no; None for any other word."""
    return _FLAGS.get(fold_word(text))


def parse_intro_state(text: str) -> IntroState | None:
    """Where an introduction stands, by its word."""
    return _INTROS.get(fold_word(text))


def word_like(key: Literal["tier", "status"], value: str, sample: str) -> str:
    """`value` in the language of `sample`, the word that the note has now.

    So that `tier: 近い` becomes `tier: 大切`, and `tier: close` `tier: active`.
    """
    if sample.isascii():
        return value
    if key == "tier":
        return TIER_WORDS.get(value, value)
    return next((w[0] for status, w in STATUS_WORDS.items() if status == value), value)
