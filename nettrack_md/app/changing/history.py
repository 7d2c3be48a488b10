"""What was done, and how to take it back: one file a command, in the state folder.

An entry holds what each note held before, and the digest of what was written; so an
undo knows whether somebody wrote it since. Kept outside the vault, for the owner only.
"""

from __future__ import annotations

import json
import re
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from nettrack_md.app.clock import now_ns
from nettrack_md.errors import NettrackError, NoteChanged, NoteUnreadable
from nettrack_md.model.writes import PlannedRemoval, PlannedWrite
from nettrack_md.vault import places
from nettrack_md.vault.digest import digest
from nettrack_md.vault.files import DiskFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import date

    from nettrack_md.vault.files import Files

#: How many commands are remembered, and how much of the disk they may take.
MAX_COMMANDS = 200
MAX_KIB = 32 * 1024
#: A file of the state folder can be read up to 10 MB.
_MAX_ENTRY_KIB = 9 * 1024
_FOLDER = "history"
_TRASH = "trash"
#: The moment in nanoseconds, so that names sort by time; then the size in KiB.
_NAME = re.compile(r"(\d{20})-(\d+)\.json")
_FORMAT = 1

State = Literal["done", "undone", "kept"]


class Done(NamedTuple):
    """One file that a command wrote."""

    path: str
    #: What the file held; None: it was not there.
    before: bytes | None
    #: What it holds since; None: it was taken away.
    after: bytes | None
    #: The path that it had before, where the command renamed it.
    was: str = ""
    #: The permission bits of a file that was taken away; 0: not known.
    mode: int = 0


@dataclass(frozen=True, slots=True)
class Deed:
    """One file that a command wrote, as it is remembered."""

    path: str
    #: What undo puts back; None: the file was made by the command.
    before: bytes | None
    #: Digest of what was written, in hexadecimal; empty: the file was taken away.
    after: str
    #: `undone`: taken back. `kept`: refused, since somebody wrote it since.
    state: State = "done"
    #: The path that it had before; empty: the same.
    was: str = ""
    #: The permission bits of a file that was taken away; 0: not known.
    mode: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One command."""

    #: Name of its file in the history.
    name: str
    #: As it was typed: `log`, `ada`, `lunch`.
    words: tuple[str, ...]
    #: The day that it was given on; ISO.
    on: str
    deeds: tuple[Deed, ...]

    @property
    def open(self) -> bool:
        """Whether something of it can still be taken back."""
        return any(deed.state == "done" for deed in self.deeds)


class History:
    """The commands of one vault, newest first. None of its files is in the vault."""

    def __init__(
        self, files: Files | None, *, clock: Callable[[], int] = now_ns
    ) -> None:
        """Keep it in `files`; with None nothing is remembered."""
        self._files = files
        self._clock = clock

    def begin(self, words: Sequence[str], on: date) -> Record:
        """A command that is about to write; nothing is remembered of it yet."""
        return Record(self, Entry("", tuple(words), on.isoformat(), ()))

    def begin_again(self, entry: Entry) -> Record:
        """A command that was stopped halfway, and now goes on."""
        return Record(self, entry)

    def store(self, entry: Entry) -> str:
        """Remember a command, in the place of what was known of it; its name.

        One that did nothing is forgotten. Raises NettrackError.
        """
        if self._files is None:
            raise NettrackError("the folder for the history cannot be written")
        if not entry.deeds:
            self._forget(self._files, entry.name)
            return ""
        content = _encode(entry)
        if len(content) // 1024 + 1 > _MAX_ENTRY_KIB:
            raise NettrackError("it is too much to remember at once")
        if entry.name:
            path = f"{_FOLDER}/{entry.name}"
            self._files.write(PlannedWrite(path, self._files.read(path), content))
            return entry.name
        name = self._add(self._files, content)
        self._prune(self._files)
        return name

    def _add(self, files: Files, content: bytes) -> str:
        # Names sort by time, and undo takes the newest: also when the clock went back.
        last = next((name for name, _ in self._names(files)), "0")
        moment = max(self._clock(), int(last.partition("-")[0]) + 1)
        while True:
            name = f"{moment:020d}-{len(content) // 1024 + 1}.json"
            try:
                files.write(PlannedWrite(f"{_FOLDER}/{name}", None, content))
            except NoteChanged:
                moment += 1  # another command of the same moment
            else:
                return name

    def _forget(self, files: Files, name: str) -> None:
        path = f"{_FOLDER}/{name}"
        if name and files.exists(path):
            files.remove(PlannedRemoval(path, files.read(path)))

    def _prune(self, files: Files) -> None:
        names = self._names(files)
        room = MAX_KIB
        for number, (name, kib) in enumerate(names):
            room -= kib
            # The newest always stays.
            if number and (number >= MAX_COMMANDS or room < 0):
                path = f"{_FOLDER}/{name}"
                files.remove(PlannedRemoval(path, files.read(path)))

    def _names(self, files: Files) -> list[tuple[str, int]]:
        """File names and their KiB, newest first."""
        found = (_NAME.fullmatch(name) for name in files.list(_FOLDER))
        return [(one[0], int(one[2])) for one in found if one][::-1]

    def entries(self) -> Iterator[Entry]:
        """Every command, newest first; a file that cannot be read is passed over."""
        if self._files is None:
            return
        for name, _ in self._names(self._files):
            try:
                yield _decode(name, self._files.read(f"{_FOLDER}/{name}"))
            except (NoteUnreadable, ValueError, KeyError, TypeError, AttributeError):
                continue

    def find_last(self) -> Entry | None:
        """The last command that can still be taken back."""
        return next((entry for entry in self.entries() if entry.open), None)

    def mark(self, entry: Entry, states: Sequence[State]) -> None:
        """Remember what became of each deed. Raises NettrackError."""
        deeds = tuple(
            replace(deed, state=state)
            for deed, state in zip(entry.deeds, states, strict=True)
        )
        self.store(replace(entry, deeds=deeds))

    def keep(self, entry: Entry, path: str, content: bytes) -> None:
        """Put a file that is taken away into the trash. Raises NettrackError."""
        if self._files is None:
            raise NettrackError(f"{path}: there is no trash that could take it")
        moment = entry.name.partition("-")[0] or f"{self._clock():020d}"
        # What lay in our own hidden folder is not hidden in the trash.
        place = f"{_TRASH}/{moment}/{path.removeprefix('.')}"
        stem, dot, ending = place.rpartition(".")
        number = 1
        while self._files.exists(place):
            if self._files.read(place) == content:
                return
            number += 1
            place = f"{stem} {number}{dot}{ending}"
        self._files.write(PlannedWrite(place, None, content))

    def together(self) -> AbstractContextManager[None]:
        """While many files are kept, also by several threads at once."""
        return nullcontext() if self._files is None else self._files.together()

    def trash(self) -> Iterator[tuple[str, bytes]]:
        """Every file that was taken away and is kept: its place, what it holds."""
        if self._files is None:
            return
        for place in self._files.tree(_TRASH):
            with suppress(NoteUnreadable):
                yield place, self._files.read(place)

    def discard_trash(self, place: str, content: bytes) -> None:
        """Take a file out of the trash for good. Raises NettrackError."""
        if self._files is not None:
            self._files.remove(PlannedRemoval(place, content))
            self._files.discard_empty(_TRASH)

    def discard(self, entry: Entry) -> None:
        """Forget a command: nothing takes it back any more. Raises NettrackError."""
        if self._files is not None:
            self._forget(self._files, entry.name)


class Record:
    """One command in the history: told before it writes, corrected behind it.

    So whatever a killed command wrote can be taken back.
    """

    def __init__(self, history: History, entry: Entry) -> None:
        """Take an entry that is new, or that of a command that goes on."""
        self._history = history
        self._entry = entry
        self._before = entry.deeds
        self._done: tuple[Done, ...] = ()
        #: Why it cannot be remembered, as a clause; empty when it is.
        self.fault = ""

    def intend(self, ahead: Iterable[Done]) -> None:
        """Remember what is about to be written, behind what was."""
        self._store((*self._done, *ahead))

    def add(self, done: Iterable[Done]) -> None:
        """Remember what was written, in the place of what was intended."""
        self._done = (*self._done, *done)
        self._store(self._done)

    def _store(self, done: Sequence[Done]) -> None:
        entry = replace(self._entry, deeds=_going_on(self._before, done))
        if entry == self._entry:
            return
        try:
            name = self._history.store(entry)
        except NettrackError as error:
            self.fault = str(error).rstrip(".")
        else:
            self._entry = replace(entry, name=name)

    def keep(self, path: str, content: bytes) -> None:
        """Put a file that the command takes away into the trash.

        Raises NettrackError; then it must not be taken away.
        """
        self._history.keep(self._entry, path, content)


def _going_on(before: Sequence[Deed], done: Sequence[Done]) -> tuple[Deed, ...]:
    """The deeds of a command, and those that it did before it was stopped."""
    deeds = [
        Deed(one.path, one.before, _hex_of(one.after), was=one.was, mode=one.mode)
        for one in done
    ]
    if not before:
        return tuple(deeds)
    again = {deed.path: deed for deed in deeds}
    first = [
        replace(deed, after=again.pop(deed.path).after) if deed.path in again else deed
        for deed in before
    ]
    return (*first, *again.values())


def open_history(root: str) -> History:
    """The history of the vault at `root`; an empty one where none can be kept."""
    folder = places.state_folder(root)
    return History(None if folder is None else DiskFiles(folder, private=True))


def is_what_was_written(deed: Deed, content: bytes) -> bool:
    """Whether a file still holds what the command wrote."""
    return deed.after == _hex(content)


def _hex(content: bytes) -> str:
    return digest(content).hex()


def _hex_of(content: bytes | None) -> str:
    return "" if content is None else _hex(content)


def _encode(entry: Entry) -> bytes:
    table = {
        "format": _FORMAT,
        "words": entry.words,
        "on": entry.on,
        "deeds": [
            {
                "path": deed.path,
                # Surrogates keep bytes that are no UTF-8; JSON escapes them.
                "before": None
                if deed.before is None
                else deed.before.decode("utf-8", "surrogateescape"),
                "after": deed.after,
                "state": deed.state,
                **({"was": deed.was} if deed.was else {}),
                **({"mode": deed.mode} if deed.mode else {}),
            }
            for deed in entry.deeds
        ],
    }
    return (json.dumps(table) + "\n").encode()


def _decode(name: str, content: bytes) -> Entry:
    table: dict[str, Any] = json.loads(content)
    if table["format"] != _FORMAT:
        raise ValueError(name)
    deeds = tuple(
        Deed(
            str(row["path"]),
            None
            if row["before"] is None
            else row["before"].encode("utf-8", "surrogateescape"),
            str(row["after"]),
            row["state"],
            str(row.get("was", "")),
            int(row.get("mode", 0)) & 0o777,
        )
        for row in table["deeds"]
    )
    return Entry(name, tuple(map(str, table["words"])), str(table["on"]), deeds)
