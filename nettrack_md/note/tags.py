"""Inline tags in a line of text."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from nettrack_md.model.rules import TAG_WORDS
from nettrack_md.note.links import hide

if TYPE_CHECKING:
    from collections.abc import Mapping

# Which characters end a tag in Obsidian: general and supplemental punctuation,
# ASCII punctuation but `-`, `_` and `/`, and white space.
_TAG = re.compile(
    r"(?:^|(?<=\s))#"
    r"([^\u2000-\u206F\u2E00-\u2E7F'!\"#$%&()*+,.:;<=>?@^`{|}~\[\]\\\s]+)"
)
# Ours, in log items: Japanese is written without blanks, so a tag may follow a
# letter of it directly, and its punctuation ends one.
_LOG_TAG = re.compile(
    r"(?<![A-Za-z0-9_/&=#\\.?-])[#＃]"
    r"([^\u2000-\u206F\u2E00-\u2E7F\u3000-\u303F"
    r"！＂＃＄％＆＇（）＊＋，．：；＜＝＞？＠［＼］＾｀｛｜｝～・｡｢｣､･"
    r"'!\"#$%&()*+,.:;<=>?@^`{|}~\[\]\\\s]+)"
)
_LINKED = re.compile(r"\[\[[^\[\]\n]*\]\]")


def find_tags(text: str) -> tuple[str, ...]:
    """The tags in `text` without `#`, as typed, in order, by Obsidian's rule.

    Nothing within code, comments and wikilinks is one; a tag of digits only is none.
    """
    if "#" not in text:
        return ()
    return tuple([tag for tag in _TAG.findall(_bare(text)) if not tag.isdigit()])


def find_log_tags(text: str) -> tuple[str, ...]:
    """The tags of a log item, width and case folded, in order, each once.

    `＃` begins one too, Japanese punctuation ends one, and no blank is needed
    between Japanese text and a tag. Contract section 4.
    """
    if "#" not in text and "＃" not in text:
        return ()
    found = (fold_tag(tag) for tag in _LOG_TAG.findall(_bare(text)))
    return tuple(dict.fromkeys(tag for tag in found if not tag.isdigit()))


def fold_tag(tag: str) -> str:
    """A tag as it is compared: width and case folded."""
    folded = tag if tag.isascii() else unicodedata.normalize("NFKC", tag)
    return folded.casefold()


def read_meanings(
    tags: tuple[str, ...], words: Mapping[str, tuple[str, ...]] = TAG_WORDS
) -> tuple[str, ...]:
    """Which of `tags` have a meaning, by its canonical name (`gave`, `got`, …).

    `words` names the synonyms of each meaning.
    """
    if not tags:
        return ()
    folded = {fold_tag(tag) for tag in tags}
    return tuple(
        [
            name
            for name, synonyms in words.items()
            if name in folded or any(fold_tag(word) in folded for word in synonyms)
        ]
    )


def _bare(text: str) -> str:
    text = hide(text)
    return _LINKED.sub(" ", text) if "[[" in text else text
