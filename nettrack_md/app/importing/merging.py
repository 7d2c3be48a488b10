"""What a source says now, what it said last, and what the note says: the difference.

The note wins wherever the user wrote; a value that the user took out stays out; what
the source no longer says is not taken away.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.app.changing.property_edits import property_edit
from nettrack_md.app.changing.property_values import (
    find_key,
    meaning_of,
    present_texts,
)
from nettrack_md.exchange.identity import note_uid
from nettrack_md.exchange.people import LISTS, ORDER
from nettrack_md.people.folding import fold_name
from nettrack_md.people.same import mail_key, phone_key, without_label
from nettrack_md.people.values import read_birthday, split_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from nettrack_md.app.changing.writing import Edit
    from nettrack_md.app.importing.sources import Origin
    from nettrack_md.model.foreign import Facts, ForeignPerson, ForeignTouch
    from nettrack_md.model.records import Contact
    from nettrack_md.model.rules import ReadingRules


class Alteration(NamedTuple):
    """One property of a note that an import changes."""

    key: str
    #: What is added to a list, or set.
    texts: tuple[str, ...]
    #: What the property held when the plan was made; a value is set only over that.
    held: tuple[str, ...]

    @property
    def adds(self) -> bool:
        """Whether it adds to a list."""
        return self.key in LISTS or self.key == "sources"


class Merge(NamedTuple):
    """What becomes of a note."""

    alterations: tuple[Alteration, ...]
    #: Properties in which the note keeps what the user wrote, for the first time.
    kept: tuple[str, ...]
    #: What is remembered as imported.
    base: Facts
    #: What goes into the log.
    touches: tuple[ForeignTouch, ...] = ()
    #: Ids of those that came in before.
    seen: tuple[str, ...] = ()


def merge(
    person: ForeignPerson,
    contact: Contact,
    base: Origin | None,
    others: Sequence[Origin] = (),
) -> Merge:
    """Three ways: the source now, the note, the source as imported last.

    `others`: what other sources of the same person said, so that a value which the
    user took out does not come in again by another door.
    """
    found: list[Alteration] = []
    kept: list[str] = []
    for key in ORDER:
        if key in {"uid", "private"}:
            # Who is private is decided where the note is.
            continue
        theirs, ours = person.texts(key), _ours(contact, key)
        before = base.texts(key) if base else ()
        if key in LISTS:
            seen = [*ours, *before, *(t for each in others for t in each.texts(key))]
            if new := unseen(key, theirs, seen):
                found.append(Alteration(key, new, ours))
        elif theirs and not alike(key, theirs, ours):
            if _free(key, ours, before, theirs):
                found.append(Alteration(key, theirs, ours))
            elif not alike(key, theirs, before):
                kept.append(key)
    found.extend(_new_name(person, contact, base))
    found.extend(_ids(person, contact))
    return Merge(tuple(found), tuple(kept), _base(person, base))


def _ours(contact: Contact, key: str) -> tuple[str, ...]:
    if key == "tags":
        return contact.tags
    texts = contact.texts(key)
    return (
        tuple(dict.fromkeys((*texts, *split_words(texts)))) if key in LISTS else texts
    )


def _free(
    key: str, ours: tuple[str, ...], before: tuple[str, ...], theirs: tuple[str, ...]
) -> bool:
    """Whether the place is empty, or holds what the import put there."""
    if not ours:
        return not before
    if key == "status" and theirs != ("deceased",):
        return False
    return alike(key, ours, before)


def alike(key: str, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a property says the same in both, however it is spelled."""
    form = _form_of(key)
    return {form(text) for text in one} == {form(text) for text in other}


def unseen(key: str, theirs: Iterable[str], seen: Iterable[str]) -> tuple[str, ...]:
    """What of theirs says something new."""
    form = _form_of(key)
    known = {form(text) for text in seen}
    return tuple(
        {form(t): t for t in reversed(tuple(theirs)) if form(t) not in known}.values()
    )[::-1]


def _form_of(key: str) -> Callable[[str], str]:
    return _FORMS.get(key, _folded)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _mail(text: str) -> str:
    return mail_key(text) or _folded(without_label(text))


def _phone(text: str) -> str:
    return phone_key(text) or _folded(without_label(text))


def _url(text: str) -> str:
    bare = re.sub(r"^https?://(?:www\.)?", "", _folded(without_label(text)))
    return bare.rstrip("/")


def _birthday(text: str) -> str:
    return repr(read_birthday(text)) if read_birthday(text) else text


_FORMS: dict[str, Callable[[str], str]] = {
    "emails": _mail,
    "phones": _phone,
    "urls": _url,
    "social": _url,
    "addresses": lambda text: _folded(without_label(text)),
    "aliases": fold_name,
    "reading": fold_name,
    "birthday": _birthday,
}


def _new_name(
    person: ForeignPerson, contact: Contact, base: Origin | None
) -> Iterable[Alteration]:
    """A name that the source has changed is a further name; notes are not renamed."""
    known = {fold_name(name) for name in (contact.name, *contact.aliases)}
    if base is None or not person.named or fold_name(person.name) in known:
        return
    if fold_name(base.name) != fold_name(person.name):
        yield Alteration("aliases", (person.name,), contact.texts("aliases"))


def _ids(person: ForeignPerson, contact: Contact) -> Iterable[Alteration]:
    uid = contact.text("uid")
    own = {*contact.texts("sources"), f"vcard:{uid}"}
    # By this id the note itself was exported: nothing new to know it by.
    own.add(f"vcard:{note_uid(contact.path)}")
    missing = [each for each in person.ids if each not in own]
    mine = next((each for each in missing if each.startswith("vcard:")), "")
    if mine and not uid:
        missing.remove(mine)
        yield Alteration("uid", (mine.removeprefix("vcard:"),), ())
    if missing:
        yield Alteration("sources", tuple(missing), contact.texts("sources"))


def _base(person: ForeignPerson, base: Origin | None) -> Facts:
    """What this source has ever said: values of lists add up, others are replaced."""
    facts = []
    for key in ORDER:
        theirs, before = person.texts(key), base.texts(key) if base else ()
        if key in LISTS:
            theirs = (*before, *unseen(key, theirs, before))
        if texts := theirs or before:
            facts.append((key, texts))
    return tuple(facts)


def edit_of(alterations: Sequence[Alteration], rules: ReadingRules) -> Edit:
    """The edit of a note; a property that somebody changed meanwhile is left alone."""

    def edit(text: str) -> str:
        for each in alterations:
            own = find_key(text, each.key, rules)
            meaning = meaning_of(each.key, rules)
            present = present_texts(text, own, rules)
            if each.adds:
                text = property_edit(own, each.texts, "add", meaning, rules)(text)
            elif present == each.held or not present:
                text = property_edit(own, each.texts, "replace", meaning, rules)(text)
        return text

    return edit
