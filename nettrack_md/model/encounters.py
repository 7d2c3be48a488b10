"""What other programs know to have happened between us and somebody they name."""

from __future__ import annotations

from datetime import date

from nettrack_md.model.record import record
from nettrack_md.model.records import Direction


@record(frozen=True, slots=True)
class Encounter:
    """One touch, and by what the foreign program calls the other side of it."""

    #: `mail:ada@example.org`, `linkedin:slug`, `line:花子`; as in `sources`.
    party: str
    on: date
    #: By what it is known again, for this party: `email 2026-11-18 <-`.
    key: str
    #: A canonical kind of touch.
    kind: str
    direction: Direction = ""
    #: `HH:MM` in the vault's time zone, or empty.
    time: str = ""
    #: Clean, on one line; empty where nobody asked for it.
    text: str = ""
    #: Where it stands in the file, 1-based; 0 in a folder of files.
    line: int = 0
