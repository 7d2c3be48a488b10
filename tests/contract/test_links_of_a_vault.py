"""Links that a walk comes by: each real text once, and never what lies outside."""

from __future__ import annotations

import errno
import os

import pytest

from nettrack_md.vault.files import DiskFiles


def told(snapshot):
    return [(p.path, p.line, p.code, p.message) for p in snapshot.problems]


def test_a_text_that_is_not_named_like_a_note_is_one_by_its_link(disk):
    disk.put("A/data.txt", b"four")
    (disk.root / "A/z.md").symlink_to("data.txt")
    (disk.root / "A/a.md").symlink_to("data.txt")
    disk.put("A/m.md", b"x")
    (disk.root / "B").mkdir()
    (disk.root / "B/b.md").symlink_to("../A/data.txt")
    snapshot = disk.files.walk()
    assert list(snapshot.paths()) == ["A/a.md", "A/m.md"]
    status = (disk.root / "A/data.txt").stat()
    assert snapshot.folders["A"][0] == (
        "a.md", 4, status.st_mtime_ns, status.st_ctime_ns, status.st_ino,
    )  # fmt: skip
    assert told(snapshot) == []


def test_a_text_behind_a_link_keeps_the_bounds_of_a_note(disk):
    disk.put("data.txt", b"x" * 10_000_001)
    (disk.root / "a.md").symlink_to("data.txt")
    os.mkfifo(disk.root / "pipe")
    (disk.root / "b.md").symlink_to("pipe")
    snapshot = disk.files.walk()
    assert list(snapshot.paths()) == []
    assert told(snapshot) == [
        ("a.md", 0, "note-too-big", "the file has 10.0 MB"),
        ("b.md", 0, "not-a-file", "this is a pipe, named like a note"),
    ]


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("../outside/x.md", "the link leads out of the vault"),
        ("../outside", "the link leads out of the vault"),
        ("../vault-evil", "the link leads out of the vault"),
        (".obsidian/x.md", "the link leads into a hidden folder"),
        (".obsidian", "the link leads into a hidden folder"),
    ],
)
def test_a_link_that_leads_where_nothing_is_scanned_is_told(disk, target, message):
    for folder in ("outside", "vault-evil", "vault/.obsidian"):
        (disk.root.parent / folder).mkdir()
        (disk.root.parent / folder / "x.md").write_bytes(b"x")
    name = "link.md" if target.endswith(".md") else "link"
    (disk.root / name).symlink_to(target)
    snapshot = disk.files.walk()
    assert told(snapshot) == [(name, 0, "link-outside", message)]
    assert list(snapshot.paths()) == []


def test_links_to_what_is_walked_anyhow_or_no_note_add_nothing(disk):
    disk.put("P/a.md", b"x")
    disk.put("P/picture.png", b"x")
    disk.put("node_modules/data.txt", b"x")
    (disk.root / "root").symlink_to(".")
    (disk.root / "folder").symlink_to("P")
    (disk.root / "b.md").symlink_to("P/a.md")
    (disk.root / "picture.png").symlink_to("P/picture.png")
    (disk.root / "c.md").symlink_to("node_modules/data.txt")
    (disk.root / "far.png").symlink_to("../nowhere.png")
    snapshot = disk.files.walk()
    assert list(snapshot.paths()) == ["P/a.md"]
    assert told(snapshot) == []


def test_links_that_lead_nowhere_are_told_where_they_could_be_notes(disk):
    (disk.root / "a.md").symlink_to("no.md")
    (disk.root / "b").symlink_to("no")
    (disk.root / "c.md").symlink_to("c.md")
    (disk.root / "d.png").symlink_to("no.png")
    (disk.root / "e.MD").symlink_to("no")
    assert told(disk.files.walk()) == [
        ("a.md", 0, "link-loop", "the link leads nowhere"),
        ("b", 0, "link-loop", "the link leads nowhere"),
        ("c.md", 0, "link-loop", "the link leads in a circle"),
        ("e.MD", 0, "link-loop", "the link leads nowhere"),
    ]


def test_a_link_whose_target_may_not_be_seen_is_told(disk, monkeypatch):
    disk.put("P/data.txt", b"x")
    (disk.root / "a.md").symlink_to("P/data.txt")
    real = os.path.realpath

    def closed(path, **options):
        if path.endswith("a.md"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path, **options)

    monkeypatch.setattr(os.path, "realpath", closed)
    assert told(disk.files.walk()) == [
        ("a.md", 0, "unreadable", "the link's target cannot be read: permission denied")
    ]


def test_a_vault_that_is_the_whole_disk_holds_what_is_below(tmp_path):
    (tmp_path / "data.txt").write_bytes(b"x")
    (tmp_path / "link.md").symlink_to("data.txt")
    whole = DiskFiles("/")
    inside = str(tmp_path / "link.md").lstrip("/")
    assert whole.read(inside) == b"x"
    assert whole.exists(inside)


def test_a_folder_that_others_make_just_now_is_used(disk, monkeypatch):
    from nettrack_md.model.writes import PlannedWrite

    real = os.listdir
    made: list[str] = []

    def meanwhile(folder):
        if not made:
            made.append("New")
            (disk.root / "New").mkdir()
        return real(folder)

    monkeypatch.setattr(os, "listdir", meanwhile)
    disk.files.write(PlannedWrite("New/a.md", None, b"x"))
    assert disk.content() == {"New/a.md": b"x"}


def test_many_files_at_once_are_written_in_memory_as_on_the_disk(vault):
    from nettrack_md.model.writes import PlannedWrite

    with vault.files.together():
        vault.files.write(PlannedWrite("P/a.md", None, b"x"))
        vault.files.write(PlannedWrite("b.md", None, b"y"))
    assert vault.content() == {"P/a.md": b"x", "b.md": b"y"}
