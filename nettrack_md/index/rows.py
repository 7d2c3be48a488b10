"""What the index hands out beside the records of the model."""

from __future__ import annotations

from typing import NamedTuple

from nettrack_md.model.records import Status

#: The line of a hit, what it is, and its excerpt, as in `Hit`.
Place = tuple[int, str, str]


class Named(NamedTuple):
    """A contact, as far as names go."""

    path: str
    name: str
    reading: str
    aliases: tuple[str, ...]
    status: Status


class Counts(NamedTuple):
    """How much there is."""

    notes: int
    contacts: int
    problems: int


class LinkRow(NamedTuple):
    """A link of which it must be said where it leads."""

    #: For `Writer.resolve`.
    id: int
    source_path: str
    target: str
    #: model.keys.link_key of the target, for `Writer.candidates`.
    key: str


class DoubtfulLink(NamedTuple):
    """A link that does not lead to a note by its path."""

    #: The note that it stands in.
    path: str
    line: int
    target: str
    #: As it was resolved.
    how: str
    #: The path that it leads to, or empty.
    leads_to: str
    #: Whether it must lead somewhere.
    relied: bool


class Hit(NamedTuple):
    """A line, or a property, that holds what was searched."""

    path: str
    title: str
    kind: str
    #: 1-based; 0 where the hit is in no line of the body.
    line: int
    #: The line or the property as written, shortened around the hit.
    excerpt: str
    #: `body`, `title`, `name`, `reading`, `alias`, `tag`, or the property's key.
    where: str


class Found(NamedTuple):
    """A note in which something was found, and where: the hits of a note at once."""

    path: str
    title: str
    kind: str
    places: list[Place]

    def hits(self) -> list[Hit]:
        """The hits one by one."""
        path, title, kind, places = self
        return [
            Hit(path, title, kind, line, text, where) for line, where, text in places
        ]
