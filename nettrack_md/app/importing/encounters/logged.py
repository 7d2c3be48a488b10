"""What the notes say already about somebody's days, whoever wrote it there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from nettrack_md.app.importing.encounters.memory import Remembered
    from nettrack_md.model.records import Touch

#: Kinds that are one thing said in different words.
_TOGETHER = frozenset({"meet", "video", "call", "event", "meeting", ""})


class Logged:
    """The evidence of one person, to ask whether a touch is told in it."""

    def __init__(
        self, touches: Iterable[Touch], before: Iterable[Remembered], path: str
    ) -> None:
        """`before`: what imports have brought, which is no word of the user's."""
        self._touches: dict[date, list[Touch]] = {}
        for touch in touches:
            if touch.source != "property":
                self._touches.setdefault(touch.on, []).append(touch)
        self._brought = Counter((one.on, _family(one.kind), one.direction)
                                for one in before)  # fmt: skip
        self._path = path

    def covers(self, new: Remembered) -> bool:
        """Whether the user wrote of that day that there was such a touch."""
        told = sum(_tells(touch, new) for touch in self._touches.get(new.on, ()))
        return told > self._brought[new.on, _family(new.kind), new.direction]

    def holds(self, old: Remembered) -> bool:
        """Whether the note's log has what an import wrote, as it wrote it."""
        return any(
            (touch.time, touch.kind, touch.direction, touch.text) == old[1:]
            for touch in self._touches.get(old.on, ())
            if touch.source == "log" and touch.path == self._path
        )


def _family(kind: str) -> str:
    return "meet" if kind in _TOGETHER else kind


def _tells(touch: Touch, new: Remembered) -> bool:
    if touch.kind == "mention":
        return False
    if new.direction:
        same = touch.kind == new.kind and touch.direction in {"", "<->"}
        return same or (
            touch.kind in {new.kind, ""} and touch.direction == new.direction
        )
    return touch.kind in _TOGETHER and not (touch.kind == "" and touch.direction)
