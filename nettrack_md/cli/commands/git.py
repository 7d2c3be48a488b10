"""`git`: have git merge the notes of several devices by what they mean."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from nettrack_md.cli.options import Options, shared_options
from nettrack_md.cli.safe import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.app.git import Done, Plan, Repository
    from nettrack_md.app.git.setting_up import Words

_print_option = click.option(
    "--print",
    "--dry-run",
    "only_print",
    is_flag=True,
    help="Show what would be written and run; do nothing.",
)


@click.group("git")
@shared_options
def git_command(options: Options) -> None:
    """Have git merge notes by what they mean, on this device.

    Properties are merged key by key, logs and promises as sets; of a rendered region
    our side is taken, with the ticks and lines of both. See docs/git.md.
    """
    click.get_current_context().obj = options


@git_command.command("setup")
@_print_option
@click.option("--yes", is_flag=True, help="Do it without asking.")
@shared_options
def setup_command(options: Options, only_print: bool, yes: bool) -> int:
    """Write .gitattributes and register the merge driver in this clone.

    The attributes travel with the repository, the driver does not: run this once on
    each device. Nothing is committed.
    """
    from nettrack_md.app.git import plan_setup

    repository = _repository(options)
    plan = plan_setup(repository, _python())
    return _go(options, repository, plan, only_print=only_print, yes=yes)


@git_command.command("uninstall")
@_print_option
@click.option("--yes", is_flag=True, help="Do it without asking.")
@shared_options
def uninstall_command(options: Options, only_print: bool, yes: bool) -> int:
    """Take the line and the driver away again; git then merges notes as any text."""
    from nettrack_md.app.git import plan_uninstall

    repository = _repository(options)
    plan = plan_uninstall(repository)
    return _go(options, repository, plan, only_print=only_print, yes=yes)


@git_command.command("status")
@shared_options
def status_command(options: Options) -> int:
    """Say whether git asks nettrack here."""
    from nettrack_md.cli.output import print_rows

    repository = _repository(options)
    if options.json:
        _print_json(options, repository)
        return 0
    standing = _standing(repository)
    print_rows(standing.items())
    return 0


@git_command.command("merge-file", hidden=True)
@click.option("--marker-size", type=click.IntRange(1, 200), default=7)
@click.argument("files", nargs=4, metavar="BASE OURS THEIRS PATH")
@shared_options
def merge_file_command(
    options: Options, marker_size: int, files: tuple[str, str, str, str]
) -> int:
    """The merge driver itself: git calls it with three files and the note's path."""
    from nettrack_md.app.git import Handed, merge_file
    from nettrack_md.app.programs import run_program
    from nettrack_md.app.surroundings import look_around
    from nettrack_md.cli.session import wishes_of

    handed = Handed(*files, marker_size)
    verdict = merge_file(handed, wishes_of(options), look_around(), run_program)
    if verdict.reason and verdict.code:
        _say(f"{handed.path}: left to git's own merge: {verdict.reason}.", err=True)
    return verdict.code


def _repository(options: Options) -> Repository:
    from nettrack_md.app.git import find_repository
    from nettrack_md.app.programs import run_program
    from nettrack_md.app.surroundings import look_around
    from nettrack_md.cli.session import wishes_of

    return find_repository(wishes_of(options), look_around(), run_program)


def _python() -> str:
    return sys.executable


def _go(
    options: Options,
    repository: Repository,
    plan: Plan,
    *,
    only_print: bool,
    yes: bool,
) -> int:
    """Show the plan, ask, carry it out, tell."""
    from nettrack_md.app.git import carry_out
    from nettrack_md.app.programs import run_program
    from nettrack_md.cli.output import note

    if only_print:
        _tell(options, repository, plan)
        return 0
    if plan.empty:
        _tell(options, repository, plan)
        note(options, "All is as it should be; nothing to do.")
        return 0
    if not yes:
        _ask(options, plan)
    done = carry_out(plan, run_program)
    _tell(options, repository, done)
    if done.failed is not None:
        from nettrack_md.app.programs import shown

        words, ran = done.failed
        _say(f"{shown(words)}: {ran.fault}.", err=True)
        return 1
    return 0


def _ask(options: Options, plan: Plan) -> None:
    """Show the plan and wait for a yes. Raises UsageFault where nobody sits."""
    from nettrack_md.errors import UsageFault

    if not (sys.stdin.isatty() and sys.stderr.isatty()) or options.json:
        raise UsageFault(
            "Nobody is here to be asked. Look first with --print, then give --yes."
        )
    for line in _plan_lines(plan):
        _say(line, err=True)
    click.confirm("Write and run this", abort=True, err=True)


def _plan_lines(plan: Plan) -> Iterable[str]:
    from nettrack_md.app.programs import shown

    for write in plan.writes:
        yield from filter(None, write.diff().split("\n"))
    for words in plan.commands:
        yield f"$ {shown(words)}"


def _tell(options: Options, repository: Repository, what: Plan | Done) -> None:
    from nettrack_md.app.git import Plan
    from nettrack_md.app.programs import shown
    from nettrack_md.cli.output import print_rows

    if options.json:
        _print_json(options, repository, what)
    elif isinstance(what, Plan):
        for line in _plan_lines(what):
            _say(line)
    else:
        rows = [(write.action, write.path) for write in what.writes]
        print_rows((*rows, *(("ran", shown(words)) for words in what.commands)))


def _standing(repository: Repository) -> dict[str, str]:
    driver = "absent" if repository.driver is None else "registered"
    if driver == "registered" and repository.driver != repository.command(_python()):
        driver = "outdated"
    return {"attributes": repository.used, "driver": driver}


def _print_json(
    options: Options, repository: Repository, what: Plan | Done | None = None
) -> None:
    from nettrack_md.app.discretion import NOBODY_PRIVATE
    from nettrack_md.cli.output import print_json
    from nettrack_md.cli.session import today_for
    from nettrack_md.cli.shown.rows import write_row

    writes = (
        [write_row(one, NOBODY_PRIVATE, diff=True) for one in what.writes]
        if what
        else []
    )
    commands: list[Words] = list(what.commands) if what else []
    data = {**_standing(repository), "writes": writes, "commands": commands}
    print_json("git", today_for(options), repository.root, data)


def _say(line: str, *, err: bool = False) -> None:
    click.echo(safe(line), err=err)
