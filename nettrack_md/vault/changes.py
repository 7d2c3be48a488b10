"""What changed since the last look: two snapshots compared, nothing read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.model.record import record
from nettrack_md.vault.paths import join
from nettrack_md.vault.snapshot import find_contents

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nettrack_md.vault.snapshot import Contents, Snapshot, Stamp

#: The coarsest clock of a file system in use (FAT): within it a file may be written
#: twice without its times showing it. git calls such entries racy.
_RACY_NS = 2_000_000_000


@record(frozen=True, slots=True)
class Changes:
    """What must be read again. All paths are sorted."""

    added: tuple[str, ...] = ()
    #: Stamps differ; the content may still be the same.
    modified: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    #: Stamps are the same, but so fresh that only the content can tell.
    doubtful: tuple[str, ...] = ()
    #: How many notes need no look.
    unchanged: int = 0
    #: Folders whose stored signature is to be written anew, or dropped.
    folders: tuple[str, ...] = ()
    #: Folders whose stored signature is damaged: what was there is not known, so
    #: whoever stored it should be rebuilt.
    damaged: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to do at all."""
        return not self.folders


class _Comparison:
    def __init__(self) -> None:
        self.added: list[str] = []
        self.modified: list[str] = []
        self.removed: list[str] = []
        self.doubtful: list[str] = []
        self.unchanged = 0
        self.folders: list[str] = []
        self.damaged: list[str] = []

    def result(self) -> Changes:
        return Changes(
            tuple(sorted(self.added)),
            tuple(sorted(self.modified)),
            tuple(sorted(self.removed)),
            tuple(sorted(self.doubtful)),
            self.unchanged,
            tuple(sorted(self.folders)),
            tuple(sorted(self.damaged)),
        )

    def same_folder(
        self, folder: str, stamps: tuple[Stamp, ...], scanned_ns: int
    ) -> None:
        """A folder with the known signature: only fresh files leave a doubt."""
        since = scanned_ns - _RACY_NS
        fresh = [s[0] for s in stamps if s[2] >= since or s[3] >= since]
        self.unchanged += len(stamps) - len(fresh)
        if fresh:
            self.doubtful += [join(folder, name) for name in fresh]
            self.folders.append(folder)

    def changed_folder(
        self, folder: str, known: Contents, now: Contents, scanned_ns: int
    ) -> None:
        """A folder with another signature: compare file by file."""
        self.folders.append(folder)
        since = scanned_ns - _RACY_NS
        before = {stamp[0]: stamp for stamp in known[0]}
        for stamp in now[0]:
            path = join(folder, stamp[0])
            if (old := before.get(stamp[0])) is None:
                # Kept until now, so the index may know it: its content decides.
                listed = self.modified if stamp[0] in known[1] else self.added
                listed.append(path)
            elif old != stamp:
                self.modified.append(path)
            elif stamp[2] >= since or stamp[3] >= since:
                self.doubtful.append(path)
            else:
                self.unchanged += 1
        here = {stamp[0] for stamp in now[0]}.union(now[1])
        self.removed += [
            join(folder, name) for name in (*before, *known[1]) if name not in here
        ]


def compare(known: Mapping[str, tuple[bytes, int]], snapshot: Snapshot) -> Changes:
    """What changed between what is known and what is there.

    `known` has, for each folder, the signature of an earlier snapshot and the time
    at which that walk began, in nanoseconds since the epoch. Files whose times lie
    less than two seconds before that moment, or after it, are doubtful.

    What lies in folders that could not be listed, or is there but cannot be read,
    is not taken for removed.
    """
    comparison = _Comparison()
    for folder, stamps in snapshot.folders.items():
        signature, scanned_ns = known.get(folder, (b"", 0))
        now: Contents = (stamps, snapshot.kept.get(folder, ()))
        if not signature:
            comparison.changed_folder(folder, ((), ()), now, 0)
        elif signature == snapshot.signature(folder):
            comparison.same_folder(folder, stamps, scanned_ns)
        elif (contents := find_contents(signature)) is not None:
            comparison.changed_folder(folder, contents, now, scanned_ns)
        else:
            comparison.damaged.append(folder)
            comparison.changed_folder(folder, ((), tuple(s[0] for s in stamps)), now, 0)
    _find_gone_folders(known, snapshot, comparison)
    return comparison.result()


def _find_gone_folders(
    known: Mapping[str, tuple[bytes, int]], snapshot: Snapshot, comparison: _Comparison
) -> None:
    for folder, (signature, _) in known.items():
        if folder in snapshot.folders or _is_unread(folder, snapshot):
            continue
        if (contents := find_contents(signature)) is None:
            comparison.damaged.append(folder)
            contents = ((), ())
        comparison.changed_folder(folder, contents, ((), ()), 0)


def _is_unread(folder: str, snapshot: Snapshot) -> bool:
    return any(
        not unread or folder == unread or folder.startswith(f"{unread}/")
        for unread in snapshot.unread_folders
    )
