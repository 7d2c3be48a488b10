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
from nettrack_md.model.writes import PlannedRemoval, PlannedWrite
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


Step = Change | Creation


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What a command wrote, or would write."""

    writes: tuple[PlannedWrite | PlannedRemoval, ...]
    #: Why others of its writes were not done; those in `writes` were.
    refused: tuple[NettrackError, ...] = ()
    #: What else is to be said: that it cannot be undone, and why. Mostly empty.
    remark: str = ""

    @property
    def changes(self) -> tuple[PlannedWrite | PlannedRemoval, ...]:
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
) -> WriteReport:
    """Carry the steps of one command out; `words` is the command, for the history.

    All are planned before the first is written. A step that cannot be done raises
    NoteUnwritable (or NoteUnreadable), before anything is written where that can be
    known; with `keep_going` the others are done, and the report says why not.
    """
    history = None if dry_run else open_history(ws.root)
    return carry_out(
        ws.files, history, steps, words=words, on=ws.today, keep_going=keep_going
    )


def carry_out(
    files: Files,
    history: History | None,
    steps: Sequence[Step],
    *,
    words: Sequence[str],
    on: date,
    keep_going: bool = False,
) -> WriteReport:
    """See `write`. Without a history nothing is written, only planned."""
    planned: list[tuple[Step, PlannedWrite]] = []
    refused: list[NettrackError] = []
    for step in steps:
        try:
            planned.append((step, plan(files, step)))
        except NettrackError as error:
            if not keep_going:
                raise
            refused.append(error)
    if history is None:
        return WriteReport(tuple(one for _, one in planned), tuple(refused))
    written: list[PlannedWrite] = []
    done: list[Done] = []
    remark = ""
    try:
        for step, first in planned:
            try:
                made = _apply(files, step, first)
            except NettrackError as error:
                if not keep_going:
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


def plan(files: Files, step: Step) -> PlannedWrite:
    """What a step would write. Raises NoteUnwritable, NoteUnreadable."""
    if isinstance(step, Creation):
        return PlannedWrite(step.path, None, _encoded(step.path, step.text))
    content = files.read(step.path)
    text = decode_note(step.path, content)
    return PlannedWrite(step.path, content, _edited(step.path, text, step.edit))


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


def _apply(files: Files, step: Step, planned: PlannedWrite) -> PlannedWrite:
    """Write; where somebody else wrote meanwhile, read and plan again, five times."""
    for _ in range(TRIES):
        try:
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
            return planned
    raise NoteUnwritable(
        step.path,
        "somebody else is writing it all the time",
        "Run the command again when they are done.",
    )


def _deeds(step: Step, made: PlannedWrite) -> Iterable[Done]:
    before = made.expected
    if isinstance(step, Change) and step.back is not None and before is not None:
        before = _edited(step.path, before.decode(), step.back)
    # A step may change nothing now, and have something to put back nevertheless.
    if before != made.new:
        yield Done(made.path, before, made.new)
