"""Touches asked for by person, or by day."""

from __future__ import annotations

from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from nettrack_md.index.codec import touch_of
from nettrack_md.index.database import chunks
from nettrack_md.index.evidence import (
    LAST_DAY,
    linked_touches,
    order_of,
    own_touch,
    witnesses,
)
from nettrack_md.index.logs import unpack_log
from nettrack_md.index.schema import PLACES, TOUCH
from nettrack_md.index.traits import trait_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from nettrack_md.index.database import Database
    from nettrack_md.index.evidence import Parts, Witness
    from nettrack_md.model.records import Touch


_LOGS = """
SELECT n.path, g.touches FROM clocks c JOIN logs g ON g.id = c.id
JOIN notes n ON n.id = c.id WHERE c.horizon >= ?
"""
_LINKED = f"""
SELECT p.path, l.day, l.trait, n.path, coalesce(l.touch_line, l.line)
FROM links l JOIN targets t ON t.id = l.target
JOIN clocks c ON c.id = t.leads_to JOIN notes p ON p.id = c.id
JOIN notes n ON n.id = l.id / {PLACES}
WHERE l.use = {TOUCH} AND l.day BETWEEN ? AND ? AND n.id <> p.id
"""


def touches_of(database: Database, path: str) -> tuple[Touch, ...]:
    """All touches of a contact, newest first."""
    note = database.value("SELECT id FROM notes WHERE path = ?", [path])
    if note is None:
        return ()
    found = _found(database, list(witnesses(database, [note])), 0, LAST_DAY)
    return tuple([_touch(parts) for *_, parts in _newest_first(found)])


def touches_between(
    database: Database, first: date, last: date
) -> tuple[tuple[str, Touch], ...]:
    """The touches of everybody within two days, newest first."""
    days = first.toordinal(), last.toordinal()
    sql = "SELECT id FROM clocks WHERE horizon >= ?"
    recent = [note for (note,) in database.rows(sql, days[:1])]
    found: list[tuple[Any, ...]] = []
    for some in chunks(recent):
        found += _found(database, list(witnesses(database, some, *days)), *days)
    return tuple([(path, _touch(parts)) for *_, path, parts in _newest_first(found)])


def had(
    database: Database, kinds: Collection[str], first: date, last: date
) -> dict[str, tuple[date, str, int]]:
    """Who had a touch of these kinds within two days: the newest, and where it stands.

    Only days, kinds and lines are looked at, which makes it a tenth of the work of
    `touches_between`.
    """
    days = first.toordinal(), last.toordinal()
    found: dict[str, tuple[int, str, int]] = {}
    if days[0] > days[1]:
        return {}
    for path, packed in database.rows(_LOGS, days[:1]):
        log = unpack_log(packed)
        lines = log.table[2 * log.size : 3 * log.size]
        for day, trait, line in zip(log.days(), log.traits(), lines, strict=True):
            if days[0] <= day <= days[1] and trait_of(trait).kind in kinds:
                found[path] = max(found.get(path, (0, "", 0)), (day, path, line))
    for path, day, trait, note, line in database.rows(_LINKED, days):
        if trait_of(trait).kind in kinds:
            found[path] = max(found.get(path, (0, "", 0)), (day, note, line))
    return {
        path: (date.fromordinal(day), note, line)
        for path, (day, note, line) in sorted(found.items())
    }


def _newest_first(found: Iterator[tuple[Any, ...]] | list[tuple[Any, ...]]) -> Any:  # noqa: ANN401
    return sorted(found, key=itemgetter(0, 1, 2, 3), reverse=True)


def _found(
    database: Database, asked: Sequence[Witness], first: int, last: int
) -> Iterator[tuple[Any, ...]]:
    """The touches of those contacts within two days, behind what orders them.

    That is the touch's own order, the link, the position, the contact's path.
    """
    wanted = [
        (witness, at)
        for witness in asked
        for at, day in enumerate(witness.days)
        if first <= day <= last
    ]
    links = [link for witness, at in wanted if (link := witness.link_of(at))]
    fetched: dict[int, Parts] = {}
    for some in chunks(links):
        fetched |= linked_touches(database, some)
    for witness, at in wanted:
        link = witness.link_of(at)
        parts = own_touch(database, witness, at) if link is None else fetched[link]
        order = order_of(parts, witness.weights[at][0])
        yield order, link or 0, at, witness.path, parts


def _touch(parts: Parts) -> Touch:
    touch = touch_of(parts)
    assert touch is not None  # noqa: S101 - parts are never None here
    return touch
