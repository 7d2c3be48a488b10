"""What an import of touches would do, told before it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nettrack_md.app.importing.encounters.memory import Remembered
    from nettrack_md.app.importing.plan import State

#: The reason of what an import has brought already.
CAME_BEFORE = "came in before"


class EncounterRow(NamedTuple):
    """What becomes of one encounter, or of all with somebody unclear."""

    state: State
    #: As the note is called, or else as the file calls the party.
    name: str
    #: The note; empty where it is unclear.
    path: str
    reason: str
    line: int
    party: str
    key: str = ""
    #: What goes into the log; None where it is unclear.
    new: Remembered | None = None
    #: What it replaces there.
    old: Remembered | None = None


@dataclass(frozen=True, slots=True)
class EncounterPlan:
    """What an import of touches would do."""

    rows: tuple[EncounterRow, ...]
    #: Parties that somebody was decided to be: id to note.
    decided: Mapping[str, str] = field(default_factory=dict)
    #: How many more concern private people.
    hidden: int = 0
    #: How many addresses, profiles or names belong to nobody here.
    unknown: int = 0
    #: How many encounters were left out by `--since`.
    before: int = 0

    def count(self, state: State) -> int:
        """How many rows are in that state."""
        return sum(row.state == state for row in self.rows)
