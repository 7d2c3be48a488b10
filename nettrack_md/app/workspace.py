"""The composition root: a run's vault, settings, index and clock."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from nettrack_md import __version__
from nettrack_md.app import settings as settings_file
from nettrack_md.app.clock import now_ns, today_in
from nettrack_md.app.leveling.refresh import (
    Progress,
    RefreshReport,
    known_level,
    refresh,
)
from nettrack_md.app.leveling.workers import MANY, Workers
from nettrack_md.app.vouched import is_vouched
from nettrack_md.errors import DateTooFar, DateUnknown
from nettrack_md.index.faults import IndexUnavailable
from nettrack_md.index.store import open_index
from nettrack_md.model.dates import YEARS, parse_date
from nettrack_md.model.record import record
from nettrack_md.vault import locate, places
from nettrack_md.vault.digest import digest
from nettrack_md.vault.files import DiskFiles
from nettrack_md.vault.ground import ground_of
from nettrack_md.vault.scope import exactly
from nettrack_md.vault.walk import walk_traced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from nettrack_md.app.settings import Settings
    from nettrack_md.app.surroundings import Surroundings
    from nettrack_md.index.store import Index
    from nettrack_md.model.problems import Problem
    from nettrack_md.model.rules import ReadingRules
    from nettrack_md.vault.locate import ObsidianSettings
    from nettrack_md.vault.snapshot import Snapshot
    from nettrack_md.vault.trace import Trace


_AN_HOUR_NS = 3_600_000_000_000


@record(frozen=True, slots=True)
class Wishes:
    """What the command line asked for, on every command."""

    vault: str = ""
    today: str = ""
    #: Show private people too.
    private: bool = False


@record(frozen=True, slots=True)
class Workspace:
    """One vault, open: what every use case works with."""

    root: str
    settings: Settings
    obsidian: ObsidianSettings
    files: DiskFiles
    index: Index
    refreshed: RefreshReport
    today: date
    #: The locale's language, where neither settings nor notes say one.
    locale_language: str
    private: bool
    #: What killed runs of nettrack left in the vault.
    temps: tuple[str, ...] = ()
    #: What the settings were made of; see `vault.ground`.
    ground: bytes = b""
    #: That the index was level with the vault as it stood; None: it had to be brought.
    seen: Seen | None = None

    @property
    def whole_links(self) -> bool:
        """Whether links are to name whole paths, as Obsidian may be told to do."""
        return self.obsidian.new_link_format != "shortest"

    @property
    def walk_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the vault's files, beside what is wrong in them."""
        return (*self.refreshed.walk_problems, *self.obsidian.problems)


@record(frozen=True, slots=True)
class Seen:
    """That at this version the index was found level with the vault."""

    version: int
    #: What the walk that found it left behind, if it did.
    trace: Trace | None = None


class Eye(Protocol):
    """Looks at a vault on behalf of its index."""

    #: From so many notes on they are read by workers; None: as ever.
    many: int | None

    def look(
        self,
        root: str,
        index: Index,
        *,
        ignore: Iterable[str],
        template_folders: Iterable[str],
    ) -> Snapshot:
        """What is there, for an index that is to be brought level with it."""


class _Walking:
    """Sees all of it, as every command does."""

    many = None

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self.seen: Seen | None = None

    def look(
        self,
        root: str,
        index: Index,
        *,
        ignore: Iterable[str],
        template_folders: Iterable[str],
    ) -> Snapshot:
        # Of an empty index every note will have to be read: whoever helps with that
        # can make ready while we walk on.
        expect = None if index.known_notes() else self._workers.expect
        version = index.version()
        snapshot, trace = walk_traced(
            root, ignore=ignore, template_folders=template_folders, expect=expect
        )
        self.seen = Seen(version, trace)
        return snapshot


def today_of(wishes: Wishes, around: Surroundings, timezone: str) -> date:
    """`--today`, else `NETTRACK_TODAY`, else today in the vault's time zone.

    Raises DateUnknown when what was given is no date, DateTooFar.
    """
    wish = wishes.today or around.today
    if not wish:
        return today_in(timezone)
    if (day := parse_date(wish)) is None:
        raise DateUnknown(wish)
    if day.year not in YEARS:
        raise DateTooFar(wish)
    return day


@contextmanager
def open_workspace(
    wishes: Wishes,
    around: Surroundings,
    *,
    rebuild: bool = False,
    progress: Progress | None = None,
    eye: Eye | None = None,
    trust: bool = False,
) -> Iterator[Workspace]:
    """Find the vault, read its settings, bring the index level, hand all of it over.

    `eye` looks at the vault in the place of a walk. With `trust` nobody does while the
    watcher vouches for the index; then what a walk itself finds is not known: copies,
    what cannot be read, what killed runs left.
    Raises VaultNotFound, SettingsInvalid, DateUnknown.
    """
    root = locate.find_vault(
        explicit=wishes.vault or None,
        env=around.vault or None,
        cwd=around.cwd,
        config_default=places.default_vault(),
    )
    files = DiskFiles(root)
    text = files.read_setting(settings_file.FILE)
    settings = settings_file.read_settings(text) if text is not None else _DEFAULTS
    obsidian, texts = locate.read_obsidian_with_texts(root)
    today = today_of(wishes, around, settings.timezone)
    rules = reading_rules(settings, obsidian)
    ground = ground_of(text, texts)
    # Taken before the walk: what is saved during it must count as fresh.
    begun = now_ns()
    temps: tuple[str, ...] = ()
    seen: Seen | None = None

    def reconcile(index: Index) -> RefreshReport:
        nonlocal temps, seen
        if trust and not index.rebuilt and not index.in_memory:
            version = index.version()
            if is_vouched(root, version, ground):
                seen = Seen(version)
                return known_level(index)
        many = eye.many if eye is not None and eye.many is not None else MANY
        with Workers(root, rules, many) as workers:
            walking = _Walking(workers)
            snapshot = (eye or walking).look(
                root,
                index,
                ignore=(*settings.ignore, *map(exactly, obsidian.template_files)),
                template_folders=(*obsidian.template_folders, settings.templates),
            )
            temps = snapshot.temps
            report = refresh(
                files,
                index,
                snapshot,
                rules,
                now_ns=begun,
                accept_loss=rebuild,
                progress=progress,
                workers=workers,
            )
        seen = walking.seen if report.is_level else None
        return report

    cache = places.index_file(root)
    index = open_index(cache, fingerprint=fingerprint(rules), rebuild=rebuild)
    try:
        index, report = _reconciled(index, reconcile)
        yield Workspace(
            root=root,
            settings=settings,
            obsidian=obsidian,
            files=files,
            index=index,
            refreshed=report,
            today=today,
            locale_language=around.language,
            private=wishes.private,
            temps=temps,
            ground=ground,
            seen=seen,
        )
    except IndexUnavailable as fault:
        # Found while answering: the next command starts from an index that works.
        index = index.recover(fault)
        raise
    finally:
        index.close()


def _reconciled(
    index: Index, reconcile: Callable[[Index], RefreshReport]
) -> tuple[Index, RefreshReport]:
    """An index that is level with the vault: this one, or else one that works."""
    try:
        return index, reconcile(index)
    except IndexUnavailable as fault:
        index = index.recover(fault)
        return index, reconcile(index)


def tidy(ws: Workspace) -> tuple[str, ...]:
    """Remove what killed runs left behind; the paths of what was not ours to remove.

    For commands that write: reading never does. What holds somebody's text, saved
    while we were killed, is kept and named.
    """
    an_hour_ago = now_ns() - _AN_HOUR_NS
    if (state := places.state_folder(ws.root)) is not None:
        # All that is there is ours.
        DiskFiles(state, private=True).sweep(an_hour_ago)
    return ws.files.sweep(an_hour_ago, ws.temps).kept


_DEFAULTS = settings_file.Settings()


def reading_rules(settings: Settings, obsidian: ObsidianSettings) -> ReadingRules:
    """The rules of reading: the settings, and the daily notes that Obsidian names."""
    daily = tuple(dict.fromkeys((*settings.daily, *obsidian.daily)))
    return replace(settings.reading, daily=daily)


def fingerprint(rules: ReadingRules) -> str:
    """Names everything that what is in the index depends on, beside the notes."""
    parts = (__version__, sys.version_info[:2], rules)
    return digest(repr(parts).encode()).hex()
