"""Whom the leading words of a command name, and where its text begins."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.app.answers import name_book
from nettrack_md.app.discretion import NOBODY_PRIVATE, discretion_of
from nettrack_md.errors import PersonAmbiguous, PersonPrivate, PersonUnknown
from nettrack_md.people.folding import fold_words
from nettrack_md.people.names import suggest_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.app.discretion import Discretion
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.index.rows import Named
    from nettrack_md.model.records import Direction
    from nettrack_md.people.name_book import NameBook

#: Asks which of several is meant; None when nobody can be asked.
Choose = Callable[[str, "tuple[Named, ...]"], "Named | None"]

#: A name as typed, and everybody whom it may mean.
_Candidates = tuple[str, "tuple[Named, ...]"]
#: A particle, and the text behind it.
_Run = tuple[str, str]
_NO_RUN: _Run = ("", "")
_WRITERS: dict[str, Direction] = {"から": "<-", "に": "->", "へ": "->"}

#: No name that anybody types has more words.
_MOST_WORDS = 5
_LINKING = frozenset({"and", "&", "+", "と", "、", ","})
_COMMAS = " ,，、;；"
_SPLITS = re.compile(r"[,，、&＆]|と")
#: Japanese runs a name, a particle and the text together: 山田さんとランチ.
_PARTICLE = re.compile(r"(?:から|とは|には|と|に|へ|は|が)(?=\S)")
#: Words that stand in sentences as often as in names; behind the first person they
#: are the text's, unless they are written as a name.
_EVERYDAY = frozenset(
    """a an and april art as at august bill but by chase dawn drew faith for frank from
    gene grace grant guy had has he her his hope i in is it jack joy june lance mark may
    miles my of on or our pat penny ray rich rob rose sandy she so sue summer that the
    they to up was we went will with you""".split()  # noqa: SIM905 — a table of words
)


class Addressed(NamedTuple):
    """The people of a command, and the rest of its words."""

    people: tuple[Named, ...]
    #: The words behind the people, joined as they were typed.
    text: str
    #: Those words one by one.
    words: tuple[str, ...]
    #: Who wrote, where a particle behind the name tells: 山田さんからメール.
    writer: Direction = ""


class Reader:
    """Reads the people off the beginning of a command's words."""

    def __init__(
        self, book: NameBook[Named], veil: Discretion, choose: Choose | None = None
    ) -> None:
        self._book = book
        self._veil = veil
        self._choose = choose

    def read(
        self,
        words: Sequence[str],
        text: Sequence[str] | None = None,
        *,
        several: bool = True,
    ) -> Addressed:
        """The people whom the leading words name; the rest is the text.

        `text`: the words behind `--`; then all of `words` must name people. Raises
        PersonUnknown, PersonAmbiguous, PersonPrivate.
        """
        words = [word for word in words if word.strip()]
        whole_text = words[0] if len(words) == 1 else None
        if whole_text is not None and text is None and not self._book.find(whole_text):
            words = whole_text.split()
        found, used, run = self._people(words, several=several or text is not None)
        particle, rest = run
        left = (rest, *words[used:]) if rest else tuple(words[used:])
        if text is not None:
            if left:
                raise self._nobody(left[0])
            left = tuple(text)
        joined = " ".join(left)
        if whole_text is not None and text is None and len(words) > 1 and not rest:
            joined = _tail(whole_text, used)
        chosen = [self._one(who, people) for who, people in found]
        writer = _WRITERS.get(particle, "")
        return Addressed(tuple(dict.fromkeys(chosen)), joined, left, writer)

    def _people(
        self, words: Sequence[str], *, several: bool
    ) -> tuple[list[_Candidates], int, _Run]:
        """Whom the words may name; how many words these are; text run on to them."""
        found: list[_Candidates] = []
        at = 0
        while at < len(words) and (several or not found):
            start = at
            if found and words[at].casefold() in _LINKING and at + 1 < len(words):
                start = at + 1
            span = self._span(words[start:], first=not found)
            if span is not None:
                found.append(span[1:])
                at = start + span[0]
                continue
            run = self._run_on(words[start], first=not found) if several else None
            if run is None:
                break
            found += run[0]
            at = start + 1
            if run[1] != _NO_RUN:
                return found, at, run[1]
        if not found:
            raise self._nobody(words[0] if words else "")
        return found, at, _NO_RUN

    def _span(
        self, words: Sequence[str], *, first: bool
    ) -> tuple[int, str, tuple[Named, ...]] | None:
        """The longest run of words that names somebody: whole names, then parts."""
        if not first and _is_everyday(words[0]):
            return None
        for whole in (True, False) if first else (True,):
            for count in range(min(len(words), _MOST_WORDS), 0, -1):
                who = " ".join(words[:count]).strip(_COMMAS)
                # Marks alone are no part of a name, a letter alone says too little.
                if not fold_words(words[count - 1]) or (not whole and _is_letter(who)):
                    continue
                if people := self._book.find(who, whole=whole):
                    return count, who, people
        return None

    def _run_on(
        self, word: str, *, first: bool
    ) -> tuple[list[_Candidates], _Run] | None:
        """One word that holds several names, or a name and the text: 山田と田中."""
        parts = [part for part in _SPLITS.split(word) if part]
        known = [(part, self._book.find(part, whole=True)) for part in parts]
        if len(parts) > 1 and all(people for _, people in known):
            return known, _NO_RUN
        if not first or word.isascii():
            return None
        for mark in reversed(list(_PARTICLE.finditer(word))):
            people = self._run_on_name(word[: mark.start()])
            if people:
                return people, (mark[0], word[mark.end() :])
        return None

    def _run_on_name(self, words: str) -> list[_Candidates] | None:
        if len(words) > 1 and (people := self._book.find(words, whole=True)):
            return [(words, people)]
        run = self._run_on(words, first=False)
        return run[0] if run else None

    def _one(self, who: str, people: tuple[Named, ...]) -> Named:
        shown = tuple(one for one in people if not self._veil.hides(one.path))
        if not shown:
            raise PersonPrivate(who)
        if len(shown) == 1 and len(people) == 1:
            return shown[0]
        chosen = self._choose(who, shown) if self._choose else None
        if chosen is None:
            raise PersonAmbiguous(who, [(one.name, one.path) for one in shown])
        return chosen

    def _nobody(self, who: str) -> PersonUnknown:
        near = suggest_people(who, self._book.everybody)
        shown = [one.name for one in near if not self._veil.hides(one.path)]
        return PersonUnknown(who, shown[:3])


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isascii()


def _is_everyday(word: str) -> bool:
    """A word that is the text's rather than a second person's."""
    return _is_letter(word) or (word.islower() and word in _EVERYDAY)


def _tail(text: str, words: int) -> str:
    """The text behind its first so many words, with its own blanks and lines."""
    for _ in range(words):
        text = text.lstrip()
        text = text[len(text.split(maxsplit=1)[0]) :]
    return text.strip()


def address(
    ws: Workspace,
    words: Sequence[str],
    text: Sequence[str] | None = None,
    *,
    several: bool = True,
    choose: Choose | None = None,
) -> Addressed:
    """The people of a command in this vault; see `Reader.read`."""
    return reader_of(ws, choose).read(words, text, several=several)


def reader_of(ws: Workspace, choose: Choose | None = None) -> Reader:
    """Reads the people of this vault; without `--private` the private ones are not."""
    veil = NOBODY_PRIVATE
    if not ws.private:
        veil = discretion_of(ws.index.private_contacts())
    return Reader(name_book(ws.index), veil, choose)
