"""What of a vault may leave it: nobody private, no marked line, nothing that tells."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from nettrack_md.app.asking import people
from nettrack_md.app.discretion import MASK, NOBODY_PRIVATE, Discretion, discretion_of
from nettrack_md.app.practice.network import Network
from nettrack_md.note.hushed import hushed_lines, hushed_tags, is_hushed
from nettrack_md.people.same import mail_key, without_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.records import Contact, Introduction, Person, Promise, Touch

    Properties = tuple[tuple[str, tuple[str, ...]], ...]

#: Properties that are read into a field of one value.
_SINGLE = ("birthday", "mourning", "met", "next", "introduced_by")
_APART = re.compile(r"[-_/]+")


class Outgoing:
    """Everybody, and what is known of them, as far as it may leave."""

    def __init__(
        self, ws: Workspace, *, tier: str | None = None, tag: str | None = None
    ) -> None:
        """`tier` and `tag` choose whom."""
        self._ws = ws
        self.veil = NOBODY_PRIVATE if ws.private else _veil_of(ws)
        self._commented = () if ws.private else tuple(ws.index.commented_bodies())
        self._unsaid = {path: hushed_tags(body) for path, body, _ in self._commented}
        self.people: Mapping[str, Person] = {
            place.person.contact.path: self._open(place.person)
            for place in people(ws, tier=tier, tag=tag)
        }

    @cached_property
    def network(self) -> Network:
        """Who knows whom among all who may be shown."""
        return Network(self._ws, self.veil, frozenset(self._hushed()))

    def _hushed(self) -> Iterator[tuple[str, int]]:
        for path, body, first in self._commented:
            yield from ((path, line) for line in hushed_lines(body, first))
        if self._ws.private:
            return
        for led in self._ws.index.introducer_lines():
            person = self.people.get(led.contact)
            if person is not None and person.contact.introduced_by is None:
                yield led.contact, led.line

    # --- what belongs to somebody ---

    @cached_property
    def touches(self) -> Mapping[str, tuple[Touch, ...]]:
        """Each person's touches, oldest first; texts that may not leave are empty."""
        found: dict[str, list[Touch]] = {}
        first, last = self._ws.today.min, self._ws.today.max
        for path, touch in self._ws.index.touches_between(first, last):
            if path in self.people and self._may_say(touch):
                found.setdefault(path, []).append(self._worded(touch))
        return {path: tuple(reversed(some)) for path, some in found.items()}

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """The promises that concern somebody here, by path and line."""
        return tuple(
            one
            for one in self.network.promises()
            if MASK not in one.text and self._may_say(one)
        )

    @cached_property
    def introductions(self) -> tuple[Introduction, ...]:
        """The introductions of people here, by day."""
        return tuple(
            replace(one, text="" if MASK in one.text else one.text)
            for one in self.network.introductions
            if self._may_say(one)
        )

    def _may_say(self, one: Touch | Promise | Introduction) -> bool:
        if self.veil.hides(one.path) or (one.path, one.line) in self.network.hushed:
            return False
        # A meeting may be called after somebody; a person here may have their name.
        return one.path in self.people or not self.veil.silences(one.path)

    def _worded(self, touch: Touch) -> Touch:
        return replace(touch, text="") if self.veil.silences(touch.text) else touch

    # --- what a note's properties say ---

    def _open(self, person: Person) -> Person:
        """The person, without texts that are marked or name somebody private."""
        if self._ws.private:
            return person
        contact = person.contact
        properties, dropped = self._opened(contact.properties)
        other, _ = self._opened(contact.other)
        fields: dict[str, Any] = dict.fromkeys(dropped.intersection(_SINGLE))
        days = tuple(one for one in contact.dates if self.may_leave(one.text))
        aliases = tuple(text for text in contact.aliases if self.may_leave(text))
        unsaid = self._unsaid.get(contact.path, ())
        tags = tuple(
            tag
            for tag in contact.tags
            if tag.casefold() not in unsaid and self.may_leave(tag)
        )
        changed: Contact = replace(
            contact,
            properties=properties,
            other=other,
            dates=days,
            aliases=aliases,
            tags=tags,
            **fields,
        )
        return replace(person, contact=changed)

    def _opened(self, properties: Properties) -> tuple[Properties, set[str]]:
        """What may leave of these, and the keys of which something may not."""
        left = tuple(
            (key, tuple(text for text in texts if self.may_leave(text)))
            for key, texts in properties
        )
        pairs = zip(properties, left, strict=True)
        dropped = {before[0] for before, after in pairs if before != after}
        return tuple((key, texts) for key, texts in left if texts), dropped

    def may_leave(self, text: str) -> bool:
        """Whether a text is neither marked nor names somebody private."""
        return self._ws.private or not (
            text == MASK
            or is_hushed(text)
            or self.veil.silences(text)
            or self.veil.silences(_APART.sub(" ", text))
        )


def _veil_of(ws: Workspace) -> Discretion:
    """Beside their names, the mailboxes of private people are known by everybody."""
    private = ws.index.private_contacts()
    veil = discretion_of(private)
    mails = {
        without_label(text).strip()
        for contact in private
        for text in contact.texts("emails")
        if mail_key(text)
    }
    return Discretion(veil.paths, (*veil.names, *sorted(mails)))
