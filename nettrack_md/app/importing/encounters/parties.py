"""Who of the vault a party of an encounter is: by id or address, never by a name."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.exchange.chat.linkedin import profile_slug
from nettrack_md.people.folding import fold_name, is_cjk
from nettrack_md.people.same import mail_key
from nettrack_md.people.values import split_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nettrack_md.app.discretion import Discretion
    from nettrack_md.model.records import Contact

#: An address that more people than this share is nobody's own.
_SHARED_BY = 2
#: Of a name in a title: a single word of Latin letters says nothing there.
_MOST_WORDS, _MOST_LETTERS = 4, 10


#: Of those whom a name may mean, so many are told.
_NEAR = 3


class Answer(NamedTuple):
    """Who a party is."""

    #: The note; empty where nobody, or nobody for sure.
    path: str
    reason: str = ""
    #: Whether there is something to decide.
    unclear: bool = False
    #: Whether it is a private person's matter.
    hidden: bool = False


_NOBODY = Answer("")


class Parties:
    """Everybody of the vault, to be found by what other programs call them."""

    def __init__(
        self,
        contacts: Iterable[Contact],
        veil: Discretion,
        like: Callable[[str], Iterable[str]],
    ) -> None:
        """`like`: the notes of those whom a name, or a part of one, can mean."""
        self._like = like
        self._by_id: dict[str, list[str]] = defaultdict(list)
        self._by_address: dict[str, list[str]] = defaultdict(list)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._ids: dict[str, tuple[str, ...]] = {}
        self._veil = veil
        for contact in contacts:
            self._add(contact)

    def _add(self, contact: Contact) -> None:
        self._ids[contact.path] = parties_of(contact)
        for each in dict.fromkeys(contact.texts("sources")):
            self._by_id[each].append(contact.path)
        for each in dict.fromkeys(_addresses(contact)):
            self._by_address[each].append(contact.path)
        stem = contact.path.rpartition("/")[2].removesuffix(".md")
        names = (contact.name, stem, contact.reading, *contact.aliases)
        for name in dict.fromkeys(fold_name(name) for name in names):
            if name:
                self._by_name[name].append(contact.path)

    def ids_of(self, path: str) -> tuple[str, ...]:
        """Every party that a contact is."""
        return self._ids.get(path, ())

    def find(self, party: str, name: str) -> Answer:
        """Whom a party is taken for; `name`: what the file calls it."""
        if named := self._by_id.get(party):
            return self._only(named, "known by its id", "bear the same id")
        kind = party.partition(":")[0]
        held = self._by_address.get(party, [])
        if held and len(held) <= _SHARED_BY:
            what = "e-mail" if kind == "mail" else "profile"
            return self._only(held, f"same {what}", f"share that {what}")
        if kind == "title":
            return self._in_title(name)
        return self._named(name, certain=kind == "line")

    def _only(self, paths: list[str], reason: str, doubt: str) -> Answer:
        hidden = self._veil.hides(*paths)
        if len(paths) == 1:
            return Answer(paths[0], reason, hidden=hidden)
        said = f"{' and '.join(sorted(paths))} {doubt}"
        return Answer("", said, unclear=True, hidden=hidden)

    def _named(self, name: str, *, certain: bool) -> Answer:
        """By a name alone: a question at most. `certain`: asked even of a stranger."""
        found = self._by_name.get(fold_name(name), [])
        shown = [path for path in found if not self._veil.hides(path)]
        if shown:
            have = "have" if len(shown) > 1 else "has"
            said = f"{' and '.join(sorted(shown))} {have} that name, and no more"
            return Answer("", said, unclear=True)
        if found:
            return Answer("", unclear=True, hidden=True)
        if certain:
            near = sorted(p for p in self._like(name) if not self._veil.hides(p))
            said = "nobody here is known by that name"
            if near:
                said = f"the name may mean {' or '.join(near[:_NEAR])}"
            return Answer("", said, unclear=True)
        return _NOBODY

    def _in_title(self, title: str) -> Answer:
        text = fold_name(title)
        found = {path for run in _runs(text) for path in self._by_name.get(run, ())}
        shown = sorted(path for path in found if not self._veil.hides(path))
        if shown:
            said = f"no guests, but {' and '.join(shown)} in the title"
            return Answer("", said, unclear=True)
        return Answer("", unclear=True, hidden=True) if found else _NOBODY


def parties_of(contact: Contact) -> tuple[str, ...]:
    """Every party that a contact is: ids of imports, e-mails, profiles."""
    return tuple(dict.fromkeys((*contact.texts("sources"), *_addresses(contact))))


def _addresses(contact: Contact) -> Iterator[str]:
    emails = contact.texts("emails")
    for text in (*emails, *split_words(emails)):
        if key := mail_key(text):
            yield f"mail:{key}"
    for text in (*contact.texts("urls"), *contact.texts("social")):
        if slug := profile_slug(text):
            yield f"linkedin:{slug}"


def stands_in(word: str, title: str) -> bool:
    """Whether a name that the user said stands in a title; in Latin as whole words."""
    name, text = fold_name(word), fold_name(title)
    if not name or is_cjk(name):
        return bool(name) and name in text
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _runs(text: str) -> Iterator[str]:
    """Every run of a folded title that may be a name."""
    words = re.findall(r"[\w'’.-]+", text)
    for size in range(2, _MOST_WORDS + 1):
        for at in range(len(words) - size + 1):
            yield " ".join(words[at : at + size])
    for at in range(len(text)):
        for size in range(2, _MOST_LETTERS + 1):
            run = text[at : at + size]
            if len(run) == size and is_cjk(run):
                yield run
