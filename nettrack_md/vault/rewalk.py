"""Look again at a few notes only, and take everything else as it is known.

The result is what a whole walk would see, or None: where a few names cannot tell what
a walk would (folders, links, copies, notes that are there but not read), walk.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.errors import VaultNotFound
from nettrack_md.vault.copies import find_copies
from nettrack_md.vault.entries import is_ordinary
from nettrack_md.vault.names import NOTE_ENDINGS, VAULT_MARKS
from nettrack_md.vault.paths import join, show_name
from nettrack_md.vault.scope import Scope
from nettrack_md.vault.snapshot import Snapshot, Stamp, find_contents
from nettrack_md.vault.walk import Walker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from nettrack_md.vault.snapshot import Contents


class Identity(NamedTuple):
    """Tells one folder from another one of the same name."""

    path: str
    device: int
    inode: int


def find_identity(root: str) -> Identity | None:
    """What lies at `root`, links followed; None when no folder does."""
    real = os.path.realpath(root)
    try:
        status = os.stat(real)
    except OSError:
        return None
    return Identity(real, status.st_dev, status.st_ino) if os.path.isdir(real) else None


def find_stamp(root: str, path: str) -> Stamp | None:
    """The stamp of one file of the vault at `root`, links followed, or None."""
    try:
        status = os.stat(os.path.join(root, *path.split("/")))
    except (OSError, ValueError):
        return None
    mtime, ctime = status.st_mtime_ns, status.st_ctime_ns
    return (path, status.st_size, mtime, ctime, status.st_ino)


def is_link(root: str, path: str) -> bool:
    """Whether a link stands at that path of the vault at `root`."""
    return os.path.islink(os.path.join(root, *path.split("/")))


class Sight(NamedTuple):
    """What a walk saw, for whoever then waits for events."""

    snapshot: Snapshot
    #: Every folder that was listed, also those without notes.
    folders: frozenset[str]
    #: Whether each change of it comes to pass in one of these folders: not so where
    #: a link leads elsewhere, or a note has a second name (a hard link) anywhere.
    is_told: bool


def walk_with_folders(
    root: str, *, ignore: Iterable[str] = (), template_folders: Iterable[str] = ()
) -> Sight:
    """See `walk`; with all that tells how far events can be relied on."""
    real = os.path.realpath(root)
    if not os.path.isdir(real):
        raise VaultNotFound(root)
    walker = Walker(real, Scope(ignore, template_folders))
    walker.walk_folders()
    walker.follow_links()
    is_told = not walker.links and not walker.shared
    return Sight(walker.snapshot(), frozenset(walker.walked), is_told)


def rewalk(
    root: str,
    known: Mapping[str, tuple[bytes, int]],
    paths: Collection[str],
    *,
    ignore: Iterable[str] = (),
    template_folders: Iterable[str] = (),
) -> Snapshot | None:
    """What a walk would see, if nothing but the notes at `paths` has changed.

    `known` is what was seen last, as `compare` takes it. None: only a walk can tell.
    """
    if not known:
        return None
    before: dict[str, Contents] = {}
    for folder, (signature, _) in known.items():
        if (contents := find_contents(signature)) is None:
            return None
        before[folder] = contents
    folders = {folder: stamps for folder, (stamps, _) in before.items()}
    scope = Scope(ignore, template_folders)
    for folder, names in _by_folder(paths, scope).items():
        if folder not in before:
            return None
        stamps = _look_again(root, folder, names, before[folder], scope)
        if stamps is None:
            return None
        folders[folder] = stamps
    kept = {folder: names for folder, (_, names) in before.items() if names}
    return Snapshot(
        folders={folder: folders[folder] for folder in sorted(folders)}, kept=kept
    )


def _by_folder(paths: Collection[str], scope: Scope) -> dict[str, set[str]]:
    """Folder to names of notes; what is never scanned is left out."""
    found: dict[str, set[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        if not name.endswith(NOTE_ENDINGS) or name[0] == ".":
            continue
        if not _is_skipped(folder, scope) and not scope.skips_file(path):
            found.setdefault(folder, set()).add(name)
    return found


def _is_skipped(folder: str, scope: Scope) -> bool:
    while folder:
        if scope.skips_folder(folder):
            return True
        folder = folder.rpartition("/")[0]
    return False


def _look_again(
    root: str, folder: str, names: set[str], known: Contents, scope: Scope
) -> tuple[Stamp, ...] | None:
    """The stamps of a folder, those of `names` taken anew; None: walk."""
    at = os.path.join(root, *folder.split("/")) if folder else root
    try:
        # By their real path only: behind a link the same notes would be seen twice.
        if os.path.realpath(at) != at:
            return None
        there = os.listdir(at)
    except OSError:
        return None
    if folder and not VAULT_MARKS.isdisjoint(there):
        return None
    if any(name != show_name(name) for name in names):
        return None
    notes = [name for name in there if name.endswith(NOTE_ENDINGS) and name[0] != "."]
    if not names.isdisjoint(known[1]) or not names.isdisjoint(find_copies(notes)):
        return None
    stamps = {stamp[0]: stamp for stamp in known[0]}
    # Whoever else is there, or is not, must have been known: also where the name that
    # was told differs from the one there in case only.
    others = {name for name in notes if not scope.skips_file(join(folder, name))}
    expected = stamps.keys() | set(known[1]) | find_copies(notes).keys()
    if not (stamps.keys() - names <= others and others - names <= expected):
        return None
    for name in names:
        stamps.pop(name, None)
        if name in there and not _stamp(at, name, stamps):
            return None
    return tuple(stamps[name] for name in sorted(stamps))


def _stamp(at: str, name: str, stamps: dict[str, Stamp]) -> bool:
    """Take the stamp of a note; False when it is no ordinary one."""
    try:
        status = os.lstat(os.path.join(at, name))
    except FileNotFoundError:
        return True
    except OSError:
        return False
    # Through another name it may change unheard: a walk tells of that.
    if not is_ordinary(status) or status.st_nlink > 1:
        return False
    mtime, ctime = status.st_mtime_ns, status.st_ctime_ns
    stamps[name] = (name, status.st_size, mtime, ctime, status.st_ino)
    return True
