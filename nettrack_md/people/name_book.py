"""Everybody's names, folded all at once, to ask for many words in a row.

`match_people` says who is meant; this only rules out, at a glance, who cannot be.
Ten thousand names are folded in one go, since each call for itself would cost more
than all the rest of a command.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Generic

from nettrack_md.model.keys import fold_path
from nettrack_md.people.folding import fold_loosely, fold_words
from nettrack_md.people.kana import is_kana, romaji_key, romaji_of
from nettrack_md.people.names import Person, match_people
from nettrack_md.people.variants import strip_titles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

#: No name holds it, and nothing that is folded crosses it.
_BETWEEN = "\0"


class _Shelf:
    """Texts of people, to be found by what stands in them."""

    def __init__(self, texts: Sequence[str], owners: Sequence[int]) -> None:
        self.texts = texts
        self._owners = owners
        self._joined = _BETWEEN.join(texts)
        self._starts = [0, *accumulate(len(text) + 1 for text in texts)]

    def find(self, words: Sequence[str]) -> Iterator[int]:
        """The owners of the texts that hold all of the words."""
        longest = max(words, key=len, default="")
        at = self._joined.find(longest) if longest else -1
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            text = self.texts[place]
            if all(word in text for word in words):
                yield self._owners[place]
            at = self._joined.find(longest, self._starts[place + 1])


class NameBook(Generic[Person]):
    """Everybody who can be named."""

    def __init__(self, named: Iterable[Person]) -> None:
        self.everybody: tuple[Person, ...] = tuple(named)
        self._spelled: _Shelf | None = None
        self._sounding: _Shelf | None = None
        self._files: dict[str, list[int]] | None = None

    def find(self, query: str, *, whole: bool = False) -> tuple[Person, ...]:
        """Whom the query names; see `names.match_people`."""
        return match_people(query, self._possible(query), whole=whole)

    def _possible(self, query: str) -> list[Person]:
        """Everybody whom the query may name, in the order of the book."""
        folded = fold_words(query)
        found = set(self._by_file(query))
        for words in {folded, strip_titles(folded)} - {""}:
            found.update(self._names().find(fold_loosely(words).split()))
            if words.isascii():
                found.update(self._sounds().find(romaji_key(words).split()))
        return [self.everybody[at] for at in sorted(found)]

    def _by_file(self, query: str) -> Sequence[int]:
        """Whose note has that file name."""
        if self._files is None:
            self._files = {}
            for at, one in enumerate(self.everybody):
                name = fold_path(one.path).rpartition("/")[2]
                self._files.setdefault(name, []).append(at)
        return self._files.get(fold_path(query.strip()).rpartition("/")[2], ())

    def _names(self) -> _Shelf:
        """Names, readings and aliases, folded and without blanks."""
        if self._spelled is None:
            names = [
                (at, name)
                for at, one in enumerate(self.everybody)
                for name in (one.name, one.reading, *one.aliases)
                if name
            ]
            latin = [pair for pair in names if pair[1].isascii()]
            others = [pair for pair in names if not pair[1].isascii()]
            texts = [*_folded(latin), *_folded(others)]
            owners = [at for at, _ in (*latin, *others)]
            self._spelled = _Shelf(texts, owners)
        return self._spelled

    def _sounds(self) -> _Shelf:
        """What is spelled in kana, in Latin letters."""
        if self._sounding is None:
            shelf = self._names()
            kana = [
                (owner, text)
                for owner, text in zip(shelf._owners, shelf.texts, strict=True)  # noqa: SLF001
                if not text.isascii() and is_kana(text)
            ]
            texts = _at_once([text for _, text in kana], romaji_of)
            self._sounding = _Shelf(texts, [owner for owner, _ in kana])
        return self._sounding


def _folded(names: Sequence[tuple[int, str]]) -> list[str]:
    return _at_once(
        [name for _, name in names],
        lambda text: fold_loosely(fold_words(text).replace(" ", "")),
    )


def _at_once(texts: Sequence[str], change: Callable[[str], str]) -> list[str]:
    """Each text changed, by changing all of them as one text where that is safe."""
    if not texts:
        return []
    changed = change(_BETWEEN.join(texts)).split(_BETWEEN)
    return changed if len(changed) == len(texts) else [change(text) for text in texts]
