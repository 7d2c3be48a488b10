"""Somebody writes the note at the worst moment of our write.

The moments are made by hanging a deed of theirs on a call of the system, or on the
exchange of the two files; the calls themselves happen as ever.
"""

from __future__ import annotations

import os

import pytest

from nettrack_md.errors import NoteChanged, NoteUnwritable
from nettrack_md.model.writes import PlannedRemoval, PlannedWrite
from nettrack_md.vault import swap
from nettrack_md.vault.files import DiskFiles
from nettrack_md.vault.temps import find_temp

needs_exchange = pytest.mark.skipif(
    not swap.can_exchange(), reason="this system cannot exchange two files"
)


@pytest.fixture
def note(disk):
    disk.put("a.md", b"old")
    return disk.root / "a.md"


def save_in_place(note):
    with note.open("ab") as file:
        file.write(b" and theirs")


def save_atomically(note):
    text = note.read_bytes()
    (note.parent / "aside").write_bytes(text + b" and theirs")
    os.replace(note.parent / "aside", note)


def delete(note):
    note.unlink()


def hang_on(monkeypatch, module, name, number, deed):
    """Have the deed happen before the n-th call of a function."""
    real, calls = getattr(module, name), []

    def call(*args):
        calls.append(args)
        if len(calls) == number:
            deed()
        return real(*args)

    monkeypatch.setattr(module, name, call)


def edit(disk, *, swaps=True):
    DiskFiles(str(disk.root), swaps=swaps).write(PlannedWrite("a.md", b"old", b"new"))


@pytest.mark.parametrize("swaps", [True, False])
@pytest.mark.parametrize("save", [save_in_place, save_atomically])
def test_a_save_while_our_text_is_written_aside_is_noticed(
    disk, note, monkeypatch, swaps, save
):
    hang_on(monkeypatch, os, "fsync", 1, lambda: save(note))
    with pytest.raises(NoteChanged):
        edit(disk, swaps=swaps)
    assert disk.content() == {"a.md": b"old and theirs"}


@pytest.mark.parametrize("swaps", [True, False])
def test_a_deletion_while_our_text_is_written_aside_is_noticed(
    disk, note, monkeypatch, swaps
):
    hang_on(monkeypatch, os, "fsync", 1, lambda: delete(note))
    with pytest.raises(NoteChanged):
        edit(disk, swaps=swaps)
    assert disk.content() == {}


def test_a_note_that_changed_long_ago_costs_no_write(disk, note, monkeypatch):
    save_atomically(note)
    hang_on(monkeypatch, os, "fsync", 1, lambda: pytest.fail("something was written"))
    with pytest.raises(NoteChanged):
        edit(disk)


@needs_exchange
@pytest.mark.parametrize("save", [save_in_place, save_atomically])
def test_a_save_just_before_the_exchange_is_taken_back(disk, note, monkeypatch, save):
    hang_on(monkeypatch, swap, "exchange", 1, lambda: save(note))
    with pytest.raises(NoteChanged):
        edit(disk)
    assert disk.content() == {"a.md": b"old and theirs"}


@needs_exchange
def test_a_deletion_just_before_the_exchange_is_noticed(disk, note, monkeypatch):
    hang_on(monkeypatch, swap, "exchange", 1, lambda: delete(note))
    with pytest.raises(NoteChanged):
        edit(disk)
    assert disk.content() == {}


@needs_exchange
def test_what_an_open_editor_writes_into_the_old_file_is_taken_back(
    disk, note, monkeypatch
):
    with note.open("ab", buffering=0) as theirs:
        hang_on(monkeypatch, os, "fsync", 2, lambda: theirs.write(b" and theirs"))
        with pytest.raises(NoteChanged):
            edit(disk)
    assert disk.content() == {"a.md": b"old and theirs"}


@needs_exchange
def test_an_editor_that_saves_twice_around_the_exchange_keeps_its_last_text(
    disk, note, monkeypatch
):
    hang_on(monkeypatch, swap, "exchange", 1, lambda: save_atomically(note))

    def save_its_own():
        (note.parent / "aside").write_bytes(b"old and theirs, twice")
        os.replace(note.parent / "aside", note)

    hang_on(monkeypatch, swap, "exchange", 2, save_its_own)
    with pytest.raises(NoteChanged):
        edit(disk)
    assert disk.content() == {"a.md": b"old and theirs, twice"}


@needs_exchange
def test_a_save_after_the_exchange_stands(disk, note, monkeypatch):
    hang_on(monkeypatch, os, "fsync", 2, lambda: save_atomically(note))
    edit(disk)
    assert disk.content() == {"a.md": b"new and theirs"}


@pytest.mark.parametrize("swaps", [True, False])
def test_a_note_that_appears_while_ours_is_written_aside_is_not_overwritten(
    disk, monkeypatch, swaps
):
    target = disk.root / "b.md"
    hang_on(monkeypatch, os, "fsync", 1, lambda: target.write_bytes(b"theirs"))
    with pytest.raises(NoteChanged):
        DiskFiles(str(disk.root), swaps=swaps).write(PlannedWrite("b.md", None, b"new"))
    assert disk.content() == {"b.md": b"theirs"}


@pytest.mark.parametrize("save", [save_in_place, save_atomically])
def test_a_note_that_is_saved_just_before_its_removal_stays(
    disk, note, monkeypatch, save
):
    real = os.replace

    def meanwhile(old, new, **options):
        if find_temp(os.fspath(new)):
            monkeypatch.setattr(os, "replace", real)
            save(note)
        real(old, new, **options)

    monkeypatch.setattr(os, "replace", meanwhile)
    with pytest.raises(NoteChanged):
        disk.files.remove(PlannedRemoval("a.md", b"old"))
    assert disk.content() == {"a.md": b"old and theirs"}


def test_a_folder_that_is_swapped_for_a_link_out_leads_nobody_astray(
    disk, tmp_path, monkeypatch
):
    """Between the look where a path leads and the write, the path may change."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_bytes(b"old")
    disk.put("P/a.md", b"old")
    real = os.path.realpath

    def then_swap(path, **options):
        found = real(path, **options)
        if path.endswith("P/a.md") and not (disk.root / "P").is_symlink():
            os.rename(disk.root / "P", disk.root / "Q")
            (disk.root / "P").symlink_to(outside)
        return found

    monkeypatch.setattr(os.path, "realpath", then_swap)
    with pytest.raises(NoteUnwritable):
        disk.files.write(PlannedWrite("P/a.md", b"old", b"new"))
    assert (outside / "a.md").read_bytes() == b"old"
    assert (disk.root / "Q/a.md").read_bytes() == b"old"
