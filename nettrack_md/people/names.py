"""Whom a typed name means: exact names first, then parts of names."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from nettrack_md.model.keys import fold_path, reading_key
from nettrack_md.people.folding import fold_loosely, fold_words, is_cjk, join_cjk
from nettrack_md.people.kana import is_kana, romaji_key, romaji_of
from nettrack_md.people.variants import strip_titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Named(Protocol):
    """Somebody who can be named; what the index hands out has this shape."""

    @property
    def path(self) -> str:
        """Path of the note."""

    @property
    def name(self) -> str:
        """Display name."""

    @property
    def reading(self) -> str:
        """Reading in kana, or empty."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names."""


Person = TypeVar("Person", bound=Named)


class _Query(NamedTuple):
    words: tuple[str, ...]
    joined: str
    path: str
    #: Whether it was typed as a path: with a folder, or with `.md`.
    typed_path: bool
    #: As `romaji_key` spells it; empty for a query that is not in Latin letters.
    romaji: tuple[str, ...]
    latin: bool


# How well a name fits. A whole word beats the beginning of one, so that 林 is
# 林 太郎 and not 林田 花子; but an unspaced 林太郎 may be either. A path is one note's.
_PATH, _EXACT, _WORD, _PREFIX, _INSIDE, _NOT = range(6)


def match_people(
    query: str, named: Iterable[Person], *, whole: bool = False
) -> tuple[Person, ...]:
    """Whom `query` names: one is an answer, several are a question. In reading order.

    With `whole`, parts of words do not count: `ben` is Ben Sample, and nobody else.
    An exact name, alias, reading or path beats a part of one. Compared without
    case, width, accents, kana script and shapes of kanji; a query in Latin letters
    also finds readings. A title (`山田さん`, `Dr. Roe`) is left off only where nobody
    fits with it.
    """
    people = tuple(named)
    folded = fold_words(query)
    worst = _WORD if whole else _INSIDE
    for words in dict.fromkeys((folded, strip_titles(folded))):
        if words and (found := _best_of(_query(words, query), people, worst)):
            return found
    return ()


def people_beginning(query: str, named: Iterable[Person]) -> tuple[Person, ...]:
    """Everybody whose name, reading or alias goes on from the query, best first.

    Of several words each may be the beginning of one. Nothing typed begins anybody.
    """
    words = fold_words(query)
    asked = _query(words, query)
    fits = ((_fit(asked, person) if words else _EXACT, person) for person in named)
    found = [
        (fit, reading_key(person.reading or person.name), person.path, person)
        for fit, person in fits
        if fit <= _PREFIX
    ]
    return tuple(person for *_, person in sorted(found, key=lambda row: row[:3]))


def suggest_people(query: str, named: Iterable[Person]) -> tuple[Person, ...]:
    """Up to five whose names look like a query that names nobody, likest first."""
    folded = strip_titles(fold_words(query))
    spelled: dict[str, Person] = {}
    for person in named:
        for words in _spellings(person):
            spelled.setdefault(words, person)
            if is_kana(words):
                spelled.setdefault(romaji_of(words), person)
    near = get_close_matches(folded, spelled, n=15, cutoff=0.6)
    return tuple({spelled[words].path: spelled[words] for words in near}.values())[:5]


def _query(words: str, typed: str) -> _Query:
    return _Query(
        tuple(words.split()),
        join_cjk(words),
        fold_path(typed.strip().removeprefix("./")),
        "/" in typed or typed.strip().lower().endswith(".md"),
        tuple(romaji_key(words).split()) if words.isascii() else (),
        latin=words.isascii(),
    )


def _best_of(query: _Query, people: Iterable[Person], worst: int) -> tuple[Person, ...]:
    fits: dict[int, list[Person]] = {}
    for person in people:
        if (fit := _fit(query, person)) <= worst:
            fits.setdefault(fit, []).append(person)
    best = fits[min(fits)] if fits else []
    return tuple(sorted(best, key=lambda p: (reading_key(p.reading or p.name), p.path)))


def _fit(query: _Query, person: Named) -> int:
    path = fold_path(person.path)
    if query.path == path and query.typed_path:
        return _PATH
    if query.path in (path, path.rpartition("/")[2]):
        return _EXACT
    best = _NOT
    for text in (person.name, person.reading, *person.aliases):
        if text and (fit := _fit_text(query, text)) < best:
            best = fit
            if best == _EXACT:
                break
    return best


def _fit_text(query: _Query, text: str) -> int:
    """How a query fits a name as typed; what cannot fit is not folded first."""
    if not query.latin:
        return _NOT if text.isascii() else _fit_words(query, fold_words(text))
    if not text.isascii() and is_cjk(text) and not is_kana(text):
        return _NOT
    words = fold_words(text)
    fit = _fit_words(query, words)
    if fit != _NOT or not query.romaji or not is_kana(words):
        return fit
    sounds = query._replace(words=query.romaji, joined="".join(query.romaji))
    # How a reading sounds is a hint, never as good as the name itself.
    return max(_WORD, _fit_words(sounds, romaji_of(words), runs_on=" " not in words))


def _spellings(person: Named) -> Iterator[str]:
    yield fold_words(person.name)
    if person.reading:
        yield fold_words(person.reading)
    for alias in person.aliases:
        yield fold_words(alias)


def _fit_words(query: _Query, name: str, *, runs_on: bool | None = None) -> int:
    """How a query fits one spelling of a name.

    `runs_on` is given for romaji, and says that family and given name are written
    together; else the script tells.
    """
    words, joined = query.words, query.joined
    whole = join_cjk(name) if runs_on is None else name.replace(" ", "")
    if fold_loosely(words[0]) not in fold_loosely(whole):
        return _NOT
    parts = name.split()
    if joined == whole or (len(words) > 1 and sorted(words) == sorted(parts)):
        return _EXACT
    if len(words) == 2 and words[1] + words[0] == whole:
        return _EXACT
    if runs_on is None:
        runs_on = len(parts) == 1 and is_cjk(name)
    if runs_on and (fit := _fit_run(joined, whole)) != _NOT:
        return fit
    if _covers(words, parts, whole=True):
        return _WORD
    if _covers(words, parts, whole=False):
        return _PREFIX
    if joined in whole or fold_loosely(joined) in fold_loosely(whole):
        return _INSIDE
    return _NOT


def _fit_run(joined: str, whole: str) -> int:
    if whole.startswith(joined):
        return _WORD
    # 林 is no part of 小林: what is left before a given name has two characters,
    # or the given name has.
    if whole.endswith(joined) and max(len(joined), len(whole) - len(joined)) > 1:
        return _PREFIX if is_kana(whole) or joined.isascii() else _WORD
    return _NOT


def _covers(query: tuple[str, ...], words: list[str], *, whole: bool) -> bool:
    """Whether each word of the query takes a word of the name, in any order."""
    left = list(words)
    for part in query:
        taken = next(
            (w for w in left if (w == part if whole else w.startswith(part))), None
        )
        if taken is None:
            return False
        left.remove(taken)
    return True
