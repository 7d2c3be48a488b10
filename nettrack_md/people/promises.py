"""Checkboxes that promise something to, or by, somebody (contract section 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.model.problems import Problem
from nettrack_md.model.quick import quick
from nettrack_md.model.records import Promise
from nettrack_md.note.tasks import read_task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from nettrack_md.note.parsed import BodyLine
    from nettrack_md.note.tasks import Task

_new_promise = quick(Promise)


def read_promises(
    path: str,
    tasks: Iterable[BodyLine],
    day_of: Callable[[int], date | None],
    *,
    of_contact: bool,
    problems: list[Problem],
) -> tuple[Promise, ...]:
    """The open and the ticked of a note's boxes; cancelled ones promise nothing.

    In a contact's note all of them, elsewhere those with a link: whether it leads
    to a contact shows when links are followed. `day_of` tells for a line
    when what stands there was made. What is wrong goes to `problems`.
    """
    promises = []
    for line in tasks:
        if not of_contact and "[[" not in line.text and "](" not in line.text:
            continue
        task = read_task(line)
        if task.cancelled or not (of_contact or task.links):
            continue
        if task.due_bad:
            message = f'the due date of "{task.text}" is no day that exists'
            problems.append(Problem(path, line.line, "bad-date", message))
        people = (path,) if of_contact else ()
        made_on = day_of(line.line)
        promises.append(_promise(path, line.line, task, people, made_on))
    return tuple(promises)


def _promise(
    path: str, line: int, task: Task, people: tuple[str, ...], made_on: date | None
) -> Promise:
    return _new_promise(
        text=task.text,
        path=path,
        line=line,
        mine=not task.theirs,
        done=task.done,
        done_on=task.done_on,
        due_on=task.due_on,
        who=task.links,
        people=people,
        made_on=made_on,
    )
