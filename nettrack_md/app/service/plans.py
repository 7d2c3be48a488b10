"""Blueprint and disk -> what is there, what would be written, removed and run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

from nettrack_md.app.service.blueprint import Blueprint, Command, Unit
from nettrack_md.app.service.mark import read_mark
from nettrack_md.errors import NoteUnreadable, ServiceRefused
from nettrack_md.model.record import record
from nettrack_md.model.writes import PlannedRemoval, PlannedWrite
from nettrack_md.vault.files import DiskFiles

if TYPE_CHECKING:
    from nettrack_md.app.service.mark import Mark

#: What a unit's file is: not there; as it would be written now; ours but older, or for
#: other settings or another Python; ours but changed by somebody; not ours.
FileState = Literal["absent", "current", "outdated", "edited", "foreign"]


@record(frozen=True, slots=True)
class Found:
    """One unit and what lies in its place."""

    unit: Unit
    state: FileState
    #: The bytes that are there; None where there are none to be read.
    content: bytes | None


@record(frozen=True, slots=True)
class Orphan:
    """Units of ours whose vault is not there any more."""

    root: str
    names: tuple[str, ...]


@record(frozen=True, slots=True)
class Plan:
    """What is to be done. Nothing of it is done yet."""

    root: str
    #: Absolute; what is written and removed lies in it.
    folder: str
    writes: tuple[PlannedWrite, ...] = ()
    #: Run before anything is removed; the rest is run last.
    before: tuple[Command, ...] = ()
    removals: tuple[PlannedRemoval, ...] = ()
    after: tuple[Command, ...] = ()


def find_units(blueprint: Blueprint) -> tuple[Found, ...]:
    """Each unit with what is there of it."""
    files = DiskFiles(blueprint.folder)
    return tuple(_find(files, unit) for unit in blueprint.units)


def _find(files: DiskFiles, unit: Unit) -> Found:
    if not files.exists(unit.name):
        return Found(unit, "absent", None)
    try:
        content = files.read(unit.name)
    except NoteUnreadable:
        # A link to elsewhere: systemd masks a unit so, others keep theirs in git.
        return Found(unit, "foreign", None)
    if content == unit.content:
        return Found(unit, "current", content)
    mark = _mark_of(content, unit.encoding)
    if mark is None:
        return Found(unit, "foreign", content)
    return Found(unit, "outdated" if mark.intact else "edited", content)


def _mark_of(content: bytes, encoding: str) -> Mark | None:
    try:
        return read_mark(content.decode(encoding))
    except UnicodeDecodeError:
        return None


def plan_install(blueprint: Blueprint) -> Plan:
    """Plan to write what is not there yet, and to start it.

    Raises ServiceRefused for a file that is not ours, or that somebody changed.
    """
    found = find_units(blueprint)
    _require_ours(blueprint, found)
    changes = any(each.state == "outdated" for each in found)
    return Plan(
        root=blueprint.root,
        folder=blueprint.folder,
        writes=tuple(
            PlannedWrite(each.unit.name, each.content, each.unit.content)
            for each in found
        ),
        after=blueprint.restart if changes else blueprint.start,
    )


def plan_uninstall(blueprint: Blueprint) -> Plan:
    """Plan to stop and remove what is there. Raises ServiceRefused as for install."""
    found = find_units(blueprint)
    _require_ours(blueprint, found)
    there = [each for each in found if each.content is not None]
    return Plan(
        root=blueprint.root,
        folder=blueprint.folder,
        before=tuple(command for each in there for command in each.unit.stop),
        removals=tuple(
            PlannedRemoval(each.unit.name, each.content)
            for each in there
            if each.content is not None
        ),
        after=blueprint.forget if there else (),
    )


def _require_ours(blueprint: Blueprint, found: tuple[Found, ...]) -> None:
    for each in found:
        path = os.path.join(blueprint.folder, each.unit.name)  # noqa: PTH118
        if each.state == "edited":
            raise ServiceRefused(
                path,
                "somebody changed it since nettrack wrote it",
                "Keep your change elsewhere, take the file away, and try again.",
            )
        if each.state == "foreign":
            reason = "this file was not written by nettrack"
            raise ServiceRefused(path, reason, "Move it away, then try again.")


def find_orphans(blueprint: Blueprint) -> tuple[Orphan, ...]:
    """The units of vaults that are not there any more, in order."""
    files = DiskFiles(blueprint.folder)
    ours = {unit.name for unit in blueprint.units}
    lost: dict[str, list[str]] = {}
    for name in files.list(""):
        if name in ours or not name.startswith(("nettrack-", "md.nettrack.")):
            continue
        try:
            content = files.read(name)
        except NoteUnreadable:
            continue
        mark = _mark_of(content, "utf-8")
        if mark is not None and not os.path.isdir(mark.root):  # noqa: PTH112
            lost.setdefault(mark.root, []).append(name)
    return tuple(Orphan(root, tuple(lost[root])) for root in sorted(lost))
