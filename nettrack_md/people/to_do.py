"""The two lists of a quarter's note, which are the user's own: what of them is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from nettrack_md.note.parsed import ParsedNote


class ToDo(NamedTuple):
    """The open lines of the lists, as they are typed behind the box."""

    soon: tuple[str, ...] = ()
    within_year: tuple[str, ...] = ()


def read_to_do(
    parsed: ParsedNote, soon: Collection[str], within_year: Collection[str]
) -> ToDo:
    """The open boxes below the headings of these titles; indented ones go unread."""
    found: dict[bool, list[str]] = {True: [], False: []}
    below: bool | None = None
    for line in parsed.lines:
        if line.role == "heading":
            below = True if line.text in soon else None
            below = False if line.text in within_year else below
        elif below is not None and line.box == " " and not line.indent:
            found[below].append(line.text)
    return ToDo(tuple(found[True]), tuple(found[False]))
