"""What other systems do differently, shown here as far as this one can.

A folder without a descriptor is Windows' way; a call that does not exist is an older
kernel's; which system it is, is asked by its name.
"""

from __future__ import annotations

import builtins
import ctypes
import errno
import fcntl
import os
import stat
import sys
from typing import Any

import pytest

from nettrack_md.errors import NoteChanged, NoteUnreadable, NoteUnwritable
from nettrack_md.model.writes import PlannedRemoval, PlannedWrite
from nettrack_md.vault import attributes, entries, files, folder, reading, swap
from nettrack_md.vault.files import DiskFiles
from nettrack_md.vault.folder import Folder, Place
from nettrack_md.vault.saving import create_file, remove_file, replace_file


@pytest.fixture
def no_descriptors(monkeypatch):
    """Steps cannot be taken relative to an open folder."""
    monkeypatch.setattr(folder, "_RELATIVE", False)


def test_a_vault_without_open_folders_is_written_by_paths(disk, no_descriptors):
    there = DiskFiles(str(disk.root))
    there.write(PlannedWrite("P/Q/a.md", None, b"one"))
    there.write(PlannedWrite("P/Q/a.md", b"one", b"two"))
    assert disk.content() == {"P/Q/a.md": b"two"}
    for expected in (None, b"one"):
        with pytest.raises(NoteChanged):
            there.write(PlannedWrite("P/Q/a.md", expected, b"x"))
    with pytest.raises(NoteChanged):
        there.write(PlannedWrite("N/a.md", b"one", b"x"))
    there.remove(PlannedRemoval("P/Q/a.md", b"two"))
    assert disk.content() == {}


def test_a_folder_without_a_descriptor_does_the_same_by_paths(disk):
    disk.put("a.md", b"old")
    with folder.open_root(str(disk.root)) as held:
        assert held.swaps
    by_path = Folder(str(disk.root), None, swaps=True)
    assert not by_path.swaps
    with by_path as there:
        assert there.names() == ["a.md"]
        assert there.read("a.md").content == b"old"
        assert there.holds("a.md", b"old")
        assert not there.holds("a.md", b"new")
        assert not there.exchange("a.md", "a.md")
        assert there.may_write("a.md")
        assert there.find_status("b.md") is None
        there.make("b.md", b"more", 0o600)
        there.rename_new("b.md", "c.md")
        there.replace("c.md", "a.md")
        there.sync()
        assert there.read("a.md").content == b"more"
        there.unlink("a.md")
    assert by_path.fd is None
    assert os.listdir(disk.root) == []


def test_a_missing_folder_is_missing_without_descriptors_too(disk, no_descriptors):
    with pytest.raises(FileNotFoundError) as fault:
        folder.open_root(str(disk.root / "no"))
    assert (fault.value.errno, fault.value.filename) == (
        errno.ENOENT, str(disk.root / "no"),
    )  # fmt: skip
    assert fault.value.strerror == os.strerror(errno.ENOENT)


def test_a_folder_is_closed_once(disk):
    held = folder.open_root(str(disk.root), swaps=False)
    assert not held.swaps
    with held:
        number = held.fd
    assert held.fd is None
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(number or 0)
    with held:
        pass


@pytest.mark.parametrize("name", ["P", "pipe"])
def test_only_regular_files_are_opened(disk, name):
    (disk.root / "P").mkdir()
    os.mkfifo(disk.root / "pipe")
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    with folder.open_root(str(disk.root)) as held:
        with pytest.raises(OSError, match="no regular file") as fault:
            held.open(name)
        assert fault.value.errno == (errno.EISDIR if name == "P" else errno.EINVAL)
        assert fault.value.filename == name
    if before:
        assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("parts", ["swaps", "rename"])
def test_a_system_without_the_two_renames_says_so(monkeypatch, disk, parts):
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    swap._find_call.cache_clear()
    try:
        assert not swap.can_exchange()
        disk.put("a.md", b"old")
        with folder.open_root(str(disk.root)) as held:
            assert not held.exchange("a.md", "b.md")
            assert not swap.rename_new(held.fd or 0, "a.md", "b.md")
            assert not swap._rename(held.fd or 0, "a.md", "b.md", 1)
            held.rename_new("a.md", "b.md")
        assert disk.content() == {"b.md": b"old"}
    finally:
        swap._find_call.cache_clear()


class Call:
    """The system's rename, which says a number and then another."""

    def __init__(self, *codes):
        self.codes, self.calls = list(codes), []

    def __call__(self, *args):
        self.calls.append(args)
        code = self.codes.pop(0)
        ctypes.set_errno(code)
        return -1 if code else 0


@pytest.fixture
def system(monkeypatch):
    """A system whose rename answers as told."""

    def build(*codes, platform="linux"):
        call = Call(*codes)
        name = "renameatx_np" if platform == "darwin" else "renameat2"
        library = type("Library", (), {name: call})()
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: library)
        monkeypatch.setattr(sys, "platform", platform)
        swap._find_call.cache_clear()
        return call

    yield build
    monkeypatch.undo()
    swap._find_call.cache_clear()


@pytest.mark.parametrize(
    "code",
    [errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM],
)
def test_a_file_system_that_does_not_know_the_rename_says_so(system, code):
    system(code, code)
    assert not swap.exchange(3, "a", "b")
    assert not swap.rename_new(3, "a", "b")


def test_an_interrupted_rename_is_tried_again(system):
    call = system(errno.EINTR, errno.EINTR, 0)
    assert swap.can_exchange()
    assert swap.exchange(3, "ä", "b")
    assert call.calls == [(3, "ä".encode(), 3, b"b", 2)] * 3


def test_another_fault_of_the_rename_is_raised(system):
    call = system(errno.EEXIST)
    with pytest.raises(FileExistsError) as fault:
        swap.rename_new(3, "a", "b")
    assert (fault.value.filename, fault.value.filename2) == ("a", "b")
    assert fault.value.strerror == os.strerror(errno.EEXIST)
    assert call.calls == [(3, b"a", 3, b"b", 1)]


def test_macos_has_the_same_by_another_name(system):
    call = system(0, 0, platform="darwin")
    assert swap.exchange(3, "a", "b")
    assert swap.rename_new(3, "a", "b")
    assert [args[-1] for args in call.calls] == [2, 4]


# Attributes and locks


def test_on_macos_attributes_are_copied_by_its_own_call(monkeypatch, disk):
    copied = []
    library = type("Library", (), {"fcopyfile": lambda _, *args: copied.append(args)})
    monkeypatch.setattr(ctypes, "CDLL", lambda *_: library())
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.delattr(os, "listxattr")
    disk.put("a.md", b"old")
    with open(disk.root / "a.md", "rb") as one, open(disk.root / "b", "wb") as other:
        attributes.copy(one.fileno(), other.fileno())
        assert copied == [(one.fileno(), other.fileno(), None, 5)]


def test_a_system_without_owners_modes_and_attributes_keeps_the_text(monkeypatch, disk):
    for name in ("fchown", "fchmod", "listxattr"):
        monkeypatch.delattr(os, name)
    monkeypatch.setattr(sys, "platform", "darwin")  # and its own call is missing
    monkeypatch.setattr(ctypes, "CDLL", lambda *_: object())
    disk.put("a.md", b"old")
    with open(disk.root / "a.md", "rb") as one, open(disk.root / "b", "wb") as other:
        attributes.copy(one.fileno(), other.fileno())
    assert (disk.root / "b").read_bytes() == b""


def test_where_locks_cannot_be_asked_for_none_is_seen(monkeypatch, disk):
    real = builtins.__import__

    def without(name, *args, **options):
        if name == "fcntl":
            raise ImportError(name)
        return real(name, *args, **options)

    disk.put("a.md", b"old")
    with open(disk.root / "a.md", "rb") as one, open(disk.root / "a.md", "rb") as two:
        fcntl.flock(one, fcntl.LOCK_EX)
        assert attributes.is_locked(two.fileno())
        monkeypatch.setattr(builtins, "__import__", without)
        assert not attributes.is_locked(two.fileno())


@pytest.mark.parametrize("knows", [True, False])
def test_on_macos_the_drive_itself_is_asked_for(monkeypatch, disk, knows):
    calls: list[object] = []

    def ask(fd, command):
        calls.append(command)
        if not knows:
            raise OSError(errno.ENOTSUP, "x")

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", ask)
    monkeypatch.setattr(os, "fsync", lambda fd: calls.append("fsync"))
    with open(disk.root / "b", "wb") as file:
        folder.sync_file(file.fileno())
    assert calls == ([51] if knows else [51, "fsync"])


# The cloud


class Status:
    """What Windows and macOS say of a file, beside the rest."""

    def __init__(self, real, **more):
        self._real, self._more = real, more

    def __getattr__(self, name):
        if name in self._more:
            return self._more[name]
        return getattr(self._real, name)


@pytest.fixture
def clouds(monkeypatch):
    """Files of this system may lie in the cloud only."""
    for module in (entries, files):
        monkeypatch.setattr(module, "ASKS_CLOUD", True)


@pytest.mark.parametrize(
    "more", [{"st_flags": 0x40000000}, {"st_file_attributes": 0x400000}]
)
def test_a_note_in_the_cloud_is_not_opened(disk, clouds, monkeypatch, more):
    disk.put("P/a.md", b"x")
    disk.put("P/b.md", b"y")
    real = os.stat

    def far(path, **options):
        found = real(path, **options)
        is_far = isinstance(path, str) and path.endswith("a.md")
        return Status(found, **more) if is_far else found

    monkeypatch.setattr(os, "stat", far)
    monkeypatch.setattr(reading, "open_unlinked", pytest.fail)
    with pytest.raises(NoteUnreadable) as refused:
        disk.files.read("P/a.md")
    problem = refused.value.problem
    assert (problem.path, problem.line, problem.code, problem.message) == (
        "P/a.md", 0, "placeholder", "the file lies in the cloud only",
    )  # fmt: skip
    monkeypatch.undo()
    assert disk.files.read("P/b.md") == b"y"


def test_a_note_that_is_here_is_read_where_there_are_clouds(disk, clouds):
    disk.put("P/a.md", b"x")
    assert disk.files.read("P/a.md") == b"x"
    status = os.stat(disk.root / "P/a.md")
    assert not entries.is_placeholder(status)
    assert not entries.is_ordinary(status)
    assert entries.find_problem("P/a.md", status) is None
    far: Any = Status(status, st_flags=0x40000000)
    assert entries.find_problem("P/a.md", far) == entries.cloud_only("P/a.md")


def test_what_icloud_took_away_is_told_from_what_is_not_there(disk):
    disk.put("P/.a.md.icloud", b"x")
    for path, code in (("P/a.md", "placeholder"), ("P/b.md", "unreadable")):
        with pytest.raises(NoteUnreadable) as refused:
            disk.files.read(path)
        assert refused.value.problem.code == code
    with pytest.raises(NoteUnwritable) as unwritable:
        disk.files.write(PlannedWrite("P/a.md", None, b"x"))
    assert str(unwritable.value) == (
        "P/a.md: a note of that name lies in the cloud only. Download it first."
    )


def test_what_cannot_be_asked_about_is_left_to_the_reading(disk, monkeypatch):
    def fails(path):
        raise OSError(errno.EIO, "x")

    monkeypatch.setattr(os, "stat", fails)
    assert reading.find_absence("a.md", str(disk.root / "a.md")) is None


class Entry:
    def __init__(self, **more):
        self.more = more

    def stat(self, *, follow_symlinks):
        assert not follow_symlinks
        return type("Status", (), self.more)()


def test_a_junction_of_windows_leads_elsewhere_like_a_link(monkeypatch):
    entry: Any = Entry
    assert not entries.is_junction(entry(st_reparse_tag=7))
    monkeypatch.setattr(sys, "platform", "win32")
    assert not entries.is_junction(entry())
    monkeypatch.setattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 7, raising=False)
    assert entries.is_junction(entry(st_reparse_tag=7))
    assert not entries.is_junction(entry(st_reparse_tag=8))
    assert not entries.is_junction(entry())


# The parts of a write, alone


def test_a_write_that_is_held_by_another_program_waits_for_it(disk, monkeypatch):
    """As on Windows, where a scanner may hold the file for a moment."""

    class Held(PermissionError):
        winerror = 32

    disk.put("a.md", b"old")
    real = os.replace
    waited: list[float] = []

    def held(*args, **options):
        if len(waited) < 2:
            raise Held(errno.EACCES, "held")
        real(*args, **options)

    monkeypatch.setattr(os, "replace", held)
    there = DiskFiles(str(disk.root), swaps=False, wait=waited.append)
    there.write(PlannedWrite("a.md", b"old", b"new"))
    assert waited == [0.05, 0.1]
    assert disk.content() == {"a.md": b"new"}


def test_the_parts_of_a_write_leave_no_descriptor_and_no_temporary_file(disk):
    with folder.open_root(str(disk.root)) as held:
        place = Place(held, "a.md", "a.md")
        create_file(place, b"one", 0o600)
        replace_file(place, b"one", b"two", lambda _: None)
        assert held.names() == ["a.md"]
        remove_file(place, b"two")
        assert held.names() == []
