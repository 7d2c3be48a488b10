"""The system says no at one step of a write: nothing is lost, nothing lies about.

Each fault is a call of the system that fails once, or from then on; all other calls
happen as ever.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat

import pytest

from nettrack_md.errors import NoteChanged, NoteUnreadable, NoteUnwritable
from nettrack_md.model.writes import PlannedMove, PlannedRemoval, PlannedWrite
from nettrack_md.vault import attributes, swap
from nettrack_md.vault.faults import told
from nettrack_md.vault.files import DiskFiles
from nettrack_md.vault.folder import open_root

needs_exchange = pytest.mark.skipif(
    not swap.can_exchange(), reason="this system cannot exchange two files"
)


def fail(monkeypatch, name, *, at=1, times=1, code=errno.EIO, module=os, after=None):
    """Have the n-th call of a function fail, and so many more; returns the calls."""
    real, calls = getattr(module, name), []

    def call(*args, **options):
        calls.append(args)
        if at <= len(calls) < at + times:
            if after is not None:
                after()
            raise OSError(code, os.strerror(code))
        return real(*args, **options)

    monkeypatch.setattr(module, name, call)
    return calls


def edit(disk, path="a.md", expected=b"old", new=b"new", *, swaps=True):
    DiskFiles(str(disk.root), swaps=swaps).write(PlannedWrite(path, expected, new))


def leftovers(disk):
    return [name for name in os.listdir(disk.root) if name.startswith(".nettrack")]


@pytest.fixture
def note(disk):
    disk.put("a.md", b"old")
    return disk.root / "a.md"


@pytest.mark.parametrize("swaps", [True, False])
@pytest.mark.parametrize(
    ("name", "at"),
    [("write", 1), ("fsync", 1), ("fchmod", 1), ("fstat", 1), ("read", 1), ("open", 3)],
)
def test_until_the_swap_nothing_has_happened(disk, monkeypatch, swaps, name, at):
    disk.put("a.md", b"old")
    fail(monkeypatch, name, at=at)
    with pytest.raises(NoteUnwritable, match="the disk failed"):
        edit(disk, swaps=swaps)
    monkeypatch.undo()
    assert disk.content() == {"a.md": b"old"}


def test_a_disk_that_is_full_is_told_and_leaves_nothing(disk, note, monkeypatch):
    fail(monkeypatch, "write", code=errno.ENOSPC)
    with pytest.raises(NoteUnwritable) as refused:
        edit(disk)
    assert str(refused.value) == "a.md: the disk is full."
    assert leftovers(disk) == []


def test_what_is_written_in_pieces_is_written_whole(disk, note, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, rest: real(fd, bytes(rest[:3])))
    edit(disk, new=b"one two three")
    assert note.read_bytes() == b"one two three"


@needs_exchange
def test_an_exchange_that_fails_changes_nothing(disk, note, monkeypatch):
    fail(monkeypatch, "exchange", module=swap)
    with pytest.raises(NoteUnwritable, match="the disk failed"):
        edit(disk)
    assert disk.content() == {"a.md": b"old"}


@needs_exchange
def test_what_the_disk_does_not_confirm_is_taken_back(disk, note, monkeypatch):
    fail(monkeypatch, "fsync", at=2)
    with pytest.raises(NoteUnwritable, match="the disk failed"):
        edit(disk)
    assert disk.content() == {"a.md": b"old"}


@needs_exchange
def test_two_texts_are_left_where_taking_back_fails_too(disk, note, monkeypatch):
    fail(monkeypatch, "fsync", at=2)
    fail(monkeypatch, "exchange", module=swap, at=2)
    with pytest.raises(NoteUnwritable) as refused:
        edit(disk)
    (left,) = leftovers(disk)
    assert str(refused.value) == (
        "a.md: others wrote it at the same moment, and there are two texts now. "
        f"Compare it with {left} beside it."
    )
    assert sorted(disk.content().values()) == [b"new", b"old"]


@needs_exchange
def test_two_texts_are_left_where_files_cannot_be_exchanged_any_more(
    disk, note, monkeypatch
):
    fail(monkeypatch, "fsync", at=2)
    real, calls = swap.exchange, []

    def once(*args):
        calls.append(args)
        return len(calls) == 1 and real(*args)

    monkeypatch.setattr(swap, "exchange", once)
    with pytest.raises(NoteUnwritable, match="two texts now"):
        edit(disk)
    assert sorted(disk.content().values()) == [b"new", b"old"]


def test_without_an_exchange_an_unconfirmed_write_is_told(disk, note, monkeypatch):
    fail(monkeypatch, "fsync", at=2)
    with pytest.raises(NoteUnwritable) as refused:
        edit(disk, swaps=False)
    assert refused.value.reason == (
        "the new text is there, but the disk did not confirm it"
    )
    assert disk.content() == {"a.md": b"new"}


def test_a_rename_that_fails_leaves_the_old_text_alone(disk, note, monkeypatch):
    fail(monkeypatch, "replace")
    with pytest.raises(NoteUnwritable, match="the disk failed"):
        edit(disk, swaps=False)
    assert disk.content() == {"a.md": b"old"}


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP, errno.EBADF])
@pytest.mark.parametrize("swaps", [True, False])
def test_a_folder_that_cannot_be_synced_is_the_servers_business(
    disk, note, monkeypatch, code, swaps
):
    fail(monkeypatch, "fsync", at=2, times=9, code=code)
    edit(disk, swaps=swaps)
    assert disk.content() == {"a.md": b"new"}


@pytest.mark.parametrize(
    ("swaps", "expected", "calls"), [(True, b"old", 2), (False, b"old", 2), (True, None, 2)]
)  # fmt: skip
def test_the_text_and_then_its_name_are_had_on_the_disk(
    disk, monkeypatch, swaps, expected, calls
):
    if expected is not None:
        disk.put("a.md", expected)
    real, kinds = os.fsync, []

    def seen(fd):
        kinds.append(stat.S_ISDIR(os.fstat(fd).st_mode))
        real(fd)

    monkeypatch.setattr(os, "fsync", seen)
    edit(disk, expected=expected, swaps=swaps)
    assert kinds == [False, True]


def test_a_folder_that_is_made_is_had_on_the_disk_before_what_is_in_it(
    disk, monkeypatch
):
    real, kinds = os.fsync, []

    def seen(fd):
        kinds.append(stat.S_ISDIR(os.fstat(fd).st_mode))
        real(fd)

    monkeypatch.setattr(os, "fsync", seen)
    edit(disk, "New/a.md", None)
    assert kinds == [True, False, True]


@pytest.mark.parametrize("name", ["write", "fsync"])
def test_a_creation_that_fails_leaves_nothing(disk, monkeypatch, name):
    fail(monkeypatch, name)
    with pytest.raises(NoteUnwritable, match="the disk failed"):
        edit(disk, expected=None)
    assert os.listdir(disk.root) == []


def test_a_creation_that_the_disk_does_not_confirm_is_taken_back(disk, monkeypatch):
    fail(monkeypatch, "fsync", at=2)
    with pytest.raises(NoteUnwritable, match="the disk failed"):
        edit(disk, expected=None)
    assert os.listdir(disk.root) == []


def test_what_others_wrote_into_an_unconfirmed_creation_stays(disk, monkeypatch):
    def theirs():
        (disk.root / "a.md").write_bytes(b"theirs")

    fail(monkeypatch, "fsync", at=2, after=theirs)
    with pytest.raises(NoteUnwritable, match="the disk failed"):
        edit(disk, expected=None)
    assert disk.content() == {"a.md": b"theirs"}


def test_a_removal_that_the_disk_does_not_confirm_is_taken_back(
    disk, note, monkeypatch
):
    fail(monkeypatch, "fsync")
    with pytest.raises(NoteUnwritable, match="the disk failed"):
        disk.files.remove(PlannedRemoval("a.md", b"old"))
    assert disk.content() == {"a.md": b"old"}


def test_a_removal_that_cannot_be_taken_back_says_where_the_text_is(
    disk, note, monkeypatch
):
    def theirs():
        (disk.root / "a.md").write_bytes(b"theirs")

    fail(monkeypatch, "fsync", after=theirs)
    with pytest.raises(NoteUnwritable) as refused:
        disk.files.remove(PlannedRemoval("a.md", b"old"))
    (left,) = leftovers(disk)
    assert str(refused.value) == (
        f"a.md: it was written while it was taken away. Its text is in {left}."
    )
    assert disk.content() == {"a.md": b"theirs", left: b"old"}


def test_a_locked_note_is_neither_removed_nor_moved(disk, note):
    with note.open("rb") as theirs:
        fcntl.flock(theirs, fcntl.LOCK_EX)
        with pytest.raises(NoteUnwritable) as refused:
            disk.files.remove(PlannedRemoval("a.md", b"old"))
        assert str(refused.value) == "a.md: another program has locked it."
        with pytest.raises(NoteUnwritable) as refused:
            disk.files.move(PlannedMove("a.md", "b.md", b"old", b"old"))
        assert str(refused.value) == (
            "a.md: another program has locked it. Close it there and try again."
        )
    assert disk.content() == {"a.md": b"old"}


# Moving


def move(disk, to, *, swaps=True, expected=b"old"):
    files = DiskFiles(str(disk.root), swaps=swaps)
    files.move(PlannedMove("a.md", to, expected, b"new"))


def test_a_name_that_is_taken_at_the_last_moment_is_not_taken_over(
    disk, note, monkeypatch
):
    theirs = disk.root / "b.md"
    real = swap.rename_new

    def meanwhile(*args):
        theirs.write_bytes(b"theirs")
        return real(*args)

    monkeypatch.setattr(swap, "rename_new", meanwhile)
    with pytest.raises(NoteChanged):
        move(disk, "b.md")
    assert disk.content() == {"a.md": b"old", "b.md": b"theirs"}


def test_a_name_that_leads_to_the_very_same_file_is_moved_over(disk, monkeypatch):
    """As where upper and lower case are one: the new name finds the old file."""
    disk.put("a.md", b"old")
    real = os.stat

    def caseless(path, **options):
        return real("a.md" if path == "A.md" else path, **options)

    monkeypatch.setattr(os, "stat", caseless)
    calls = fail(monkeypatch, "replace", at=99)
    move(disk, "A.md")
    assert [args[:2] for args in calls] == [("a.md", "A.md")]
    assert disk.content() == {"A.md": b"old"}


@pytest.mark.parametrize("swaps", [True, False])
def test_a_note_is_moved_in_its_folder_and_its_new_name_synced(
    disk, note, monkeypatch, swaps
):
    synced = fail(monkeypatch, "fsync", at=99)
    move(disk, "b.md", swaps=swaps)
    assert disk.content() == {"b.md": b"old"}
    assert len(synced) == 1


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("P/a.md", "it would leave its folder"),
        ("CON.md", "the name is that of a device on Windows"),
        ("C.md", "c.md is there already, which many systems take for the same name"),
    ],
)
def test_a_note_is_not_moved_to_where_it_would_be_lost(disk, note, to, reason):
    disk.put("c.md", b"other")
    with pytest.raises(NoteUnwritable) as refused:
        move(disk, to)
    assert refused.value.reason == reason
    assert disk.content() == {"a.md": b"old", "c.md": b"other"}


@pytest.mark.parametrize(("to", "expected"), [("b.md", b"x"), ("c.md", b"old")])
def test_a_note_that_changed_or_a_name_that_is_there_is_a_change(
    disk, note, to, expected
):
    disk.put("c.md", b"other")
    with pytest.raises(NoteChanged):
        move(disk, to, expected=expected)
    assert disk.content() == {"a.md": b"old", "c.md": b"other"}


def test_a_link_is_not_moved(disk, note):
    (disk.root / "b.md").symlink_to("a.md")
    with pytest.raises(NoteUnwritable) as refused:
        disk.files.move(PlannedMove("b.md", "c.md", b"old", b"new"))
    assert str(refused.value) == "b.md: it is a link. Rename what it leads to."


# Many files at once


def test_together_each_name_is_taken_once(disk):
    disk.put("P/Ada.md", b"old")
    with disk.files.together():
        edit_new = disk.files.write
        edit_new(PlannedWrite("P/Bo.md", None, b"new"))
        for name in ("P/ada.md", "P/bo.md"):
            with pytest.raises(NoteUnwritable, match="is there already"):
                edit_new(PlannedWrite(name, None, b"x"))
        for name in ("P/Ada.md", "P/Bo.md"):
            with pytest.raises(NoteChanged):
                edit_new(PlannedWrite(name, None, b"x"))
    assert disk.content() == {"P/Ada.md": b"old", "P/Bo.md": b"new"}
    (disk.root / "P/Ada.md").unlink()
    disk.files.write(PlannedWrite("P/ada.md", None, b"x"))


def test_together_a_name_is_free_again_when_the_file_could_not_be_made(
    disk, monkeypatch
):
    with disk.files.together():
        fail(monkeypatch, "write")
        with pytest.raises(NoteUnwritable, match="the disk failed"):
            disk.files.write(PlannedWrite("P/Bo.md", None, b"new"))
        (disk.root / "P").mkdir(exist_ok=True)
        disk.files.write(PlannedWrite("P/Bo.md", None, b"new"))
    assert disk.content() == {"P/Bo.md": b"new"}


# What a file has besides its text


def test_attributes_of_the_user_that_cannot_be_kept_stop_the_write(
    disk, note, monkeypatch
):
    os.setxattr(note, "user.colour", b"red")
    fail(monkeypatch, "setxattr", code=errno.ENOSPC)
    with pytest.raises(NoteUnwritable, match="the disk is full"):
        edit(disk)
    assert disk.content() == {"a.md": b"old"}


def test_labels_of_the_system_may_be_lost(disk, note, monkeypatch):
    os.setxattr(note, "user.colour", b"red")
    monkeypatch.setattr(os, "listxattr", lambda fd: ["security.label", "user.colour"])
    edit(disk)
    monkeypatch.undo()
    assert note.read_bytes() == b"new"
    assert os.getxattr(note, "user.colour") == b"red"


@pytest.mark.parametrize(
    ("name", "code"), [("listxattr", errno.ENOTSUP), ("fchown", errno.EPERM)]
)
def test_a_file_system_without_attributes_or_owners_is_written_to(
    disk, note, monkeypatch, name, code
):
    if name == "fchown":
        os.chown(note, 1234, 2345) if os.geteuid() == 0 else None
    fail(monkeypatch, name, times=9, code=code)
    edit(disk)
    assert disk.content() == {"a.md": b"new"}


def test_a_file_system_without_locks_has_no_locked_files(disk, note, monkeypatch):
    with note.open("rb") as file:
        for name in ("flock", "lockf"):
            fail(monkeypatch, name, module=fcntl, times=9, code=errno.ENOLCK)
        assert not attributes.is_locked(file.fileno())
    edit(disk)
    assert disk.content() == {"a.md": b"new"}


def test_a_lock_that_cannot_be_let_go_of_is_no_lock_of_others(note, monkeypatch):
    with note.open("rb") as file:
        fail(monkeypatch, "flock", module=fcntl, at=2)
        assert not attributes.is_locked(file.fileno())


# Reading


def test_a_note_that_grows_while_it_is_read_is_read_to_its_end(disk, note, monkeypatch):
    real = os.read
    calls: list[int] = []

    def read(fd, size):
        if not calls:
            with note.open("ab") as theirs:
                theirs.write(b" and more than that")
        calls.append(size)
        return real(fd, size)

    monkeypatch.setattr(os, "read", read)
    assert disk.files.read("a.md") == b"old and more than that"


def test_a_note_that_grows_without_end_is_not_read(disk, note, monkeypatch):
    real = os.read
    calls: list[int] = []

    def read(fd, size):
        calls.append(size)
        return real(fd, size) + b" " if len(calls) == 1 else b"x" * size

    monkeypatch.setattr(os, "read", read)
    with pytest.raises(NoteUnreadable) as refused:
        disk.files.read("a.md")
    problem = refused.value.problem
    assert (problem.code, problem.message) == ("note-too-big", "the file is growing")


@pytest.mark.parametrize(
    ("name", "code", "told_as"),
    [
        ("read", errno.EIO, "the file cannot be read: input/output error"),
        ("fstat", errno.EIO, "the file cannot be read: input/output error"),
        ("open", errno.EACCES, "the file cannot be read: permission denied"),
    ],
)
def test_a_disk_that_fails_while_reading_is_told(
    disk, monkeypatch, name, code, told_as
):
    disk.put("a.md", b"old")
    fail(monkeypatch, name, code=code)
    with pytest.raises(NoteUnreadable) as refused:
        disk.files.read("a.md")
    problem = refused.value.problem
    assert (problem.path, problem.line, problem.code, problem.message) == (
        "a.md", 0, "unreadable", told_as,
    )  # fmt: skip


def test_a_socket_is_no_note(disk):
    import socket

    with socket.socket(socket.AF_UNIX) as one:
        before = os.getcwd()
        os.chdir(disk.root)  # the path of a socket is short
        try:
            one.bind("a.md")
        finally:
            os.chdir(before)
        with pytest.raises(NoteUnreadable) as refused:
            disk.files.read("a.md")
    assert refused.value.problem.code == "not-a-file"
    assert refused.value.problem.message == "this is a socket"


# No hard links, no renames that refuse to replace


def without_links(monkeypatch, code):
    monkeypatch.setattr(swap, "rename_new", lambda *_: False)
    fail(monkeypatch, "link", times=99, code=code)


@pytest.mark.parametrize(
    "code", [errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS]
)
def test_without_hard_links_a_name_is_reserved_first(disk, monkeypatch, code):
    without_links(monkeypatch, code)
    edit(disk, expected=None)
    assert disk.content() == {"a.md": b"new"}
    with pytest.raises(NoteChanged):
        edit(disk, expected=None)
    assert disk.content() == {"a.md": b"new"}


def test_a_reserved_name_is_given_back_when_the_rename_fails(disk, monkeypatch):
    without_links(monkeypatch, errno.EPERM)
    fail(monkeypatch, "replace")
    with pytest.raises(NoteUnwritable, match="the disk failed"):
        edit(disk, expected=None)
    assert os.listdir(disk.root) == []


def test_another_fault_of_a_link_is_told(disk, monkeypatch):
    without_links(monkeypatch, errno.EIO)
    with pytest.raises(NoteUnwritable, match="the disk failed"):
        edit(disk, expected=None)
    assert os.listdir(disk.root) == []


def test_a_folder_that_another_makes_at_the_same_moment_is_used(disk, monkeypatch):
    real = os.mkdir

    def twice(*args, **options):
        real(*args, **options)
        real(*args, **options)

    monkeypatch.setattr(os, "mkdir", twice)
    edit(disk, "New/a.md", None)
    assert disk.content() == {"New/a.md": b"new"}
    with open_root(str(disk.root)) as root, pytest.raises(FileNotFoundError):
        root.enter("missing")


def test_a_fault_of_the_system_is_told_about_the_note():
    with pytest.raises(NoteUnwritable) as refused, told("P/a.md"):
        raise OSError(errno.EISDIR, "x")
    assert str(refused.value) == "P/a.md: it is a folder."
