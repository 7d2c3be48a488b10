"""The system's units as lines and rows: planned, done, or found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.app.programs import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nettrack_md.app.service import Blueprint, Command, Plan, Standing, Step
    from nettrack_md.model.writes import PlannedRemoval, PlannedWrite

Row = dict[str, object]


def plan_lines(blueprint: Blueprint, plan: Plan) -> Iterator[str]:
    """What would be written, removed and run; the files with their whole text."""
    texts = {unit.name: unit.text for unit in blueprint.units}
    for write in plan.writes:
        there = ", as it is there" if write.action == "unchanged" else ""
        yield f"# Write {place(blueprint, write.path)}{there}:"
        yield ""
        yield from texts[write.path].splitlines()
        yield ""
    yield from _commands("# Run:", plan.before)
    for removal in plan.removals:
        yield f"# Remove {place(blueprint, removal.path)}"
    yield from _commands("# Run then:", plan.after)
    if not (plan.writes or plan.removals):
        yield "# Nothing is installed."


def _commands(heading: str, commands: Iterable[Command]) -> Iterator[str]:
    for at, command in enumerate(commands):
        if at == 0:
            yield heading
        yield command_line(command)


def command_line(command: Command) -> str:
    """A command as one types it, with what is asked first."""
    asked = f"{shown(command.unless)} || " if command.unless else ""
    return asked + shown(command.words)


_ADVICE = {
    "absent": "Nothing is installed. Look first: nettrack service --print",
    "partial": "A part is missing. Mend it with: nettrack service install",
    "outdated": "What is installed is for another Python, place or setting. "
    "Bring it up to date with: nettrack service install",
    "edited": "Somebody changed a file since nettrack wrote it; "
    "nettrack will neither overwrite nor remove it.",
    "foreign": "A file of that name was not written by nettrack; it stays as it is.",
}


def remarks(blueprint: Blueprint, standing: Standing) -> Iterator[str]:
    """What is worth knowing about it, and what to do."""
    if standing.state in _ADVICE:
        yield _ADVICE[standing.state]
    if any(each.runs == "failed" for each in standing.units):
        yield f"Why it failed: {blueprint.complaints}"
    for orphan in standing.orphans:
        words = ("nettrack", "--vault", orphan.root, "service", "uninstall")
        yield f"{orphan.root} is gone, its units are not. Remove them: {shown(words)}"


def place(blueprint: Blueprint, name: str) -> str:
    """The absolute path of a unit."""
    slash = "\\" if blueprint.system == "windows" else "/"
    return f"{blueprint.folder}{slash}{name}"


def file_row(blueprint: Blueprint, each: PlannedWrite | PlannedRemoval) -> Row:
    """One file that is written or removed."""
    return {"path": place(blueprint, each.path), "action": each.action}


def command_row(command: Command, step: Step | None = None) -> Row:
    """One command; with how it ended, once it was run."""
    row: Row = {"words": list(command.words), "exit": None, "said": ""}
    if step is not None:
        row |= {"exit": step.ran.code, "said": step.ran.fault}
    return row


def standing_row(blueprint: Blueprint, standing: Standing) -> Row:
    """What is installed."""
    return {
        "system": blueprint.system,
        "state": standing.state,
        "units": [
            {
                "job": each.unit.job,
                "path": place(blueprint, each.unit.name),
                "file": each.file,
                "runs": each.runs,
            }
            for each in standing.units
        ],
        "orphans": [
            {"vault": each.root, "units": list(each.names)} for each in standing.orphans
        ],
    }
