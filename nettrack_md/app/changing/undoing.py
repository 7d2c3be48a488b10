"""Take the last command back where nobody wrote since; list what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nettrack_md.app.changing.history import is_what_was_written, open_history
from nettrack_md.app.changing.writing import WriteReport
from nettrack_md.app.obsidian import HIDDEN
from nettrack_md.app.ticks.settling import give_back
from nettrack_md.errors import NettrackError, NoteChanged, NoteMissing, NoteUnwritable
from nettrack_md.model.writes import (
    Planned,
    PlannedMove,
    PlannedRemoval,
    PlannedWrite,
)
from nettrack_md.vault.files import DiskFiles
from nettrack_md.vault.paths import fold_file_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from nettrack_md.app.changing.history import Deed, Entry, History, State
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.vault.files import Files

#: From so many files on a command is taken back side by side.
_MANY = 32


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What was taken back."""

    #: The command; None when there is nothing to take back.
    entry: Entry | None
    report: WriteReport


def undo(ws: Workspace, *, dry_run: bool = False) -> UndoReport:
    """Take back the last command that was not taken back yet.

    Each note only where it still holds what was written; the others are refused with
    the reason. A note that the command made goes into the state folder's trash.
    """
    # What a command wrote into Obsidian's folder on request is taken back there too.
    files = DiskFiles(ws.root, hidden=HIDDEN)
    return take_back(files, open_history(ws.root), dry_run=dry_run)


def done_so_far(ws: Workspace) -> tuple[Entry, ...]:
    """What was done in this vault, newest first."""
    return tuple(open_history(ws.root).entries())


def take_back(files: Files, history: History, *, dry_run: bool = False) -> UndoReport:
    """See `undo`."""
    entry = history.find_last()
    if entry is None:
        return UndoReport(None, WriteReport(()))
    writes: list[Planned] = []
    refused: list[NettrackError] = []
    states: list[State] = [deed.state for deed in entry.deeds]
    # Backwards, since a command may have written one note twice.
    places = [n for n, deed in enumerate(entry.deeds) if deed.state == "done"][::-1]

    def one_back(place: int) -> Planned | NettrackError:
        try:
            planned = plan_back(files, entry.deeds[place])
            if not dry_run:
                _apply_back(files, history, entry, planned)
        except NettrackError as error:
            return error
        return planned

    paths = [entry.deeds[place].path for place in places]
    side_by_side = len(places) > _MANY and len(set(paths)) == len(paths)
    for place, made in zip(
        places, _each(files, history, one_back, places, side_by_side), strict=True
    ):
        if not isinstance(made, NettrackError):
            writes.append(made)
            states[place] = "undone"
            continue
        refused.append(made)
        if isinstance(made, NoteChanged | _Kept):
            states[place] = "kept"
        # Else locked, or not to be read now: the next undo may try again.
    remark = "" if dry_run else _mark(history, entry, states)
    return UndoReport(entry, WriteReport(tuple(writes), tuple(refused), remark))


def _each(
    files: Files,
    history: History,
    one_back: Callable[[int], Planned | NettrackError],
    places: Sequence[int],
    side_by_side: bool,  # noqa: FBT001
) -> Iterator[Planned | NettrackError]:
    """Take each back; many, where no order counts, with the disk's wait shared."""
    if not side_by_side:
        yield from map(one_back, places)
        return
    from concurrent.futures import ThreadPoolExecutor

    from nettrack_md.app.changing.together import WORKERS

    with files.together(), history.together(), ThreadPoolExecutor(WORKERS) as pool:
        try:
            yield from pool.map(one_back, places)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


class _Kept(NoteUnwritable):
    """The note is not as the command left it, and so stays as it is."""


def plan_back(files: Files, deed: Deed) -> Planned:
    """What takes a deed back. Raises NoteUnwritable when it cannot be."""
    if not deed.after:
        return _plan_return(files, deed)
    if deed.was:
        return _plan_move_back(files, deed)
    try:
        content = files.read(deed.path)
    except NoteMissing:
        why = "it is gone, moved or renamed since; nothing to take back here"
        raise _Kept(deed.path, why) from None
    if content == deed.before:
        # The command was stopped before it came here.
        return _nothing(deed.path, content)
    if not is_what_was_written(deed, content):
        page = None if deed.before is None else give_back(content, deed.before)
        if page is not None:
            return PlannedWrite(deed.path, content, page)
        raise _Kept(
            deed.path,
            "somebody wrote it since, so it stays as it is",
            "Take the line out by hand, if it should go.",
        )
    if deed.before is None:
        return PlannedRemoval(deed.path, content)
    return PlannedWrite(deed.path, content, deed.before)


def _nothing(path: str, content: bytes) -> PlannedWrite:
    return PlannedWrite(path, content, content)


def _plan_return(files: Files, deed: Deed) -> PlannedWrite:
    """A file that was taken away, back in its place."""
    before = deed.before or b""
    if not files.exists(deed.path):
        return PlannedWrite(deed.path, None, before, deed.mode)
    if files.read(deed.path) == before:
        return _nothing(deed.path, before)
    raise _Kept(deed.path, "a note of that name is there again; it stays")


def _plan_move_back(files: Files, deed: Deed) -> Planned:
    before = deed.before or b""
    same = fold_file_name(deed.path) == fold_file_name(deed.was)
    former = None if same else _find(files, deed.was)
    try:
        content = files.read(deed.path)
    except NoteMissing:
        if former == before:
            return _nothing(deed.was, former)
        if former is not None and is_what_was_written(deed, former):
            # An undo was stopped before: the name is back, the words are not.
            return PlannedWrite(deed.was, former, before)
        why = "it is gone, moved or renamed since; nothing to take back here"
        raise _Kept(deed.path, why) from None
    if content != before and not is_what_was_written(deed, content):
        raise _Kept(deed.path, "somebody wrote it since, so it keeps its name")
    if former is not None:
        if former == content == before:
            # Stopped where a move takes two steps: one file under two names.
            return PlannedRemoval(deed.path, content)
        raise _Kept(deed.was, "a note of that name is there again; it stays")
    return PlannedMove(deed.path, deed.was, content, before)


def _find(files: Files, path: str) -> bytes | None:
    return files.read(path) if files.exists(path) else None


def _apply_back(files: Files, history: History, entry: Entry, planned: Planned) -> None:
    if isinstance(planned, PlannedMove):
        files.move(planned)
        if planned.new != planned.expected:
            files.write(PlannedWrite(planned.to, planned.expected, planned.new))
    elif isinstance(planned, PlannedRemoval):
        history.keep(entry, planned.path, planned.expected)
        files.remove(planned)
    else:
        files.write(planned)


def _mark(history: History, entry: Entry, states: list[State]) -> str:
    try:
        history.mark(entry, states)
    except NettrackError as error:
        return f"The history could not be written: {error}"
    return ""
