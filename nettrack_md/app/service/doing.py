"""A plan carried out: files first, then the system's own programs, one by one."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from nettrack_md.app.programs import NOT_THERE, Ran, Run
from nettrack_md.app.service.blueprint import Command
from nettrack_md.model.record import record
from nettrack_md.vault import locate, places
from nettrack_md.vault.files import DiskFiles

if TYPE_CHECKING:
    from collections.abc import Callable

    from nettrack_md.app.service.plans import Plan
    from nettrack_md.model.writes import PlannedRemoval, PlannedWrite


@record(frozen=True, slots=True)
class Step:
    """One command that was run, and how it ended."""

    command: Command
    ran: Ran

    @property
    def failed(self) -> bool:
        """Whether it had to succeed and did not."""
        fine = (0, *self.command.fine)
        return self.ran.code not in fine and not self.command.may_fail


@record(frozen=True, slots=True)
class Done:
    """What became of a plan."""

    files: tuple[PlannedWrite | PlannedRemoval, ...] = ()
    steps: tuple[Step, ...] = ()
    #: What was not run, since a command before it failed: for the user to run.
    left: tuple[Command, ...] = ()

    @property
    def failure(self) -> Step | None:
        """The command that failed, if one did."""
        return next((step for step in self.steps if step.failed), None)


def carry_out(
    plan: Plan, run: Run, *, wait: Callable[[float], None] = time.sleep
) -> Done:
    """Do it, up to the first command that fails.

    What cannot be stopped is not removed; only where the system's program is not there
    at all, nothing runs, and the files go. Raises NoteUnwritable.
    """
    written = _write(plan)
    before, left = _run(plan.before, run, wait)
    stuck = next((step for step in before if step.failed), None)
    if stuck is not None and stuck.ran.code != NOT_THERE:
        return Done(written, before, (*left, *plan.after))
    removed = _remove(plan)
    if stuck is not None:
        return Done((*written, *removed), before, (*left, *plan.after))
    after, left = _run(plan.after, run, wait)
    return Done((*written, *removed), (*before, *after), left)


def _write(plan: Plan) -> tuple[PlannedWrite, ...]:
    if not plan.writes:
        return ()
    # Some systems write there why a job failed; nobody but the owner may look.
    places.state_folder(plan.root)
    files = DiskFiles(locate.make_folder(plan.folder, os.sep), private=True)
    for write in plan.writes:
        files.write(write)
    return plan.writes


def _remove(plan: Plan) -> tuple[PlannedRemoval, ...]:
    files = DiskFiles(plan.folder)
    for removal in plan.removals:
        files.remove(removal)
    return plan.removals


def _run(
    commands: tuple[Command, ...], run: Run, wait: Callable[[float], None]
) -> tuple[tuple[Step, ...], tuple[Command, ...]]:
    """The steps up to the first that failed, and the commands behind it and itself."""
    steps: list[Step] = []
    for at, command in enumerate(commands):
        if command.unless and run(command.unless).code == 0:
            continue
        step = _try(command, run, wait)
        steps.append(step)
        if step.failed:
            return tuple(steps), commands[at:]
    return tuple(steps), ()


def _try(command: Command, run: Run, wait: Callable[[float], None]) -> Step:
    step = Step(command, run(command.words))
    for _ in range(command.tries - 1):
        if not step.failed or step.ran.code == NOT_THERE:
            break
        wait(1.0)
        step = Step(command, run(command.words))
    return step
