"""What calendars, mail and chats give: encounters, gathered by day and direction."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from nettrack_md.model.encounters import Encounter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo

    from nettrack_md.model.problems import Problem
    from nettrack_md.model.records import Direction

#: A talk among more than me and so many others is credited to nobody.
MOST_OTHERS = 8


#: Party, day, kind, direction; hour, minute, text, line.
_Place: TypeAlias = "tuple[str, int, str, Direction]"
_Said: TypeAlias = tuple[int, int, str, int]


class EncounterFile(NamedTuple):
    """A file or folder of encounters, as far as it could be read."""

    encounters: tuple[Encounter, ...]
    #: Party to what the file calls it; for suggestions, never for proof.
    names: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    #: What it was taken for: `mbox, 412 mails`.
    format: str = ""
    #: What was passed over, and why; a sentence each.
    remarks: tuple[str, ...] = ()


class DayBook:
    """Gathers words that were exchanged: one a party, day, kind and direction.

    Of several the last one of the day speaks, in whatever order they come.
    """

    def __init__(self, channel: str) -> None:
        """`channel`: what its keys begin with."""
        self._channel = channel
        self._found: dict[_Place, _Said] = {}
        self.names: dict[str, str] = {}

    def add(
        self,
        party: str,
        when: datetime,
        kind: str,
        direction: Direction,
        *,
        text: str = "",
        line: int = 0,
    ) -> None:
        """One word; `when` is local time."""
        place = (party, when.toordinal(), kind, direction)
        said = (when.hour, when.minute, text, line)
        held = self._found.get(place)
        if held is not None:
            first = min(held[3], line)
            said = (*max(held[:3], said[:3]), first)
        self._found[place] = said

    def encounters(self) -> tuple[Encounter, ...]:
        """Every one, oldest first."""
        return sorted_encounters(
            Encounter(
                party,
                (on := date.fromordinal(day)),
                f"{self._channel} {on.isoformat()} {direction or kind}",
                kind,
                direction,
                f"{hour:02d}:{minute:02d}",
                text,
                line,
            )
            for (party, day, kind, direction), (
                hour, minute, text, line,
            ) in self._found.items()
        )  # fmt: skip


def sorted_encounters(found: Iterable[Encounter]) -> tuple[Encounter, ...]:
    """Oldest first; the same for the same encounters in any order."""
    return tuple(sorted(found, key=lambda e: (e.on, e.time, e.party, e.key)))


def local(when: datetime, zone: tzinfo | None) -> datetime:
    """A moment as the clock on the wall shows it; without a zone it is that already."""
    if when.tzinfo is None:
        return when
    try:
        return when.astimezone(zone)
    except (OverflowError, ValueError, OSError):
        # At the ends of the calendar; nobody met there.
        return when.replace(tzinfo=None)
