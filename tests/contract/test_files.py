"""Reading and writing, wherever the vault is."""

from __future__ import annotations

import unicodedata

import pytest

from nettrack_md.errors import (
    NoteChanged,
    NoteMissing,
    NoteUnreadable,
    NoteUnwritable,
    SettingsInvalid,
)
from nettrack_md.model.writes import PlannedMove, PlannedRemoval, PlannedWrite

ODD = b"\xef\xbb\xbf---\r\nname: x\n---\r\ncaf\xe9 \x00\xe2\x80\xa8end"


def test_what_is_written_is_read_byte_for_byte(vault):
    vault.files.write(PlannedWrite("People/Ada.md", None, ODD))
    assert vault.files.read("People/Ada.md") == ODD
    assert vault.content() == {"People/Ada.md": ODD}


def test_an_update_replaces_what_was_expected(vault):
    vault.put("People/Ada.md", b"old")
    vault.files.write(PlannedWrite("People/Ada.md", b"old", ODD))
    assert vault.content() == {"People/Ada.md": ODD}


def test_an_update_may_empty_a_note_and_fill_it_again(vault):
    vault.put("a.md", b"old")
    vault.files.write(PlannedWrite("a.md", b"old", b""))
    assert vault.files.read("a.md") == b""
    vault.files.write(PlannedWrite("a.md", b"", b"new"))
    assert vault.content() == {"a.md": b"new"}


@pytest.mark.parametrize("there", [b"other", b"", b"old!", b"ol", b"OLD"])
def test_a_note_that_somebody_changed_is_left_alone(vault, there):
    vault.put("a.md", there)
    with pytest.raises(NoteChanged):
        vault.files.write(PlannedWrite("a.md", b"old", b"new"))
    assert vault.content() == {"a.md": there}


def test_a_note_that_is_gone_is_not_written_again(vault):
    for path in ("a.md", "No/such/folder/a.md"):
        with pytest.raises(NoteChanged):
            vault.files.write(PlannedWrite(path, b"old", b"new"))
    assert vault.content() == {}


@pytest.mark.parametrize("there", [b"other", b"", b"new"])
def test_a_creation_never_overwrites(vault, there):
    vault.put("People/Ada.md", there)
    with pytest.raises(NoteChanged):
        vault.files.write(PlannedWrite("People/Ada.md", None, b"new"))
    assert vault.content() == {"People/Ada.md": there}


def test_a_write_that_changes_nothing_is_no_write(vault):
    vault.put("a.md", b"same")
    vault.make_read_only("a.md")
    before = vault.files.walk().folders
    vault.files.write(PlannedWrite("a.md", b"same", b"same"))
    assert vault.files.walk().folders == before


def test_a_write_shows_in_the_next_walk(vault):
    vault.put("a.md", b"old")
    before = vault.files.walk().folders
    vault.files.write(PlannedWrite("a.md", b"old", b"new"))
    assert vault.files.walk().folders != before


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/abs.md",
        "../out.md",
        "People/../../out.md",
        "a//b.md",
        ".git/config",
        ".obsidian/app.json",
        "People/.hidden.md",
        "a/.b/c.md",
    ],
)
def test_paths_out_of_the_vault_or_into_hidden_folders_are_refused(vault, path):
    vault.put("a.md", b"x")
    for write in (PlannedWrite(path, None, b"new"), PlannedWrite(path, b"x", b"new")):
        with pytest.raises(NoteUnwritable):
            vault.files.write(write)
    with pytest.raises(NoteUnwritable):
        vault.files.remove(PlannedRemoval(path, b"x"))
    assert vault.content() == {"a.md": b"x"}


def test_nettracks_own_folder_may_be_written(vault):
    vault.files.write(PlannedWrite(".nettrack/sources/a.vcf", None, b"x"))
    assert vault.files.read(".nettrack/sources/a.vcf") == b"x"


@pytest.mark.parametrize(
    ("there", "wanted"),
    [
        ("People/ada.md", "People/Ada.md"),
        (
            unicodedata.normalize("NFD", "Zoë.md"),
            unicodedata.normalize("NFC", "Zoë.md"),
        ),
        ("people/Bo.md", "People/Ada.md"),
    ],
)
def test_a_twin_of_a_name_is_never_made_and_is_named(vault, there, wanted):
    vault.put(there, b"x")
    with pytest.raises(NoteUnwritable) as refusal:
        vault.files.write(PlannedWrite(wanted, None, b"new"))
    assert not isinstance(refusal.value, NoteChanged)
    twin = (
        there.partition("/")[0]
        if wanted == "People/Ada.md" and there[0] == "p"
        else there
    )
    assert twin.rpartition("/")[2] in str(refusal.value)
    assert vault.content() == {there: b"x"}


@pytest.mark.parametrize(
    "name", ["CON.md", "a.md ", "x\n.md", "é" * 127 + ".md", "\u200b.git", "nul.txt"]
)
def test_names_that_some_system_cannot_hold_are_refused(vault, name):
    with pytest.raises(NoteUnwritable):
        vault.files.write(PlannedWrite(f"New folder/{name}", None, b"x"))
    assert vault.content() == {}
    assert not vault.files.exists("New folder")


def test_a_read_only_note_is_refused(vault):
    vault.put("a.md", b"old")
    vault.make_read_only("a.md")
    with pytest.raises(NoteUnwritable, match="read-only"):
        vault.files.write(PlannedWrite("a.md", b"old", b"new"))
    assert vault.content() == {"a.md": b"old"}


def test_a_folder_is_no_note(vault):
    vault.put("x.md/inner.md", b"x")
    with pytest.raises(NoteUnreadable) as fault:
        vault.files.read("x.md")
    assert fault.value.problem.code == "not-a-file"
    with pytest.raises(NoteUnwritable):
        vault.files.write(PlannedWrite("x.md", b"x", b"new"))
    with pytest.raises(NoteChanged):
        vault.files.write(PlannedWrite("x.md", None, b"new"))
    assert vault.content() == {"x.md/inner.md": b"x"}


def test_a_note_cannot_lie_below_a_note(vault):
    vault.put("a.md", b"x")
    with pytest.raises(NoteUnwritable):
        vault.files.write(PlannedWrite("a.md/b.md", None, b"new"))
    assert vault.content() == {"a.md": b"x"}


def test_a_note_that_is_not_there_is_missing(vault):
    vault.put("a.md", b"x")
    for path in ("b.md", "No/b.md", "a.md/b.md"):
        with pytest.raises(NoteMissing):
            vault.files.read(path)


def test_a_note_over_ten_megabytes_is_not_read(vault):
    vault.put("big.md", b"x" * 10_000_001)
    vault.put("just.md", b"x" * 10_000_000)
    with pytest.raises(NoteUnreadable) as fault:
        vault.files.read("big.md")
    assert fault.value.problem.code == "note-too-big"
    assert len(vault.files.read("just.md")) == 10_000_000


@pytest.mark.parametrize("path", ["../a.md", "/etc/passwd", "", "a/../../b"])
def test_nothing_outside_is_read(vault, path):
    with pytest.raises(NoteUnreadable) as fault:
        vault.files.read(path)
    assert fault.value.problem.code == "unreadable"


def test_a_removal_takes_away_what_was_expected(vault):
    vault.put("People/Ada.md", b"x")
    vault.files.remove(PlannedRemoval("People/Ada.md", b"x"))
    assert vault.content() == {}


def test_a_removal_of_what_somebody_changed_leaves_it(vault):
    vault.put("a.md", b"other")
    with pytest.raises(NoteChanged):
        vault.files.remove(PlannedRemoval("a.md", b"x"))
    with pytest.raises(NoteChanged):
        vault.files.remove(PlannedRemoval("b.md", b"x"))
    assert vault.content() == {"a.md": b"other"}


def test_what_exists_is_known(vault):
    vault.put("People/Ada.md", b"x")
    assert vault.files.exists("People/Ada.md")
    assert vault.files.exists("People")
    assert not vault.files.exists("People/Bo.md")
    assert not vault.files.exists("Nobody/Bo.md")
    assert not vault.files.exists("../vault/People/Ada.md")
    assert not vault.files.exists("")


def test_the_files_of_one_folder_are_listed(vault):
    for path in ("t/b.j2", "t/a.j2", "t/.hidden", "t/deep/c.j2", "x.md"):
        vault.put(path, b"x")
    assert vault.files.list("t") == ("a.j2", "b.j2")
    assert vault.files.list("") == ("x.md",)
    assert vault.files.list("no") == ()
    assert vault.files.list("..") == ()


def test_a_settings_file_is_read_as_text(vault):
    vault.put("nettrack.toml", "\ufeffcapacity = 5\n".encode())
    assert vault.files.read_setting("nettrack.toml") == "capacity = 5\n"
    assert vault.files.read_setting("other.toml") is None


def test_a_settings_file_that_is_no_text_is_told_with_its_line(vault):
    vault.put("nettrack.toml", b"a = 1\nb = '\xff'\n")
    with pytest.raises(SettingsInvalid) as fault:
        vault.files.read_setting("nettrack.toml")
    (problem,) = fault.value.problems
    assert (problem.path, problem.line, problem.code) == (
        "nettrack.toml",
        2,
        "bad-setting",
    )


def test_a_note_gets_another_name_and_keeps_its_bytes(vault):
    vault.put("People/Ada.md", ODD)
    vault.files.move(PlannedMove("People/Ada.md", "People/Ada King.md", ODD, b""))
    assert vault.content() == {"People/Ada King.md": ODD}


def test_a_name_may_change_in_case_alone(vault):
    vault.put("People/Ada.md", ODD)
    vault.files.move(PlannedMove("People/Ada.md", "People/ada.md", ODD, b""))
    assert vault.content() == {"People/ada.md": ODD}


@pytest.mark.parametrize(
    "to", ["Bo.md", "bo.md", ".ada.md", "x/Ada.md", "CON.md", "../a.md"]
)
def test_a_name_that_is_taken_or_no_name_is_refused(vault, to):
    vault.put("Ada.md", b"ada")
    vault.put("Bo.md", b"bo")
    with pytest.raises(NoteUnwritable):
        vault.files.move(PlannedMove("Ada.md", to, b"ada", b""))
    assert vault.content() == {"Ada.md": b"ada", "Bo.md": b"bo"}


def test_a_note_that_somebody_changed_keeps_its_name(vault):
    vault.put("Ada.md", b"changed")
    for path in ("Ada.md", "gone.md"):
        with pytest.raises(NoteChanged):
            vault.files.move(PlannedMove(path, "New.md", b"ada", b""))
    assert vault.content() == {"Ada.md": b"changed"}


def test_a_read_only_note_keeps_its_name(vault):
    vault.put("Ada.md", b"ada")
    vault.make_read_only("Ada.md")
    with pytest.raises(NoteUnwritable):
        vault.files.move(PlannedMove("Ada.md", "New.md", b"ada", b""))
    assert vault.content() == {"Ada.md": b"ada"}


def test_the_files_below_a_folder_are_listed(vault):
    for path in ("t/1/People/Ada.md", "t/2/b.json", "t/.hidden", "x.md"):
        vault.put(path, b"x")
    assert vault.files.tree("t") == ("t/1/People/Ada.md", "t/2/b.json")
    assert vault.files.tree("no") == vault.files.tree("..") == ()
    vault.files.discard_empty("t")
    assert vault.files.tree("t") == ("t/1/People/Ada.md", "t/2/b.json")
