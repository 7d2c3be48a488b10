"""Have the system start nettrack: user units, planned, shown, and carried out.

The one use case that talks to systemctl, launchctl and schtasks.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from nettrack_md.app import settings as settings_file
from nettrack_md.app.service import launchd, systemd, windows
from nettrack_md.app.service.blueprint import Blueprint, Command, Jobs, Unit
from nettrack_md.app.service.doing import Done, Step, carry_out
from nettrack_md.app.service.plans import (
    FileState,
    Found,
    Orphan,
    Plan,
    find_orphans,
    find_units,
    plan_install,
    plan_uninstall,
)
from nettrack_md.errors import ServiceRefused, VaultNotFound
from nettrack_md.model.record import record
from nettrack_md.vault import locate, places
from nettrack_md.vault.files import DiskFiles

if TYPE_CHECKING:
    from nettrack_md.app.programs import Run
    from nettrack_md.app.surroundings import Machine, Surroundings
    from nettrack_md.app.workspace import Wishes

__all__ = [
    "Blueprint",
    "Command",
    "Done",
    "FileState",
    "Found",
    "Orphan",
    "Plan",
    "Standing",
    "Step",
    "Unit",
    "UnitState",
    "blueprint_for",
    "carry_out",
    "draw",
    "plan_install",
    "plan_uninstall",
    "read_standing",
]


@record(frozen=True, slots=True)
class UnitState:
    """One unit: its file, and whether it runs."""

    unit: Unit
    file: FileState
    #: `active`, `inactive`, `failed`, …; None: it was not asked, or has no say.
    runs: str | None


@record(frozen=True, slots=True)
class Standing:
    """What is installed of a vault's units."""

    units: tuple[UnitState, ...]
    orphans: tuple[Orphan, ...]

    @property
    def state(self) -> str:
        """`absent`, `installed`, `partial`, or the worst that a file is."""
        states = {each.file for each in self.units}
        for worst in ("foreign", "edited", "outdated"):
            if worst in states:
                return worst
        if states == {"absent"}:
            return "absent"
        return "partial" if "absent" in states else "installed"


def blueprint_for(
    wishes: Wishes, around: Surroundings, machine: Machine, *, leaving: bool = False
) -> Blueprint:
    """What this machine needs for the vault that is meant.

    `leaving`: it is to be taken away; so the vault may be gone, or its settings wrong.
    Raises VaultNotFound, SettingsInvalid, ServiceRefused.
    """
    if not os.path.isabs(machine.python):  # noqa: PTH117
        raise ServiceRefused("service", "this Python does not know where it lies")
    root = _vault(wishes, around, leaving=leaving)
    jobs = Jobs(root, machine) if leaving else _jobs(root, machine, around)
    folder = places.unit_folder(machine.system, root)
    if folder is None:
        raise ServiceRefused("service", "there is no home folder for the units")
    return draw(jobs, folder)


def draw(jobs: Jobs, folder: str) -> Blueprint:
    """The blueprint of these jobs for their machine's system."""
    if jobs.machine.system == "launchd":
        state = places.find_place("state") or folder
        complaints = f"{state}/{places.vault_key(jobs.root)}/service.log"
        return launchd.blueprint(jobs, folder, complaints)
    if jobs.machine.system == "windows":
        return windows.blueprint(jobs, folder)
    return systemd.blueprint(jobs, folder)


def _vault(wishes: Wishes, around: Surroundings, *, leaving: bool) -> str:
    try:
        return locate.find_vault(
            explicit=wishes.vault or None,
            env=around.vault or None,
            cwd=around.cwd,
            config_default=places.default_vault(),
        )
    except VaultNotFound:
        named = wishes.vault or around.vault
        if not (leaving and named):
            raise
        path = os.path.expanduser(named)  # noqa: PTH111
        return os.path.realpath(os.path.join(around.cwd, path))  # noqa: PTH118


def _jobs(root: str, machine: Machine, around: Surroundings) -> Jobs:
    text = DiskFiles(root).read_setting(settings_file.FILE)
    settings = settings_file.read_settings(text or "")
    plain = Jobs(
        root,
        machine,
        week_starts=settings.practice.week_starts,
        timezone=settings.timezone,
    )
    # The system starts programs without a locale or with its own; so where nothing
    # else decides the language of a new page, the one of this terminal is passed on.
    told = settings.language is not None or around.language != "ja"
    return plain if told else replace(plain, language="ja")


def read_standing(blueprint: Blueprint, run: Run | None = None) -> Standing:
    """What is there of the units; with `run`, also whether they run."""

    def state_of(each: Found) -> str | None:
        if run is None or each.unit.ask is None or each.state == "absent":
            return None
        return blueprint.read_state(run(each.unit.ask.words))

    return Standing(
        units=tuple(
            UnitState(each.unit, each.state, state_of(each))
            for each in find_units(blueprint)
        ),
        orphans=find_orphans(blueprint),
    )
