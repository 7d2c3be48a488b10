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
from nettrack_md.people.names import Person, match_people, people_beginning
from nettrack_md.people.variants import strip_titles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from nettrack_md.people.names import Named

    #: Whose note has a file name; texts joined to one, and whose each of them is: of
    #: names as they are spelled, and as they sound. Plain values, to be kept.
    Shelves = tuple[
        Mapping[str, Sequence[int]],
        tuple[str, Sequence[int]],
        tuple[str, Sequence[int]],
    ]

#: No name should hold it, and nothing that is folded crosses it.
_BETWEEN = "\0"


class _Shelf:
    """Texts of people, to be found by what stands in them."""

    def __init__(self, joined: str, owners: Sequence[int]) -> None:
        self.joined = joined
        self.owners = owners
        self.texts = joined.split(_BETWEEN) if owners else []
        self._starts = [0, *accumulate([len(text) + 1 for text in self.texts])]

    def find(self, words: Sequence[str]) -> Iterator[int]:
        """The owners of the texts that hold all of the words."""
        longest = max(words, key=len, default="")
        at = self.joined.find(longest) if longest else -1
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            text = self.texts[place]
            if all(word in text for word in words):
                yield self.owners[place]
            at = self.joined.find(longest, self._starts[place + 1])


class NameBook(Generic[Person]):
    """Everybody who can be named."""

    def __init__(self, named: Iterable[Person], shelves: Shelves | None = None) -> None:
        """With the `shelves` of a book of the same people, quicker."""
        self.everybody: tuple[Person, ...] = tuple(named)
        self.shelves = shelves or _shelves_of(self.everybody)
        files, *others = self.shelves
        self._files = files
        self._names, self._sounds = (_Shelf(*each) for each in others)

    def find(self, query: str, *, whole: bool = False) -> tuple[Person, ...]:
        """Whom the query names; see `names.match_people`."""
        return match_people(query, self._possible(query), whole=whole)

    def beginning(self, query: str) -> tuple[Person, ...]:
        """Whose name goes on from the query; see `names.people_beginning`."""
        if not fold_words(query):
            return people_beginning("", self.everybody)
        return people_beginning(query, self._possible(query))

    def _possible(self, query: str) -> list[Person]:
        """Everybody whom the query may name, in the order of the book."""
        folded = fold_words(query)
        name = fold_path(query.strip()).rpartition("/")[2]
        found = set(self._files.get(name, ()))
        for words in {folded, strip_titles(folded)} - {""}:
            found.update(self._names.find(_words(fold_loosely(words))))
            if words.isascii():
                found.update(self._sounds.find(_words(romaji_key(words))))
        return [self.everybody[at] for at in sorted(found)]


def _shelves_of(everybody: Sequence[Named]) -> Shelves:
    """Names, readings and aliases, folded, no blanks; kana in Latin letters too."""
    names = [
        (at, name)
        for at, one in enumerate(everybody)
        for name in (one.name, one.reading, *one.aliases)
        if name
    ]
    latin = [pair for pair in names if pair[1].isascii()]
    others = [pair for pair in names if not pair[1].isascii()]
    texts = [*_folded(latin), *_folded(others)]
    owners = [at for at, _ in (*latin, *others)]
    kana = [
        (owner, text)
        for owner, text in zip(owners, texts, strict=True)
        if not text.isascii() and is_kana(text)
    ]
    sounds = _at_once([text for _, text in kana], romaji_of)
    files: dict[str, list[int]] = {}
    for at, one in enumerate(everybody):
        files.setdefault(fold_path(one.path).rpartition("/")[2], []).append(at)
    return (
        files,
        (_joined(texts), owners),
        (_joined(sounds), [owner for owner, _ in kana]),
    )


def _joined(texts: Sequence[str]) -> str:
    return _BETWEEN.join([text.replace(_BETWEEN, " ") for text in texts])


def _words(folded: str) -> list[str]:
    return folded.replace(_BETWEEN, " ").split()


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
