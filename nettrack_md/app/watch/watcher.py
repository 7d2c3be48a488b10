"""The watcher itself: one worker, the events that wake it, and a look at its health."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from nettrack_md.app.trust.seen import FILE as SEEN
from nettrack_md.app.watch.events import folders_to_watch
from nettrack_md.app.watch.keeper import EVERY
from nettrack_md.app.watch.news import News
from nettrack_md.app.watch.standing import Word
from nettrack_md.errors import WatcherBroken
from nettrack_md.vault.mounts import find_filesystem, is_silent
from nettrack_md.vault.places import find_state_stamp
from nettrack_md.vault.rewalk import Identity, find_identity
from nettrack_md.vault.vouching import IS_POSSIBLE, Porch

if TYPE_CHECKING:
    from nettrack_md.app.watch.events import Hint
    from nettrack_md.app.watch.keeper import Clock, Keeper
    from nettrack_md.app.watch.observing import Observation

#: Seconds between two looks at the health of the threads, and at the root.
HEALTH = 2.0
#: So many times in a row a broken observation is begun anew.
_RESTARTS = 3
#: After so many seconds without a fault they are counted anew.
_HEALTHY = 60.0
#: Seconds between two looks where no events come; more where looking takes long, so
#: that it is one part in `_SHARE` of the time.
_POLL = 5.0
_SHARE = 100


class Watcher:
    """Runs a keeper until it is stopped. `stop` may be called from anywhere."""

    def __init__(
        self,
        root: str,
        keeper: Keeper,
        clock: Clock,
        *,
        poll: bool = False,
        porch: str | None = None,
    ) -> None:
        """Watch the vault at `root`, which may be a link; `poll`: do without events.

        In the folder `porch` commands ask whether the index is level.
        """
        self._root = root
        self._keeper = keeper
        self._clock = clock
        self._wants_poll = poll
        #: Why there are no events, as it was told.
        self._silence = ""
        self._wake = threading.Event()
        self._stopped = False
        self._hints: list[Hint] = []
        self._lock = threading.Lock()
        self._observation: Observation | None = None
        self._identity: Identity | None = find_identity(root)
        self._missing = False
        path = "" if self._identity is None else self._identity.path
        self._seen = find_state_stamp(path, SEEN) if path else (0, 0, 0)
        self._porch_folder = porch
        self._porch: Porch | None = None
        self._word = Word()
        self._restarts = 0
        self._healthy_since = clock.steady()
        self._next_health = clock.steady()

    # --- from other threads ---

    def hear(self, hint: Hint) -> None:
        """Take a hint; the worker is woken."""
        with self._lock:
            self._hints.append(hint)
        # Editors that come and go change no note.
        if hint.kind in {"note", "whole"}:
            self._word.take_back()
        self._wake.set()

    def answer(self, name: str) -> None:
        """Somebody asks whether the index is level, behind all that was heard."""
        if self._porch is not None:
            self._porch.answer(name, self._word.given())

    def stop(self) -> None:
        """Have `run` return soon."""
        self._stopped = True
        self._wake.set()

    # --- the worker ---

    def run(self) -> None:
        """Work until stopped. Raises WatcherBroken when that is not possible."""
        # The first reading may be long, and may use workers, as no thread runs yet.
        self._keeper.workers = True
        self._keeper.tick()
        self._keeper.workers = False
        try:
            self._begin()
            while not self._stopped:
                self._turn()
        finally:
            self._end()

    def _turn(self) -> None:
        self._wake.wait(self._patience())
        self._wake.clear()
        if self._stopped:
            return
        count = self._word.count()
        self._take_hints()
        self._check_health()
        if self._missing:
            return
        before, folders = self._clock.steady(), self._keeper.folders
        self._keeper.tick()
        if self._observation is None:
            self._pace(self._clock.steady() - before)
        elif self._keeper.folders is not folders:
            self._watch_folders()
        self._give_word(count)

    def _give_word(self, count: int) -> None:
        """Vouch for the index if it is level, and whatever happens would be heard."""
        level, identity = self._keeper.find_level(), self._identity
        pledge = None
        if level is not None and identity is not None and self._hears_all():
            pledge = (*level, (identity.device, identity.inode))
        self._word.give(pledge, count)

    def _hears_all(self) -> bool:
        seen = self._observation
        if seen is None or self._porch is None or seen.find_fault():
            return False
        return seen.covers(self._keeper.folders)

    def _patience(self) -> float:
        soonest = self._next_health
        if not self._missing:
            soonest = min(soonest, self._keeper.due())
        return max(0.0, soonest - self._clock.steady())

    def _take_hints(self) -> None:
        with self._lock:
            hints, self._hints = self._hints, []
        now, marks = self._clock.steady(), self._keeper.marks
        for hint in hints:
            if hint.kind == "whole":
                marks.mark_all(now)
            elif hint.kind == "opened":
                marks.open_editor(hint.path, now)
            elif hint.kind == "closed":
                marks.close_editor(hint.path)
            else:
                marks.mark(hint.path, now)

    # --- events ---

    def _begin(self) -> None:
        """Begin to observe; where that cannot be, look again and again."""
        from nettrack_md.app.watch.observing import NoEvents, observe

        if self._identity is None:
            return
        if why := self._find_silence(self._identity.path):
            self._poll(why)
            return
        try:
            self._observation = observe(self._identity.path, self.hear)
        except NoEvents as silence:
            self._poll(str(silence))
        else:
            self._keeper.every = EVERY
            self._open_porch(self._observation)
            self._watch_folders()

    def _open_porch(self, observation: Observation) -> None:
        """Be there for commands that ask; where that cannot be, they walk."""
        if self._porch_folder is None or not IS_POSSIBLE:
            return
        with suppress(OSError):
            self._porch = Porch(self._porch_folder)
            observation.listen(self._porch_folder, self.answer)

    def _find_silence(self, path: str) -> str:
        """Why no events are to be waited for; empty when they are."""
        if self._wants_poll:
            return "it was asked for"
        kind = find_filesystem(path)
        return f"{kind} does not tell of every change" if is_silent(kind) else ""

    def _watch_folders(self) -> None:
        """Watch the folders that there are; what is new in new ones may be missed."""
        from nettrack_md.app.watch.observing import NoEvents

        keeper = self._keeper
        if self._observation is None:
            return
        try:
            folders = folders_to_watch(keeper.folders, keeper.templates)
            if self._observation.watch(folders):
                keeper.marks.mark_all(self._clock.steady())
        except NoEvents as why:
            self._end()
            self._poll(str(why))

    def _poll(self, why: str) -> None:
        self._pace(0.0)
        self._keeper.look_now()
        if why != self._silence:
            self._silence = why
            text = f"polling, since {why}: the vault is looked at every few seconds"
            self._keeper.teller.tell(News("polling", text))

    def _pace(self, took: float) -> None:
        self._keeper.every = max(_POLL, took * _SHARE)

    def _end(self) -> None:
        self._word.take_back()
        porch, self._porch = self._porch, None
        if porch is not None:
            porch.close()
        observation, self._observation = self._observation, None
        if observation is not None:
            observation.stop()

    # --- health ---

    def _check_health(self) -> None:
        now = self._clock.steady()
        if now < self._next_health:
            return
        self._next_health = now + HEALTH
        identity = find_identity(self._root)
        if identity != self._identity or self._missing:
            self._root_changed(identity)
            return
        seen = find_state_stamp(identity.path, SEEN) if identity else self._seen
        if seen != self._seen:
            # Somebody looked at a template: no event of the vault tells of it.
            self._seen = seen
            self._keeper.look_now()
        if self._observation is not None:
            fault = self._observation.find_fault()
            if fault:
                self._heal(fault, now)
            elif now - self._healthy_since > _HEALTHY:
                self._restarts = 0

    def _heal(self, fault: str, now: float) -> None:
        self._restarts += 1
        self._healthy_since = now
        if self._restarts > _RESTARTS:
            raise WatcherBroken(f"{fault}, and again after {_RESTARTS} new beginnings")
        self._end()
        self._begin()
        self._keeper.look_now()
        text = f"{fault}; it was begun anew, and the vault is looked at as a whole"
        self._keeper.teller.tell(News("healed", text))

    def _root_changed(self, identity: Identity | None) -> None:
        """The vault is gone, is back, or is another folder."""
        teller = self._keeper.teller
        self._end()
        if identity is None:
            if not self._missing:
                gone = "the vault is not there; nothing is done until it is back"
                teller.problems("root", [gone])
            self._missing = True
            return
        if self._missing:
            teller.problems("root", ())
            teller.tell(News("healed", "the vault is back"))
        self._missing, self._identity = False, identity
        self._begin()
        self._keeper.look_now()
