"""What only a disk can put in the way of a walk."""

from __future__ import annotations

import os
import socket

import pytest

from nettrack_md.errors import VaultNotFound
from nettrack_md.vault.changes import compare
from nettrack_md.vault.temps import new_temp_name
from nettrack_md.vault.walk import walk


def told(snapshot):
    return [(problem.path, problem.code) for problem in snapshot.problems]


def paths(snapshot):
    return list(snapshot.paths())


def test_a_vault_that_is_not_there_is_not_found(tmp_path):
    (tmp_path / "file").write_text("x")
    for name in ("no", "file"):
        with pytest.raises(VaultNotFound):
            walk(str(tmp_path / name))


def test_the_root_may_be_a_link(disk, tmp_path):
    disk.put("P/a.md", b"x")
    (tmp_path / "link").symlink_to(disk.root)
    assert paths(walk(str(tmp_path / "link"))) == ["P/a.md"]


def test_the_stamps_are_those_of_the_file(disk):
    disk.put("a.md", b"12345")
    status = (disk.root / "a.md").stat()
    assert disk.files.walk().folders[""] == (
        ("a.md", 5, status.st_mtime_ns, status.st_ctime_ns, status.st_ino),
    )


def test_an_edit_that_restores_the_time_is_found_by_the_other_stamps(disk):
    disk.put("a.md", b"one")
    target = disk.root / "a.md"
    before = target.stat()
    first = disk.files.walk()
    target.write_bytes(b"two")
    os.utime(target, ns=(before.st_atime_ns, before.st_mtime_ns))
    known = {"": (first.signature(""), 10**30)}
    assert compare(known, disk.files.walk()).modified == ("a.md",)


def test_a_folder_named_like_a_note_is_told_and_walked(disk):
    disk.put("Notes.md/inner.md", b"x")
    snapshot = disk.files.walk()
    assert told(snapshot) == [("Notes.md", "not-a-file")]
    assert paths(snapshot) == ["Notes.md/inner.md"]


def test_pipes_and_sockets_are_told_and_never_opened(disk):
    disk.put("a.md", b"x")
    os.mkfifo(disk.root / "pipe.md")
    here = os.getcwd()
    os.chdir(disk.root)  # A socket's path must be short.
    try:
        with socket.socket(socket.AF_UNIX) as endpoint:
            endpoint.bind("socket.md")
            snapshot = disk.files.walk()
    finally:
        os.chdir(here)
    assert told(snapshot) == [("pipe.md", "not-a-file"), ("socket.md", "not-a-file")]
    assert paths(snapshot) == ["a.md"]


def test_a_name_that_is_no_text_is_told_with_its_bytes(disk):
    try:
        with open(os.fsencode(disk.root) + b"/caf\xe9.md", "wb"):
            pass
    except OSError:
        pytest.skip("this file system takes only names that are text")
    os.mkdir(os.fsencode(disk.root) + b"/d\xff")
    with open(os.fsencode(disk.root) + b"/d\xff/x.md", "wb"):
        pass
    disk.put("a.md", b"x")
    snapshot = disk.files.walk()
    assert told(snapshot) == [
        ("caf\\xe9.md", "name-undecodable"),
        ("d\\xff", "name-undecodable"),
    ]
    assert paths(snapshot) == ["a.md"]


@pytest.mark.parametrize("mode", [0, 0o300])
def test_a_folder_that_may_not_be_read_is_told_and_keeps_its_notes(plain_user, mode):
    plain_user.put("P/deep/a.md", b"x")
    first = plain_user.files.walk()
    (plain_user.root / "P").chmod(mode)
    snapshot = plain_user.files.walk()
    (plain_user.root / "P").chmod(0o700)
    assert told(snapshot) == [("P", "unreadable")]
    assert snapshot.unread_folders == ("P",)
    assert compare({"P/deep": (first.signature("P/deep"), 10**30)}, snapshot).nothing


def test_notes_whose_stamps_may_not_be_seen_are_told_and_kept(plain_user):
    plain_user.put("P/a.md", b"x")
    first = plain_user.files.walk()
    (plain_user.root / "P").chmod(0o600)
    snapshot = plain_user.files.walk()
    (plain_user.root / "P").chmod(0o700)
    assert told(snapshot) == [("P/a.md", "unreadable")]
    changes = compare({"P": (first.signature("P"), 10**30)}, snapshot)
    assert (changes.removed, changes.modified) == ((), ())


def test_a_root_that_may_not_be_read_is_told_and_nothing_is_lost(plain_user):
    plain_user.put("a.md", b"x")
    first = plain_user.files.walk()
    plain_user.root.chmod(0)
    snapshot = plain_user.files.walk()
    plain_user.root.chmod(0o700)
    assert told(snapshot) == [("", "unreadable")]
    assert compare({"": (first.signature(""), 10**30)}, snapshot).nothing


def test_links_inside_the_vault_lead_to_each_file_once(disk):
    disk.put("A/x.md", b"x")
    disk.put("A/data.txt", b"x")
    (disk.root / "B").mkdir()
    (disk.root / "B/x.md").symlink_to("../A/x.md")
    (disk.root / "C").symlink_to("A")
    (disk.root / "B/text.md").symlink_to("../A/data.txt")
    (disk.root / "D.md").symlink_to("A/data.txt")
    (disk.root / "B/up").symlink_to("..")
    snapshot = disk.files.walk()
    assert paths(snapshot) == ["D.md", "A/x.md"]
    assert snapshot.problems == ()


def test_a_linked_note_bears_the_stamps_of_its_file(disk):
    disk.put("data.txt", b"12345")
    (disk.root / "P").mkdir()
    (disk.root / "P/a.md").symlink_to("../data.txt")
    disk.put("P/0.md", b"x")
    disk.put("P/z.md", b"x")
    stamps = disk.files.walk().folders["P"]
    assert [stamp[0] for stamp in stamps] == ["0.md", "a.md", "z.md"]
    assert stamps[1][4] == (disk.root / "data.txt").stat().st_ino


def test_hard_links_are_two_notes(disk):
    disk.put("a.md", b"x")
    (disk.root / "b.md").hardlink_to(disk.root / "a.md")
    assert paths(disk.files.walk()) == ["a.md", "b.md"]


def test_a_link_that_leads_out_is_told_and_not_read(disk, tmp_path):
    secret = tmp_path / "vault-secret"
    secret.mkdir()
    (secret / "x.md").write_text("x")
    (disk.root / "x.md").symlink_to(secret / "x.md")
    (disk.root / "People").symlink_to(secret)
    (disk.root / "pic.png").symlink_to(secret / "x.md")
    (disk.root / "ignored").symlink_to(secret)
    (disk.root / "chain").symlink_to("People")
    snapshot = disk.files.walk(ignore=["ignored"])
    assert paths(snapshot) == []
    assert told(snapshot) == [
        ("People", "link-outside"),
        ("chain", "link-outside"),
        ("x.md", "link-outside"),
    ]


def test_a_link_into_a_hidden_folder_is_told_and_not_read(disk):
    disk.put(".git/config", b"secret")
    disk.put(".store/x.md", b"x")
    (disk.root / "config.md").symlink_to(".git/config")
    (disk.root / "People").symlink_to(".store")
    snapshot = disk.files.walk()
    assert paths(snapshot) == []
    assert told(snapshot) == [("People", "link-outside"), ("config.md", "link-outside")]


def test_links_to_nowhere_and_in_circles_are_told(disk):
    (disk.root / "a.md").symlink_to("nowhere.md")
    (disk.root / "b.md").symlink_to("c.md")
    (disk.root / "c.md").symlink_to("b.md")
    (disk.root / "self").symlink_to("self")
    (disk.root / "lost.png").symlink_to("nowhere.png")
    snapshot = disk.files.walk()
    assert [path for path, code in told(snapshot) if code == "link-loop"] == [
        "a.md", "b.md", "c.md", "self",
    ]  # fmt: skip


def test_a_link_to_a_vault_inside_the_vault_adds_nothing(disk):
    disk.put("Inner/.obsidian/app.json", b"{}")
    disk.put("Inner/x.md", b"x")
    disk.put("Inner/data.txt", b"x")
    (disk.root / "a.md").symlink_to("Inner/data.txt")
    (disk.root / "b.md").symlink_to("Inner/x.md")
    (disk.root / "In").symlink_to("Inner")
    snapshot = disk.files.walk()
    assert paths(snapshot) == []
    assert snapshot.problems == ()


def test_a_note_that_icloud_took_away_is_kept(disk):
    disk.put("P/.Ada.md.icloud", b"bplist")
    disk.put("P/.pic.png.icloud", b"bplist")
    snapshot = disk.files.walk()
    assert snapshot.placeholders == ("P/Ada.md",)
    assert snapshot.kept == {"P": ("Ada.md",)}
    assert told(snapshot) == [("P/Ada.md", "placeholder")]


def test_what_a_killed_run_left_is_listed(disk):
    disk.put("a.md", b"x")
    name = new_temp_name(b"n", b"o")
    disk.put(f"P/{name}", b"n")
    disk.put("P/.nettrack.x.tmp", b"not ours")
    snapshot = disk.files.walk()
    assert snapshot.temps == (f"P/{name}",)


def test_names_with_line_ends_and_quotes_are_names(disk):
    disk.put('a\n"b\\.md', b"x")
    assert paths(disk.files.walk()) == ['a\n"b\\.md']
