"""What stands beside the notes: templates, other files, handed ones, the lock."""

from __future__ import annotations

import builtins
import errno
import importlib
import os
import stat
import sys
import types

import pytest

from nettrack_md.errors import NoteChanged, NoteUnwritable, TemplateBroken, WatcherRuns
from nettrack_md.vault import digest as digesting
from nettrack_md.vault import elsewhere, lock
from nettrack_md.vault.beside import Beside
from nettrack_md.vault.elsewhere import find_tellers, has_git
from nettrack_md.vault.handed import read_handed, write_handed
from nettrack_md.vault.lock import take_lock
from nettrack_md.vault.templates import has_folder, read_templates


def put(root, path, content):
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


# Templates


def test_templates_are_named_by_their_path_below_the_folder(tmp_path):
    put(tmp_path, "My/Own/b.j2", b"B")
    put(tmp_path, "My/Own/deep/a.j2", "ä".encode())
    put(tmp_path, "My/Own/notes.md", b"no")
    put(tmp_path, "other.j2", b"no")

    found = read_templates(str(tmp_path), "My/Own")

    assert found == {"b.j2": "B", "deep/a.j2": "ä"}
    assert list(found) == ["b.j2", "deep/a.j2"]
    assert read_templates(str(tmp_path), "None") == {}


def test_whatever_stands_where_templates_would_lie_is_seen(tmp_path):
    put(tmp_path, "My/Own/b.j2", b"B")
    (tmp_path / "gone").symlink_to("nowhere")
    (tmp_path / "file").write_bytes(b"")

    assert [has_folder(str(tmp_path), name) for name in ("My/Own", "gone", "file")] == [
        True, True, True,
    ]  # fmt: skip
    assert not has_folder(str(tmp_path), "My/Other")


def test_no_template_is_a_link_or_lies_behind_one(tmp_path):
    put(tmp_path, "secret/x.j2", b"S")
    (tmp_path / "T").mkdir()
    (tmp_path / "T/file.j2").symlink_to("../secret/x.j2")
    (tmp_path / "T/folder").symlink_to("../secret")

    assert read_templates(str(tmp_path), "T") == {}


def test_a_folder_of_templates_may_be_a_link_within_the_vault_only(tmp_path):
    vault = tmp_path / "vault"
    put(vault, "T/a.j2", b"A")
    put(tmp_path, "vault-evil/a.j2", b"E")
    (vault / "link").symlink_to("T")
    (vault / "out").symlink_to("../vault-evil")

    assert read_templates(str(vault), "link") == {"a.j2": "A"}
    for folder in ("out", "..", "../vault-evil"):
        with pytest.raises(TemplateBroken) as refused:
            read_templates(str(vault), folder)
        assert str(refused.value) == str(
            TemplateBroken(folder, None, "it leads out of the vault")
        )


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"x" * (256 * 1024 + 1), "it is over 256 KiB"), (b"\xff", "it is not UTF-8 text")],
)  # fmt: skip
def test_a_template_that_is_no_text_is_refused(tmp_path, content, reason):
    put(tmp_path, "T/deep/a.j2", content)

    with pytest.raises(TemplateBroken) as refused:
        read_templates(str(tmp_path), "T")

    assert str(refused.value) == str(TemplateBroken("deep/a.j2", None, reason))


def test_a_template_may_have_the_longest_text_that_is_allowed(tmp_path):
    put(tmp_path, "T/a.j2", b"x" * (256 * 1024))

    assert len(read_templates(str(tmp_path), "T")["a.j2"]) == 256 * 1024


def test_a_template_that_becomes_a_link_or_vanishes_is_refused(tmp_path, monkeypatch):
    put(tmp_path, "T/a.j2", b"A")
    real = os.open
    for deed, reason in (
        (lambda at: os.symlink("x", at), "it is a link, which is not followed"),
        (lambda at: None, f"it cannot be read: {os.strerror(errno.ENOENT)}"),
    ):

        def meanwhile(path, *args, deed=deed):
            os.unlink(path)
            deed(path)
            return real(path, *args)

        put(tmp_path, "T/a.j2", b"A")
        monkeypatch.setattr(os, "open", meanwhile)
        with pytest.raises(TemplateBroken) as refused:
            read_templates(str(tmp_path), "T")
        monkeypatch.setattr(os, "open", real)
        assert str(refused.value) == str(TemplateBroken("a.j2", None, reason))
        (tmp_path / "T/a.j2").unlink(missing_ok=True)


# Other files


def test_other_files_tell_by_their_name_or_their_text(tmp_path):
    put(tmp_path, "Ada.md", b"Ada")
    put(tmp_path, "Ada.canvas", b"nothing")
    put(tmp_path, "board.canvas", b"about Ada")
    put(tmp_path, "P/Q/x.txt", b"\xff Ada")
    put(tmp_path, "P/other.txt", b"nobody")
    put(tmp_path, "P/picture.png", b"\0 Ada")
    for hidden in (".git/x", ".nettrack/x", "node_modules/x", "P/.git/x"):
        put(tmp_path, hidden, b"Ada")
    put(tmp_path, ".obsidian/workspace.json", b"Ada")
    put(tmp_path, "big.txt", b"Ada" + b"x" * (10 * 1024 * 1024 - 3))
    put(tmp_path, "bigger.txt", b"Ada" + b"x" * (10 * 1024 * 1024 - 2))
    (tmp_path / "link.txt").symlink_to("board.canvas")

    found = list(find_tellers(str(tmp_path), {"Ada.md"}, lambda text: "Ada" in text))

    assert found == [
        "Ada.canvas", "big.txt", "board.canvas", ".obsidian/workspace.json", "P/Q/x.txt",
    ]  # fmt: skip


def test_a_nul_far_inside_makes_no_picture_of_a_text(tmp_path):
    put(tmp_path, "a.txt", b"Ada" + b" " * 4093 + b"\0")
    put(tmp_path, "b.txt", b"Ada" + b" " * 4092 + b"\0")

    assert list(find_tellers(str(tmp_path), (), lambda text: "Ada" in text)) == [
        "a.txt"
    ]


def test_what_cannot_be_read_is_passed_over(tmp_path, monkeypatch):
    put(tmp_path, "a.txt", b"Ada")
    put(tmp_path, "b.txt", b"Ada")
    real = os.path.getsize

    def fails(path):
        if path.endswith("a.txt"):
            raise OSError(errno.EIO, "x")
        return real(path)

    monkeypatch.setattr(os.path, "getsize", fails)
    assert list(find_tellers(str(tmp_path), (), lambda text: "Ada" in text)) == [
        "b.txt"
    ]


def test_a_folder_with_too_many_files_is_looked_at_no_further(tmp_path, monkeypatch):
    for number in range(5):
        put(tmp_path, f"{number}.txt", b"Ada")
    monkeypatch.setattr(elsewhere, "_MOST", 3)

    found = list(find_tellers(str(tmp_path), {"0.txt"}, lambda text: True))

    assert found == ["1.txt", "2.txt"]


def test_git_keeps_former_versions_where_there_is_its_folder(tmp_path):
    assert not has_git(str(tmp_path))
    (tmp_path / ".git").symlink_to("nowhere")
    assert has_git(str(tmp_path))


# Handed files


def test_a_handed_file_is_read_whole_or_not_at_all(tmp_path):
    put(tmp_path, "a", b"old")
    path = str(tmp_path / "a")
    for size in (0, 10_000_000):
        write_handed(path, b"x" * size)
        assert read_handed(path) == b"x" * size
    write_handed(path, b"x" * 10_000_001)
    assert read_handed(path) is None
    write_handed(path, b"short")
    assert read_handed(path) == b"short"
    with pytest.raises(FileNotFoundError):
        read_handed(str(tmp_path / "no"))


def test_a_handed_file_that_cannot_be_written_holds_what_it_held(tmp_path, monkeypatch):
    put(tmp_path, "a", b"old")
    (tmp_path / "a").chmod(0o640)

    def fails(*_):
        raise OSError(errno.EIO, "x")

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(OSError, match="x"):
        write_handed(str(tmp_path / "a"), b"new")
    monkeypatch.undo()
    assert os.listdir(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"
    write_handed(str(tmp_path / "a"), b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


# Names beside each other


def test_a_name_is_taken_until_it_is_left():
    beside = Beside(["Ada.md", "ada.txt"])
    with pytest.raises(NoteUnwritable, match=r"^P/ADA\.md: Ada\.md is there already"):
        beside.take("P/ADA.md", "ADA.md")
    with pytest.raises(NoteChanged):
        beside.take("P/Ada.md", "Ada.md")
    beside.take("Bo.md", "Bo.md")
    with pytest.raises(NoteChanged):
        beside.take("Bo.md", "Bo.md")
    beside.leave("Bo.md")
    beside.take("bo.md", "bo.md")


# Digests


def test_digests_are_the_same_without_the_quick_way(monkeypatch):
    quick = digesting.digest(b"Ada")
    real = builtins.__import__

    def without(name, *args, **options):
        if name == "_blake2":
            raise ImportError(name)
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    try:
        assert importlib.reload(digesting).digest(b"Ada") == quick
    finally:
        monkeypatch.undo()
        importlib.reload(digesting)
    assert quick.hex() == "4522719c829031ba33df0718ce66bc8e"


# The lock


def test_one_holds_the_lock_and_says_who(tmp_path):
    path = tmp_path / "lock"
    path.write_text("99999999\nleft over")
    held = take_lock(str(path))
    assert path.read_text() == f"{os.getpid()}\n"
    assert str(os.getpid()) in str(_refusal(path))
    held.release()
    held.release()
    with take_lock(str(path)):
        assert isinstance(_refusal(path), WatcherRuns)
    with take_lock(str(path)):
        path.write_text("nobody")
        assert str(_refusal(path)) == str(WatcherRuns(0))


def _refusal(path):
    with pytest.raises(WatcherRuns) as refused:
        take_lock(str(path))
    return refused.value


def test_the_lock_is_the_owners_alone(tmp_path):
    before = os.umask(0)
    try:
        take_lock(str(tmp_path / "lock")).release()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "lock").stat().st_mode) == 0o600


def test_a_lock_that_cannot_be_written_is_let_go_of(tmp_path, monkeypatch):
    path = str(tmp_path / "lock")

    def fails(*_):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "write", fails)
    with pytest.raises(OSError, match="full"):
        take_lock(path)
    monkeypatch.undo()
    take_lock(path).release()


@pytest.mark.parametrize("free", [True, False])
def test_on_windows_a_byte_far_behind_is_locked(tmp_path, monkeypatch, free):
    asked = []

    def locking(fd, mode, size):
        asked.append((os.lseek(fd, 0, os.SEEK_CUR), mode, size))
        if not free:
            raise OSError(errno.EACCES, "held")

    windows = types.SimpleNamespace(locking=locking, LK_NBLCK=2)
    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    monkeypatch.setattr(sys, "platform", "win32")
    path = tmp_path / "lock"
    if free:
        take_lock(str(path)).release()
        assert path.read_text() == f"{os.getpid()}\n"
    else:
        path.write_text("123\n")
        assert str(_refusal(path)) == str(WatcherRuns(123))
    assert asked == [(1 << 30, 2, 1)]
    assert lock._FAR == 1 << 30
