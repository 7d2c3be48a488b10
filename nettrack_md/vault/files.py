"""Read and write the notes of a vault: on the disk, or in memory for tests."""

from __future__ import annotations

import os
import stat
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from nettrack_md.errors import NoteChanged, NoteUnreadable, NoteUnwritable
from nettrack_md.model.problems import Problem
from nettrack_md.vault import reading, saving
from nettrack_md.vault.entries import ASKS_CLOUD
from nettrack_md.vault.faults import told
from nettrack_md.vault.folder import Place
from nettrack_md.vault.paths import find_path_fault, require_inside
from nettrack_md.vault.root import Root, discard_folders
from nettrack_md.vault.sweep import Swept, sweep, sweep_unseen
from nettrack_md.vault.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from nettrack_md.model.writes import PlannedMove, PlannedRemoval, PlannedWrite
    from nettrack_md.vault.beside import Beside
    from nettrack_md.vault.folder import Folder
    from nettrack_md.vault.snapshot import Snapshot

__all__ = ["DiskFiles", "Files", "Swept"]


class Files(Protocol):
    """The files of one vault. Paths are vault-relative with `/`."""

    def walk(
        self, *, ignore: Iterable[str] = (), template_folders: Iterable[str] = ()
    ) -> Snapshot:
        """Every note, without its content; see `vault.walk`."""

    def read(self, path: str) -> bytes:
        """The bytes of one file, at most 10 MB.

        Raises NoteMissing, or NoteUnreadable, whose `problem` says why: no regular
        file, too big, in the cloud only, outside the vault, not allowed.
        """

    def read_setting(self, path: str) -> str | None:
        """The text of a settings file; None when there is none.

        Raises SettingsInvalid when it cannot be read as UTF-8.
        """

    def exists(self, path: str) -> bool:
        """Whether anything bears that name inside the vault."""

    def mode(self, path: str) -> int:
        """The permission bits of a file; 0 where they are not known."""

    def list(self, folder: str) -> tuple[str, ...]:
        """The names of the files of a folder, hidden ones left out, sorted.

        Empty when there is no such folder.
        """

    def tree(self, folder: str) -> tuple[str, ...]:
        """The paths of all files below a folder, hidden ones left out, sorted."""

    def discard_empty(self, folder: str) -> None:
        """Take the empty folders below a folder away."""

    def write(self, write: PlannedWrite) -> None:
        """Carry a planned write out, all of it or nothing; contract section 10.

        Missing folders are made. Raises NoteChanged when the file does not hold the
        expected bytes (any more), NoteUnwritable when it cannot be done.
        """

    def together(self) -> AbstractContextManager[None]:
        """While many files are made, also by several threads at once: quicker.

        Names in a folder that differ only in case are then told from what was there
        in the beginning, and what is made here.
        """

    def remove(self, removal: PlannedRemoval) -> None:
        """Take a file away. Raises NoteChanged, NoteUnwritable."""

    def move(self, move: PlannedMove) -> None:
        """Give a note another name in its folder; `write` then writes its new text.

        In one step, so that it is always there under one of them. Raises NoteChanged
        when it does not hold the expected bytes, or the new name is taken;
        NoteUnwritable.
        """


class DiskFiles:
    """The files of a folder on the disk."""

    def __init__(
        self,
        root: str,
        *,
        private: bool = False,
        hidden: Iterable[str] = (),
        swaps: bool = True,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take the files below `root`.

        `private` makes new files and folders readable by their owner alone, for
        what lies outside the vault. `hidden`: the hidden files that may be written
        here, by their paths, as no others are. `swaps` False does without the
        renames that only some systems have.
        """
        self._root = Root(root, swaps=swaps, hidden=frozenset(hidden))
        self._file_mode = 0o600 if private else 0o666
        self._folder_mode = 0o700 if private else 0o777
        self._wait = wait
        # Notes are read folder by folder: where the last one really lies.
        self._last_folder = ("", self._root.path)
        #: By folder, while many files are made.
        self._beside: dict[str, Beside] | None = None

    @property
    def root(self) -> str:
        """The real path of the vault."""
        return self._root.path

    def walk(
        self, *, ignore: Iterable[str] = (), template_folders: Iterable[str] = ()
    ) -> Snapshot:
        """See `Files.walk`."""
        return walk(self.root, ignore=ignore, template_folders=template_folders)

    def read(self, path: str) -> bytes:
        """See `Files.read`."""
        if fault := find_path_fault(path):
            raise NoteUnreadable(Problem(path, 0, "unreadable", fault))
        folder, _, name = path.rpartition("/")
        try:
            last = self._last_folder  # others may read at the same time
            if folder != last[0]:
                last = self._last_folder = (folder, self._require_real(path, folder))
            at = last[1] + os.sep + name
            if ASKS_CLOUD:
                self._require_here(path, at)
            fd = reading.open_unlinked(at)
            if fd is None:
                # The note is a link: read what it leads to, if that is inside.
                fd = reading.open_file(self._require_real(path, path))
        except FileNotFoundError as error:
            self._require_here(path, self._root.at(path))
            raise reading.explain(path, error) from error
        except OSError as error:
            raise reading.explain(path, error) from error
        return reading.read_note(path, fd)

    def _require_here(self, path: str, at: str) -> None:
        """Raise NoteUnreadable where reading would fetch the note from the cloud."""
        if (problem := reading.find_absence(path, at)) is not None:
            raise NoteUnreadable(problem)

    def _require_real(self, path: str, inside: str) -> str:
        """Where `inside` really lies. Raises OSError, NoteUnreadable about `path`."""
        if (real := self._root.find_real(inside)) is None:
            what = "the link leads out of the vault"
            raise NoteUnreadable(Problem(path, 0, "link-outside", what))
        return real

    def read_setting(self, path: str) -> str | None:
        """See `Files.read_setting`; a settings file may be a link to anywhere."""
        return reading.read_setting(self._root.at(path), path)

    def exists(self, path: str) -> bool:
        """See `Files.exists`."""
        if find_path_fault(path):
            return False
        try:
            inside = self._root.find_real(path.rpartition("/")[0]) is not None
        except OSError:
            return False
        return inside and os.path.lexists(self._root.at(path))

    def mode(self, path: str) -> int:
        """See `Files.mode`."""
        try:
            return stat.S_IMODE(os.stat(self._root.at(path)).st_mode) & 0o777
        except OSError:
            return 0

    def list(self, folder: str) -> tuple[str, ...]:
        """See `Files.list`."""
        try:
            at = self._root.find_real(folder)
            if at is None:
                return ()
            with os.scandir(at) as entries:
                names = [e.name for e in entries if e.is_file() and e.name[0] != "."]
        except OSError:
            return ()
        return tuple(sorted(names))

    def tree(self, folder: str) -> tuple[str, ...]:
        """See `Files.tree`; links are not followed."""
        found: list[str] = []
        if find_path_fault(folder):
            return ()
        for at, folders, names in os.walk(self._root.at(folder)):
            folders[:] = [name for name in folders if name[0] != "."]
            inside = os.path.relpath(at, self.root).replace(os.sep, "/")
            found += [f"{inside}/{name}" for name in names if name[0] != "."]
        return tuple(sorted(found))

    def discard_empty(self, folder: str) -> None:
        """See `Files.discard_empty`."""
        for at, _, _ in os.walk(self._root.at(folder), topdown=False):
            saving.discard_folder(at)

    def write(self, write: PlannedWrite) -> None:
        """See `Files.write`."""
        self._root.require_inside(write.path)
        if write.action == "unchanged":
            return
        with told(write.path):
            if write.expected is None:
                self._create(write.path, write.new, write.mode)
            else:
                self._replace(write.path, write.expected, write.new)

    def _replace(self, path: str, expected: bytes, new: bytes) -> None:
        target = self._root.require_target(path)
        try:
            with self._root.open_folder(target) as folder:
                place = Place(folder, path, target.name)
                saving.replace_file(place, expected, new, self._wait)
        except FileNotFoundError:
            raise NoteChanged(path) from None

    def _create(self, path: str, new: bytes, mode: int) -> None:
        at = self._root.at(path)
        if os.path.islink(at) and not os.path.exists(at):
            raise NoteUnwritable(path, "a link that leads nowhere has that name")
        target = self._root.require_target(path)
        made: list[str] = []
        try:
            with self._root.make_folder(
                path, target, self._folder_mode, made
            ) as folder:
                place = Place(folder, path, target.name)
                beside = self._names_in(folder)
                saving.create_file(place, new, mode or self._file_mode, beside)
        except BaseException:
            discard_folders(made)
            raise

    @contextmanager
    def together(self) -> Iterator[None]:
        """See `Files.together`."""
        self._beside = {}
        try:
            yield
        finally:
            self._beside = None

    def _names_in(self, folder: Folder) -> Beside | None:
        """The names of a folder while many files are made, else None."""
        if self._beside is None:
            return None
        from nettrack_md.vault.beside import Beside

        if (known := self._beside.get(folder.path)) is None:
            # Of two threads that look at once one is heard.
            known = self._beside.setdefault(folder.path, Beside(folder.names()))
        return known

    def remove(self, removal: PlannedRemoval) -> None:
        """See `Files.remove`. Of a link, what it leads to is taken away."""
        path = removal.path
        self._root.require_inside(path)
        with told(path):
            target = self._root.require_target(path)
            try:
                with self._root.open_folder(target) as folder:
                    place = Place(folder, path, target.name)
                    saving.remove_file(place, removal.expected)
            except FileNotFoundError:
                raise NoteChanged(path) from None

    def move(self, move: PlannedMove) -> None:
        """See `Files.move`. A link is refused: its name is one of two."""
        for path in (move.path, move.to):
            require_inside(path)
        folder_path, _, name = move.to.rpartition("/")
        if folder_path != move.path.rpartition("/")[0]:
            raise NoteUnwritable(move.path, "it would leave its folder")
        with told(move.path):
            if os.path.islink(self._root.at(move.path)):
                raise NoteUnwritable(
                    move.path, "it is a link", "Rename what it leads to."
                )
            target = self._root.require_target(move.path)
            try:
                with self._root.open_folder(target) as folder:
                    place = Place(folder, move.path, target.name)
                    saving.move_file(place, name, move.expected)
            except FileNotFoundError:
                raise NoteChanged(move.path) from None

    def sweep(self, older_than_ns: int, temps: Iterable[str] | None = None) -> Swept:
        """Remove what killed runs left behind before that moment; see `vault.sweep`.

        `temps` are the paths that a walk saw; None looks everywhere.
        """
        sweep_unseen(self.root, older_than_ns)
        return sweep(self.root, older_than_ns, temps)
