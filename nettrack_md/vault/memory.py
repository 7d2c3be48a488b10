"""A vault in memory: the same promises as on the disk, for fast tests."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from nettrack_md.errors import NoteChanged, NoteMissing, NoteUnreadable, NoteUnwritable
from nettrack_md.model.problems import Problem
from nettrack_md.vault.copies import find_copies, tell_copy
from nettrack_md.vault.entries import MAX_NOTE_BYTES, too_big
from nettrack_md.vault.names import NOTE_ENDINGS, VAULT_MARKS
from nettrack_md.vault.paths import (
    find_path_fault,
    fold_file_name,
    join,
    require_inside,
    require_new_name,
)
from nettrack_md.vault.reading import decode_setting
from nettrack_md.vault.scope import Scope
from nettrack_md.vault.snapshot import Snapshot, Stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from contextlib import AbstractContextManager

    from nettrack_md.model.writes import PlannedMove, PlannedRemoval, PlannedWrite

#: A second of the clock in memory: each change takes one.
_TICK = 1_000_000_000


class MemoryFiles:
    """Files that are a dictionary. Their clock ticks once for each change."""

    def __init__(self, files: Mapping[str, bytes | str] | None = None) -> None:
        self._files: dict[str, bytes] = {}
        #: Time of the last change, and a number that each new file gets.
        self._stamps: dict[str, tuple[int, int]] = {}
        self._now = 0
        #: Paths that may be read only, as a test sets them.
        self.read_only: set[str] = set()
        for path, content in (files or {}).items():
            self.put(path, content)

    def put(self, path: str, content: bytes | str) -> None:
        """Write as an editor does, without asking."""
        self._now += _TICK
        number = self._stamps.get(path, (0, self._now))[1]
        self._files[path] = (
            content.encode("utf-8") if isinstance(content, str) else content
        )
        self._stamps[path] = (self._now, number)

    def delete(self, path: str) -> None:
        """Take away as an editor does, without asking."""
        self._now += _TICK
        del self._files[path], self._stamps[path]

    @property
    def now_ns(self) -> int:
        """The time in memory: that of the last change."""
        return self._now

    @property
    def content(self) -> dict[str, bytes]:
        """All files and what they hold; a copy."""
        return dict(self._files)

    def walk(
        self, *, ignore: Iterable[str] = (), template_folders: Iterable[str] = ()
    ) -> Snapshot:
        """See `Files.walk`."""
        scope = Scope(ignore, template_folders)
        nested = self._nested_vaults()
        names: dict[str, list[str]] = {}
        for path in self._files:
            folder, _, name = path.rpartition("/")
            wanted = name.endswith(NOTE_ENDINGS) and not name.startswith(".")
            if wanted and not self._is_skipped(folder, scope, nested):
                names.setdefault(folder, []).append(name)
        return self._snapshot(names, scope)

    def _nested_vaults(self) -> frozenset[str]:
        found = set()
        for path in self._files:
            parts = path.split("/")
            found |= {
                "/".join(parts[:place])
                for place, part in enumerate(parts)
                if place and part in VAULT_MARKS
            }
        return frozenset(found)

    def _is_skipped(self, folder: str, scope: Scope, nested: frozenset[str]) -> bool:
        while folder:
            if folder in nested or scope.skips_folder(folder):
                return True
            folder = folder.rpartition("/")[0]
        return False

    def _snapshot(self, names: dict[str, list[str]], scope: Scope) -> Snapshot:
        folders: dict[str, tuple[Stamp, ...]] = {}
        kept: dict[str, tuple[str, ...]] = {}
        problems: list[Problem] = []
        copies: list[tuple[str, str]] = []
        for folder in sorted(names):
            here = sorted(names[folder])
            for name, copy in find_copies(here).items():
                path, of, problem = tell_copy(folder, name, copy)
                problems.append(problem)
                copies.append((path, of))
                here.remove(name)
            here = [n for n in here if not scope.skips_file(join(folder, n))]
            big = tuple(n for n in here if self._is_big(join(folder, n)))
            for name in big:
                path = join(folder, name)
                problems.append(too_big(path, len(self._files[path])))
            if big:
                kept[folder] = big
            if here:
                folders[folder] = tuple(
                    self._stamp(folder, name) for name in here if name not in big
                )
        return Snapshot(folders, kept, tuple(sorted(problems)), tuple(sorted(copies)))

    def _is_big(self, path: str) -> bool:
        return len(self._files[path]) > MAX_NOTE_BYTES

    def _stamp(self, folder: str, name: str) -> Stamp:
        path = join(folder, name)
        time, number = self._stamps[path]
        return (name, len(self._files[path]), time, time, number)

    def _has_folder(self, path: str) -> bool:
        return any(other.startswith(f"{path}/") for other in self._files)

    def read(self, path: str) -> bytes:
        """See `Files.read`."""
        if fault := find_path_fault(path):
            raise NoteUnreadable(Problem(path, 0, "unreadable", fault))
        if (content := self._files.get(path)) is None:
            if self._has_folder(path):
                what = "this is a folder, named like a note"
                raise NoteUnreadable(Problem(path, 0, "not-a-file", what))
            raise NoteMissing(Problem(path, 0, "unreadable", "there is no such file"))
        if self._is_big(path):
            raise NoteUnreadable(too_big(path, len(content)))
        return content

    def read_setting(self, path: str) -> str | None:
        """See `Files.read_setting`."""
        content = self._files.get(path)
        return None if content is None else decode_setting(path, content)

    def exists(self, path: str) -> bool:
        """See `Files.exists`."""
        return path in self._files or (bool(path) and self._has_folder(path))

    def mode(self, path: str) -> int:
        """See `Files.mode`."""
        del path
        return 0

    def list(self, folder: str) -> tuple[str, ...]:
        """See `Files.list`."""
        places = (path.rpartition("/") for path in self._files)
        return tuple(
            sorted(name for at, _, name in places if at == folder and name[0] != ".")
        )

    def together(self) -> AbstractContextManager[None]:
        """See `Files.together`."""
        return nullcontext()

    def tree(self, folder: str) -> tuple[str, ...]:
        """See `Files.tree`."""
        below = (p for p in self._files if p.startswith(f"{folder}/"))
        return tuple(sorted(p for p in below if "/." not in p))

    def discard_empty(self, folder: str) -> None:
        """See `Files.discard_empty`; there are no folders here."""

    def write(self, write: PlannedWrite) -> None:
        """See `Files.write`."""
        path = require_inside(write.path)
        if write.action == "unchanged":
            return
        if write.expected is None:
            self._require_new(path)
        else:
            self._require_content(path, write.expected)
            if path in self.read_only:
                raise NoteUnwritable(
                    path, "the file is read-only", "Allow writing first."
                )
            # A file put in the place of another one is a new one.
            del self._stamps[path]
        self.put(path, write.new)

    def remove(self, removal: PlannedRemoval) -> None:
        """See `Files.remove`."""
        self._require_content(require_inside(removal.path), removal.expected)
        self.delete(removal.path)

    def move(self, move: PlannedMove) -> None:
        """See `Files.move`."""
        self._require_content(require_inside(move.path), move.expected)
        folder, _, name = require_inside(move.to).rpartition("/")
        if folder != move.path.rpartition("/")[0]:
            raise NoteUnwritable(move.path, "it would leave its folder")
        own = move.path.rpartition("/")[2]
        others = sorted(self._names_in(folder) - {own})
        if fold_file_name(name) != fold_file_name(own) or name in others:
            require_new_name(move.path, name, others)
        if move.path in self.read_only:
            raise NoteUnwritable(
                move.path, "the file is read-only", "Allow writing first."
            )
        self._now += _TICK
        self._files[move.to] = self._files.pop(move.path)
        self._stamps[move.to] = (self._now, self._stamps.pop(move.path)[1])

    def _require_content(self, path: str, expected: bytes) -> None:
        if self._has_folder(path):
            raise NoteUnwritable(path, "it is a folder")
        if self._files.get(path) != expected:
            raise NoteChanged(path)

    def _require_new(self, path: str) -> None:
        if self.exists(path):
            raise NoteChanged(path)
        folder = ""
        for part in path.split("/"):
            if folder in self._files:
                what = "a part of its path is a file, not a folder"
                raise NoteUnwritable(path, what)
            here = self._names_in(folder)
            if part not in here:
                require_new_name(path, part, sorted(here))
            folder = join(folder, part)

    def _names_in(self, folder: str) -> set[str]:
        start = f"{folder}/" if folder else ""
        return {
            path[len(start) :].partition("/")[0]
            for path in self._files
            if path.startswith(start)
        }
