"""`service`: have the system start the watcher, and write the review every week."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from nettrack_md.app.programs import run_program, shown
from nettrack_md.app.service import (
    blueprint_for,
    carry_out,
    plan_install,
    plan_uninstall,
    read_standing,
)
from nettrack_md.app.surroundings import look_around, look_at_machine
from nettrack_md.cli.options import Options, shared_options
from nettrack_md.cli.output import is_terminal, note, print_json, print_rows
from nettrack_md.cli.safe import safe
from nettrack_md.cli.session import today_for, wishes_of
from nettrack_md.cli.shown.units import (
    command_line,
    command_row,
    file_row,
    place,
    plan_lines,
    remarks,
    standing_row,
)
from nettrack_md.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.app.service import Blueprint, Done, Plan
    from nettrack_md.cli.shown.units import Row


@click.command("service")
@click.argument(
    "action",
    metavar="[install|status|uninstall]",
    type=click.Choice(["install", "status", "uninstall"]),
    required=False,
)
@click.option(
    "--print",
    "--dry-run",
    "only_print",
    is_flag=True,
    help="Show what would be written, removed and run; do nothing.",
)
@click.option("--yes", is_flag=True, help="Install without asking.")
@shared_options
def service_command(
    options: Options, action: str | None, only_print: bool, yes: bool
) -> int:
    """Have the system start the watcher at login, and render when a week begins.

    Units of your own user, for systemd, launchd or the Windows Task Scheduler, one
    set a vault; no root. They are shown before they are installed. Without a word
    beside it, it says how things stand.
    """
    does = action or ("install" if only_print else "status")
    blueprint = blueprint_for(
        wishes_of(options), look_around(), look_at_machine(),
        leaving=does == "uninstall",
    )  # fmt: skip
    if does == "status":
        _tell_standing(options, blueprint)
        return 0
    plan = plan_uninstall(blueprint) if does == "uninstall" else plan_install(blueprint)
    if only_print:
        _tell_plan(options, blueprint, plan)
        return 0
    if does == "install" and not yes:
        _ask(options, blueprint, plan)
    done = carry_out(plan, run_program)
    _tell_done(options, blueprint, done)
    return 0 if done.failure is None else 1


def _ask(options: Options, blueprint: Blueprint, plan: Plan) -> None:
    """Show the plan and wait for a yes. Raises UsageFault where nobody sits."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()) or options.json:
        raise UsageFault(
            "Nobody is here to be asked. Look first with: nettrack service --print. "
            "Then: nettrack service install --yes"
        )
    if all(write.action == "unchanged" for write in plan.writes):
        return
    for line in plan_lines(blueprint, plan):
        _say(line)
    click.confirm("Write and run this", abort=True, err=True)


# --- a plan ---


def _tell_plan(options: Options, blueprint: Blueprint, plan: Plan) -> None:
    if options.json:
        steps = [command_row(each) for each in (*plan.before, *plan.after)]
        texts = {unit.name: unit.text for unit in blueprint.units}
        rows = [
            {**file_row(blueprint, write), "text": texts[write.path]}
            for write in plan.writes
        ]
        rows += [file_row(blueprint, removal) for removal in plan.removals]
        _print_json(options, blueprint, rows, steps)
        return
    for line in plan_lines(blueprint, plan):
        _say(line)


# --- what was done ---


def _tell_done(options: Options, blueprint: Blueprint, done: Done) -> None:
    if options.json:
        rows = [file_row(blueprint, each) for each in done.files]
        steps = [command_row(each.command, each) for each in done.steps]
        left = [command_row(each) for each in done.left]
        _print_json(options, blueprint, rows, steps, left, asks=True)
    else:
        files = [(f.action, place(blueprint, f.path)) for f in done.files]
        ran = [
            ("failed" if step.failed else "ran", shown(step.command.words))
            for step in done.steps
        ]
        if is_terminal():
            for word, what in (*files, *ran):
                _say(f"{word}  {what}")
        else:
            print_rows((*files, *ran))
    if not (done.files or done.steps):
        note(options, "Nothing was installed.")
    _tell_failure(done)


def _tell_failure(done: Done) -> None:
    if done.failure is None:
        return
    _say(f"{shown(done.failure.command.words)}: {done.failure.ran.fault}.", err=True)
    if done.left:
        _say("Once that is mended, run by hand, or this command again:", err=True)
        for command in done.left:
            _say(f"    {command_line(command)}", err=True)


# --- how things stand ---


def _tell_standing(options: Options, blueprint: Blueprint) -> None:
    if options.json:
        _print_json(options, blueprint, asks=True)
        return
    standing = read_standing(blueprint, run_program)
    rows = [
        (each.file, each.runs, each.unit.job, place(blueprint, each.unit.name))
        for each in standing.units
    ]
    if is_terminal():
        for file, runs, _, path in rows:
            _say(f"{file:<9} {runs or '':<9} {path}")
    else:
        print_rows(rows)
    for remark in remarks(blueprint, standing):
        note(options, remark)


def _print_json(
    options: Options,
    blueprint: Blueprint,
    writes: Iterable[Row] = (),
    commands: Iterable[Row] = (),
    left: Iterable[Row] = (),
    *,
    asks: bool = False,
) -> None:
    """One shape for every action, so that a program need not know which it was."""
    standing = read_standing(blueprint, run_program if asks else None)
    data = {
        **standing_row(blueprint, standing),
        "writes": list(writes),
        "commands": list(commands),
        "left": list(left),
    }
    print_json("service", today_for(options), blueprint.root, data)


def _say(line: str, *, err: bool = False) -> None:
    click.echo(safe(line), err=err)
