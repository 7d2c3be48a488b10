"""Walk the vault once: the stamp of every note, and what stands in the way.

Contract section 1 says what is never scanned. No file is opened.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from nettrack_md.errors import VaultNotFound
from nettrack_md.model.problems import Problem
from nettrack_md.vault.copies import find_copies, tell_copy
from nettrack_md.vault.entries import (
    ASKS_CLOUD,
    FORMAT,
    MAX_NOTE_BYTES,
    REGULAR,
    cloud_only,
    find_problem,
    is_junction,
    unreadable,
)
from nettrack_md.vault.links import LinkFollower
from nettrack_md.vault.names import NOTE_ENDINGS, VAULT_MARKS
from nettrack_md.vault.paths import join, show_name
from nettrack_md.vault.scope import Scope
from nettrack_md.vault.snapshot import Snapshot, Stamp
from nettrack_md.vault.temps import find_temp
from nettrack_md.vault.trace import kind_of, trace_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from nettrack_md.vault.trace import Beside, Trace

__all__ = ["Snapshot", "walk", "walk_traced"]


def walk(
    root: str,
    *,
    ignore: Iterable[str] = (),
    template_folders: Iterable[str] = (),
    expect: Callable[[int], None] | None = None,
) -> Snapshot:
    """See every note of the vault at `root`, in one pass.

    `ignore` holds patterns as in `.gitignore`; `template_folders` paths relative to
    the vault. `expect` is told again and again about how many notes there are so far.
    Raises VaultNotFound when there is no such folder.
    """
    return walk_traced(
        root, ignore=ignore, template_folders=template_folders, expect=expect
    )[0]


def walk_traced(
    root: str,
    *,
    ignore: Iterable[str] = (),
    template_folders: Iterable[str] = (),
    expect: Callable[[int], None] | None = None,
) -> tuple[Snapshot, Trace | None]:
    """See `walk`; second, its trace, where it left one (see `vault.trace`)."""
    real = os.path.realpath(root)
    if not os.path.isdir(real):
        raise VaultNotFound(root)
    walker = Walker(real, Scope(ignore, template_folders), expect)
    walker.walk_folders()
    walker.follow_links()
    return walker.snapshot(), walker.trace()


class Walker:
    """One pass over one vault; `snapshot` at its end."""

    def __init__(
        self, root: str, scope: Scope, expect: Callable[[int], None] | None = None
    ) -> None:
        self.root = root
        self.scope = scope
        self._expect = expect
        self._named = 0
        self.folders: dict[str, list[Stamp]] = {}
        self.kept: dict[str, list[str]] = {}
        self.problems: list[Problem] = []
        self.copies: list[tuple[str, str]] = []
        self.placeholders: list[str] = []
        self.unread: list[str] = []
        self.temps: list[str] = []
        self.links: list[tuple[str, str]] = []
        #: Every folder that was listed, by its real path.
        self.walked: set[str] = set()
        #: What else they hold that matters, and the names that are no notes to us.
        self.beside: dict[str, list[Beside]] = {}
        self.left_out: dict[str, list[str]] = {}
        #: Whether a note bears a second name somewhere.
        self.shared = False
        #: Whether there was something that a trace cannot tell of.
        self._odd = False
        self._todo = [""]

    def walk_folders(self) -> None:
        """See every folder that is reached without a link."""
        while self._todo:
            folder = self._todo.pop()
            try:
                names = self._list(folder)
            except (FileNotFoundError, NotADirectoryError):
                self._odd = True
                continue  # Gone since its parent was listed.
            except OSError as error:
                self.unread.append(folder)
                self.problems.append(unreadable(folder, error, "the folder"))
                continue
            if names is None:
                self._odd = True
            else:
                if self._expect is not None:
                    self._named += len(names)
                    self._expect(self._named)
                self.walked.add(folder)
                names = self._without_undecodable(folder, names)
                self._stamp(folder, sorted(self._without_copies(folder, names)))

    def _at(self, folder: str) -> str:
        """The absolute path of a folder, with a slash at its end."""
        return f"{self.root}/{folder}/" if folder else f"{self.root}/"

    def _list(self, folder: str) -> list[str] | None:
        """The names of the folder's notes; None when it is a vault of its own.

        What else it holds is put on its list.
        """
        notes: list[str] = []
        others: list[os.DirEntry[str]] = []
        with os.scandir(self._at(folder)) as entries:
            for entry in entries:
                name = entry.name
                if name.endswith(NOTE_ENDINGS) and name[0] != ".":
                    notes.append(name)
                else:
                    others.append(entry)
        if folder and any(entry.name in VAULT_MARKS for entry in others):
            return None
        for entry in others:
            self._see_other(folder, entry)
        kinds = [(entry.name, kind) for entry in others if (kind := kind_of(entry))]
        if kinds:
            self.beside[folder] = kinds
        return notes

    def _see_other(self, folder: str, entry: os.DirEntry[str]) -> None:
        """Whatever is not named like a note."""
        name = entry.name
        if name[0] == ".":
            if find_temp(name):
                self.temps.append(join(folder, name))
            elif name.endswith(".icloud") and name[1:-7].endswith(NOTE_ENDINGS):
                self._see_placeholder(folder, name[1:-7])
        elif entry.is_symlink() or is_junction(entry):
            if self._is_wanted(folder, name):
                self.links.append((folder, name))
        elif entry.is_dir():
            self._enter(folder, name)

    def _is_wanted(self, folder: str, name: str) -> bool:
        """Whether a folder is to be entered, by its name alone."""
        if self.scope.skips_folder(join(folder, name)):
            return False
        return bool(self._without_undecodable(folder, [name]))

    def _enter(self, folder: str, name: str) -> None:
        if self._is_wanted(folder, name):
            self._todo.append(join(folder, name))

    def _see_placeholder(self, folder: str, name: str) -> None:
        """ICloud keeps `.x.md.icloud` in the place of a note that it took away."""
        path = join(folder, name)
        if self._without_undecodable(folder, [name]) and not self.scope.skips_file(
            path
        ):
            self.keep(folder, name, cloud_only(path))

    def _without_undecodable(self, folder: str, names: list[str]) -> list[str]:
        """The names that are valid text; the others are told."""
        try:
            "".join(names).encode("utf-8")
        except UnicodeEncodeError:
            valid = [name for name in names if name == show_name(name)]
        else:
            return names
        for name in set(names).difference(valid):
            path = join(folder, show_name(name))
            self.problems.append(
                Problem(path, 0, "name-undecodable", "the name is not valid text")
            )
        return valid

    def _without_copies(self, folder: str, names: list[str]) -> list[str]:
        """The names that are no conflict copies; the copies are told."""
        copies = find_copies(names)
        for name, copy in copies.items():
            path, of, problem = tell_copy(folder, name, copy)
            self.copies.append((path, of))
            self.problems.append(problem)
        if not copies:
            return names
        self.left_out[folder] = list(copies)
        return [name for name in names if name not in copies]

    def _stamp(self, folder: str, names: list[str]) -> None:
        """Take the stamps of the notes of one folder."""
        at, lstat = self._at(folder), os.lstat
        choosy = self.scope.names_files
        stamps: list[Stamp] = []
        for name in names:
            if choosy and self.scope.skips_file(join(folder, name)):
                self.left_out.setdefault(folder, []).append(name)
                continue
            try:
                status = lstat(at + name)
            except FileNotFoundError:
                continue
            except OSError as error:
                self.keep(folder, name, unreadable(join(folder, name), error))
                continue
            size = status.st_size
            # Spelt out, the usual case first: this runs once for every note.
            if (
                status.st_mode & FORMAT == REGULAR
                and size <= MAX_NOTE_BYTES
                and not ASKS_CLOUD
            ) or self.accepts(folder, name, status):
                mtime, ctime = status.st_mtime_ns, status.st_ctime_ns
                stamps.append((name, size, mtime, ctime, status.st_ino))
                if status.st_nlink > 1:
                    self.shared = True
        if stamps:
            self.folders[folder] = stamps

    def accepts(self, folder: str, name: str, status: os.stat_result) -> bool:
        """Whether this is a note to be read; if not, that is told or put on a list."""
        mode = status.st_mode
        if stat.S_ISLNK(mode):
            self.links.append((folder, name))
            return False
        if (problem := find_problem(join(folder, name), status)) is None:
            return True
        if stat.S_ISREG(mode):
            self.keep(folder, name, problem)
        else:
            self.problems.append(problem)
            if stat.S_ISDIR(mode):
                self._enter(folder, name)
        return False

    def keep(self, folder: str, name: str, problem: Problem) -> None:
        """A note that is there but is not read now."""
        self.problems.append(problem)
        self.kept.setdefault(folder, []).append(name)
        if problem.code == "placeholder":
            self.placeholders.append(problem.path)

    def follow_links(self) -> None:
        """See what the links lead to, once every real path is known."""
        if self.links:
            LinkFollower(self).follow()

    def trace(self) -> Trace | None:
        """What tells that a later walk would see the same; None: only that walk can.

        A file of systems that keep some in the cloud says more than its stamp does.
        """
        odd = self._odd or self.links or self.kept or self.unread or ASKS_CLOUD
        if odd or len(self.problems) != len(self.copies):
            return None
        return trace_of(self.walked, self.folders, self.beside, self.left_out)

    def snapshot(self) -> Snapshot:
        """All that was seen, in an order that does not depend on the disk."""
        everywhere = sorted({*self.folders, *self.kept})
        return Snapshot(
            folders={
                folder: tuple(self.folders.get(folder, ())) for folder in everywhere
            },
            kept={
                folder: tuple(sorted(set(names)))
                for folder, names in sorted(self.kept.items())
            },
            problems=tuple(sorted(self.problems)),
            conflict_copies=tuple(sorted(self.copies)),
            placeholders=tuple(sorted(set(self.placeholders))),
            unread_folders=tuple(sorted(self.unread)),
            temps=tuple(sorted(self.temps)),
        )
