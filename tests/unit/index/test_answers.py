from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from nettrack_md.index.faults import IndexDamaged
from nettrack_md.index.store import open_index
from tests.indexing import drop, person, put, touch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nettrack_md.index.store import Index

WHO = b"who is overdue?"
CALLED = b"who is called what?"
ADA = person("Ada", touch("2026-11-01"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index.db"


@pytest.fixture
def index(file: Path) -> Iterator[Index]:
    index = open_index(str(file), fingerprint="one")
    put(index, ADA)
    yield index
    index.close()


def keep(index: Index, question: bytes, *, lasting: bool = False) -> None:
    index.keep_answer(question, b"Ada", index.version(), lasting=lasting)


def test_an_answer_is_found_again_by_the_next_process(index: Index, file: Path) -> None:
    keep(index, WHO)

    later = open_index(str(file), fingerprint="one")
    assert later.answer(WHO) == b"Ada"
    assert later.answer(CALLED) is None
    later.close()


def test_any_write_outdates_an_answer(index: Index) -> None:
    keep(index, WHO)
    put(index, person("Ada", touch("2026-11-02")))

    assert index.answer(WHO) is None


def test_a_lasting_answer_outlives_a_touch(index: Index) -> None:
    keep(index, CALLED, lasting=True)
    put(index, person("Ada", touch("2026-11-02")))

    assert index.answer(CALLED) == b"Ada"


@pytest.mark.parametrize(
    "facts",
    [
        person("Bob"),
        person("Ada", about={"aliases": ("Countess",)}),
        person("Ada", about={"reading": "えいだ"}),
        person("Lovelace", path="People/Ada.md"),
        person("Ada", about={"status": "ended"}),
    ],
)
def test_a_lasting_answer_ends_with_a_name(index: Index, facts) -> None:
    keep(index, CALLED, lasting=True)
    put(index, facts)

    assert index.answer(CALLED) is None


def test_a_lasting_answer_ends_with_a_person(index: Index) -> None:
    keep(index, CALLED, lasting=True)
    drop(index, "People/Ada.md")

    assert index.answer(CALLED) is None


def test_what_was_outdated_while_it_was_made_is_not_kept(index: Index) -> None:
    version = index.version()
    put(index, person("Bob"))
    index.keep_answer(WHO, b"Ada", version)

    assert index.answer(WHO) is None


def test_a_transaction_that_failed_outdates_nothing(index: Index) -> None:
    keep(index, WHO)

    def fail() -> None:
        with index.writing() as writer:
            writer.drop("People/Ada.md")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert index.answer(WHO) == b"Ada"


def test_nobody_waits_to_keep_an_answer(index: Index, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    version = 1
    index.keep_answer(WHO, b"Ada", version)
    other.execute("ROLLBACK")
    other.close()

    assert index.answer(WHO) is None
    put(index, person("Bob"))  # and the index still works


def test_only_the_newest_answers_are_kept(index: Index) -> None:
    for number in range(40):
        keep(index, f"question {number}".encode())

    assert index.answer(b"question 39") == b"Ada"
    assert index.answer(b"question 0") is None


def test_a_garbled_answer_is_damage(index: Index, file: Path) -> None:
    keep(index, WHO)
    other = sqlite3.connect(file)
    other.execute("UPDATE answers SET answer = x'00ff'")
    other.commit()
    other.close()

    with pytest.raises(IndexDamaged):
        index.answer(WHO)
