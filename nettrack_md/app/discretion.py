"""Who is private, and what must therefore not be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.model.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.model.records import Contact


@record(frozen=True, slots=True)
class Discretion:
    """Knows the private people of a vault; hides them unless asked not to."""

    #: Their notes.
    paths: frozenset[str] = frozenset()
    #: Their names, aliases and file names.
    names: tuple[str, ...] = ()

    def hides(self, *paths: str) -> bool:
        """Whether any of these notes is a private person's."""
        return not self.paths.isdisjoint(paths)

    def silences(self, text: str) -> bool:
        """Whether the text names a private person."""
        return any(name in text for name in self.names)


def discretion_of(private: Iterable[Contact]) -> Discretion:
    """The discretion that these private people ask for."""
    paths: set[str] = set()
    names: set[str] = set()
    for contact in private:
        paths.add(contact.path)
        stem = contact.path.rsplit("/", 1)[-1].removesuffix(".md")
        names.update((contact.name, stem, *contact.aliases))
        if contact.reading:
            names.add(contact.reading)
    return Discretion(frozenset(paths), tuple(sorted(names - {""})))


#: For whoever asked to see everybody.
NOBODY_PRIVATE = Discretion()
