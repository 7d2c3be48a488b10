"""Who of the vault a foreign person is: by id, or by address and name; never by name.

The rules, and why they are no laxer: docs/import.md and ADR 0015.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from nettrack_md.exchange.identity import note_uid
from nettrack_md.people.folding import fold_name
from nettrack_md.people.same import mail_key, names_agree, phone_key
from nettrack_md.people.values import split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nettrack_md.model.foreign import ForeignPerson
    from nettrack_md.model.records import Contact

#: An address that more people than this share is nobody's own.
_SHARED_BY = 2


class Known(NamedTuple):
    """Somebody of the vault, or somebody whom the same file has brought already."""

    path: str
    names: tuple[str, ...]
    ids: frozenset[str]
    keys: frozenset[str]
    birthday: str
    #: The line of the file that brought them; 0 for a note.
    line: int = 0


class Match(NamedTuple):
    """What was found, and why."""

    how: Literal["same", "new", "unclear"]
    known: Known | None
    reason: str


class Directory:
    """Everybody who can be found, by ids, addresses and names."""

    def __init__(self, everybody: Iterable[Known] = ()) -> None:
        self._by_id: dict[str, list[Known]] = {}
        self._by_key: dict[str, list[Known]] = {}
        self._by_name: dict[str, list[Known]] = {}
        for known in everybody:
            self.add(known)

    def add(self, known: Known) -> None:
        """Let somebody be found from now on."""
        for each in known.ids:
            self._by_id.setdefault(each, []).append(known)
        for each in known.keys:
            self._by_key.setdefault(each, []).append(known)
        for each in {fold_name(name) for name in known.names} - {""}:
            self._by_name.setdefault(each, []).append(known)

    def match(self, person: ForeignPerson) -> Match:
        """Whom a foreign person is taken for."""
        same = _distinct(k for each in person.ids for k in self._by_id.get(each, ()))
        if len(same) == 1:
            return Match("same", same[0], "known by its id")
        if same:
            return Match("unclear", None, f"{_list(same)} bear the same id")
        return self._by_address(person) or self._by_own_name(person)

    def _by_address(self, person: ForeignPerson) -> Match | None:
        keys = [key for key in keys_of(person.texts("emails"), person.texts("phones"))
                if len(_distinct(self._by_key.get(key, ()))) <= _SHARED_BY]  # fmt: skip
        found = _distinct(known for key in keys for known in self._by_key.get(key, ()))
        if not found:
            return None
        names = (person.name, *person.texts("aliases"), *person.texts("reading"))
        fit = [known for known in found if names_agree(known.names, names)]
        if len(fit) > 1:
            return Match("unclear", None, f"{_list(fit)} have that address and name")
        if not fit and not person.named:
            return Match("unclear", None, f"no name, and the address of {_list(found)}")
        if not fit:
            return self._by_own_name(person, f"shares an address with {_list(found)}")
        if _born_apart(fit[0].birthday, person.text("birthday")):
            return Match("unclear", None, f"{_list(fit)} has another birthday")
        what = "e-mail" if any("@" in k for k in keys if k in fit[0].keys) else "phone"
        return Match("same", fit[0], f"same {what} and name")

    def _by_own_name(self, person: ForeignPerson, aside: str = "") -> Match:
        same = _distinct(self._by_name.get(fold_name(person.name), ()))
        if same:
            return Match("unclear", None, f"{_list(same)} has that name, and no more")
        return Match("new", None, aside)


def known_contact(contact: Contact) -> Known:
    """A contact of the vault, to be found."""
    uid = contact.text("uid")
    ids = {f"vcard:{uid}"} if uid else {f"vcard:{note_uid(contact.path)}"}
    stem = contact.path.rpartition("/")[2].removesuffix(".md")
    names = (contact.name, stem, contact.reading, *contact.aliases)
    return Known(
        contact.path,
        tuple(name for name in dict.fromkeys(names) if name),
        frozenset(ids.union(contact.texts("sources"))),
        frozenset(keys_of(_several(contact, "emails"), _several(contact, "phones"))),
        contact.text("birthday"),
    )


def _several(contact: Contact, key: str) -> tuple[str, ...]:
    """All texts, and the parts of one that holds several with commas between."""
    texts = contact.texts(key)
    return (*texts, *split_words(texts))


def known_newcomer(person: ForeignPerson, path: str) -> Known:
    """Somebody whom the file brings, to be found by its later lines."""
    names = (person.name, *person.texts("aliases"), *person.texts("reading"))
    keys = keys_of(person.texts("emails"), person.texts("phones"))
    return Known(
        path, names, frozenset(person.ids), frozenset(keys),
        person.text("birthday"), person.line,
    )  # fmt: skip


def keys_of(emails: Iterable[str], phones: Iterable[str]) -> Iterator[str]:
    """What addresses and numbers are compared by."""
    for text in emails:
        if key := mail_key(text):
            yield key
    for text in phones:
        if key := phone_key(text):
            yield key


def _distinct(found: Iterable[Known]) -> list[Known]:
    return list({(known.path, known.line): known for known in found}.values())


def _list(found: Iterable[Known]) -> str:
    said = [f"line {one.line}" if one.line else one.path for one in found]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _born_apart(mine: str, theirs: str) -> bool:
    """Whether both have a whole birthday, and not the same."""
    whole = len(mine) == len(theirs) == 10
    return whole and mine != theirs
