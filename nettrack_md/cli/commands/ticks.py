"""`apply`: what was ticked in the rendered notes is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nettrack_md.cli.options import Options, shared_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.app.discretion import Discretion
    from nettrack_md.app.ticks import ApplyReport
    from nettrack_md.app.ticks.deeds import Deed


@click.command("apply")
@click.option("--dry-run", is_flag=True, help="Show the changes, write nothing.")
@click.option("--no-render", is_flag=True, help="Leave the rendered notes as they are.")
@shared_options
def apply_command(options: Options, dry_run: bool, no_render: bool) -> int:
    """Do what you ticked in the review, the overdue note and your reports.

    `[x]` on a person goes into their log, with your lines below the name; on a
    promise it ticks the promise's own box. `[>]` is for next week, `[-]` skips a
    round. Doing it twice changes nothing; `nettrack undo` opens the boxes again.
    """
    from nettrack_md.app.asking import discretion
    from nettrack_md.app.ticks import apply_ticks
    from nettrack_md.cli.output import note, print_json
    from nettrack_md.cli.session import writing

    with writing(options) as ws:
        report = apply_ticks(ws, dry_run=dry_run, render=not no_render)
        veil = discretion(ws)
        if options.json:
            print_json("apply", ws.today, ws.root, _data(report, veil, diff=dry_run))
        else:
            _print(options, report, veil if dry_run else None)
        for remark in report.remarks:
            note(options, remark)
        for sentence in (*report.refused, *(p.sentence() for p in report.problems)):
            note(options, veil.masked(sentence))
        return 1 if report.failed else 0


def _data(report: ApplyReport, veil: Discretion, *, diff: bool) -> dict[str, object]:
    from nettrack_md.cli.shown.rows import write_row

    return {
        "writes": [write_row(item, veil, diff=diff) for item in report.writes],
        "ticks": [
            {
                "did": _did(deed),
                "who": deed.name,
                "path": deed.path,
                "until": _until(deed),
                "ticks": [tick.where for tick in deed.ticks],
            }
            for deed in report.deeds
        ],
        "problems": [*report.refused, *(p.sentence() for p in report.problems)],
    }


def _print(options: Options, report: ApplyReport, diffs: Discretion | None) -> None:
    from nettrack_md.cli.output import is_terminal, print_rows
    from nettrack_md.cli.safe import safe

    if diffs is not None:
        for item in report.writes:
            for line in diffs.diff(item).splitlines():
                click.echo(safe(line))
    elif is_terminal(options):
        for sentence in _story(report):
            click.echo(safe(sentence))
    else:
        done = {deed.path for deed in report.deeds}
        print_rows(
            (_did(deed), deed.path, deed.name, " ".join(t.where for t in deed.ticks))
            for deed in report.deeds
        )
        print_rows(
            (item.action, item.path) for item in report.writes if item.path not in done
        )


def _story(report: ApplyReport) -> Iterator[str]:
    """What was done, a line each, for somebody who looks."""
    if not report.deeds and not report.failed:
        yield "No new ticks."
    words = {
        "contacted": "In touch with {name}: it is in their log.",
        "put-off": "{name} rests until {until}.",
        "kept": "Done: {name}",
        "set": "{name}: {key} is {value} now.",
    }
    for deed in report.deeds:
        key, value = getattr(deed, "key", ""), getattr(deed, "value", "")
        sentence = words[_did(deed)]
        yield sentence.format(name=deed.name, until=_until(deed), key=key, value=value)
    if report.deeds:
        yield "To take it back: nettrack undo"


def _did(deed: Deed) -> str:
    """A stable word for what was done."""
    return {
        "Contacted": "contacted", "PutOff": "put-off", "Kept": "kept", "Agreed": "set",
    }[type(deed).__name__]  # fmt: skip


def _until(deed: Deed) -> str | None:
    until = getattr(deed, "until", None)
    return None if until is None else str(until)
