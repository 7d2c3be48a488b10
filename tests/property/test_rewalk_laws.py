"""Looking at a few notes only sees what a walk over all of them would."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st

from nettrack_md.app.watch.events import WHOLE, hint_of_file
from nettrack_md.vault.rewalk import rewalk
from nettrack_md.vault.walk import walk

NAMES = [
    "People/Ada.md", "People/Ben.md", "People/ada.md", "People/Ada 2.md", "Top.md",
    "People/Ada.sync-conflict-20261101-101010-ABCDEFG.md", "People/.Ada.md.icloud",
    "Drafts/Ada.md", "People/Old/Cy.md", "People/Old/nettrack.toml", "Templates/T.md",
    "People/.hidden/X.md", "People/picture.png", "People/in\udcff.md",
]  # fmt: skip
PATHS = st.sampled_from(NAMES)
WAYS = st.sampled_from(["write", "delete", "link", "folder", "big", "pipe", "replace"])
SCOPE: Any = {"ignore": ("Drafts", "Top.md"), "template_folders": ("Templates",)}


def change(root: Path, path: str, way: str) -> None:
    target = root / path
    if way == "replace" and target.is_file():
        (root / "aside").write_text("other")
        (root / "aside").replace(target)
        return
    if target.is_dir() and not target.is_symlink():
        target.rmdir()
    else:
        target.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    if way in {"write", "replace"}:
        target.write_text("words")
    elif way == "link":
        target.symlink_to("Ben.md")
    elif way == "folder":
        target.mkdir()
    elif way == "pipe":
        os.mkfifo(target)
    elif way == "big":
        with target.open("wb") as file:
            file.truncate(11_000_000)


def is_told_as_whole(path: str, way: str) -> bool:
    """Whether the event of this change asks for a walk, whatever else is told."""
    folder, _, name = path.rpartition("/")
    is_new_folder = folder.endswith("Old")
    return (
        way == "folder"
        or is_new_folder
        or hint_of_file(folder, name, gone=way == "delete") == WHOLE
    )


@given(
    st.lists(st.tuples(PATHS, WAYS), max_size=6),
    st.lists(st.tuples(PATHS, WAYS), min_size=1, max_size=3),
    st.lists(PATHS, max_size=2),
)
def test_what_was_told_is_seen_as_a_walk_sees_it(before, after, besides):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for path in ("People/Ada.md", "People/Ben.md", "Top.md"):
            change(root, path, "write")
        for path, way in before:
            change(root, path, way)
        seen = walk(str(root), **SCOPE)
        known = {each: (seen.signature(each), 0) for each in seen.folders}

        for path, way in after:
            change(root, path, way)
        told = {*besides, *(path for path, _ in after)}
        now = walk(str(root), **SCOPE)
        again = rewalk(str(root), known, told, **SCOPE)

        event("walked" if again is None else "looked at")
        if again is not None and not any(is_told_as_whole(*each) for each in after):
            assert {k: v for k, v in again.folders.items() if v} == {
                k: v for k, v in now.folders.items() if v
            }
            assert again.kept == now.kept
