"""Looks at the vault for a round: at a few notes where that tells everything."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from nettrack_md.vault.rewalk import rewalk, walk_with_folders

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from nettrack_md.app.watch.hearing import Hearing
    from nettrack_md.app.watch.marks import Work
    from nettrack_md.index.store import Index
    from nettrack_md.vault.snapshot import Snapshot


class Glance:
    """The eye of one round; see `app.workspace.Eye`."""

    def __init__(self, work: Work, hearing: Hearing, *, workers: bool) -> None:
        self.work = work
        self._hearing = hearing
        #: None: as ever. Later on threads run, and a process with threads is not to
        #: be copied for workers.
        self.many = None if workers else sys.maxsize
        #: Every folder that was listed; None: only a few notes were looked at.
        self.folders: frozenset[str] | None = None
        #: Whether events tell of every change of what was seen; likewise.
        self.is_told: bool | None = None
        self._ignore: tuple[str, ...] = ()
        self._template_folders: tuple[str, ...] = ()

    def look(
        self,
        root: str,
        index: Index,
        *,
        ignore: Iterable[str],
        template_folders: Iterable[str],
    ) -> Snapshot:
        """What is there: looked at, or walked. What is written then is heard."""
        index.listener = self._hearing
        version = index.version()
        self._ignore, self._template_folders = tuple(ignore), tuple(template_folders)
        if not self.work.whole:
            seen = self.look_at(root, index, self.work.paths)
            if seen is not None:
                self._hearing.chain.look(version, whole=False)
                return seen
        self._hearing.chain.look(version, whole=True)
        return self.walk(root)

    def look_at(
        self, root: str, index: Index, paths: Collection[str]
    ) -> Snapshot | None:
        """What is there, if only these notes changed; None: a walk must tell."""
        return rewalk(
            root,
            index.folders(),
            paths,
            ignore=self._ignore,
            template_folders=self._template_folders,
        )

    def walk(self, root: str) -> Snapshot:
        """See all of it."""
        sight = walk_with_folders(
            root, ignore=self._ignore, template_folders=self._template_folders
        )
        self.folders, self.is_told = sight.folders, sight.is_told
        return sight.snapshot
