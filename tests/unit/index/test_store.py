from __future__ import annotations

import os
import sqlite3
import stat
from typing import TYPE_CHECKING

import pytest

from nettrack_md.index.faults import (
    IndexBusy,
    IndexDamaged,
    IndexSuperseded,
    IndexUnavailable,
    IndexUnwritable,
)
from nettrack_md.index.store import Index, open_index
from tests.indexing import TODAY, person, put, touch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ADA = person("Ada", touch("2026-11-01"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index.db"


@pytest.fixture
def opened(file: Path) -> Iterator[Callable[..., Index]]:
    """Opens indexes, and closes them all in the end."""
    indexes: list[Index] = []

    def opening(fingerprint: str = "one", **more: object) -> Index:
        index = open_index(str(file), fingerprint=fingerprint, **more)  # type: ignore[arg-type]
        indexes.append(index)
        return index

    yield opening
    for index in indexes:
        index.close()


def test_what_was_written_is_there_when_it_is_opened_again(opened) -> None:
    index = opened()
    put(index, ADA)
    index.close()
    again = opened()

    assert not again.rebuilt
    assert not again.in_memory
    assert again.paths() == ("People/Ada.md",)


def test_a_new_file_was_not_rebuilt(opened) -> None:
    assert opened().rebuilt == ""


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o377])
def test_only_the_user_can_read_it_whatever_the_umask(opened, file, umask) -> None:
    before = os.umask(umask)
    try:
        put(opened(), ADA)
    finally:
        os.umask(before)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_file_that_others_could_read_is_closed_to_them(opened, file) -> None:
    opened().close()
    file.chmod(0o644)
    opened()

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_with_another_fingerprint_it_is_made_anew_in_place(opened, file) -> None:
    put(opened("one"), ADA)
    before = file.stat().st_ino
    index = opened("two")

    assert "settings" in index.rebuilt
    assert index.paths() == ()
    assert file.stat().st_ino == before
    assert opened("two").rebuilt == ""


def test_it_is_made_anew_when_asked(opened) -> None:
    put(opened(), ADA)
    index = opened(rebuild=True)

    assert index.rebuilt
    assert index.paths() == ()


def ruin_with_garbage(file: Path) -> None:
    file.write_bytes(b"# not a database\n" * 500)


def ruin_by_cutting(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def ruin_with_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()
    (file / "something").touch()


def ruin_the_header(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.seek(30)
        stream.write(b"\xff" * 60)


def ruin_by_dropping_a_table(file: Path) -> None:
    with sqlite3.connect(file) as other:
        other.execute("DROP TABLE links")
    other.close()


def ruin_with_a_stranger(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()


RUINS = [
    ruin_with_garbage, ruin_by_cutting, ruin_with_a_folder, ruin_the_header,
    ruin_by_dropping_a_table, ruin_with_a_stranger,
]  # fmt: skip


@pytest.mark.parametrize("ruin", RUINS)
def test_a_damaged_file_is_made_anew_and_the_reason_is_told(opened, file, ruin) -> None:
    index = opened()
    put(index, *(person(f"P{n}", touch("2026-11-01")) for n in range(50)))
    index.close()
    ruin(file)
    index = opened()

    assert index.rebuilt
    assert not index.in_memory
    assert index.paths() == ()
    put(index, ADA)
    index.close()
    again = opened()
    assert again.rebuilt == ""
    assert again.paths() == ("People/Ada.md",)


def test_a_damaged_file_is_kept_for_a_look(opened, file) -> None:
    opened().close()
    ruin_with_garbage(file)
    opened()

    assert file.with_name("index.db.damaged").read_bytes().startswith(b"# not a")


def test_an_empty_file_is_as_good_as_none(opened, file) -> None:
    file.parent.mkdir()
    file.touch()

    assert opened().rebuilt == ""


def test_a_journal_that_was_left_is_not_applied_to_a_new_file(opened, file) -> None:
    opened().close()
    ruin_with_garbage(file)
    file.with_name("index.db-journal").write_bytes(b"\xd9\xd5\x05\xf9 \xa1c\xd7" * 100)
    put(opened(), ADA)

    assert opened().paths() == ("People/Ada.md",)


def flip_bytes(file: Path) -> None:
    """Ruin all pages but the roots of the tables, so that opening finds nothing."""
    with sqlite3.connect(file) as other:
        roots = {
            root for (root,) in other.execute("SELECT rootpage FROM sqlite_master")
        }
        (size,) = other.execute("PRAGMA page_size").fetchone()
    other.close()
    with file.open("r+b") as stream:
        for page in range(2, file.stat().st_size // size + 1):
            if page not in roots:
                stream.seek((page - 1) * size)
                stream.write(b"\xa5" * size)


def let_time_show_nothing(file: Path) -> None:
    """As when a disk fails: what changed has left no trace in the file's time."""
    file.with_name("index.db.seen").unlink()


QUESTIONS = [
    lambda index: index.paths(),
    lambda index: list(index.people(TODAY)),
    lambda index: list(index.names()),
    lambda index: index.touches("People/Person with a long name 1.md"),
    lambda index: index.search("lunch"),
    lambda index: put(index, ADA),
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_damage_that_shows_later_is_told_and_can_be_recovered_from(
    opened, file, question
) -> None:
    index = opened()
    put(
        index,
        *(
            person(f"Person with a long name {n}", touch("2026-11-01"))
            for n in range(700)
        ),
    )
    index.close()
    flip_bytes(file)
    let_time_show_nothing(file)
    index = opened()
    assert index.rebuilt == ""
    with pytest.raises(IndexDamaged) as caught:
        question(index)
    fresh = index.recover(caught.value)

    assert fresh.rebuilt
    assert not fresh.in_memory
    assert fresh.paths() == ()
    put(fresh, ADA)
    fresh.close()


def test_one_changed_letter_is_noticed(opened, file) -> None:
    index = opened()
    put(index, ADA)
    index.close()
    content = file.read_bytes()
    assert b"People/Ada.md" in content
    file.write_bytes(content.replace(b"People/Ada.md", b"People/Ida.md"))
    os.utime(file, ns=(0, 0))

    index = opened()

    assert index.paths() == ()
    assert "something else" in index.rebuilt


def test_what_nettrack_wrote_before_it_was_killed_is_believed(opened, file) -> None:
    index = opened()
    put(index, ADA)
    before = file.with_name("index.db.seen").read_bytes()
    put(index, person("Bo", touch("2026-11-02")))
    index.close()
    file.with_name("index.db.seen").write_bytes(before)

    for _ in range(2):
        index = opened()
        assert index.rebuilt == ""
        assert index.paths() == ("People/Ada.md", "People/Bo.md")
        index.close()


@pytest.mark.parametrize("half", [b"", b"1 0", b"1 0\n", b"\xff", b"1 0\n1 1"])
def test_half_a_word_on_how_it_was_left_is_none(opened, file, half: bytes) -> None:
    index = opened()
    put(index, ADA)
    index.close()
    file.with_name("index.db.seen").write_bytes(half)

    assert opened().paths() == ("People/Ada.md",)


def test_a_garbled_record_is_damage(opened, file) -> None:
    index = opened()
    put(index, ADA)
    index.close()
    with sqlite3.connect(file) as other:
        other.execute("UPDATE cards SET record = x'28ff00ff00'")
    other.close()
    let_time_show_nothing(file)

    with pytest.raises(IndexDamaged):
        list(opened().people(TODAY))


def test_text_that_is_no_utf8_is_damage(opened, file) -> None:
    index = opened()
    put(index, ADA)
    index.close()
    with sqlite3.connect(file) as other:
        other.execute("UPDATE notes SET path = CAST(x'ff41' AS TEXT)")
    other.close()
    let_time_show_nothing(file)

    with pytest.raises(IndexDamaged):
        opened().paths()


def test_without_a_file_it_is_in_memory() -> None:
    index = open_index(None, fingerprint="one")
    put(index, ADA)

    assert index.in_memory
    assert index.rebuilt == ""
    assert index.paths() == ("People/Ada.md",)
    index.close()


def test_where_no_file_can_be_it_is_in_memory(opened, file) -> None:
    file.parent.write_text("a file where the folder should be")
    index = opened()

    assert index.in_memory
    assert index.rebuilt
    put(index, ADA)


def test_a_locked_file_is_not_waited_for_longer_than_asked(opened, file) -> None:
    put(opened(), ADA)
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        index = opened(wait_seconds=0)
        other.execute("ROLLBACK")
    other.close()

    assert index.in_memory
    assert "locked" in index.rebuilt
    assert opened().paths() == ("People/Ada.md",)


def test_a_writer_that_cannot_have_the_lock_is_told_so(opened) -> None:
    index, other = opened(), opened(wait_seconds=0)
    with index.writing(), pytest.raises(IndexBusy) as caught, other.writing():
        pass
    instead = other.recover(caught.value)

    assert instead.in_memory
    put(instead, ADA)
    instead.close()


def test_a_full_or_read_only_disk_leads_into_memory(opened, file) -> None:
    index = opened()
    index.close()
    fault = IndexUnwritable("attempt to write a readonly database")
    instead = index.recover(fault)

    assert instead.in_memory
    assert instead.rebuilt == fault.reason
    instead.close()


def test_who_was_overtaken_by_other_settings_is_told_before_reading(opened) -> None:
    index = opened("one")
    opened("two")

    with pytest.raises(IndexSuperseded):
        index.folders()
    with pytest.raises(IndexSuperseded) as caught, index.writing():
        pass
    mine = index.recover(caught.value)
    assert not mine.in_memory
    assert mine.folders() == {}
    mine.close()


def test_every_fault_is_one_that_a_caller_can_catch_and_say(opened) -> None:
    for kind in (IndexBusy, IndexDamaged, IndexSuperseded, IndexUnwritable):
        fault = kind("so it is")
        assert isinstance(fault, IndexUnavailable)
        assert "so it is" in str(fault)


def test_an_exception_in_the_middle_leaves_it_as_it_was(opened) -> None:
    index = opened()
    put(index, ADA)

    def spoil() -> None:
        with index.writing() as writer:
            writer.put(person("Ben"), b"b", 1)
            writer.drop("People/Ada.md")
            writer.set_folders({"People": (b"s", 1)})
            writer.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        spoil()

    assert index.paths() == ("People/Ada.md",)
    assert index.folders() == {}
    assert [p.contact.name for p in index.people(TODAY)] == ["Ada"]


def test_another_reader_sees_nothing_of_an_unfinished_writing(opened) -> None:
    index, other = opened(), opened()
    with index.writing() as writer:
        writer.put(ADA, b"a", 1)
        writer.flush()
        assert other.paths() == ()

    assert other.paths() == ("People/Ada.md",)


def test_no_write_ahead_log_is_used(opened, file) -> None:
    put(opened(), ADA)

    assert not file.with_name("index.db-wal").exists()
