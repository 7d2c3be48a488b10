"""Which notes may have changed, and when it is quiet enough to look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.model.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Seconds without another mark after which a note is looked at.
QUIET = 0.5
#: The same for a note that an editor is writing into.
EDITING = 2.0
#: A note that was looked at so few seconds ago and is marked again is being written.
_AGAIN = 10.0
#: Nothing waits longer than this for quiet.
PATIENCE = 10.0
#: So many marks come from git or a sync: they are looked at together, by a walk.
STORM = 200
#: An editor that has not been heard of for so long has forgotten its swap file.
_FORGOTTEN = 3600.0


@record(frozen=True, slots=True)
class Work:
    """What is to be looked at now."""

    #: All of the vault, whatever `paths` says.
    whole: bool = False
    paths: frozenset[str] = frozenset()


class Marks:
    """Dirty notes with the moments of their first and last mark.

    Moments are seconds of a steady clock, always an argument.
    """

    def __init__(self, quiet: float = QUIET, editing: float = EDITING) -> None:
        self._quiet = quiet
        self._editing = editing
        #: Path to first and last mark. The empty path stands for the whole vault.
        self._marks: dict[str, tuple[float, float]] = {}
        #: When a note was last handed out.
        self._taken: dict[str, float] = {}
        #: Notes that lie open in an editor, as far as its swap files say.
        self._open: dict[str, float] = {}

    def mark(self, path: str, now: float) -> None:
        """Something happened to a note."""
        first, _ = self._marks.get(path, (now, now))
        self._marks[path] = (min(first, now), now)

    def mark_all(self, now: float) -> None:
        """Something happened that no path can tell."""
        self.mark("", now)

    def open_editor(self, path: str, now: float) -> None:
        """An editor's own file came up beside a note."""
        self._open[path] = now

    def close_editor(self, path: str) -> None:
        """That file is gone."""
        self._open.pop(path, None)

    def _ready_at(self, path: str) -> float:
        first, last = self._marks[path]
        return min(last + self._quiet_of(path, last), first + PATIENCE)

    def _quiet_of(self, path: str, last: float) -> float:
        opened, taken = self._open.get(path), self._taken.get(path)
        if opened is not None and last - opened < _FORGOTTEN:
            return self._editing
        again = taken is not None and last - taken < _AGAIN
        return self._editing if again and path else self._quiet

    def due(self) -> float | None:
        """The moment at which something is to be looked at; None: nothing is."""
        if not self._marks:
            return None
        moments = [self._ready_at(path) for path in self._marks]
        if not self._is_storm():
            return min(moments)
        first = min(first for first, _ in self._marks.values())
        return min(max(moments), first + PATIENCE)

    def _is_storm(self) -> bool:
        """Whether a walk is next, which sees half-written notes as well: let it end."""
        return "" in self._marks or len(self._marks) >= STORM

    def take(self, now: float) -> Work | None:
        """What is to be looked at now, if anything; its marks are gone."""
        due = self.due()
        if due is None or due > now:
            return None
        whole = self._is_storm()
        ready = [path for path in self._marks if self._ready_at(path) <= now]
        if whole and "" in self._marks and "" not in ready:
            ready.append("")
        for path in ready:
            del self._marks[path]
        self._remember((path for path in ready if path), now)
        return Work(whole=whole, paths=frozenset(path for path in ready if path))

    def _remember(self, paths: Iterable[str], now: float) -> None:
        self._taken = {
            path: moment
            for path, moment in self._taken.items()
            if now - moment < _AGAIN
        }
        self._taken.update((path, now) for path in paths)
