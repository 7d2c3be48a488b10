"""`forget`: every trace of a person, shown, and taken away with --apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nettrack_md.cli.options import Options, complete_people, shared_options

if TYPE_CHECKING:
    from nettrack_md.app.discretion import Discretion
    from nettrack_md.app.forgetting import ForgetReport, PurgeReport
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.traces import Trace


@click.command("forget")
@click.argument("words", nargs=-1, metavar="WHO", shell_complete=complete_people)
@click.option("--apply", "apply_it", is_flag=True, help="Do it; else only the traces.")
@click.option("--dry-run", is_flag=True, help="The traces as a diff of every note.")
@click.option(
    "--mentions", type=click.Choice(["keep", "names", "all"]), default="names",
    show_default=True,
    help="Names in the text that are no link: keep them; replace full names; or "
    "short ones too.",
)  # fmt: skip
@click.option(
    "--as", "instead", default="", metavar="WORDS",
    help='What stands for the name; else "someone" or ある人.',
)  # fmt: skip
@click.option(
    "--partly", is_flag=True, help="Apply though some notes cannot be changed."
)
@click.option(
    "--purge", is_flag=True,
    help="Also out of history and trash, for good. Without WHO: whoever was forgotten.",
)  # fmt: skip
@shared_options
def forget_command(  # noqa: PLR0917 — click gives them by name
    options: Options,
    words: tuple[str, ...],
    apply_it: bool,
    dry_run: bool,
    mentions: str,
    instead: str,
    partly: bool,
    purge: bool,
) -> int:
    """Show every trace of WHO, and what would become of it; --apply does it.

    Their note goes into the trash of the state folder. In the notes of others, links
    to them become plain words, and lines that are only about them go. nettrack undo
    takes it back, until --purge.
    """
    from nettrack_md.app.asking import discretion
    from nettrack_md.app.forgetting import Manner, forget, purge_forgotten
    from nettrack_md.cli.session import reading, writing
    from nettrack_md.cli.shown.writes import chooser

    if apply_it and dry_run:
        raise click.UsageError("--apply and --dry-run do not go together.")
    if not words and not purge:
        raise click.UsageError("Say whom to forget: nettrack forget WHO")
    opened = writing if apply_it else reading
    with opened(options) as ws:
        if purge and not (words and _is_there(ws, words)):
            gone = purge_forgotten(ws, words, apply_it=apply_it)
            return _tell_purge(options, ws, gone)
        # Asked before: who is forgotten is known to no index afterwards.
        veil = discretion(ws)
        report = forget(
            ws, words, manner=Manner(mentions, instead.strip()),  # type: ignore[arg-type]
            apply_it=apply_it, partly=partly, purged=purge, choose=chooser(options),
        )  # fmt: skip
        return _tell(options, ws, report, veil, dry_run=dry_run)


def _is_there(ws: Workspace, words: tuple[str, ...]) -> bool:
    """Whether the words name somebody of the vault."""
    from nettrack_md.app.addressees import address
    from nettrack_md.errors import PersonUnknown

    try:
        address(ws, words, (), several=False)
    except PersonUnknown:
        return False
    return True


def _row(trace: Trace) -> tuple[object, ...]:
    where = f"{trace.path}:{trace.line}" if trace.line else trace.path
    return trace.fate, trace.what, where, trace.text


def _data(trace: Trace) -> dict[str, object]:
    return {
        "path": trace.path,
        "line": trace.line,
        "what": trace.what,
        "becomes": trace.fate,
        "text": trace.text,
    }


def _tell(
    options: Options,
    ws: Workspace,
    found: ForgetReport,
    veil: Discretion,
    *,
    dry_run: bool,
) -> int:
    from nettrack_md.cli.output import is_terminal, note, print_json, print_rows

    writes = [one for one in found.report.writes if not veil.tells(one.path)]
    if options.json:
        from nettrack_md.cli.shown.rows import write_row

        data: dict[str, object] = {
            "path": found.path,
            "name": found.name,
            "applied": found.applied,
            "traces": [_data(trace) for trace in found.traces],
            "writes": [
                write_row(
                    one, veil, diff=dry_run and not one.path.startswith(".nettrack/")
                )
                for one in writes
            ],
        }
        if found.report.refused:
            data["refused"] = [
                veil.masked(str(error)) for error in found.report.refused
            ]
        print_json("forget", ws.today, ws.root, data)
    elif dry_run:
        from dataclasses import replace

        from nettrack_md.cli.shown.writes import print_diffs

        shown = tuple(one for one in writes if not one.path.startswith(".nettrack/"))
        print_diffs(replace(found.report, writes=shown), veil)
    elif is_terminal(options):
        from nettrack_md.cli.shown.looks_exchange import show_traces

        show_traces(options, found.traces)
    else:
        print_rows(map(_row, found.traces))
    for error in found.report.refused:
        note(options, veil.masked(str(error)))
    if found.report.remark:
        note(options, found.report.remark)
    if found.hidden:
        note(options, f"{found.hidden} more in private people's notes: --private.")
    note(options, _summary(found))
    if found.git:
        note(options, "Git keeps what the notes were before; see docs/forgetting.md.")
    return 1 if found.report.refused else 0


#: What became of a trace, of several.
_SAID = {"removed": "removed", "dropped": "dropped", "replaced": "replaced",
         "stays": "stay"}  # fmt: skip


def _summary(found: ForgetReport) -> str:
    counts = [
        f"{count} {_SAID[fate]}"
        for fate in _SAID
        if (count := sum(trace.fate == fate for trace in found.traces))
    ]
    told = ", ".join(counts)
    if not found.applied:
        return f"{told}. Nothing was written. Do it: --apply"
    if found.purged:
        return f"{told}. Nothing brings it back."
    return f"{told}. Take it back: nettrack undo. For good: nettrack forget --purge"


def _tell_purge(options: Options, ws: Workspace, found: PurgeReport) -> int:
    from nettrack_md.cli.output import note, print_json, print_rows

    if options.json:
        data = {
            "names": list(found.names),
            "applied": found.applied,
            "traces": [_data(trace) for trace in found.traces],
        }
        print_json("forget", ws.today, ws.root, data)
    else:
        print_rows(map(_row, found.traces))
    if not found.traces:
        note(options, "History and trash hold nothing of anybody who was forgotten.")
    elif found.applied:
        note(
            options,
            "They are gone from history and trash; undo cannot bring them back.",
        )
    else:
        note(options, "Nothing was removed. Do it: --apply")
    return 0
