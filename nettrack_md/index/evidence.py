"""The touches of contacts, from their own notes and from others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from nettrack_md.index.database import marks
from nettrack_md.index.folding import unfold
from nettrack_md.index.logs import NO_LOG, parts_of, unpack_log
from nettrack_md.index.schema import PLACES, TOUCH
from nettrack_md.index.traits import trait_of, weights_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nettrack_md.index.database import Database, Row
    from nettrack_md.index.logs import Log

    #: A touch as `codec.touch_of` takes it.
    Parts = tuple[Any, ...]

LAST_DAY = date.max.toordinal()

#: Answered by the index alone.
_LINKED = f"""
SELECT t.leads_to, l.day, l.trait, l.id FROM targets t CROSS JOIN links l
WHERE l.target = t.id AND l.use = {TOUCH} AND t.leads_to IN ({{ids}})
AND l.day BETWEEN ? AND ?
"""
_CONTACTS = """
SELECT k.id, n.path, g.touches FROM cards k JOIN notes n ON n.id = k.id
LEFT JOIN logs g ON g.id = k.id WHERE k.id IN ({ids}) AND k.record IS NOT NULL
"""
_TOUCHES = f"""
SELECT l.id, l.day, l.trait, n.path, coalesce(l.touch_line, l.line),
       coalesce(l.time, ''), l.text, l.place, t.text, coalesce(l.display, ''), l.line
FROM links l JOIN targets t ON t.id = l.target JOIN notes n ON n.id = l.id / {PLACES}
WHERE l.id IN ({{ids}})
"""


class Witness:
    """All touches of one contact: those of the own log first, then those of links."""

    def __init__(self, note: int, path: str, log: Log, linked: Sequence[Row]) -> None:
        self.note = note
        self.path = path
        self.log = log
        self.linked = linked
        self._body: tuple[Sequence[str], int] | None = None
        self.days = log.days()
        traits = log.traits()
        self.days += [row[1] for row in linked]
        traits += [row[2] for row in linked]
        #: What each touch means, in the order of `days`.
        self.weights = weights_of(traits)

    def body(self, database: Database) -> tuple[Sequence[str], int]:
        """The lines of the contact's note, and the number of the first."""
        if self._body is None:
            sql = "SELECT text, patch, first_line FROM bodies WHERE id = ?"
            text, patch, first = database.row(sql, [self.note]) or ("", None, 1)
            self._body = unfold(text, patch).splitlines(), first
        return self._body

    def link_of(self, at: int) -> int | None:
        """The id of the link that makes a touch; None for one of the own log."""
        own = self.log.size
        return None if at < own else int(self.linked[at - own][3])


def witnesses(
    database: Database, notes: Sequence[int], first: int = 0, last: int = LAST_DAY
) -> Iterator[Witness]:
    """Those of the notes that are contacts, with their touches.

    The touches of others' notes are those within two days. At most as many notes as
    fit into one statement.
    """
    linked = linked_days(database, notes, first, last)
    ids = marks(len(notes))
    for note, path, touches in database.rows(_CONTACTS.format(ids=ids), notes):
        log = NO_LOG if touches is None else unpack_log(touches)
        yield Witness(note, path, log, linked.get(note, ()))


def linked_days(
    database: Database, notes: Sequence[int], first: int = 0, last: int = LAST_DAY
) -> dict[int, list[Row]]:
    """The touches that others' notes tell of, by note: note, day, trait, link."""
    linked: dict[int, list[Row]] = {}
    sql = _LINKED.format(ids=marks(len(notes)))
    for row in database.rows(sql, [*notes, first, last]):
        linked.setdefault(row[0], []).append(row)
    return linked


def own_touch(database: Database, witness: Witness, at: int) -> Parts:
    """A touch of the own log."""
    return parts_of(witness.log, at, witness.path, lambda: witness.body(database))


def linked_touches(database: Database, links: Sequence[int]) -> dict[int, Parts]:
    """The touches that links make. At most as many as fit into one statement."""
    found: dict[int, Parts] = {}
    rows = database.rows(_TOUCHES.format(ids=marks(len(links))), links)
    for link, day, kept, path, line, time, text, place, *who in rows:
        kind, source, direction, tags, restarts = trait_of(kept)
        found[link] = (
            day, kind, source, path, line, direction, time, text, tags, restarts, place,
            who,
        )  # fmt: skip
    return found


def order_of(parts: Parts, strength: int) -> tuple[Any, ...]:
    """What the touches of a contact are ordered by: the higher, the newer.

    Day, strength, time, place, as the evidence is weighed (insight.evidence); the rest
    settles ties, for which ids will not do: they differ between two indexes of one
    vault.
    """
    day, kind, _, path, line, direction, time, text, _, _, place, _ = parts
    return day, strength, time, place, path, line, kind, direction, text
