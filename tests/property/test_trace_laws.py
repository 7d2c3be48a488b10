"""While a trace holds, a walk would see what it saw: nothing is answered from before.

People save, rename, link and hide things below a vault; whenever the trace of an older
walk still holds, that walk's snapshot is today's.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st

from nettrack_md.vault.trace import holds
from nettrack_md.vault.walk import walk, walk_traced

SCOPE: dict[str, Any] = {
    "ignore": ["Attic", "*.draft.md"],
    "template_folders": ["Templates"],
}
FOLDERS = ["", "People", "People/Old", "Attic", "Templates", ".trash", "Own"]
NAMES = [
    "Ada.md", "ada.md", "が.md", "Ada.draft.md", "README", ".hidden.md", "Ben.MD",
    "Ada.sync-conflict-20261120-101010.md", ".Ada.md.icloud", "nettrack.toml",
    ".obsidian", "Ada 2.md", ".Ada.md.swp", "photo.png", "Friends",
]  # fmt: skip
FOLDER, NAME = st.sampled_from(FOLDERS), st.sampled_from(NAMES)
Deed = Callable[[Path], None]


def save(at: Path, text: str, *, keep_times: bool) -> None:
    if at.is_dir():
        return
    at.parent.mkdir(parents=True, exist_ok=True)
    before = at.stat() if keep_times and at.exists() else None
    at.write_text(text)
    if before is not None:
        # As `touch -d`, rsync and git-restore-mtime leave it: only ctime can tell.
        os.utime(at, ns=(before.st_atime_ns, before.st_mtime_ns))


def rename(old: Path, new: Path) -> None:
    if old.exists() and new.parent.is_dir() and not new.is_dir() and old != new:
        if old.is_dir() and new.exists():
            return
        old.rename(new)


def remove(at: Path) -> None:
    if at.is_symlink() or at.is_file():
        at.unlink()
    elif at.is_dir():
        shutil.rmtree(at)


def link(at: Path, target: Path) -> None:
    if at.parent.is_dir() and not os.path.lexists(at):
        at.symlink_to(target)


def make_folder(at: Path) -> None:
    if not os.path.lexists(at) and at.parent.is_dir():
        at.mkdir()


@st.composite
def deeds(draw: st.DrawFn) -> Deed:
    folder, name = draw(FOLDER), draw(NAME)
    what = draw(st.sampled_from(["save", "save", "rename", "remove", "link", "mkdir"]))
    if what == "save":
        text, keep = draw(st.sampled_from(["a", "b", "ccc"])), draw(st.booleans())
        return lambda root: save(root / folder / name, text, keep_times=keep)
    if what == "rename":
        where, other = draw(FOLDER), draw(NAME)
        return lambda root: rename(root / folder / name, root / where / other)
    if what == "link":
        other = draw(FOLDER)
        return lambda root: link(root / folder / name, root / (other or "People"))
    if what == "mkdir":
        return lambda root: make_folder(root / folder / name)
    whole = draw(st.booleans()) and folder
    return lambda root: remove(root / folder if whole else root / folder / name)


@given(st.lists(deeds(), max_size=8), st.lists(deeds(), max_size=3))
def test_while_a_trace_holds_a_walk_sees_the_same(
    before: list[Deed], after: list[Deed]
) -> None:
    shm = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=shm) as base:
        root = Path(os.path.realpath(base)) / "vault"
        (root / "People").mkdir(parents=True)
        save(root / "People/Ada.md", "a", keep_times=False)
        for deed in before:
            deed(root)
        seen, trace = walk_traced(str(root), **SCOPE)
        if trace is None:
            event("out of the ordinary")
            return
        assert holds(str(root), trace)
        for deed in after:
            deed(root)
        alone = holds(str(root), trace)
        assert holds(str(root), trace, many=0) == alone, "two look as one does"
        if alone:
            event("holds")
            now = walk(str(root), **SCOPE)
            assert (now.folders, now.kept) == (seen.folders, seen.kept)
            assert now.problems == seen.problems
            assert now.conflict_copies == seen.conflict_copies
        else:
            event("holds no more")
