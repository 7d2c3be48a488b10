"""The index as a file: opened, made anew on any doubt, written to, replaced."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

from nettrack_md.index import answers, seen
from nettrack_md.index.database import Database
from nettrack_md.index.faults import (
    Guard,
    IndexDamaged,
    IndexSuperseded,
    IndexUnavailable,
    IndexUnwritable,
)
from nettrack_md.index.reader import Reader
from nettrack_md.index.schema import (
    create_tables,
    drop_everything,
    fault_of_schema,
    has_our_tables,
    stamp,
)
from nettrack_md.index.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Seconds for which we wait for another process to let go of the index.
PATIENCE = 5.0
_PRIVATE = 0o600
_PRIVATE_FOLDER = 0o700


class Listener(Protocol):
    """Whoever wants to know what is written into an index, and by whom."""

    def began(self, version: int) -> None:
        """A transaction of this process begins, at that `Index.version`."""

    def committed(self, version: int) -> None:
        """It is done, and this is the version now."""

    def told(self, paths: Iterable[str]) -> None:
        """Contacts whose evidence was weighed anew, or who are gone."""


class Index(Reader):
    """What the notes say, as far as it was told. Close it when done."""

    def __init__(
        self, database: Database, fingerprint: str, wait_seconds: float, rebuilt: str
    ) -> None:
        super().__init__(database, stamp(fingerprint))
        self._fingerprint = fingerprint
        self._wait_seconds = wait_seconds
        #: Why a file that was there was not used, in half a sentence; else empty.
        self.rebuilt = rebuilt
        self.listener: Listener | None = None

    @property
    def in_memory(self) -> bool:
        """Whether all of it is gone when it is closed."""
        return self._database.file is None

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """One transaction: all of it is kept, or, on any exception, nothing.

        Raises IndexBusy when others write for too long, and whatever else is an
        IndexUnavailable; `recover` helps with each.
        """
        database = self._database
        with Guard():
            try:
                database.begin()
                if database.value("SELECT stamp FROM meta") != self._stamp:
                    raise IndexSuperseded("another nettrack made it anew")
                listener = self.listener
                if listener is not None:
                    listener.began(answers.version(database))
                tell = None if listener is None else listener.told
                writer = Writer(database, tell)
                yield writer
                writer.finish()
                version = answers.version(database)
                database.commit()
                seen.remember(database, database.file)
                if listener is not None:
                    listener.committed(version)
            finally:
                database.before_reading = None
                database.rollback()

    def keep_answer(
        self, question: bytes, answer: bytes, version: int, *, lasting: bool = False
    ) -> None:
        """Keep an answer that was made at that version, if it still is that.

        A lasting one holds while nobody is called otherwise, any other until the next
        write. Where the file is busy or cannot be written, the answer is not kept.
        """
        with suppress(IndexUnavailable), Guard():
            try:
                answers.keep_answer(
                    self._database, question, answer, version, lasting=lasting
                )
                seen.remember(self._database, self._database.file)
            finally:
                self._database.rollback()

    def empty(self) -> None:
        """Leave nothing in the file of what the notes said; the next command fills it.

        Deleted rows stay in a database's free pages, until it is written anew. Where
        others use the file for too long it is emptied as well as that can be done.
        """
        database = self._database
        with suppress(IndexUnavailable), Guard():
            try:
                database.begin()
                drop_everything(database)
                create_tables(database, self._stamp)
                database.commit()
                database.run("VACUUM")
                seen.remember(database, database.file)
            finally:
                database.rollback()

    def recover(self, fault: IndexUnavailable) -> Index:
        """An index to go on with after a fault; this one is closed.

        A damaged file is set aside and an empty one takes its place. Where the file
        is locked or cannot be written, the new index is in memory. In either case it
        is empty and must be brought level with the vault.
        """
        file = self._database.file
        self.close()
        if file is not None and isinstance(fault, IndexDamaged | IndexSuperseded):
            if isinstance(fault, IndexDamaged):
                _set_aside(file)
            index = open_index(
                file, fingerprint=self._fingerprint, wait_seconds=self._wait_seconds
            )
            index.rebuilt = index.rebuilt or fault.reason
            return index
        return _in_memory(self._fingerprint, fault.reason)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def open_index(
    file: str | None,
    *,
    fingerprint: str,
    rebuild: bool = False,
    wait_seconds: float = PATIENCE,
) -> Index:
    """The index in that file, empty where the file is new or was of no use.

    `fingerprint` names whatever else decides what notes mean; with another one, with
    another version of nettrack or Python, or damaged, the file is made anew, and
    `Index.rebuilt` says why. `rebuild` does so in any case. Without a file, and where
    it is locked for too long or cannot be written, the index is in memory.
    """
    if file is None:
        return _in_memory(fingerprint, "")
    why = ""
    try:
        for _ in range(2):
            try:
                _prepare(file)
                return _open(file, fingerprint, wait_seconds, why, rebuild=rebuild)
            except IndexDamaged as fault:
                why = fault.reason
                _set_aside(file)
    except (IndexUnavailable, OSError) as fault:
        return _in_memory(fingerprint, getattr(fault, "reason", str(fault)))
    return _in_memory(fingerprint, why)


def find_index(file: str | None) -> Index | None:
    """The index in that file as it was left, to be asked in passing.

    None where there is none, where another version made it, or where it is in use:
    nobody waits, and nothing is mended.
    """
    if file is None:
        return None
    database: Database | None = None
    try:
        with Guard():
            database = Database(file, 0)
            if has_our_tables(database):
                return Index(database, "", 0, "")
    except (IndexUnavailable, OSError):
        pass
    if database is not None:
        database.close()
    return None


def _in_memory(fingerprint: str, why: str) -> Index:
    database = Database(None, 0)
    create_tables(database, stamp(fingerprint))
    return Index(database, fingerprint, 0, why)


def _prepare(file: str) -> None:
    """See to it that the file is there, can be written, and is the user's alone.

    Raises IndexDamaged when something else is in its place, IndexUnwritable, OSError.
    """
    folder = os.path.dirname(file)
    if not os.path.isdir(folder):
        os.makedirs(folder, _PRIVATE_FOLDER)
        os.chmod(folder, _PRIVATE_FOLDER)
    try:
        mode = os.stat(file).st_mode
    except FileNotFoundError:
        # SQLite would make it readable by everybody that the umask allows.
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, _PRIVATE))
        mode = 0
    if mode and not stat.S_ISREG(mode):
        raise IndexDamaged("something that is no file was in its place")
    if stat.S_IMODE(mode) != _PRIVATE:
        os.chmod(file, _PRIVATE)
    if not (os.access(file, os.W_OK) and os.access(folder, os.W_OK)):
        raise IndexUnwritable("its folder cannot be written")


def _open(
    file: str, fingerprint: str, wait_seconds: float, why: str, *, rebuild: bool
) -> Index:
    its_stamp = stamp(fingerprint)
    with Guard():
        database = Database(file, wait_seconds)
        try:
            wrong = (
                "it was asked for" if rebuild else fault_of_schema(database, its_stamp)
            )
            if wrong is not None:
                _fill(database, its_stamp, rebuild=rebuild)
                seen.remember(database, file)
            else:
                seen.require_untouched(database, file)
        except BaseException:
            database.close()
            raise
    return Index(database, fingerprint, wait_seconds, why or wrong or "")


def _fill(database: Database, its_stamp: str, *, rebuild: bool) -> None:
    """Make the tables, in place of those that are there.

    The file itself stays, since another process may have it open.
    """
    database.begin()
    # Another process may have done it while we waited.
    if rebuild or fault_of_schema(database, its_stamp) is not None:
        drop_everything(database)
        create_tables(database, its_stamp)
    database.commit()


def _set_aside(file: str) -> None:
    """Put a damaged file where it does no harm; the last one is kept for a look."""
    # Left behind, SQLite would apply them to the new file.
    for ending in ("-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            os.unlink(file + ending)
    seen.forget(file)
    os.replace(file, f"{file}.damaged")
