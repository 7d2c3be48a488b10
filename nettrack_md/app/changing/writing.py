"""The one way to write: plan, compare and swap, plan again where others wrote, record.

Every command that writes into the user's notes goes through `write` (contract
section 10), so that `--dry-run`, `--json` and `undo` mean the same for all of them.
The history is told before a step is done, so that a killed command can be taken back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from nettrack_md.app.changing.history import open_history
from nettrack_md.app.changing.steps import (
    Change,
    Creation,
    Edit,
    Keeping,
    Made,
    Move,
    Removal,
    Step,
    decode_note,
    deeds_of,
    plan,
)
from nettrack_md.errors import NettrackError, NoteChanged, NoteUnwritable
from nettrack_md.model.writes import (
    Planned,
    PlannedMove,
    PlannedRemoval,
    PlannedWrite,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nettrack_md.app.changing.history import Done, Record
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.writes import Action
    from nettrack_md.vault.files import Files

__all__ = [
    "Change",
    "Creation",
    "Edit",
    "Keeping",
    "Move",
    "Removal",
    "Step",
    "WriteReport",
    "carry_out",
    "decode_note",
    "plan",
    "write",
]

#: How often a note is read and planned again when others wrote it meanwhile.
TRIES = 5
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
    together: bool = False,
    progress: Progress | None = None,
) -> WriteReport:
    """Carry the steps of one command out; `words` is the command, for the history.

    All are planned before the first is written. A step that cannot be done raises
    NoteUnwritable (or NoteUnreadable), before anything is written where that can be
    known; with `keep_going` the others are done, and the report says why not.
    `together`: likewise, and many are done side by side, in an order of its own.
    """
    record = None if dry_run else open_history(ws.root).begin(words, ws.today)
    return carry_out(
        ws.files, record, steps,
        keep_going=keep_going, together=together, progress=progress,
    )  # fmt: skip


def carry_out(
    files: Files,
    record: Record | None,
    steps: Sequence[Step],
    *,
    keep_going: bool = False,
    together: bool = False,
    progress: Progress | None = None,
) -> WriteReport:
    """See `write`. Without a record nothing is written, only planned."""
    refused: list[NettrackError] = []
    lenient = keep_going or together
    planned = _plan_all(files, steps, refused if lenient else None)
    if record is None or not planned:
        return WriteReport(tuple(one for _, one in planned), tuple(refused))
    run = Run(files, record, planned)
    if together:
        from nettrack_md.app.changing.together import apply_together

        return run.report([*refused, *apply_together(run, progress)])
    for number, (step, _) in enumerate(planned):
        if progress is not None:
            progress(number + 1, len(planned))
        goes_on = keep_going and not _is_firm(step)
        try:
            run.apply(number)
        except NettrackError as error:
            run.leave(number, all_after=not goes_on)
            if not goes_on:
                raise
            refused.append(error)
        except BaseException:
            run.leave(number + 1, all_after=True)
            raise
    return run.report(refused)


def _plan_all(
    files: Files, steps: Iterable[Step], refused: list[NettrackError] | None
) -> list[tuple[Step, Made]]:
    """Each step with what it makes; with `refused` those that cannot be are put there.

    Else, and where others rest on such a step, NettrackError is raised.
    """
    planned: list[tuple[Step, Made]] = []
    without: set[str] = set()
    for step in steps:
        if isinstance(step, Keeping) and step.of in without:
            continue
        try:
            planned.append((step, plan(files, step)))
        except NettrackError as error:
            if refused is None or _is_firm(step):
                raise
            refused.append(error)
            without.add(step.path)
    return planned


def _is_firm(step: Step) -> bool:
    return isinstance(step, Move) or (isinstance(step, Change) and step.firm)


class Run:
    """Steps under way; the history knows of each before it is done."""

    def __init__(
        self, files: Files, record: Record, planned: Sequence[tuple[Step, Made]]
    ) -> None:
        self.files = files
        self.record = record
        self.steps = [step for step, _ in planned]
        #: What each step makes; None: it was not done.
        self.made: list[Made | None] = [made for _, made in planned]
        #: Notes that were refused.
        self.without: set[str] = set()
        self._lock = Lock()
        self._modes: dict[str, int] = {}
        self.record.intend(self.deeds())

    def deeds(self) -> Iterator[Done]:
        """What is to be remembered, as far as it is known."""
        for step, made in zip(self.steps, self.made, strict=True):
            if made is not None:
                for done in deeds_of(step, made):
                    gone = done.after is None
                    yield done._replace(mode=self._mode(done.path)) if gone else done

    def _mode(self, path: str) -> int:
        """The mode of a file that is taken away, asked while it is there."""
        if path not in self._modes:
            self._modes[path] = self.files.mode(path)
        return self._modes[path]

    def apply(self, number: int) -> None:
        """Do one step. Raises NettrackError."""
        step, planned = self.steps[number], self.made[number]
        if isinstance(step, Keeping) and step.of in self.without:
            self.made[number] = planned = None
        if planned is not None:
            self.made[number] = self._write(step, planned, number)

    def leave(self, number: int, *, all_after: bool) -> None:
        """A step is not done, nor with `all_after` those behind it."""
        self.without.update(step.path for step in self.steps[number : number + 1])
        end = len(self.made) if all_after else number + 1
        self.made[number:end] = [None] * (end - number)
        if all_after:
            self.record.add(self.deeds())

    def report(self, refused: Iterable[NettrackError]) -> WriteReport:
        """What was done; the history is told the same."""
        self.record.add(self.deeds())
        why = self.record.fault
        remark = f"This cannot be undone: {why}." if why else ""
        written = tuple(made for made in self.made if made is not None)
        return WriteReport(written, tuple(refused), remark)

    def _write(self, step: Step, planned: Made, number: int) -> Made:
        """Write; where others wrote meanwhile, read and plan again, five times."""
        for _ in range(TRIES):
            try:
                self._carry_out(planned)
            except NoteChanged:
                planned = self._plan_again(step)
                self.made[number] = planned
                with self._lock:
                    self.record.intend(self.deeds())
            else:
                if isinstance(step, Move) and isinstance(planned, PlannedMove):
                    return self._write_moved(step, planned, number)
                return planned
        raise NoteUnwritable(
            step.path,
            "somebody else is writing it all the time",
            "Run the command again when they are done.",
        )

    def _carry_out(self, planned: Made) -> None:
        if isinstance(planned, PlannedMove):
            self.files.move(planned)
        elif isinstance(planned, PlannedRemoval):
            self.record.keep(planned.path, planned.expected)
            self.files.remove(planned)
        else:
            self.files.write(planned)

    def _plan_again(self, step: Step) -> Made:
        if isinstance(step, Creation):
            raise NoteUnwritable(
                step.path,
                "a note of that name is there meanwhile",
                "Look at it, then choose another name.",
            ) from None
        if isinstance(step, Removal):
            raise NoteUnwritable(
                step.path,
                "somebody wrote it meanwhile, so it stays",
                "Run the command again.",
            ) from None
        return plan(self.files, step)

    def _write_moved(self, step: Move, moved: PlannedMove, number: int) -> PlannedMove:
        """The new text of a note that bears its new name; else the old name again."""
        write = PlannedWrite(step.to, moved.expected, moved.new)
        try:
            made = self._write(Change(step.to, step.edit), write, number)
        except NettrackError:
            back = PlannedMove(step.to, step.path, self.files.read(step.to), b"")
            self.files.move(back)
            raise
        new = made.new if isinstance(made, PlannedWrite) else moved.new
        return PlannedMove(step.path, step.to, made.expected or b"", new)
