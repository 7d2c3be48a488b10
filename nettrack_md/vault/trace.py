"""What a walk left behind: enough to see, without walking, that nothing has changed.

A walk decides by the names and kinds of what its folders hold and by the stamps of the
notes. Where all of that is the same it would find the same, and nobody needs it: no
pattern is matched, nothing is looked for that was not there. Whatever is out of the
ordinary (links, notes that are there but not read) has no trace; then one walks.

Imported by what answers at once, so it imports little.
"""

from __future__ import annotations

import marshal
import os

from nettrack_md.vault.digest import digest
from nettrack_md.vault.names import CLOUD_ENDING, NOTE_ENDINGS, VAULT_MARKS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import NoReturn, TypeAlias

    from nettrack_md.vault.snapshot import Stamp

    #: What else a folder holds that a walk would care for: name and kind.
    Beside: TypeAlias = tuple[str, int]
    #: The folders that were listed; those of the names in them that are no notes to us
    #: though they are named so; the digest of all that was seen in each; how many notes
    #: that was.
    Trace: TypeAlias = tuple[
        tuple[str, ...], dict[str, tuple[str, ...]], tuple[bytes, ...], int
    ]

#: From so many notes on, a second process costs less than it spares.
MANY = 4000

# See `snapshot`: two dumps of one value are the same in this format.
_MARSHAL = 2
_MARK, _LINK, _FOLDER = 1, 2, 3


def kind_of(entry: os.DirEntry[str]) -> int:
    """What something that is not named like a note is to a walk; 0: nothing."""
    name = entry.name
    if name in VAULT_MARKS:
        return _MARK
    if name[0] == ".":
        return _MARK if name.endswith(CLOUD_ENDING) else 0
    if entry.is_symlink():
        return _LINK
    return _FOLDER if entry.is_dir(follow_symlinks=False) else 0


def trace_of(
    folders: Iterable[str],
    stamps: Mapping[str, Sequence[Stamp]],
    beside: Mapping[str, Sequence[Beside]],
    left_out: Mapping[str, Sequence[str]],
) -> Trace:
    """The trace of a walk that listed these folders and saw all of this in them."""
    listed = tuple(sorted(folders))
    left = {folder: tuple(sorted(names)) for folder, names in left_out.items()}
    seen = tuple(
        _seen(
            list(stamps.get(folder, ())), beside.get(folder, ()), left.get(folder, ())
        )
        for folder in listed
    )
    return listed, left, seen, sum(map(len, stamps.values()))


def holds(root: str, trace: Trace, *, many: int = MANY) -> bool:
    """Whether a walk of the vault at the real path `root` would see the same now.

    From `many` notes on two processes look, each at half of the folders.
    """
    folders, left_out, seen, notes = trace
    known = [*zip(folders, seen, strict=True)]
    other = _fork() if notes >= many and len(known) > 1 else None
    if other is None:
        return _all_hold(root, known, left_out)
    if other == 0:
        _end_with(root, known[1::2], left_out)
    own = _all_hold(root, known[::2], left_out)
    return os.waitpid(other, 0)[1] == 0 and own


def _fork() -> int | None:
    """A second process: 0 in it, its number here; None where it helps nobody."""
    if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:
        return None
    try:
        return os.fork()
    except OSError:
        return None


def _end_with(
    root: str, known: Sequence[tuple[str, bytes]], left_out: Mapping[str, Sequence[str]]
) -> NoReturn:
    """End this process, which is a copy, with 0 where all of these folders hold."""
    code = 1
    try:
        code = 0 if _all_hold(root, known, left_out) else 1
    finally:
        # Whatever comes, Ctrl-C too: nothing of the one that asked is ended twice.
        os._exit(code)


def _all_hold(
    root: str, known: Iterable[tuple[str, bytes]], left_out: Mapping[str, Sequence[str]]
) -> bool:
    try:
        return all(
            _look(_at(root, folder), left_out.get(folder, ())) == before
            for folder, before in known
        )
    except OSError:
        return False


def _at(root: str, folder: str) -> str:
    return f"{root}/{folder}/" if folder else f"{root}/"


def _look(at: str, left_out: Sequence[str]) -> bytes:
    """What one folder holds now. Raises OSError."""
    names: list[str] = []
    beside: list[Beside] = []
    left: list[str] = []
    with os.scandir(at) as entries:
        for entry in entries:
            name = entry.name
            if name.endswith(NOTE_ENDINGS) and name[0] != ".":
                (left if name in left_out else names).append(name)
            elif kind := kind_of(entry):
                beside.append((name, kind))
    names.sort()
    lstat = os.lstat
    stamps: list[Stamp] = []
    for name in names:
        status = lstat(at + name)
        mtime, ctime = status.st_mtime_ns, status.st_ctime_ns
        stamps.append((name, status.st_size, mtime, ctime, status.st_ino))
    return _seen(stamps, beside, left)


def _seen(
    stamps: list[Stamp], beside: Sequence[Beside], left_out: Sequence[str]
) -> bytes:
    rows = (stamps, sorted(beside), sorted(left_out))
    return digest(marshal.dumps(rows, _MARSHAL))
