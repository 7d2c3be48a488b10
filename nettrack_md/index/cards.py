"""Cards: what search looks through beside a note's body, and a contact's record.

The texts of the properties are kept once, as the searched text; the record knows how
to cut it up again.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from nettrack_md.index.codec import (
    SEPARATOR,
    join,
    link_parts,
    ordinal,
    pack,
    partial_parts,
    period_of,
    period_parts,
    split,
    unpack,
)
from nettrack_md.index.folding import fold_kept, unfold
from nettrack_md.model.dates import DayRange, PartialDate
from nettrack_md.model.records import Anniversary, Cadence, Contact, Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.model.records import NoteFacts, Status

    Grouped = tuple[tuple[str, tuple[str, ...]], ...]

_fromordinal = date.fromordinal

#: Keys that many people have, kept as one byte each; the index's stamp names them.
KEYS = (
    "name", "reading", "aliases", "tier", "cadence", "status", "last_contact",
    "snooze", "next", "met", "met_at", "introduced_by", "why", "goals", "roles", "org",
    "title", "field", "region", "helps_with", "needs", "likes", "avoid", "common",
    "they_know", "birthday", "dates", "mourning", "channel", "best_time", "busy",
    "honorific", "register", "emails", "phones", "urls", "social", "addresses",
    "trouble", "private", "uid", "sources", "type", "tags", "created", "categories",
)  # fmt: skip
_NUMBERS = {key: number for number, key in enumerate(KEYS)}


def pack_card(facts: NoteFacts) -> tuple[str, bytes | None, bytes | None]:
    """The searched text, its patch, and the record where the note is a contact."""
    contact = facts.contact
    if contact is None:
        return (*fold_kept(SEPARATOR.join(_texts_beside(facts))), None)
    groups = contact.properties + contact.other
    texts = [text for _, group in groups for text in group]
    names = (contact.name, contact.reading, *contact.aliases, *contact.tags)
    known = {"", *texts}
    more = [name for name in dict.fromkeys(names) if name not in known]
    whole = join((*texts, *more))
    if isinstance(whole, str):
        record = _record(contact, groups, None)
        return (*fold_kept(whole), record)
    record = _record(contact, groups, tuple(texts))
    return (*fold_kept(SEPARATOR.join(whole)), record)


def _texts_beside(facts: NoteFacts) -> list[str]:
    """What a note that is no contact says beside its body."""
    texts = [facts.title]
    if facts.event is not None:
        texts += (facts.event.name, facts.event.place)
        texts += (who.display or who.target for who in facts.event.attendees)
    if facts.goal is not None:
        texts += (facts.goal.name, *(need.kind for need in facts.goal.needs))
    if (me := facts.profile) is not None:
        texts += (me.name, *me.offers, *me.asks, *me.values, *me.known_for, me.intro)
    return [text for text in dict.fromkeys(texts) if text]


def _record(
    contact: Contact, groups: Grouped, literal: tuple[str, ...] | None
) -> bytes:
    """The bytes of a contact, but for the texts of its properties.

    `literal` are those texts where the searched text cannot be cut up.
    """
    sizes = [len(texts) for _, texts in groups]
    counts: list[int] | bytes | None = sizes
    if sizes.count(1) == len(sizes):
        counts = None
    elif max(sizes) < 256:
        counts = bytes(sizes)
    cadence = contact.cadence
    return pack(
        (
            join(_short_names(contact)),
            contact.aliases and join(contact.aliases),
            contact.tier,
            cadence and (period_parts(cadence.period),),
            period_parts(contact.rhythm),
            ordinal(contact.met),
            ordinal(contact.created),
            contact.tags and join(contact.tags),
            _rare(contact),
            _pack_keys(tuple([key for key, _ in groups])),
            len(contact.properties),
            counts,
            literal,
        )
    )


def _short_names(contact: Contact) -> tuple[str, ...]:
    """Path, name, reading and status; without a name that is the file's.

    The usual status is empty.
    """
    path, name, status = contact.path, contact.name, contact.status
    rest = contact.reading, "" if status == "active" else status
    return (path, *rest) if name == _stem(path) else (path, name, *rest)


def _names(kept: str | tuple[str, ...]) -> tuple[str, str, str, Status]:
    """The names of `_short_names`."""
    path, *name, reading, status = split(kept)
    return path, name[0] if name else _stem(path), reading, status or "active"  # type: ignore[return-value]


def _stem(path: str) -> str:
    return path[path.rfind("/") + 1 :].removesuffix(".md")


@lru_cache(maxsize=256)
def _pack_keys(keys: tuple[str, ...]) -> bytes | str | tuple[str, ...]:
    """Keys, which are the same for many people, as they are kept."""
    if keys and all(key in _NUMBERS for key in keys):
        return bytes([_NUMBERS[key] for key in keys])
    return keys and join(keys)


@lru_cache(maxsize=256)
def _keys_of(kept: bytes | str | tuple[str, ...]) -> tuple[str, ...]:
    """The keys of `_pack_keys`."""
    if isinstance(kept, bytes):
        return tuple([KEYS[number] for number in kept])
    return split(kept)


#: What most contacts do not have: snooze, next, trouble, birthday, dates, mourning,
#: busy, introduced_by, private.
_NONE_RARE = (None, None, None, None, (), None, (), None, False)


def _rare(contact: Contact) -> tuple[Any, ...] | None:
    rare = (
        ordinal(contact.snooze),
        ordinal(contact.next),
        ordinal(contact.trouble),
        partial_parts(contact.birthday),
        tuple([(partial_parts(each.on), each.text) for each in contact.dates]),
        ordinal(contact.mourning),
        tuple(
            [
                (partial_parts(each.first), partial_parts(each.last))
                for each in contact.busy
            ]
        ),
        link_parts(contact.introduced_by),
        contact.private,
    )
    return None if rare == _NONE_RARE else rare


def _rare_of(rare: tuple[Any, ...]) -> tuple[Any, ...]:
    snooze, next_on, trouble, birthday, dates, mourning, busy, introducer, private = (
        rare
    )
    return (
        snooze and _fromordinal(snooze),
        next_on and _fromordinal(next_on),
        trouble and _fromordinal(trouble),
        birthday and PartialDate(*birthday),
        dates and tuple([Anniversary(PartialDate(*on), text) for on, text in dates]),
        mourning and _fromordinal(mourning),
        busy and tuple([DayRange(PartialDate(*a), PartialDate(*b)) for a, b in busy]),
        None if introducer is None else Link(*introducer),
        private,
    )


def contact_of(
    record: bytes, texts: str | None = None, patch: bytes | None = None
) -> Contact:
    """The contact of a card; without the searched text, without its properties."""
    (
        names, aliases, tier, cadence, rhythm, met, created, tags, rare, keys, own,
        counts, literal,
    ) = unpack(record)  # fmt: skip
    path, name, reading, status = _names(names)
    snooze, next_on, trouble, birthday, dates, mourning, busy, introducer, private = (
        _NONE_RARE if rare is None else _rare_of(rare)
    )
    groups: Grouped = ()
    if texts is not None:
        values = literal or unfold(texts, patch).split(SEPARATOR)
        groups = _grouped(_keys_of(keys), counts, values)
    return Contact(
        path,
        name,
        reading,
        aliases and split(aliases),
        tier,
        cadence and _cadence(cadence),
        rhythm and period_of(rhythm),
        status,
        snooze,
        next_on,
        met and _fromordinal(met),
        created and _fromordinal(created),
        trouble,
        birthday,
        dates,
        mourning,
        busy,
        introducer,
        private,
        _split_once(tags),
        groups[:own],
        groups[own:],
    )


@lru_cache(maxsize=256)
def _cadence(parts: Any) -> Cadence:  # noqa: ANN401
    return Cadence(period_of(parts[0]))


@lru_cache(maxsize=256)
def _split_once(kept: str | tuple[str, ...]) -> tuple[str, ...]:
    """The texts of `join`; tags are the same for many people."""
    return split(kept)


def _grouped(
    keys: tuple[str, ...], counts: Sequence[int] | None, values: Sequence[str]
) -> Grouped:
    """The properties again; without `counts` each has one text."""
    if counts is None:
        # More values may follow than there are keys.
        return tuple(zip(keys, zip(values)))  # noqa: B905
    groups = []
    at = 0
    for key, count in zip(keys, counts, strict=True):
        groups.append((key, tuple(values[at : at + count])))
        at += count
    return tuple(groups)


def names_of(record: bytes) -> tuple[str, str, str, tuple[str, ...], Status]:
    """Path, name, reading, aliases and status alone, quicker than the whole."""
    names, aliases, *_ = unpack(record)
    path, name, reading, status = _names(names)
    return path, name, reading, split(aliases), status


def kind_of_text(record: bytes, texts: Sequence[str], text: str) -> str:
    """What a text of a contact's card is: `name`, …, else the key of its property.

    `texts` are all that are searched, as they were typed.
    """
    names, aliases, _, _, _, _, _, tags, _, keys, _, counts, literal = unpack(record)
    _, name, reading, _ = _names(names)
    if text == name:
        return "name"
    if text == reading:
        return "reading"
    if text in split(aliases):
        return "alias"
    if text in _split_once(tags):
        return "tag"
    values = texts if literal is None else literal
    groups = _grouped(_keys_of(keys), counts, values)
    return next((key for key, group in groups if text in group), "property")
