"""What a writing command did, in three ways; and whom an ambiguous name means."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nettrack_md.app.addressees import Choose
    from nettrack_md.app.changing.writing import WriteReport
    from nettrack_md.app.discretion import Discretion
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.cli.options import Options
    from nettrack_md.index.rows import Named


def tell_writes(
    options: Options,
    ws: Workspace,
    kind: str,
    report: WriteReport,
    *,
    dry_run: bool,
    told: str = "",
    more: Mapping[str, object] | None = None,
    veil: Discretion | None = None,
) -> int:
    """Print what was written, or would be; the exit code: 1 where some was refused.

    `told`: what was understood, in a line; the last column. `more`: the same for JSON.
    `veil`: what is not to be shown, where that is more than the index says.
    """
    from nettrack_md.app.asking import discretion
    from nettrack_md.cli.counting import private_notes
    from nettrack_md.cli.output import is_terminal, note, print_json, print_rows

    veil, failed = veil or discretion(ws), bool(report.refused)
    report, hidden = discreet_report(report, veil)
    if options.json:
        from nettrack_md.cli.shown.rows import write_row

        rows = [write_row(one, veil, diff=dry_run) for one in report.writes]
        refused = [str(error) for error in report.refused]
        data: dict[str, object] = {"writes": rows, **(more or {})}
        if refused:
            data["refused"] = refused
        print_json(kind, ws.today, ws.root, data)
    elif dry_run:
        print_diffs(report, veil)
    elif is_terminal(options):
        from nettrack_md.cli.shown.looks import show_writes

        show_writes(options, report.writes, told)
    else:
        behind = (told,) if told else ()
        print_rows((one.action, one.path, *behind) for one in report.writes)
    if report.remark:
        note(options, report.remark)
    for error in report.refused:
        _complain(str(error))
    if hidden:
        note(options, private_notes(hidden))
    return 1 if failed else 0


def discreet_report(report: WriteReport, veil: Discretion) -> tuple[WriteReport, int]:
    """The report without the notes of private people, and how many these are."""
    writes = tuple(one for one in report.writes if not veil.tells(one.path))
    refused = tuple(error for error in report.refused if not veil.silences(str(error)))
    hidden = len(report.writes) + len(report.refused) - len(writes) - len(refused)
    return replace(report, writes=writes, refused=refused), hidden


def print_diffs(report: WriteReport, veil: Discretion) -> None:
    """The unified diff of every write, lines masked that name somebody private."""
    from nettrack_md.cli.safe import safe

    for one in report.writes:
        for line in veil.diff(one).split("\n"):
            if line:
                click.echo(safe(line))


def _complain(text: str) -> None:
    from nettrack_md.cli.safe import safe

    for line in text.splitlines():
        click.echo(safe(line), err=True)


def chooser(options: Options) -> Choose | None:
    """Asks on a terminal which of several people is meant; None where nobody sits."""
    asks = sys.stdin.isatty() and sys.stderr.isatty() and not options.json
    return _ask if asks else None


def _ask(who: str, people: Sequence[Named]) -> Named:
    from nettrack_md.cli.safe import safe

    click.echo(safe(f'"{who}" may be one of {len(people)} people:'), err=True)
    for number, one in enumerate(people, 1):
        click.echo(safe(f"  {number}  {one.name}  {one.path}"), err=True)
    number = click.prompt(
        "Which one", type=click.IntRange(1, len(people)), err=True, show_default=False
    )
    return people[number - 1]
