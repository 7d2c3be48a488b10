"""What the touches of contacts amount to, up to a day."""

from __future__ import annotations

from datetime import date
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from nettrack_md.index.codec import pack, touch_of, touch_parts, unpack
from nettrack_md.index.database import marks
from nettrack_md.index.folding import unfold
from nettrack_md.index.logs import NO_LOG, touch_of_log, unpack_log
from nettrack_md.index.schema import PLACES
from nettrack_md.index.traits import trait_of, weights_of
from nettrack_md.model.records import Touch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nettrack_md.index.database import Database, Row
    from nettrack_md.index.logs import Log

    #: Day, strength, time, place: which touch is the newest, of one day the strongest.
    #: Then the note, the line, the id of the link (or position in the own log), and
    #: whether it is a link's.
    Entry = tuple[int, int, str, int, int, int, int, bool]

LAST_DAY = date.max.toordinal()

_LINKED = f"""
SELECT t.leads_to, l.day, l.trait, l.time, l.place, coalesce(l.touch_line, l.line), l.id,
       l.id / {PLACES}
FROM targets t CROSS JOIN links l ON l.target = t.id
WHERE t.leads_to IN ({{ids}}) AND l.day BETWEEN ? AND ?
"""
_TOUCHES = f"""
SELECT l.id, l.day, l.trait, n.path, coalesce(l.touch_line, l.line), l.time, l.text,
       l.place, t.text, l.display, l.line
FROM links l JOIN targets t ON t.id = l.target JOIN notes n ON n.id = l.id / {PLACES}
WHERE l.id IN ({{ids}})
"""


class Evidence(NamedTuple):
    """What the touches of one contact amount to."""

    #: The newest that restarts the clock; of one day, the strongest.
    last: Touch | None
    #: The newest that is a word between two people.
    word: Touch | None
    #: On how many days there is one that restarts.
    touch_days: int
    #: The first such day, an ordinal.
    first_day: int | None
    #: The day of the newest touch of any sort, 0 without one.
    horizon: int


def pack_newest(evidence: Evidence) -> bytes | None:
    """The last touch and the last word, for a column; None where there is neither."""
    last, word = evidence.last, evidence.word
    if last is None and word is None:
        return None
    if word is last:
        return pack((touch_parts(last),))
    return pack((touch_parts(last), touch_parts(word)))


def newest_of(packed: bytes | None) -> tuple[Touch | None, Touch | None]:
    """The last touch and the last word of `pack_newest`."""
    if packed is None:
        return None, None
    parts = unpack(packed)
    last = touch_of(parts[0])
    return last, last if len(parts) == 1 else touch_of(parts[1])


class Witness:
    """All touches of one contact, from their own note and from others."""

    def __init__(self, note: int, path: str, log: Log, linked: Sequence[Row]) -> None:
        self.note = note
        self.path = path
        self._log = log
        self._linked = linked
        self._body: tuple[Sequence[str], int] | None = None
        own, others = weights_of(log.traits), weights_of([row[2] for row in linked])
        #: For each of the entries, what it means.
        self.weights = [*own, *others]
        #: The own ones first.
        self.entries: list[Entry] = [
            *zip(
                log.days,
                [weight[0] for weight in own],
                log.times or repeat(""),
                log.places,
                repeat(note),
                log.lines,
                range(len(own)),
                repeat(False),  # noqa: FBT003
            ),  # fmt: skip
            *[
                (day, weight[0], time, place, source, line, link, True)
                for (_, day, _, time, place, line, link, source), weight in zip(
                    linked, others, strict=True
                )
            ],
        ]

    def own_touch(self, database: Database, entry: Entry) -> Touch:
        """The touch of an entry from the own log."""
        at = entry[6]
        body: Sequence[str] = ()
        first = 1
        if self._log.lengths[at] >= 0:
            if self._body is None:
                self._body = lines_of(database, self.note)
            body, first = self._body
        return touch_of_log(self._log, at, self.path, body, first)


def lines_of(database: Database, note: int) -> tuple[Sequence[str], int]:
    """The lines of a note's body, and the number of the first."""
    row = database.row("SELECT text, patch, first_line FROM bodies WHERE id = ?", [note])
    if row is None:
        return (), 1
    return unfold(row[0], row[1]).split("\n"), row[2]


def witnesses(
    database: Database, notes: Sequence[int], first: int = 0, last: int = LAST_DAY
) -> Iterator[Witness]:
    """Those contacts with their touches; of others' notes, those within two days."""
    linked: dict[int, list[Any]] = {}
    ids = marks(len(notes))
    for row in database.rows(_LINKED.format(ids=ids), [*notes, first, last]):
        linked.setdefault(row[0], []).append(row)
    sql = (
        "SELECT n.id, n.path, g.touches FROM notes n LEFT JOIN logs g ON g.id = n.id"
        f" WHERE n.id IN ({ids})"
    )
    for note, path, touches in database.rows(sql, notes):
        log = NO_LOG if touches is None else unpack_log(touches)
        yield Witness(note, path, log, linked.get(note, ()))


def linked_touches(database: Database, links: Sequence[int]) -> dict[int, Touch]:
    """The touches that those links make."""
    found: dict[int, Touch] = {}
    rows = database.rows(_TOUCHES.format(ids=marks(len(links))), links)
    for link, day, trait, path, line, time, text, place, *who in rows:
        kind, source, direction, tags, restarts = trait_of(trait)
        found[link] = touch_of(  # type: ignore[assignment]
            (
                day, kind, source, path, line, direction, time, text, tags, restarts,
                place, who,
            )
        )  # fmt: skip
    return found
