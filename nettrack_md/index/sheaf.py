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
    from collections.abc import Callable, Sequence

    from nettrack_md.index.facts import Batch, Clock, LinkRow, Read

    #: A note's number, path and key, its contact's alias keys, whether it is one's,
    #: and whether the evidence of its own log is weighed already.
    Head = tuple[int, str, str, tuple[str, ...], bool, bool]
    #: What a link says, the scope in which that is one target, and its key.
    Target = tuple[str, str, str]
    #: Heads, targets, rows of links with the place of their target among these, and
    #: all other rows.
    Sheaf = tuple[list[Head], list[Target], list[LinkRow], Batch]


def bind(notes: Sequence[Read], clock: Clock | None = None) -> Sheaf:
    """The sheaf of some notes, numbered by `Writer.numbers`.

    With a `clock` the evidence of contacts' own logs is weighed here.
    """
    rows, aliases = spread(notes, clock)
    targets: list[Target] = []
    #: Places of targets, by scope and text.
    places: dict[str, dict[str, int]] = {}
    links: list[LinkRow] = []
    for facts, note, *_ in notes:
        links += link_rows(facts, note, _target_of(facts.path, targets, places))
    heads: list[Head] = []
    for (facts, note, *_), keys in zip(notes, aliases, strict=True):
        is_contact = facts.contact is not None
        is_weighed = is_contact and clock is not None
        key = link_key(facts.path)
        heads.append((note, facts.path, key, keys, is_contact, is_weighed))
    return heads, targets, links, rows


def _target_of(
    path: str, targets: list[Target], places: dict[str, dict[str, int]]
) -> Callable[[str], int]:
    """From what a link of that note says to its place in `targets`."""
    scope = path[: path.rfind("/") + 1]
    known = places.setdefault(scope, {})

    def place(text: str) -> int:
        at = known.get(text)
        if at is None:
            at = len(targets)
            kept = plain(text)
            if text.strip("/ "):
                known[text] = at
                targets.append((kept, scope, link_key(kept)))
            else:
                # A link to the note itself, as `[[#Log]]`, leads elsewhere from each,
                # and is asked for anew when the note comes or goes.
                targets.append((kept, path, link_key(path)))
        return at

    return place
