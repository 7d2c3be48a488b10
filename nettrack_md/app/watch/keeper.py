"""Decides when a round is due, and survives what goes wrong in it.

No threads, and no clock but the one that is given: `mark` whatever may have changed,
`tick` when `due`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from nettrack_md.app.mishaps import described
from nettrack_md.app.watch.glance import Glance
from nettrack_md.app.watch.marks import Marks, Work
from nettrack_md.app.watch.news import News, Teller
from nettrack_md.app.watch.rounds import Memory, Round
from nettrack_md.app.workspace import reading_rules
from nettrack_md.errors import NettrackError, VaultVanished, WatcherBroken

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import date

    from nettrack_md.app.leveling.refresh import RefreshReport
    from nettrack_md.app.workspace import Eye, Workspace
    from nettrack_md.model.rules import ReadingRules

#: Seconds between two looks at the whole vault, whatever happens.
EVERY = 600.0
#: Seconds by which the wall's clock may run ahead of the steady one: more is a sleep.
_JUMP = 3.0
#: Seconds after which a round that could not be made is tried again.
_RETRY = 10.0
#: So many rounds in a row that end in a fault of ours, and the watcher ends.
_FAULTS = 3


class Clock(Protocol):
    """The time, as a keeper needs it."""

    def steady(self) -> float:
        """Seconds of a clock that nobody sets."""

    def wall_ns(self) -> int:
        """Nanoseconds since the epoch."""

    def today(self, timezone: str) -> date:
        """The day in that time zone."""


class Keeper:
    """Keeps one vault: the index level, the ticks carried out, the pages fresh."""

    def __init__(
        self,
        open_: Callable[[Eye], AbstractContextManager[Workspace]],
        tell: Callable[[News], None],
        clock: Clock,
        *,
        apply: bool = True,
        render: bool = True,
        every: float = EVERY,
    ) -> None:
        """Open the vault with `open_`, for each round anew; `tell` takes the news.

        `apply`, `render` False: what this device leaves to another one. `every`:
        seconds between two looks at the whole vault.
        """
        self._open = open_
        self._clock = clock
        self._apply = apply
        self._render = render
        self.every = every
        self.teller = Teller(tell)
        self.marks = Marks()
        self._memory = Memory()
        self._next_whole = clock.steady()
        self._ahead = self._drift()
        self._faults = 0
        #: A round was broken off: what it was to look at is not known any more.
        self._owed = True
        #: How often the index was made anew though nothing explains it here.
        self._rebuilt = 0
        self._rules: ReadingRules | None = None
        self._retry_at: float | None = None
        self._day: tuple[str, date] | None = None
        #: How many notes there were last.
        self._notes = 0
        #: Whether reading may be done by workers; see `Glance`.
        self.workers = False
        #: Every folder of the vault, of the last look at all of it.
        self.folders: frozenset[str] = frozenset()
        #: Where the templates lie, relative to the vault; empty before the first round.
        self.templates = ""
        #: The version of the index that is level with the vault as of the last round,
        #: and the ground of that; None: it is not known to be.
        self._level: tuple[int, bytes] | None = None
        self._is_told = False

    # --- when ---

    def due(self) -> float:
        """The moment of the next round, if nothing else happens."""
        found = [self._next_whole, self.marks.due()]
        # After a fault nothing that was waited for is tried again before its time, but
        # something new may have mended it.
        again = self._retry_at
        found.append(self._memory.calm.due() if again is None else again)
        return min(moment for moment in found if moment is not None)

    def tick(self) -> None:
        """Make a round if one is due. Raises WatcherBroken after three faults."""
        now = self._clock.steady()
        if abs(self._drift() - self._ahead) > _JUMP:
            self._next_whole = now
        self._ahead = self._drift()
        if now >= self.due() or (self._retry_at is None and self._is_new_day()):
            self._try(self._work(now), now)

    def find_level(self) -> tuple[int, bytes] | None:
        """Version and ground of an index that is level, unless something was marked.

        None also where events do not tell of all that may change.
        """
        waits = self._owed or self._retry_at is not None or self.marks.due() is not None
        return None if waits or not self._is_told else self._level

    def look_now(self) -> None:
        """Look at all of the vault at the next tick."""
        self._next_whole = self._clock.steady()
        self._retry_at = None

    def _drift(self) -> float:
        return self._clock.wall_ns() / 1e9 - self._clock.steady()

    def _is_new_day(self) -> bool:
        return self._day is not None and self._clock.today(self._day[0]) != self._day[1]

    def _work(self, now: float) -> Work:
        work = self.marks.take(now) or Work()
        if self._owed or now >= self._next_whole:
            return Work(whole=True, paths=work.paths)
        return work

    # --- what ---

    def once(self) -> None:
        """Make one round over the whole vault. Raises NettrackError."""
        self._round(Work(whole=True), self._clock.steady())

    def _try(self, work: Work, now: float) -> None:
        """Make a round; what goes wrong is told, and the round is made again later."""
        self._owed = True
        self._retry_at = None
        self._level = None
        try:
            self._round(work, now)
        except WatcherBroken:
            raise
        except NettrackError as error:
            self.teller.problems("round", [str(error)])
            self._retry_at = self._clock.steady() + _RETRY
        except Exception as fault:  # noqa: BLE001 — told, and in the end deadly
            self._count(fault)
        else:
            self._owed = False
            self._faults = 0
            if self.teller.has("round"):
                self.teller.problems("round", ())
                self.teller.tell(News("healed", "the vault is read again"))
        if work.whole:
            self._next_whole = self._clock.steady() + self.every

    def _round(self, work: Work, now: float) -> None:
        glance = Glance(work, self._memory.hearing, workers=self.workers)
        with self._open(glance) as ws:
            self._require_notes(ws.refreshed)
            self._require_one_version(ws)
            if glance.folders is not None:
                self.folders = glance.folders
                self._is_told = bool(glance.is_told)
            self.templates = ws.settings.templates
            self._day = (ws.settings.timezone, ws.today)
            moments = (now, self._clock.wall_ns())
            Round(ws, glance, self._memory, self.teller, moments).run(
                apply=self._apply and ws.settings.watch_apply,
                render=self._render and ws.settings.watch_render,
            )
            self._judge(ws)

    def _judge(self, ws: Workspace) -> None:
        """Find out whether the index is level; else look at all of it once more."""
        version = ws.index.version()
        if ws.index.in_memory:
            return
        if self._memory.hearing.chain.is_whole(version):
            self._level = (version, ws.ground)
        else:
            # Somebody else wrote into it meanwhile.
            self.marks.mark_all(self._clock.steady())

    def _require_notes(self, report: RefreshReport) -> None:
        """Refuse a vault whose notes are gone: nothing is rendered into a void."""
        if report.vanished is not None:
            raise VaultVanished(*report.vanished)
        if not report.notes and self._notes:
            # So few that refresh believed it; of a watched vault we do not.
            raise VaultVanished(self._notes, 0)
        self._notes = report.notes

    def _require_one_version(self, ws: Workspace) -> None:
        """End where another version of nettrack makes the index anew all the time.

        It was installed while we ran; with us, each would undo the other's work.
        """
        rules = reading_rules(ws.settings, ws.obsidian)
        if ws.refreshed.rebuilt and not ws.index.in_memory and rules == self._rules:
            self._rebuilt += 1
        self._rules = rules
        if self._rebuilt >= _FAULTS:
            reason = f"the index was made anew {_FAULTS} times, since"
            raise WatcherBroken(f"{reason} {ws.refreshed.rebuilt}")

    def _count(self, fault: Exception) -> None:
        """A fault of ours. Its text is not told: it may hold words of a note."""
        self._faults += 1
        what = f"a round failed: {described(fault)}"
        if self._faults >= _FAULTS:
            raise WatcherBroken(f"{what}, {_FAULTS} times in a row") from fault
        self.teller.tell(News("problem", what))
        self._retry_at = self._clock.steady() + 1.0
