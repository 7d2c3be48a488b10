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


def save_text(note, text):
    (note.parent / "aside").write_bytes(text)
    os.replace(note.parent / "aside", note)


@needs_exchange
@pytest.mark.parametrize(
    ("second", "left"),
    [
        (b"old\nA\nB\n", None),
        (b"new\nA\nB\n", None),
        (b"A\nnew\n", None),
        (b"new\nB\n", b"old\nA\n"),
    ],
)
def test_a_save_that_knows_only_ours_leaves_both_texts(disk, monkeypatch, second, left):
    """A first save lies before the exchange, a second one between it and its undoing.

    Whoever read our text in between does not know of the first.
    """
    disk.put("a.md", b"old\n")
    note = disk.root / "a.md"
    hang_on(monkeypatch, swap, "exchange", 1, lambda: save_text(note, b"old\nA\n"))
    hang_on(monkeypatch, swap, "exchange", 2, lambda: save_text(note, second))
    kind = NoteChanged if left is None else NoteUnwritable
    with pytest.raises(kind) as refused:
        disk.files.write(PlannedWrite("a.md", b"old\n", b"new\n"))
    assert disk.content().pop("a.md") == second
    others = [text for path, text in disk.content().items() if path != "a.md"]
    assert others == ([] if left is None else [left])
    if left is not None:
        assert "two texts now" in str(refused.value)


@needs_exchange
def test_whoever_writes_into_both_files_finds_both(disk, note, monkeypatch):
    """Ours was opened while it stood there, and so was the old one."""
    hang_on(monkeypatch, swap, "exchange", 1, lambda: save_in_place(note))
    hang_on(monkeypatch, swap, "exchange", 2, lambda: save_in_place(note))
    with pytest.raises(NoteUnwritable, match="two texts now"):
        edit(disk)
    assert sorted(disk.content().values()) == [b"new and theirs", b"old and theirs"]


@needs_exchange
@pytest.mark.parametrize(("saves", "gives_up"), [(99, False), (100, True)])
def test_patience_with_others_who_save_and_save_ends(
    disk, note, monkeypatch, saves, gives_up
):
    real = swap.exchange
    texts: list[bytes] = []

    def after_a_save(*args):
        if len(texts) <= saves:
            texts.append(b"old and number %d" % len(texts))
            save_text(note, texts[-1])
        return real(*args)

    monkeypatch.setattr(swap, "exchange", after_a_save)
    with pytest.raises(NoteUnwritable if gives_up else NoteChanged):
        edit(disk)
    left = sorted(disk.content().values())
    assert left == sorted(texts[-2:] if gives_up else texts[-1:])


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
