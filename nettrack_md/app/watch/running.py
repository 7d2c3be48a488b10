"""`nettrack watch`: the vault found, its lock taken, the watcher run."""

from __future__ import annotations

import gc
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from nettrack_md.app.clock import now_ns, steady
from nettrack_md.app.watch.keeper import Keeper
from nettrack_md.app.watch.news import News
from nettrack_md.app.watch.stopping import ShieldedFiles, Stopping
from nettrack_md.app.watch.watcher import Watcher
from nettrack_md.app.workspace import Wishes, open_workspace, today_of
from nettrack_md.model.record import record
from nettrack_md.vault import locate, places
from nettrack_md.vault.lock import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import date

    from nettrack_md.app.surroundings import Surroundings
    from nettrack_md.app.workspace import Eye, Workspace


@record(frozen=True, slots=True)
class How:
    """What the command line asked of the watcher."""

    apply: bool = True
    render: bool = True
    poll: bool = False
    #: One round, then end.
    once: bool = False


class Desk:
    """Opens the vault for each round, and knows what day it is there."""

    def __init__(
        self, wishes: Wishes, around: Surroundings, stopping: Stopping
    ) -> None:
        """Find the vault. Raises VaultNotFound."""
        self.root = locate.find_vault(
            explicit=wishes.vault or None,
            env=around.vault or None,
            cwd=around.cwd,
            config_default=places.default_vault(),
            follow=False,
        )
        self._wishes = replace(wishes, vault=self.root)
        self._around = around
        self._stopping = stopping

    @contextmanager
    def open(self, eye: Eye) -> Iterator[Workspace]:
        """The workspace of a round, whose writes are finished whatever happens."""
        with open_workspace(self._wishes, self._around, eye=eye) as ws:
            yield replace(ws, files=ShieldedFiles(ws.root, self._stopping))

    def steady(self) -> float:
        """See `Clock.steady`."""
        return steady()

    def wall_ns(self) -> int:
        """See `Clock.wall_ns`."""
        return now_ns()

    def today(self, timezone: str) -> date:
        """See `Clock.today`."""
        return today_of(self._wishes, self._around, timezone)


def watch(
    wishes: Wishes,
    around: Surroundings,
    how: How,
    tell: Callable[[News], None],
    stopping: Stopping,
) -> None:
    """Watch until stopped, which raises Stopped.

    Raises VaultNotFound, WatcherRuns, WatcherBroken; with `once` what any command does.
    """
    desk = Desk(wishes, around, stopping)
    keeper = Keeper(desk.open, tell, desk, apply=how.apply, render=how.render)
    with _lock(desk.root, keeper) as lock:
        # A command switches the collector off, since it soon ends. We do not.
        gc.enable()
        gc.freeze()
        if how.once:
            keeper.workers = True
            keeper.once()
            return
        tell(News("started", f"watching {desk.root}"))
        porch = None if lock is None else places.porch(desk.root)
        Watcher(desk.root, keeper, desk, poll=how.poll, porch=porch).run()


def _lock(root: str, keeper: Keeper) -> AbstractContextManager[Lock | None]:
    """The lock of the vault's watcher. Raises WatcherRuns."""
    path = places.watch_lock(root)
    why = "there is no folder for it"
    if path is not None:
        try:
            return take_lock(path)
        except OSError as error:
            why = error.strerror or str(error)
    sentence = f"A second watcher would not be noticed: no lock can be taken, {why}."
    keeper.teller.problems("lock", [sentence])
    return nullcontext(None)
