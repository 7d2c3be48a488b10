"""The only importer of watchdog: events of the file system become hints.

On Linux its inotify thread is used without its observer, which would watch every
folder below the root, those of `.git` too, and tells nobody when the queue of events
overflows. Elsewhere the observer of the platform watches the root.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from nettrack_md.app.watch.events import WHOLE, Hint, hint_of_file, hint_of_folder
from nettrack_md.vault.rewalk import is_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from watchdog.events import FileSystemEvent

_TOO_MANY = frozenset({errno.ENOSPC, errno.EMFILE, errno.ENFILE})


class NoEvents(Exception):
    """No events can be had here; the text is half a sentence that says why."""


class Observation(Protocol):
    """Somebody who passes on what the file system tells."""

    def watch(self, folders: frozenset[str]) -> bool:
        """Watch exactly these folders; whether any is new. Raises NoEvents."""

    def covers(self, folders: frozenset[str]) -> bool:
        """Whether each change in these folders would be heard, in its order."""

    def listen(self, folder: str, tell: Callable[[str], None]) -> None:
        """Pass on, in the same order, the names that are moved into another folder."""

    def find_fault(self) -> str:
        """Why nothing would be heard any more, in half a sentence; else empty."""

    def stop(self) -> None:
        """End it."""


def observe(root: str, tell: Callable[[Hint], None]) -> Observation:
    """Watch the vault at a real path; `tell` is called by a thread of ours.

    Raises NoEvents.
    """
    make = InotifyObservation if sys.platform.startswith("linux") else TreeObservation
    try:
        return make(root, tell)
    except ImportError as error:
        raise NoEvents(f"watchdog cannot be loaded ({error})") from error
    except OSError as error:
        raise NoEvents(_reason(error)) from error


def _reason(error: OSError) -> str:
    if error.errno in _TOO_MANY:
        return "the system has no more inotify watches (fs.inotify.max_user_watches)"
    return f"the system gives no events ({error.strerror or error})"


class _Ear:
    """Passes hints on, and remembers if that failed."""

    def __init__(self, tell: Callable[[Hint], None]) -> None:
        self._tell = tell
        self.fault = ""

    def hear(self, hint: Hint | None) -> None:
        if hint is not None:
            self._tell(hint)

    def failed(self, error: Exception) -> None:
        self.fault = f"an event could not be passed on ({type(error).__name__})"


class _Folder:
    """What inotify calls back for one folder."""

    def __init__(self, folder: str, owner: InotifyObservation) -> None:
        self.folder = folder
        self._owner = owner

    def on_event(self, event: Any) -> None:  # noqa: ANN401 — watchdog's own
        """Something happened in the folder, or to it."""
        ear = self._owner.ear
        try:
            name = os.fsdecode(event.name)
            if not name:
                if event.is_move_self:
                    self._owner.moved(self)
                ear.hear(WHOLE)
            elif event.is_directory:
                ear.hear(hint_of_folder(name))
            else:
                gone = event.is_delete or event.is_moved_from
                hint = hint_of_file(self.folder, name, gone=gone)
                ear.hear(hint or self._owner.hint_of_link(self.folder, name, event))
        except Exception as error:  # noqa: BLE001 — it would end watchdog's thread
            ear.failed(error)

    def on_watch_deleted(self, wd: int) -> None:
        """The folder is gone, or lies elsewhere."""
        del wd
        self._owner.lost(self)

    def on_queue_overflow(self) -> None:
        """Events were lost."""
        with suppress(Exception):
            self._owner.ear.hear(WHOLE)


class _Listener:
    """What inotify calls back for the folder of `Observation.listen`."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell

    def on_event(self, event: Any) -> None:  # noqa: ANN401 — watchdog's own
        """A name has come."""
        # Whoever cannot be answered will walk; our own thread must go on.
        with suppress(Exception):
            self._tell(os.fsdecode(event.name))

    def on_watch_deleted(self, wd: int) -> None:
        """The folder is gone: nobody asks any more."""

    def on_queue_overflow(self) -> None:
        """The folders of the vault are told of that."""


class InotifyObservation:
    """Linux: one watch for each folder that matters, one thread for all."""

    def __init__(self, root: str, tell: Callable[[Hint], None]) -> None:
        """Begin, with nothing watched yet. Raises OSError, ImportError."""
        from watchdog.observers.inotify_c import InotifyConstants, InotifyFD

        self._root = root
        self.ear = _Ear(tell)
        self._lock = threading.Lock()
        self._watches: dict[str, tuple[_Folder, Any]] = {}
        self._listener: Any = None
        names = (
            "MODIFY", "ATTRIB", "CLOSE_WRITE", "MOVED_FROM", "MOVED_TO", "CREATE",
            "DELETE", "DELETE_SELF", "MOVE_SELF", "ONLYDIR", "DONT_FOLLOW",
            "EXCL_UNLINK",
        )  # fmt: skip
        mask = 0
        for name in names:
            mask |= getattr(InotifyConstants, f"IN_{name}")
        self._mask: Any = mask
        self._arrival: Any = InotifyConstants.IN_MOVED_TO | InotifyConstants.IN_ONLYDIR
        self._inotify: Any = InotifyFD()
        self._inotify.start()

    def watch(self, folders: frozenset[str]) -> bool:
        """See `Observation.watch`."""
        with self._lock:
            gone = [self._watches.pop(path) for path in self._watches.keys() - folders]
            new = sorted(folders - self._watches.keys())
        self._remove(gone)
        added = [folder for folder in new if self._add(folder)]
        return bool(added)

    def covers(self, folders: frozenset[str]) -> bool:
        """See `Observation.covers`."""
        with self._lock:
            return folders <= self._watches.keys()

    def listen(self, folder: str, tell: Callable[[str], None]) -> None:
        """See `Observation.listen`."""
        callback: Any = _Listener(tell)
        at = os.fsencode(folder)
        self._inotify.add_callback(at, self._arrival, callback, id(callback))
        self._listener = callback

    def _add(self, folder: str) -> bool:
        at = os.fsencode(f"{self._root}/{folder}" if folder else self._root)
        callback: Any = _Folder(folder, self)
        id_: Any = id(callback)
        try:
            number = self._inotify.add_callback(at, self._mask, callback, id_)
        except OSError as error:
            if error.errno in _TOO_MANY:
                raise NoEvents(_reason(error)) from error
            return False  # Gone, or no folder: a walk will say so.
        with self._lock:
            self._watches[folder] = (callback, number)
        return True

    def _remove(self, watches: list[tuple[_Folder, Any]]) -> None:
        with suppress(OSError):
            self._inotify.remove_callbacks(
                [(number, id(callback)) for callback, number in watches]
            )

    def moved(self, callback: _Folder) -> None:
        """A folder lies elsewhere now, and so does what is in it.

        The system goes on telling of it under its old path, where another folder may
        come up: that one would be taken for watched.
        """
        top = callback.folder
        with self._lock:
            gone = [
                self._watches.pop(path)
                for path in list(self._watches)
                if not top or path == top or path.startswith(f"{top}/")
            ]
        self._remove(gone)

    def hint_of_link(self, folder: str, name: str, event: Any) -> Hint | None:  # noqa: ANN401
        """A new link may lead to notes, whatever it is called; no event says link."""
        if name.startswith(".") or not (event.is_create or event.is_moved_to):
            return None
        path = f"{folder}/{name}" if folder else name
        return WHOLE if is_link(self._root, path) else None

    def lost(self, callback: _Folder) -> None:
        """The system let go of a watch."""
        with self._lock:
            known = self._watches.get(callback.folder)
            is_known = known is not None and known[0] is callback
            if is_known:
                del self._watches[callback.folder]
        if is_known:
            with suppress(Exception):
                self.ear.hear(WHOLE)

    def find_fault(self) -> str:
        """See `Observation.find_fault`."""
        if self.ear.fault:
            return self.ear.fault
        if not self._inotify.is_alive():
            return "the thread that reads events has ended"
        try:
            # Closed behind its back, the thread would go on and hear nothing.
            os.fstat(self._inotify._inotify_fd)  # noqa: SLF001
        except OSError:
            return "the source of events was closed"
        return ""

    def stop(self) -> None:
        """See `Observation.stop`."""
        with suppress(Exception):
            self._inotify.stop()
            self._inotify.join(1.0)


class TreeObservation:
    """Other systems: their own observer of a whole tree."""

    def __init__(self, root: str, tell: Callable[[Hint], None]) -> None:
        """Begin. Raises OSError, ImportError."""
        from watchdog.observers import Observer

        self._root = root
        self.ear = _Ear(tell)
        self._observer: Any = Observer()
        handler: Any = _Handler(self)
        self._observer.schedule(handler, root, recursive=True)
        self._observer.start()

    def watch(self, folders: frozenset[str]) -> bool:
        """See `Observation.watch`; everything is watched from the start."""
        del folders
        return False

    def covers(self, folders: frozenset[str]) -> bool:
        """See `Observation.covers`: in what order these systems tell is not known."""
        del folders
        return False

    def listen(self, folder: str, tell: Callable[[str], None]) -> None:
        """See `Observation.listen`; nobody is ever vouched to."""

    def hear(self, event: FileSystemEvent) -> None:
        """Pass on what may be of interest."""
        if event.event_type in {"opened", "closed_no_write"}:
            return
        for path, gone in (
            (event.src_path, event.event_type in {"deleted", "moved"}),
            (event.dest_path, False),
        ):
            relative = self._relative(os.fsdecode(path)) if path else None
            if relative is None:
                continue
            folder, _, name = relative.rpartition("/")
            if any(not hint_of_folder(part) for part in folder.split("/") if part):
                continue
            if event.is_directory:
                # That its list of files changed is told file by file, too.
                if event.event_type != "modified":
                    self.ear.hear(hint_of_folder(name) if name else WHOLE)
            else:
                self.ear.hear(hint_of_file(folder, name, gone=gone))

    def _relative(self, path: str) -> str | None:
        if path == self._root:
            return ""
        start = self._root.rstrip(os.sep) + os.sep
        if not path.startswith(start):
            return None
        return path[len(start) :].replace(os.sep, "/")

    def find_fault(self) -> str:
        """See `Observation.find_fault`."""
        if self.ear.fault:
            return self.ear.fault
        threads = [self._observer, *self._observer.emitters]
        if not all(thread.is_alive() for thread in threads):
            return "a thread that reads events has ended"
        return ""

    def stop(self) -> None:
        """See `Observation.stop`."""
        with suppress(Exception):
            self._observer.stop()
            self._observer.join(1.0)


class _Handler:
    """What watchdog's observer calls."""

    def __init__(self, owner: TreeObservation) -> None:
        self._owner = owner

    def dispatch(self, event: FileSystemEvent) -> None:
        """Any event at all."""
        try:
            self._owner.hear(event)
        except Exception as error:  # noqa: BLE001 — it would end watchdog's thread
            self._owner.ear.failed(error)
