"""The one way to write: plan, compare and swap, plan again where others wrote, record.

Every command that writes into the user's notes goes through `write` (contract
section 10), so that `--dry-run`, `--json` and `undo` mean the same for all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nettrack_md.app.history import Done, History, open_history
from nettrack_md.app.reading import SPOILED
from nettrack_md.errors import NettrackError, NoteChanged, NoteUnwritable
from nettrack_md.model.writes import Planned, PlannedMove, PlannedWrite
from nettrack_md.note.edit import EditRefused
from nettrack_md.note.parse import parse_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.writes import Action
    from nettrack_md.vault.files import Files

#: The text of a note to what it shall be. Raises EditRefused.
Edit = Callable[[str], str]
_Made = PlannedWrite | PlannedMove
#: How often a note is read and planned again when others wrote it meanwhile.
TRIES = 5


@dataclass(frozen=True, slots=True)
class Change:
    """A note that is there and shall be edited."""

    path: str
    edit: Edit
    #: What undo shall put back, made of the text before; None: that text itself.
    back: Edit | None = None


@dataclass(frozen=True, slots=True)
class Creation:
    """A note that is not there yet."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """A file of nettrack's own in the vault, written whole: what was imported."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Move:
    """A note that gets another name in its folder, and is edited besides.

    Where it cannot be done, nothing after it is.
    """

    path: str
    to: str
    edit: Edit


Step = Change | Creation | Keeping | Move
#: Told again and again: how many steps are done, of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What a command wrote, or would write."""

    writes: tuple[Planned, ...]
    #: Why others of its writes were not done; those in `writes` were.
    refused: tuple[NettrackError, ...] = ()
    #: What else is to be said: that it cannot be undone, and why. Mostly empty.
    remark: str = ""

    @property
    def changes(self) -> tuple[Planned, ...]:
        """The writes that change something."""
        return tuple(one for one in self.writes if one.action != "unchanged")

    def action_on(self, path: str) -> Action:
        """What the command does to a note; `unchanged` when it has no part in it."""
        found = (one.action for one in self.writes if one.path == path)
        return next(found, "unchanged")


def write(
    ws: Workspace,
    steps: Sequence[Step],
    words: Sequence[str],
    *,
    dry_run: bool = False,
    keep_going: bool = False,
    progress: Progress | None = None,
) -> WriteReport:
    """Carry the steps of one command out; `words` is the command, for the history.

    All are planned before the first is written. A step that cannot be done raises
    NoteUnwritable (or NoteUnreadable), before anything is written where that can be
    known; with `keep_going` the others are done, and the report says why not.
    """
    history = None if dry_run else open_history(ws.root)
    return carry_out(
        ws.files, history, steps,
        words=words, on=ws.today, keep_going=keep_going, progress=progress,
    )  # fmt: skip


def carry_out(
    files: Files,
    history: History | None,
    steps: Sequence[Step],
    *,
    words: Sequence[str],
    on: date,
    keep_going: bool = False,
    progress: Progress | None = None,
) -> WriteReport:
    """See `write`. Without a history nothing is written, only planned."""
    planned: list[tuple[Step, _Made]] = []
    refused: list[NettrackError] = []
    for step in steps:
        try:
            planned.append((step, plan(files, step)))
        except NettrackError as error:
            if not keep_going or isinstance(step, Move):
                raise
            refused.append(error)
    if history is None:
        return WriteReport(tuple(one for _, one in planned), tuple(refused))
    written: list[_Made] = []
    done: list[Done] = []
    remark = ""
    try:
        for count, (step, first) in enumerate(planned, 1):
            if progress is not None:
                progress(count, len(planned))
            try:
                made = _apply(files, step, first)
            except NettrackError as error:
                if not keep_going or isinstance(step, Move):
                    raise
                refused.append(error)
                continue
            written.append(made)
            done.extend(_deeds(step, made))
    finally:
        # Also what was done before something went wrong can be undone.
        if done and (why := history.record(words, on, done)):
            remark = f"This cannot be undone: {why}."
    return WriteReport(tuple(written), tuple(refused), remark)


def plan(files: Files, step: Step) -> _Made:
    """What a step would write. Raises NoteUnwritable, NoteUnreadable."""
    if isinstance(step, Creation):
        return PlannedWrite(step.path, None, _encoded(step.path, step.text))
    if isinstance(step, Keeping):
        held = files.read(step.path) if files.exists(step.path) else None
        return PlannedWrite(step.path, held, step.content)
    content = files.read(step.path)
    text = decode_note(step.path, content)
    new = _edited(step.path, text, step.edit)
    if isinstance(step, Move):
        return PlannedMove(step.path, step.to, content, new)
    return PlannedWrite(step.path, content, new)


def decode_note(path: str, content: bytes) -> str:
    """The text of a note. Raises NoteUnwritable when it is no UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NoteUnwritable(
            path, "the note is not UTF-8 text", "Save it again as UTF-8.", line=line
        ) from None


def _edited(path: str, text: str, edit: Edit) -> bytes:
    try:
        after = edit(text)
    except EditRefused as refusal:
        raise NoteUnwritable(
            path, refusal.reason, _MEND, line=refusal.line
        ) from refusal
    if after != text:
        _require_sound(path, text)
    return _encoded(path, after)


def _encoded(path: str, text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        reason = "the words hold bytes that are no text"
        raise NoteUnwritable(path, reason, _MEND) from None


_MEND = "Nothing was written there."


def _require_sound(path: str, text: str) -> None:
    """Refuse a note that is damaged: what is written there might not be read."""
    for problem in parse_note(path, text).problems:
        if problem.code in SPOILED:
            raise NoteUnwritable(path, problem.message, _MEND, line=problem.line)


def _apply(files: Files, step: Step, planned: _Made) -> _Made:
    """Write; where somebody else wrote meanwhile, read and plan again, five times."""
    for _ in range(TRIES):
        try:
            if isinstance(planned, PlannedMove):
                files.move(planned)
            else:
                files.write(planned)
        except NoteChanged:
            if isinstance(step, Creation):
                raise NoteUnwritable(
                    step.path,
                    "a note of that name is there meanwhile",
                    "Look at it, then choose another name.",
                ) from None
            planned = plan(files, step)
        else:
            if isinstance(step, Move) and isinstance(planned, PlannedMove):
                return _write_moved(files, step, planned)
            return planned
    raise NoteUnwritable(
        step.path,
        "somebody else is writing it all the time",
        "Run the command again when they are done.",
    )


def _write_moved(files: Files, step: Move, moved: PlannedMove) -> PlannedMove:
    """The new text of a note that bears its new name; else the old name again."""
    write = PlannedWrite(step.to, moved.expected, moved.new)
    try:
        made = _apply(files, Change(step.to, step.edit), write)
    except NettrackError:
        back = PlannedMove(step.to, step.path, files.read(step.to), b"")
        files.move(back)
        raise
    return PlannedMove(step.path, step.to, made.expected or b"", made.new)


def _deeds(step: Step, made: _Made) -> Iterable[Done]:
    if isinstance(made, PlannedMove):
        yield Done(made.to, made.expected, made.new, made.path)
        return
    before = made.expected
    if isinstance(step, Change) and step.back is not None and before is not None:
        before = _edited(step.path, before.decode(), step.back)
    # A step may change nothing now, and have something to put back nevertheless.
    if before != made.new:
        yield Done(made.path, before, made.new)
