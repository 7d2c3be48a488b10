"""Walking, wherever the vault is."""

from __future__ import annotations

from nettrack_md.vault.changes import compare


def walked(vault, **options):
    return sorted(vault.files.walk(**options).paths())


def put_all(vault, *paths):
    for path in paths:
        vault.put(path, b"x")


def test_notes_are_found_in_every_folder_in_order(vault):
    put_all(vault, "b.md", "a.MD", "People/人.md", "People/Ada.md", "People/x/y/z.Md")
    snapshot = vault.files.walk()
    assert list(snapshot.paths()) == [
        "a.MD", "b.md", "People/Ada.md", "People/人.md", "People/x/y/z.Md",
    ]  # fmt: skip
    assert list(snapshot.folders) == ["", "People", "People/x/y"]
    assert snapshot.problems == ()


def test_an_empty_vault_has_no_folders(vault):
    assert vault.files.walk().folders == {}


def test_only_notes_are_seen(vault):
    put_all(vault, "a.md", "a.txt", "b.md.j2", "md", "c.md~", "d.markdown", "pic.png")
    assert walked(vault) == ["a.md"]


def test_what_is_hidden_is_never_seen(vault):
    put_all(vault, ".a.md", ".git/b.md", "x/.trash/c.md", ".obsidian/d.md", "._e.md")
    put_all(vault, "node_modules/p/README.md", "x/node_modules/q.md", "x/.#f.md")
    assert walked(vault) == []
    assert vault.files.walk().problems == ()


def test_template_folders_are_never_seen(vault):
    put_all(vault, "Templates/a.md", "Templates/deep/b.md", "x/Templates/c.md")
    assert walked(vault, template_folders=["Templates"]) == ["x/Templates/c.md"]


def test_what_ignore_names_is_never_seen(vault):
    put_all(
        vault, "Archive/a.md", "x/Archive/b.md", "Work/old/c.md", "Work/d.md", "e.x.md"
    )
    ignore = ["Archive/", "/Work/old", "*.x.md"]
    assert walked(vault, ignore=ignore) == ["Work/d.md"]


def test_a_vault_inside_the_vault_is_never_seen(vault):
    put_all(
        vault, ".obsidian/app.json", "nettrack.toml", "a.md", "One/.obsidian/app.json"
    )
    put_all(
        vault,
        "One/b.md",
        "One/deep/c.md",
        "Two/x/nettrack.toml",
        "Two/x/d.md",
        "Two/e.md",
    )
    assert walked(vault) == ["Two/e.md", "a.md"]


def test_conflict_copies_are_told_and_not_seen(vault):
    put_all(vault, "P/Ada.md", "P/Ada.sync-conflict-20260112-003022-FUKIKK4.md")
    put_all(
        vault, "P/Bo-DESKTOP-1234567.md", "P/Ada 2.md", "conflict-files-obsidian-git.md"
    )
    snapshot = vault.files.walk()
    assert list(snapshot.paths()) == [
        "P/Ada 2.md",
        "P/Ada.md",
        "P/Bo-DESKTOP-1234567.md",
    ]
    assert snapshot.conflict_copies == (
        ("P/Ada.sync-conflict-20260112-003022-FUKIKK4.md", "P/Ada.md"),
        ("conflict-files-obsidian-git.md", ""),
    )
    assert {problem.code for problem in snapshot.problems} == {"conflict-copy"}
    assert "Syncthing left a second copy of P/Ada.md" in snapshot.problems[0].message
    assert snapshot.suspects() == (("P/Ada 2.md", "P/Ada.md"),)


def test_a_note_that_is_too_big_is_told_and_kept(vault):
    vault.put("P/big.md", b"x" * 10_000_001)
    snapshot = vault.files.walk()
    assert [(p.path, p.code) for p in snapshot.problems] == [
        ("P/big.md", "note-too-big")
    ]
    assert list(snapshot.paths()) == []
    assert snapshot.kept == {"P": ("big.md",)}
    assert list(snapshot.folders) == ["P"]


def test_walking_twice_finds_no_change(vault):
    put_all(vault, "a.md", "P/b.md")
    first, second = vault.files.walk(), vault.files.walk()
    known = {folder: (first.signature(folder), 10**30) for folder in first.folders}
    # A scan time far ahead leaves nothing doubtful.
    assert compare(known, second).nothing


def test_what_others_do_between_two_walks_is_found(vault):
    put_all(vault, "a.md", "P/b.md", "P/c.md", "Q/d.md")
    first = vault.files.walk()
    known = {folder: (first.signature(folder), 10**30) for folder in first.folders}
    vault.put("P/b.md", b"longer than before")
    vault.put("R/e.md", b"x")
    vault.delete("P/c.md")
    vault.delete("Q/d.md")
    changes = compare(known, vault.files.walk())
    assert changes.added == ("R/e.md",)
    assert changes.modified == ("P/b.md",)
    assert changes.removed == ("P/c.md", "Q/d.md")
    assert changes.unchanged == 1
    assert changes.folders == ("P", "Q", "R")
