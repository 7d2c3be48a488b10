from __future__ import annotations

from itertools import count

import pytest

from nettrack_md.app.changing.history import History
from nettrack_md.app.changing.undoing import take_back
from nettrack_md.app.changing.writing import (
    Change,
    Creation,
    Move,
    Removal,
    Step,
    WriteReport,
    carry_out,
)
from nettrack_md.errors import NettrackError, NoteUnwritable
from nettrack_md.model.writes import PlannedWrite
from nettrack_md.note.edit import EditRefused
from nettrack_md.vault.memory import MemoryFiles
from tests.builders import TODAY

NOTE = "People/Ada.md"


def history(files: MemoryFiles | None = None) -> History:
    ticks = count(1)
    return History(MemoryFiles() if files is None else files, clock=lambda: next(ticks))


def append(line: str) -> Change:
    return Change(NOTE, lambda text: text + line)


def run(
    files: MemoryFiles, past: History | None, *steps: Step, keep_going: bool = False
) -> WriteReport:
    record = None if past is None else past.begin(("log", "ada"), TODAY)
    return carry_out(files, record, steps, keep_going=keep_going)


def test_a_change_is_written_and_can_be_taken_back() -> None:
    files, past = MemoryFiles({NOTE: "one\n"}), history()

    run(files, past, append("two\n"))
    assert files.read(NOTE) == b"one\ntwo\n"

    done = take_back(files, past)
    assert files.read(NOTE) == b"one\n"
    assert done.entry is not None
    assert done.entry.words == ("log", "ada")


def test_without_a_history_nothing_is_written() -> None:
    files = MemoryFiles({NOTE: "one\n"})

    report = run(files, None, append("two\n"))

    assert files.read(NOTE) == b"one\n"
    assert "+two" in report.writes[0].diff()


class Restless(MemoryFiles):
    """Somebody saves the note before each of the first so many writes."""

    times = 0

    def write(self, write: PlannedWrite) -> None:
        if self.times:
            self.times -= 1
            self.put(write.path, self.read(write.path) + b"theirs\n")
        super().write(write)


def test_what_others_write_meanwhile_is_kept() -> None:
    files, past = Restless({NOTE: "one\n"}), history()
    files.times = 4

    run(files, past, append("mine\n"))

    assert files.read(NOTE) == b"one\n" + b"theirs\n" * 4 + b"mine\n"


def test_after_five_tries_it_is_refused() -> None:
    files, past = Restless({NOTE: "one\n"}), history()
    files.times = 5

    with pytest.raises(NoteUnwritable, match="writing it all the time"):
        run(files, past, append("mine\n"))

    assert b"mine" not in files.read(NOTE)


def test_nothing_is_written_when_one_note_cannot_be_planned() -> None:
    files = MemoryFiles({NOTE: "one\n", "b.md": "---\na: 1\na: 2\n---\n"})

    with pytest.raises(NoteUnwritable, match=r"b\.md:\d"):
        run(files, history(), append("two\n"), Change("b.md", lambda text: text + "x"))

    assert files.read(NOTE) == b"one\n"


def test_keeping_going_does_the_others_and_says_why_not() -> None:
    files = MemoryFiles(
        {NOTE: "one\n", "b.md": "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n"}
    )

    report = run(
        files,
        history(),
        Change("b.md", lambda text: text + "x"),
        append("two\n"),
        keep_going=True,
    )

    assert files.read(NOTE) == b"one\ntwo\n"
    assert [str(error).split(":")[0] for error in report.refused] == ["b.md"]


def test_a_refused_edit_names_path_line_and_reason() -> None:
    def refuse(text: str) -> str:
        raise EditRefused("an anchor stands there", 3)

    with pytest.raises(NoteUnwritable) as caught:
        run(MemoryFiles({NOTE: "x"}), history(), Change(NOTE, refuse))

    assert str(caught.value).startswith("People/Ada.md:3: an anchor stands there.")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(NoteUnwritable, match=r"People/Ada\.md:2: .*UTF-8"):
        run(MemoryFiles({NOTE: b"a\n\xff\n"}), history(), append("x"))


def test_words_that_are_no_text_are_refused() -> None:
    files = MemoryFiles({NOTE: "a\n"})

    with pytest.raises(NoteUnwritable, match="no text"):
        run(files, history(), append("\udcff"))

    assert files.read(NOTE) == b"a\n"


def test_a_note_made_goes_into_the_trash_when_taken_back() -> None:
    files, state = MemoryFiles(), MemoryFiles()
    past = history(state)
    run(files, past, Creation(NOTE, "new\n"))

    take_back(files, past)

    assert not files.exists(NOTE)
    trash = [path for path in state.content if path.startswith("trash/")]
    assert [path.endswith(NOTE) for path in trash] == [True]
    assert state.content[trash[0]] == b"new\n"


def test_what_somebody_wrote_since_stays_and_the_rest_is_taken_back() -> None:
    files, past = MemoryFiles({NOTE: "one\n", "b.md": "b\n"}), history()
    run(files, past, append("two\n"), Change("b.md", lambda text: text + "c\n"))
    files.put(NOTE, "one\ntwo\nthree\n")

    done = take_back(files, past)

    assert files.read(NOTE) == b"one\ntwo\nthree\n"
    assert files.read("b.md") == b"b\n"
    assert [str(error).split(":")[0] for error in done.report.refused] == [NOTE]


def test_each_undo_goes_one_command_further_back() -> None:
    files, past = MemoryFiles({NOTE: "one\n"}), history()
    run(files, past, append("two\n"))
    run(files, past, append("three\n"))

    take_back(files, past)
    take_back(files, past)

    assert files.read(NOTE) == b"one\n"
    assert take_back(files, past).entry is None


def test_a_command_that_somebody_wrote_over_does_not_stop_the_next_undo() -> None:
    files, past = MemoryFiles({NOTE: "one\n", "b.md": "b\n"}), history()
    run(files, past, Change("b.md", lambda text: text + "c\n"))
    run(files, past, append("two\n"))
    files.put(NOTE, "quite different")

    assert take_back(files, past).report.refused
    assert not take_back(files, past).report.refused
    assert files.read("b.md") == b"b\n"


def test_a_dry_undo_changes_nothing() -> None:
    files, past = MemoryFiles({NOTE: "one\n"}), history()
    run(files, past, append("two\n"))

    done = take_back(files, past, dry_run=True)

    assert "-two" in done.report.writes[0].diff()
    assert files.read(NOTE) == b"one\ntwo\n"
    assert next(past.entries()).open


def test_undo_may_put_back_another_text_than_was_there() -> None:
    files, past = MemoryFiles({NOTE: "- [x] Ada\n"}), history()
    opened = Change(
        NOTE,
        lambda text: text + "done\n",
        back=lambda text: text.replace("[x]", "[ ]"),
    )
    run(files, past, opened)

    take_back(files, past)

    assert files.read(NOTE) == b"- [ ] Ada\n"


def test_an_edit_that_changes_nothing_is_no_command() -> None:
    files, past = MemoryFiles({NOTE: "one\n"}), history()

    run(files, past, append(""))

    assert list(past.entries()) == []


def test_where_no_history_can_be_kept_the_write_happens_and_it_is_said() -> None:
    files = MemoryFiles({NOTE: "one\n"})

    report = run(files, History(None), append("two\n"))

    assert files.read(NOTE) == b"one\ntwo\n"
    assert report.remark.startswith("This cannot be undone")


class Killed(MemoryFiles):
    """The process ends when it comes to write a certain note."""

    victim = ""

    def write(self, write: PlannedWrite) -> None:
        if write.path == self.victim:
            raise SystemExit
        super().write(write)


def test_what_a_stopped_command_wrote_can_be_taken_back() -> None:
    files, past = Killed({NOTE: "one\n", "b.md": "b\n", "c.md": "c\n"}), history()
    files.victim = "b.md"
    steps = [append("two\n")]
    steps += [Change(path, lambda text: text + "x\n") for path in ("b.md", "c.md")]

    with pytest.raises(SystemExit):
        run(files, past, *steps)
    assert files.read(NOTE) == b"one\ntwo\n"
    files.victim = ""

    done = take_back(files, past)
    assert files.content == {NOTE: b"one\n", "b.md": b"b\n", "c.md": b"c\n"}
    assert done.report.refused == ()
    assert [write.path for write in done.report.changes] == [NOTE]


def test_a_command_that_failed_before_it_wrote_is_no_command() -> None:
    files, past = MemoryFiles({NOTE: "one\n"}), history()
    files.read_only.add(NOTE)

    with pytest.raises(NoteUnwritable):
        run(files, past, append("two\n"))

    assert list(past.entries()) == []


def test_what_is_taken_away_lies_in_the_trash_and_comes_back() -> None:
    files, state = MemoryFiles({NOTE: "one\n"}), MemoryFiles()
    past = history(state)

    run(files, past, Removal(NOTE, b"one\n"))
    assert files.content == {}
    trash = [path for path in state.content if path.startswith("trash/")]
    assert [state.content[path] for path in trash] == [b"one\n"]

    take_back(files, past)
    assert files.content == {NOTE: b"one\n"}


def test_a_note_that_somebody_wrote_meanwhile_is_not_taken_away() -> None:
    files, past = MemoryFiles({NOTE: "one\nmore\n"}), history()

    with pytest.raises(NoteUnwritable, match="so it stays"):
        run(files, past, Removal(NOTE, b"one\n"))

    assert files.content == {NOTE: b"one\nmore\n"}


def test_without_a_trash_nothing_is_taken_away() -> None:
    files = MemoryFiles({NOTE: "one\n"})

    with pytest.raises(NettrackError, match="no trash"):
        run(files, History(None), Removal(NOTE, b"one\n"))

    assert files.content == {NOTE: b"one\n"}


def test_nothing_is_done_behind_a_firm_step_that_fails() -> None:
    files = MemoryFiles({NOTE: "one\n", "b.md": "b\n"})
    files.read_only.add(NOTE)
    firm = Change(NOTE, lambda text: text + "x", firm=True)

    with pytest.raises(NoteUnwritable):
        run(files, history(), firm, Removal("b.md", b"b\n"), keep_going=True)

    assert files.content == {NOTE: b"one\n", "b.md": b"b\n"}


def test_a_move_that_was_stopped_with_the_file_under_both_names_is_taken_back() -> None:
    files, past = MemoryFiles({"a.md": "x\n"}), history()
    run(files, past, Move("a.md", "b.md", lambda text: text + "y\n"))
    files.put("a.md", "x\n")
    files.put("b.md", "x\n")

    assert take_back(files, past).report.refused == ()
    assert files.content == {"a.md": b"x\n"}
