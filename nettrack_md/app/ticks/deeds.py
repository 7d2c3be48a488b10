"""What ticks ask for: deeds, and the ticks for which none is needed or possible."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from nettrack_md.app.ticks.lines import Line
    from nettrack_md.app.ticks.reading import Tick


@dataclass(frozen=True, slots=True)
class Contacted:
    """Somebody was contacted: an item for their log."""

    path: str
    name: str
    on: date
    #: A touch on or after this day says that it is in the log already.
    since: date
    today: date
    #: `->`: an answer that was owed; a touch of theirs does not stand for it.
    direction: Literal["", "->"]
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True)
class PutOff:
    """Somebody rests until a day: `snooze`."""

    path: str
    name: str
    until: date
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise was kept: a box at its source."""

    path: str
    #: Its words as they are rendered.
    name: str
    on: date
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreed:
    """A proposal was accepted: a property."""

    path: str
    name: str
    #: The canonical key.
    key: str
    value: str
    ticks: tuple[Tick, ...] = ()


Deed: TypeAlias = Contacted | PutOff | Kept | Agreed


@dataclass(frozen=True, slots=True)
class Refusal:
    """A tick that could not be carried out, and why."""

    tick: Tick
    #: A sentence or two.
    reason: str


@dataclass(slots=True)
class Decision:
    """What is to be done."""

    deeds: list[Deed] = field(default_factory=list)
    #: Ticks that ask for what is so already.
    settled: list[Tick] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def refuse(self, tick: Tick, reason: str) -> None:
        """Leave a tick where it is, and say why."""
        self.refused.append(Refusal(tick, reason))
