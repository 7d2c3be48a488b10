"""Names of conflict copies."""

from __future__ import annotations

import pytest

from nettrack_md.vault.copies import find_copies, find_copy, find_suspect


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("Mina.sync-conflict-20260112-003022-FUKIKK4.md", "Mina.md"),
        ("Mina.sync-conflict-20260112-003022.md", "Mina.md"),
        ("Mina (Conflicted copy ThinkPad-T14 202603121129).md", "Mina.md"),
        ("Mina (Conflicted copy Mina's iPhone (2) 202603121129).md", "Mina.md"),
        ("Mina (work) (Bo's conflicted copy 2026-11-20).md", "Mina (work).md"),
        ("Mina (Bo's conflicted copy 2026-11-20 (1)).md", "Mina.md"),
        ("Mina (conflicted copy 2026-11-20 101112).md", "Mina.md"),
        ("Mina (Bo のコンピューター の競合コピー 2026-11-20).md", "Mina.md"),
        ("Mina (In Konflikt stehende Kopie von Bo 2026-11-20).md", "Mina.md"),
        ("Mina (Copie en conflit de Bo 2026-11-20).md", "Mina.md"),
        ("Mina (Copia in conflitto di Bo 2026-11-20).md", "Mina.md"),
        ("Mina (Bo's conflicting copy 2026-11-20).md", "Mina.md"),
        ("Mina (SFConflict bo@example.org 2026-11-20-10-11-12).md", "Mina.md"),
        ("Mina_conflict-20260112-003022.md", "Mina.md"),
        ("Mina_conflict-bo-20260112-003022.md", "Mina.md"),
        ("Mina.Conflict.md", "Mina.md"),
        ("Mina.Conflict1.Conflict2.md", "Mina.md"),
        ("Mina [Conflict].md", "Mina.md"),
        ("Mina.dup.md", "Mina.md"),
        ("Mina-desktop-safeBackup-0001.md", "Mina.md"),
        ("人脈.sync-conflict-20260112-003022-FUKIKK4.MD", "人脈.MD"),
        (
            "2026-03-12 (Conflicted copy ThinkPad-T14-G5 202603121129).md",
            "2026-03-12.md",
        ),
        ("Mina (Bo conflicted copy 2026-11-20).md", "Mina.md"),
        ("Mina (conflicted copy 2026-11-20 (2)).md", "Mina.md"),
        (
            "Mina.sync-conflict-20260112-003022.sync-conflict-20260113-003022.md",
            "Mina.md",
        ),
        ("Mina.Conflict12.md", "Mina.md"),
        ("Mina [Conflict 2].md", "Mina.md"),
        ("Mina.dup2.md", "Mina.md"),
        ("Mina (競合コピー 2026-11-20).md", "Mina.md"),
    ],
)
def test_what_a_service_named_is_a_copy_even_without_the_note(name, of):
    found = find_copy(name, ())
    assert found is not None
    assert found.of == of


@pytest.mark.parametrize(
    "name",
    [
        "Mina.md",
        "Mina 2.md",
        "Conflict.md",
        "Conflict of interest.md",
        "Armed conflict (2026).md",
        "Romeo and Juliet (Conflicts between families).md",
        "Meeting (2026-11-20).md",
        "Duplicate.md",
        "sync-conflict.md",
        "2026-11-20.md",
        "Mina-Lee.md",
    ],
)
def test_ordinary_names_are_no_copies(name):
    assert find_copy(name, {"Mina.md", "Meeting.md", name}) is None


@pytest.mark.parametrize(
    "name",
    [
        "Mina-DESKTOP-AB12CDE.md",
        "Mina-LAPTOP-9QRSTUVW-2.md",
        "Mina-LAPTOP.md",
        "Mina-WIN-1A2B3C4D5E6.md",
        "Mina-BOS-PC.md",
        "Mina-MacBook Pro de Bo.md",
        "Mina-Bos-MacBook-Air-2.md",
        "Mina-Bo’s iMac.md",
    ],
)
def test_a_computer_behind_the_name_counts_only_beside_the_note(name):
    found = find_copy(name, {"Mina.md", name})
    assert found is not None
    assert (found.of, found.service) == ("Mina.md", "OneDrive")
    assert find_copy(name, {name}) is None


@pytest.mark.parametrize(
    "name", ["Mina-Lee.md", "Mina-2.md", "Mina-WIN.md", "Mina-MIT.md", "Mina-V2.md"]
)
def test_a_second_name_behind_a_hyphen_is_another_person(name):
    assert find_copy(name, {"Mina.md", name}) is None


def test_the_list_that_obsidian_git_leaves_is_a_copy_of_nothing():
    found = find_copy("conflict-files-obsidian-git.md", ())
    assert found is not None
    assert found.of == ""


def test_copies_are_found_among_many_names():
    names = ["Ada.md", "Ada.dup.md", "Bo.md", "Bo-DESKTOP-1234567.md", "macro.md"]
    assert {name: copy.of for name, copy in find_copies(names).items()} == {
        "Ada.dup.md": "Ada.md",
        "Bo-DESKTOP-1234567.md": "Bo.md",
    }


def test_every_pattern_is_reached_from_a_folder_with_one_name_only():
    # The quick look over all names must not hide what a single name would show.
    for name in (
        "x (Copie en conflit de Bo 2026-11-20).md",
        "x (Bo の競合コピー 2026-11-20).md",
        "x.DUP.md",
        "x [CONFLICT].md",
        "x-a-safebackup-0001.md",
    ):
        assert list(find_copies([name])) == [name]


@pytest.mark.parametrize("name", ["Ada 2.md", "Ada (1).md", "Ada (12).md", "Ada(1).md"])
def test_a_number_is_a_suspicion_beside_the_note_and_never_a_verdict(name):
    assert find_copy(name, {"Ada.md", name}) is None
    assert find_suspect(name, {"Ada.md", name}) == "Ada.md"
    assert find_suspect(name, {name}) is None


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("Ada-STUDY.md", "Ada.md"),
        ("Ada-bos-thinkbook-2.md", "Ada.md"),
        ("Ada-Lee-STUDY.md", "Ada-Lee.md"),
        ("2026-11-STUDY.md", None),
    ],
)
def test_any_computers_name_is_a_suspicion_beside_the_note(name, of):
    siblings = {"Ada.md", "Ada-Lee.md", "2026-11.md", name}
    assert find_copy(name, siblings) is None
    assert find_suspect(name, siblings) == of


@pytest.mark.parametrize("name", ["Ada 1.md", "Ada 2026.md", "Ada 02.md", "2.md"])
def test_other_numbers_are_not_suspected(name):
    assert find_suspect(name, {"Ada.md", name, ".md"}) is None
