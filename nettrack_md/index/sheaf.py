"""Sheaves: the rows of some notes, bound where the notes are read.

That may be another process, so a sheaf is made of plain values, and its rows bear the
numbers of their notes already: whoever takes it hands them on to SQLite as they are.
Only the targets of links are numbered when it is taken, since many notes share them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.index.facts import link_rows, plain, spread
from nettrack_md.model.keys import link_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from nettrack_md.index.facts import Batch, Clock, LinkRow
    from nettrack_md.model.records import NoteFacts

    #: A note's number, path and key, its contact's alias keys, whether it is one's,
    #: and whether the evidence of its own log is weighed already.
    Head = tuple[int, str, str, tuple[str, ...], bool, bool]
    #: What a link says, the scope in which that is one target, and its key.
    Target = tuple[str, str, str]
    #: Heads, targets, rows of links with the place of their target among these, and
    #: all other rows.
    Sheaf = tuple[list[Head], list[Target], list[LinkRow], Batch]


class Binder:
    """Binds a sheaf."""

    def __init__(self, clock: Clock | None = None) -> None:
        """Begin with no note. With a `clock`, own logs are weighed here."""
        self._clock = clock
        self._heads: list[Head] = []
        self._targets: list[Target] = []
        self._links: list[LinkRow] = []
        self._rows: Batch = {}
        #: Places of targets, by scope and text.
        self._places: dict[str, dict[str, int]] = {}

    def add(self, facts: NoteFacts, note: int, digest: bytes, size: int) -> None:
        """Add what a note says. `note` is its number, of `Writer.numbers`."""
        path = facts.path
        aliases = spread(facts, note, digest, size, self._rows, clock=self._clock)
        self._links += link_rows(facts, note, self._target_of(path))
        is_contact = facts.contact is not None
        is_weighed = is_contact and self._clock is not None
        key = link_key(path)
        self._heads.append((note, path, key, aliases, is_contact, is_weighed))

    def bound(self) -> Sheaf:
        """The sheaf of all notes that were added."""
        return self._heads, self._targets, self._links, self._rows

    def _target_of(self, path: str) -> Callable[[str], int]:
        scope = path[: path.rfind("/") + 1]
        known = self._places.setdefault(scope, {})

        def place(text: str) -> int:
            at = known.get(text)
            if at is None:
                at = len(self._targets)
                kept = plain(text)
                if text.strip("/ "):
                    known[text] = at
                    self._targets.append((kept, scope, link_key(kept)))
                else:
                    # A link to the note itself, as `[[#Log]]`, leads elsewhere
                    # from each, and is asked for anew when the note comes or goes.
                    self._targets.append((kept, path, link_key(path)))
            return at

        return place
