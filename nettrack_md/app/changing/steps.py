"""The steps of a command: what is to become of a note, planned on what it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nettrack_md.app.changing.history import Done
from nettrack_md.app.leveling.reading import SPOILED
from nettrack_md.errors import NoteUnwritable
from nettrack_md.model.writes import PlannedMove, PlannedRemoval, PlannedWrite
from nettrack_md.note.edit import EditRefused
from nettrack_md.note.parse import parse_note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.vault.files import Files

#: The text of a note to what it shall be. Raises EditRefused.
Edit = Callable[[str], str]
Made = PlannedWrite | PlannedMove | PlannedRemoval


@dataclass(frozen=True, slots=True)
class Change:
    """A note that is there and shall be edited."""

    path: str
    edit: Edit
    #: What undo shall put back, made of the text before; None: that text itself.
    back: Edit | None = None
    #: Whether nothing after it is done where it cannot be done.
    firm: bool = False


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
    #: The note that it is remembered of: where that is refused, it is not kept.
    of: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A note that gets another name in its folder, and is edited besides.

    Where it cannot be done, nothing after it is.
    """

    path: str
    to: str
    edit: Edit


@dataclass(frozen=True, slots=True)
class Removal:
    """A note that goes into the trash of the state folder.

    Where it holds something else meanwhile it stays: `merge` and `forget` know only
    what they have read.
    """

    path: str
    expected: bytes


#: One thing that a command does.
Step = Change | Creation | Keeping | Move | Removal


def plan(files: Files, step: Step) -> Made:
    """What a step would write. Raises NoteUnwritable, NoteUnreadable."""
    if isinstance(step, Creation):
        return PlannedWrite(step.path, None, _encoded(step.path, step.text))
    if isinstance(step, Removal):
        return PlannedRemoval(step.path, step.expected)
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


def deeds_of(step: Step, made: Made) -> Iterator[Done]:
    """What the history must know of a step to take it back."""
    if isinstance(made, PlannedRemoval):
        yield Done(made.path, made.expected, None)
        return
    before = made.expected
    if isinstance(step, Move):
        yield Done(step.to, before, made.new, step.path)
        return
    if isinstance(step, Change) and step.back is not None and before is not None:
        before = _edited(step.path, before.decode(), step.back)
    # A step may change nothing now, and have something to put back nevertheless.
    if before != made.new:
        yield Done(made.path, before, made.new)
