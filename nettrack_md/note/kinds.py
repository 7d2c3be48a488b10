"""The words that a log item's kind is told by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# A kind ends at a blank, a colon or a direction, so that is where its token ends.
_TOKEN = re.compile(r"[^\s:：<＜→←↔-]+(?:-(?![>＞])[^\s:：<＜→←↔-]*)*")
_PLAIN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
# Behind a kind that does not restart the clock a colon or a direction must follow.
_EVIDENT = re.compile(r"\s*(?:[:：→←↔]|[-－][>＞]|[<＜][-－])")


class KindFound(NamedTuple):
    """A kind at the start of a text."""

    kind: str
    restarts: bool
    #: Where its word ends.
    end: int


class Glances(dict[str, "tuple[str, bool] | None"]):
    """What a word alone, as typed, says: a kind and whether that restarts the clock.

    The kind is empty where it is none, and None stands where a phrase may begin. Each
    spelling is folded once, as logs begin with the same few words again and again.
    """

    #: Any word of a text may be asked for, so not all are kept.
    _LIMIT = 4096

    def __init__(
        self,
        words: Mapping[str, tuple[str, bool]],
        phrases: Mapping[str, tuple[int, ...]],
    ) -> None:
        """Words and phrases as in `KindWords`."""
        super().__init__()
        self._words = words
        self._phrases = phrases

    def __missing__(self, word: str) -> tuple[str, bool] | None:
        if len(self) >= self._LIMIT:
            self.clear()
        key = fold_word(word)
        said = None if key in self._phrases else self._words.get(key, ("", True))
        self[word] = said
        return said


@dataclass(frozen=True, slots=True)
class KindWords:
    """Every word for a kind, ready for matching. Made by `build`."""

    #: Folded word to its kind and whether that restarts the clock.
    words: Mapping[str, tuple[str, bool]]
    #: First token of a phrase to how many tokens phrases with it have, most first.
    phrases: Mapping[str, tuple[int, ...]]
    #: Whether a word holds more than letters, hyphens and blanks.
    odd: bool
    #: What words alone say.
    glance: Glances

    @staticmethod
    def build(
        restarting: Mapping[str, tuple[str, ...]],
        resting: Mapping[str, tuple[str, ...]],
    ) -> KindWords:
        """The vocabulary of kinds, each named with its synonyms.

        Width and case are folded. A word that stands for two kinds is taken for the
        one that is named first, a kind's own name before all synonyms.
        """
        words: dict[str, tuple[str, bool]] = {}
        for kinds, restarts in ((restarting, True), (resting, False)):
            for kind in kinds:
                words.setdefault(fold_word(kind), (kind, restarts))
        for kinds, restarts in ((restarting, True), (resting, False)):
            for kind, synonyms in kinds.items():
                for word in synonyms:
                    words.setdefault(fold_word(word), (kind, restarts))
        words.pop("", None)
        lengths: dict[str, set[int]] = {}
        for word in words:
            tokens = word.split(" ")
            if len(tokens) > 1:
                lengths.setdefault(tokens[0], set()).add(len(tokens))
        phrases = {
            first: tuple(sorted(counts, reverse=True))
            for first, counts in lengths.items()
        }
        odd = any(_PLAIN.fullmatch(word) is None for word in words)
        return KindWords(words, phrases, odd, Glances(words, phrases))

    def find(self, text: str, at: int = 0) -> KindFound | None:
        """The kind that `text` has at `at`, the longest first; or None."""
        if (token := _TOKEN.match(text, at)) is None:
            return None
        first = fold_word(token[0])
        if first in self.phrases:
            for end, phrase in _phrases(text, at, self.phrases[first]):
                if (found := self._found(phrase, text, end)) is not None:
                    return found
        return self._found(first, text, token.end())

    def _found(self, word: str, text: str, end: int) -> KindFound | None:
        if (meaning := self.words.get(word)) is None:
            return None
        kind, restarts = meaning
        if not restarts and _EVIDENT.match(text, end) is None:
            return None
        return KindFound(kind, restarts, end)


def fold_word(word: str) -> str:
    """A word as it is compared: width, case and blanks folded."""
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word)
    return " ".join(word.casefold().split())


def _phrases(text: str, at: int, counts: tuple[int, ...]) -> Iterator[tuple[int, str]]:
    """The first so many tokens from `at`, folded, and where they end."""
    for count in counts:
        tokens = _TOKEN.finditer(text, at)
        ends = [token.end() for token in islice(tokens, count)]
        phrase = text[at : ends[-1]]
        if len(ends) == count and len(phrase.split()) == count:
            yield ends[-1], fold_word(phrase)
