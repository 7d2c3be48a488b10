"""An exchange is taken back while others save: the newest text of theirs stays."""

from __future__ import annotations

import os

import pytest

from nettrack_md.errors import NoteUnwritable
from nettrack_md.vault import swap
from nettrack_md.vault.folder import Place, open_root
from nettrack_md.vault.takeback import take_back

pytestmark = pytest.mark.skipif(
    not swap.can_exchange(), reason="this system cannot exchange two files"
)


@pytest.fixture
def swapped(tmp_path):
    """The moment after an exchange: our text is the note, theirs lies aside."""
    (tmp_path / "a.md").write_bytes(b"ours")
    (tmp_path / "temp").write_bytes(b"theirs")
    ours = os.open(tmp_path / "a.md", os.O_RDONLY)
    with open_root(str(tmp_path)) as folder:

        def undo():
            take_back(Place(folder, "a.md", "a.md"), "temp", ours, b"ours", b"base")

        yield tmp_path, undo
    os.close(ours)


def content(root):
    return {name: (root / name).read_bytes() for name in os.listdir(root)}


def test_their_text_is_the_note_again_and_ours_is_gone(swapped):
    root, undo = swapped
    undo()
    assert content(root) == {"a.md": b"theirs"}


def test_what_they_saved_since_is_the_note(swapped):
    root, undo = swapped
    (root / "new").write_bytes(b"theirs, and a line more")
    os.replace(root / "new", root / "a.md")
    undo()
    assert content(root) == {"a.md": b"theirs, and a line more"}


def test_when_both_texts_have_something_of_theirs_both_stay_and_that_is_told(swapped):
    root, undo = swapped
    with (root / "a.md").open("ab") as file:
        file.write(b" and theirs")
    with pytest.raises(NoteUnwritable, match="two texts"):
        undo()
    assert sorted(content(root).values()) == [b"ours and theirs", b"theirs"]


def test_what_lies_aside_is_never_thrown_away_unread(swapped):
    root, undo = swapped
    os.unlink(root / "temp")
    os.mkfifo(root / "temp")
    with pytest.raises(NoteUnwritable, match="two texts"):
        undo()
    assert sorted(os.listdir(root)) == ["a.md", "temp"]


def test_a_note_that_was_deleted_meanwhile_leaves_their_text_aside(swapped):
    root, undo = swapped
    os.unlink(root / "a.md")
    with pytest.raises(NoteUnwritable, match="temp beside it"):
        undo()
    assert content(root) == {"temp": b"theirs"}
