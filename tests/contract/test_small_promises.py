"""Small promises of a vault that a mutant showed to be untold."""

from __future__ import annotations

import os
import socket

import pytest

from nettrack_md.errors import NoteChanged, NoteMissing, NoteUnreadable, NoteUnwritable
from nettrack_md.model.writes import PlannedMove, PlannedRemoval, PlannedWrite
from nettrack_md.vault.memory import MemoryFiles
from nettrack_md.vault.paths import (
    find_creation_fault,
    find_name_fault,
    find_path_fault,
    require_inside,
    require_new_name,
)
from nettrack_md.vault.temps import find_temp, new_temp_name

FAR_AHEAD = 1 << 62


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("", "there is no name"),
        ("a\0b", "the name holds a NUL"),
        ("/etc/x", "the path leads out of the vault"),
        ("../x", "the path leads out of the vault"),
        ("P/../../x", "the path leads out of the vault"),
        ("P/..", "the path leads out of the vault"),
        ("P//x", "the path has an empty part"),
        ("P/", "the path has an empty part"),
        ("./x", "the path has an empty part"),
        ("P/./x", "the path has an empty part"),
        ("P/x.md", ""),
        ("P/..x", ""),
        (".nettrack/x", ""),
        ("C:x", ""),
    ],
)
def test_a_path_that_leads_nowhere_inside_says_why(vault, path, fault):
    assert find_path_fault(path) == fault
    if fault:
        with pytest.raises(NoteUnreadable) as refused:
            vault.files.read(path)
        problem = refused.value.problem
        assert (problem.path, problem.line, problem.code, problem.message) == (
            path, 0, "unreadable", fault,
        )  # fmt: skip
        with pytest.raises(NoteUnwritable) as unwritable:
            vault.files.write(PlannedWrite(path, None, b"x"))
        assert unwritable.value.reason == fault
        assert not vault.files.exists(path)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", "there is no name"),
        (".x", "the name begins with a full stop"),
        ("a\ud800", "the name is not valid text"),
        ("é" * 128, "the name is longer than 255 bytes"),
        ("a\x1fb", "the name holds a control character"),
        ("a\x7fb", "the name holds a control character"),
        ("a ", "the name ends with a space or a full stop"),
        ("a.", "the name ends with a space or a full stop"),
        ("aux.md", "the name is that of a device on Windows"),
        ("COM¹", "the name is that of a device on Windows"),
        ("lpt9 .txt", "the name is that of a device on Windows"),
        ("\u200bx", "the name begins with an invisible character"),
        ("a:b", "the name holds :, which Windows does not allow"),
        ("a#b", "the name holds #, which ends a link in Obsidian"),
        ("é" * 127, ""),
        ("COMA", ""),
        ("a b.c", ""),
    ],
)
def test_a_name_that_cannot_be_borne_says_why(name, fault):
    assert find_name_fault(name) == fault
    if fault and "Windows does" not in fault and "Obsidian" not in fault and name:
        assert find_creation_fault(name) == ("" if name == ".x" else fault)


def test_what_may_not_be_written_is_told_with_what_to_do():
    for call, told in (
        (lambda: require_inside("P/.x/y"), "P/.x/y: .x is hidden and never written."),
        (lambda: require_inside(".nettrack"), ".nettrack: .nettrack is hidden and never written."),
        (lambda: require_inside("P/.nettrack/x"), "P/.nettrack/x: .nettrack is hidden and never written."),
        (lambda: require_new_name("p", "aux", ()), "p: the name is that of a device on Windows. Choose another name."),
        (lambda: require_new_name("p", "A", ["a"]), "p: a is there already, which many systems take for the same name. Use that one, or choose another name."),
        (lambda: require_new_name("p", "a", [".a.icloud"]), "p: a note of that name lies in the cloud only. Download it first."),
    ):  # fmt: skip
        with pytest.raises(NoteUnwritable) as refused:
            call()
        assert str(refused.value) == told
    with pytest.raises(NoteChanged):
        require_new_name("p", "a", ["a"])
    require_new_name("p", "a", ["b", ".b.icloud"])
    assert require_inside(".nettrack/sources/x") == ".nettrack/sources/x"


def test_a_note_moves_within_its_own_folder_only(vault):
    vault.put("P/Q/a.md", b"x")
    for to in ("P/a.md", "Q/a.md", "P/Q/R/a.md"):
        with pytest.raises(NoteUnwritable) as refused:
            vault.files.move(PlannedMove("P/Q/a.md", to, b"x", b"x"))
        assert str(refused.value) == "P/Q/a.md: it would leave its folder."
    vault.files.move(PlannedMove("P/Q/a.md", "P/Q/b.md", b"x", b"x"))
    assert vault.content() == {"P/Q/b.md": b"x"}


def test_a_folder_where_a_note_should_be_is_told(vault):
    vault.put("P/a.md/b.md", b"x")
    with pytest.raises(NoteUnreadable) as refused:
        vault.files.read("P/a.md")
    problem = refused.value.problem
    assert (problem.code, problem.message) == (
        "not-a-file", "this is a folder, named like a note",
    )  # fmt: skip
    with pytest.raises(NoteMissing) as missing:
        vault.files.read("P/b.md")
    assert missing.value.problem.message == "there is no such file"
    for plan in (
        lambda: vault.files.write(PlannedWrite("P/a.md", b"x", b"y")),
        lambda: vault.files.remove(PlannedRemoval("P/a.md", b"x")),
    ):
        with pytest.raises(NoteUnwritable) as unwritable:
            plan()
        assert str(unwritable.value) == "P/a.md: it is a folder."


def test_empty_folders_go_with_those_above_them(disk):
    (disk.root / "A/B/C").mkdir(parents=True)
    (disk.root / "A/D").mkdir()
    disk.put("E/a.md", b"x")
    (disk.root / "E/F").mkdir()
    disk.files.discard_empty("A")
    disk.files.discard_empty("E")
    assert sorted(os.listdir(disk.root)) == ["E"]
    assert os.listdir(disk.root / "E") == ["a.md"]


def test_leftovers_are_found_deep_down_and_in_our_own_folder(disk):
    paths = [
        f"{folder}{new_temp_name(b'x', None)}" for folder in ("", "A/B/C/", ".nettrack/k/")
    ]  # fmt: skip
    for path in paths:
        disk.put(path, b"x")
    assert disk.files.sweep(FAR_AHEAD) == (tuple(sorted(paths)), ())


def test_leftovers_in_hidden_folders_that_are_written_go_though_no_walk_sees_them(disk):
    seen = f"P/{new_temp_name(b'x', None)}"
    paths = [
        f"{folder}/{new_temp_name(b'x', None)}"
        for folder in (".nettrack/sources", ".obsidian", ".obsidian/snippets", ".git")
    ]
    for path in (seen, *paths, ".obsidian/app.json"):
        disk.put(path, b"x")
    disk.files.sweep(FAR_AHEAD, [seen])
    assert sorted(disk.content()) == sorted([paths[-1], ".obsidian/app.json"])


def test_the_permission_bits_of_a_file_are_told_where_there_are_any(disk):
    disk.put("P/a.md", b"x")
    (disk.root / "P/a.md").chmod(0o1640)
    assert disk.files.mode("P/a.md") == 0o640
    assert disk.files.mode("P/no.md") == 0
    assert MemoryFiles({"P/a.md": b"x"}).mode("P/a.md") == 0


def test_a_temporary_name_has_both_its_ends():
    whole = new_temp_name(b"new", b"old")
    assert find_temp(whole) is not None
    assert find_temp(whole.removesuffix(".tmp") + ".TMP") is None
    assert find_temp(whole.replace(".nettrack.", ".xxttrack.")) is None
    assert len(whole) == len(".nettrack.") + 32 + len(".tmp")


@pytest.mark.skipif(
    not os.path.isdir("/proc/self/fd"), reason="the system does not list descriptors"
)
def test_no_descriptor_stays_open_after_a_move(disk):
    disk.put("a.md", b"x")
    before = len(os.listdir("/proc/self/fd"))
    disk.files.move(PlannedMove("a.md", "b.md", b"x", b"x"))
    with pytest.raises(NoteChanged):
        disk.files.move(PlannedMove("b.md", "c.md", b"y", b"y"))
    assert len(os.listdir("/proc/self/fd")) == before


def test_what_is_named_like_a_note_and_is_none_is_told(disk):
    os.mkfifo(disk.root / "pipe.md")
    (disk.root / "loop.md").symlink_to("loop.md")
    (disk.root / "folder.md").mkdir()
    with socket.socket(socket.AF_UNIX) as one:
        before = os.getcwd()
        os.chdir(disk.root)  # the path of a socket is short
        try:
            one.bind("socket.md")
        finally:
            os.chdir(before)
        told = [(p.path, p.line, p.code, p.message) for p in disk.files.walk().problems]
    assert told == [
        ("folder.md", 0, "not-a-file", "this is a folder, named like a note"),
        ("loop.md", 0, "link-loop", "the link leads in a circle"),
        ("pipe.md", 0, "not-a-file", "this is a pipe, named like a note"),
        ("socket.md", 0, "not-a-file", "this is a socket, named like a note"),
    ]
    with pytest.raises(NoteUnreadable) as refused:
        disk.files.read("loop.md")
    problem = refused.value.problem
    assert (problem.line, problem.code, problem.message) == (
        0, "link-loop", "the link leads in a circle",
    )  # fmt: skip
