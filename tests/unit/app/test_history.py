from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from nettrack_md.app.changing import history as module
from nettrack_md.app.changing.history import Done, History
from nettrack_md.vault.memory import MemoryFiles
from tests.builders import TODAY

if TYPE_CHECKING:
    import pytest


def history(files: MemoryFiles) -> History:
    ticks = count(1)
    return History(files, clock=lambda: next(ticks))


def record(past: History, *words: str, before: bytes = b"x") -> str:
    kept = past.begin(words, TODAY)
    kept.add([Done("a.md", before, b"y")])
    return kept.fault


def test_commands_come_back_newest_first() -> None:
    past = history(MemoryFiles())
    for word in ("add", "log", "set"):
        record(past, word)

    assert [entry.words for entry in past.entries()] == [("set",), ("log",), ("add",)]


def test_they_do_though_the_clock_went_back() -> None:
    moments = iter((5_000, 3_000, 1))
    past = History(MemoryFiles(), clock=lambda: next(moments))
    for word in ("add", "log", "set"):
        record(past, word)

    assert [entry.words for entry in past.entries()] == [("set",), ("log",), ("add",)]


def test_any_bytes_come_back_as_they_were() -> None:
    past = history(MemoryFiles())
    odd = b"\xff\xfe\r\n\x00 \xe5\xb1\xb1"

    past.begin(("merge",), TODAY).add([Done("a.md", odd, None)])

    assert next(past.entries()).deeds[0].before == odd


def test_only_the_last_commands_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_COMMANDS", 3)
    files = MemoryFiles()
    past = history(files)
    for number in range(5):
        record(past, str(number))

    assert [entry.words[0] for entry in past.entries()] == ["4", "3", "2"]
    assert len(files.content) == 3


def test_the_history_does_not_outgrow_its_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_KIB", 30)
    files = MemoryFiles()
    past = history(files)
    for _ in range(9):
        record(past, "log", before=b"x" * 9_000)

    assert 0 < sum(map(len, files.content.values())) <= 30 * 1024


def test_two_commands_of_one_moment_are_both_remembered() -> None:
    past = History(MemoryFiles(), clock=lambda: 7)
    record(past, "one")
    record(past, "two")

    assert len(list(past.entries())) == 2


def test_a_damaged_file_of_the_history_is_passed_over() -> None:
    files = MemoryFiles()
    past = history(files)
    record(past, "log")
    files.put("history/00000000000000000009-1.json", b"{")
    files.put("history/00000000000000000010-1.json", b'{"format": 99}')

    assert [entry.words for entry in past.entries()] == [("log",)]


def test_what_is_too_much_to_remember_is_said() -> None:
    past = history(MemoryFiles())

    why = record(past, "import", before=b"x" * 10_000_000)

    assert "too much" in why
