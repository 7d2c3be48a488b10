"""What a walk saw: the stamps of every note, folder by folder."""

from __future__ import annotations

import marshal
import zlib
from dataclasses import field
from typing import TYPE_CHECKING, TypeAlias

from nettrack_md.model.record import record
from nettrack_md.vault.copies import find_hinted, find_suspect
from nettrack_md.vault.paths import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nettrack_md.model.problems import Problem

#: Name, size, mtime_ns, ctime_ns, inode. A plain tuple: there are many.
Stamp: TypeAlias = tuple[str, int, int, int, int]
#: The stamps of a folder, and the names that are there but were not read.
Contents: TypeAlias = tuple[tuple[Stamp, ...], tuple[str, ...]]

# Later formats depend on how often an object is referred to: two dumps of one
# value may differ. This one does not.
_MARSHAL = 2
_CHECKSUM_BYTES = 4


@record(frozen=True, slots=True)
class Snapshot:
    """The notes of a vault at one moment, without their content."""

    #: Folder (empty for the root) to its notes, sorted by name. Folders that hold
    #: only notes of `kept` are there too, with nothing in them.
    folders: Mapping[str, tuple[Stamp, ...]] = field(default_factory=dict)
    #: Folder to the names of notes that are there but cannot, or should not, be
    #: read now: in the cloud only, too big, unreadable. Their last facts stay.
    kept: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    #: Conflict copies, each with the path of the note that it is a copy of.
    conflict_copies: tuple[tuple[str, str], ...] = ()
    #: Those of `kept` that lie in the cloud only.
    placeholders: tuple[str, ...] = ()
    #: Folders that could not be listed: what is known of them stays.
    unread_folders: tuple[str, ...] = ()
    #: What a killed run of nettrack left behind, to be given to `sweep`.
    temps: tuple[str, ...] = ()

    def paths(self) -> Iterator[str]:
        """The paths of all notes that can be read, folder by folder."""
        for folder, stamps in self.folders.items():
            for stamp in stamps:
                yield join(folder, stamp[0])

    def signature(self, folder: str) -> bytes:
        """Bytes that are equal exactly when nothing in the folder has changed."""
        contents = (self.folders.get(folder, ()), self.kept.get(folder, ()))
        body = marshal.dumps(contents, _MARSHAL)
        return zlib.crc32(body).to_bytes(_CHECKSUM_BYTES, "big") + body

    def suspects(self) -> tuple[tuple[str, str], ...]:
        """Notes that may be second copies (`Ada 2.md`), each with its original.

        Only their content can decide. Those that differ much in size are none.
        """
        found: list[tuple[str, str]] = []
        for folder, stamps in self.folders.items():
            # Nearly no folder has one: one look at all names spares one at each.
            hinted = find_hinted([stamp[0] for stamp in stamps])
            if not hinted:
                continue
            sizes = {stamp[0]: stamp[1] for stamp in stamps}
            for name in dict.fromkeys(hinted):
                of = find_suspect(name, sizes) if name in sizes else None
                if of and _are_alike(sizes[name], sizes[of]):
                    found.append((join(folder, name), join(folder, of)))
        return tuple(found)


def _are_alike(size: int, other: int) -> bool:
    return 3 * min(size, other) >= 2 * max(size, other)


def find_contents(signature: bytes) -> Contents | None:
    """What a signature was made of; None when it is damaged."""
    body = signature[_CHECKSUM_BYTES:]
    if signature[:_CHECKSUM_BYTES] != zlib.crc32(body).to_bytes(_CHECKSUM_BYTES, "big"):
        return None
    # Only bytes that pass the checksum are loaded: others could harm the process.
    contents: Contents = marshal.loads(body)  # noqa: S302
    return contents
