"""How a name that was begun goes on: from the index as it is, in a moment.

The vault is not looked at. Who was added since the last command is not known yet, and
will be after the next one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.app.answers import name_book
from nettrack_md.errors import NettrackError
from nettrack_md.index.store import find_index
from nettrack_md.model.record import record
from nettrack_md.vault import locate, places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nettrack_md.app.surroundings import Surroundings
    from nettrack_md.index.rows import Named
    from nettrack_md.index.store import Index
    from nettrack_md.people.name_book import NameBook


@record(frozen=True, slots=True)
class Ending:
    """What may stand in the place of the word that was begun, and whom it means."""

    value: str
    whom: str = ""


def name_endings(
    begun: str,
    before: Sequence[str],
    around: Surroundings,
    *,
    vault: str = "",
    private: bool = False,
    as_typed: bool = False,
) -> tuple[Ending, ...]:
    """How a word goes on that names somebody; `before` are the words in front of it.

    A name may have been begun in those already: then only its rest is given. With
    `as_typed` the value goes on from the very letters, for shells that insist on it.
    Nothing, where anything is amiss: nobody waits for this, and nobody reads it.
    """
    try:
        root = locate.find_vault(
            explicit=vault or None,
            env=around.vault or None,
            cwd=around.cwd,
            config_default=places.default_vault(),
        )
        index = find_index(places.find_index_file(root))
    except (NettrackError, OSError):
        return ()
    if index is None:
        return ()
    try:
        return tuple(_endings(index, begun, before, private=private, as_typed=as_typed))
    except NettrackError:
        return ()
    finally:
        index.close()


def _endings(
    index: Index, begun: str, before: Sequence[str], *, private: bool, as_typed: bool
) -> Iterator[Ending]:
    book = name_book(index)
    hidden = set() if private else {c.path for c in index.private_contacts()}
    if before and (rests := list(_rests(book, begun, before, hidden))):
        yield from rests
        return
    found = [one for one in book.beginning(begun) if one.path not in hidden]
    names = [one.name for one in found]
    for one in found:
        # Of namesakes the path says who is meant.
        value = one.path if names.count(one.name) > 1 else one.name
        if as_typed:
            value = _as_typed(one, value, begun)
        if value and value.isprintable():
            yield Ending(value, "" if value == one.name else one.name)


def _rests(
    book: NameBook[Named], begun: str, before: Sequence[str], hidden: set[str]
) -> Iterator[Ending]:
    """What is left of names that the words in front have begun."""
    for first in range(len(before)):
        typed = " ".join((*before[first:], begun)).casefold()
        for one in book.everybody:
            name = one.name
            if one.path in hidden or not name.casefold().startswith(typed):
                continue
            rest = " ".join(name.split()[len(before) - first :])
            if rest and rest.isprintable():
                yield Ending(rest, name)


def _as_typed(one: Named, value: str, begun: str) -> str:
    """The spelling of the name that begins with these letters, or nothing."""
    spellings = (value, one.reading, *one.aliases)
    fits = (text for text in spellings if text.casefold().startswith(begun.casefold()))
    return next(fits, "")
