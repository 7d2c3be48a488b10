"""Settling: what the touches of the contacts concerned amount to, stored anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.index.database import chunks, marks
from nettrack_md.index.evidence import pack_newest
from nettrack_md.index.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.index.database import Database

_EVIDENCE = "INSERT OR REPLACE INTO evidence VALUES (?,?,?,?)"
_CLOCK = "INSERT OR REPLACE INTO clocks VALUES (?,?,NULL,-1,NULL)"


def settle(database: Database, notes: Iterable[int]) -> list[int]:
    """Weigh the touches of those notes that are contacts; which these are.

    Their clocks stand still until somebody sets them.
    """
    settled: list[int] = []
    for some in chunks(sorted(notes)):
        sql = (
            "SELECT id FROM cards WHERE record IS NOT NULL"
            f" AND id IN ({marks(len(some))})"
        )
        contacts = [note for (note,) in database.rows(sql, some)]
        weighed = weigh(database, contacts)
        evidence = [
            (note, pack_newest(each), each.touch_days, each.first_day)
            for note, each in weighed.items()
        ]
        clocks = [(note, each.horizon) for note, each in weighed.items()]
        settled += contacts
        database.many(_EVIDENCE, evidence)
        database.many(_CLOCK, clocks)
    return settled
