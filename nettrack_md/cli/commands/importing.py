"""`import`: people from other programs, by a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nettrack_md.cli.counting import kept_aside, private_entries
from nettrack_md.cli.options import Options, shared_options
from nettrack_md.model.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.app.discretion import Discretion
    from nettrack_md.app.importing import ImportPlan, ImportReport, Wish
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.exchange.reading import ForeignFile


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option("--apply", "apply_it", is_flag=True, help="Do it; else only the plan.")
@click.option("--dry-run", is_flag=True, help="The plan, with a diff of every note.")
@click.option("--encoding", default="", metavar="NAME", help="utf-8, cp932, cp1252, …")
@click.option(
    "--map", "columns", multiple=True, metavar="COLUMN=KEY",
    help="What a column of a table holds; may be given again.",
)  # fmt: skip
@click.option(
    "--same", "same", multiple=True, metavar="LINE=WHO",
    help="Whoever begins on that line is WHO; of touches also NAME=WHO.",
)  # fmt: skip
@click.option(
    "--new", "new", multiple=True, type=int, metavar="LINE",
    help="Whoever begins on that line is new, whatever the name.",
)  # fmt: skip
@click.option("--partly", is_flag=True, help="Apply though parts cannot be read.")
@click.option(
    "--me", "me", multiple=True, metavar="ADDRESS",
    help="An address, profile or name of yours, beside those of the profile.",
)  # fmt: skip
@click.option("--since", default="", metavar="DATE", help="No touch before that day.")
@click.option(
    "--text", is_flag=True, help="Of mail and chats the subject or first line too."
)
@click.option(
    "--touches", is_flag=True, help="Of LinkedIn's archive the messages, not people."
)
@shared_options
def import_command(  # noqa: PLR0917 — click gives them by name
    options: Options,
    file: str,
    apply_it: bool,
    dry_run: bool,
    encoding: str,
    columns: tuple[str, ...],
    same: tuple[str, ...],
    new: tuple[int, ...],
    partly: bool,
    me: tuple[str, ...],
    since: str,
    text: bool,
    touches: bool,
) -> int:
    """Take people in from FILE: vCard, tables, archives, and what other tools keep.

    From calendars (.ics), mail (mbox, a Maildir, .eml) and chats (LINE, LinkedIn):
    touches with those whom you know already.

    Prints the plan: who is new, changed, unchanged or unclear, and why. Nothing is
    written without --apply, nothing that you wrote is overwritten, and a name alone
    makes nobody the same person.
    """
    from nettrack_md.app.importing import carry_out_import, plan_import, read_import
    from nettrack_md.cli.commands.importing_touches import TouchWords, import_touches
    from nettrack_md.cli.output import Progress
    from nettrack_md.cli.session import reading, writing

    if apply_it and dry_run:
        raise click.UsageError("--apply and --dry-run do not go together.")
    mapping = _pairs("--map", columns)
    asked = TouchWords(me, since, same, encoding, text=text, touches=touches)
    asked.pairs()
    opened = writing if apply_it else reading
    with opened(options) as ws:
        code = import_touches(
            options, ws, file, asked, apply_it=apply_it, dry_run=dry_run,
            partly=partly, columns=columns, new=new,
        )  # fmt: skip
        if code is not None:
            return code
        asked.refuse()
        wish = _wish(same, new)
        found = read_import(file, encoding=encoding, mapping=mapping)
        with Progress(options, "Planning") as progress:
            plan = plan_import(ws, found, wish, progress=progress)
        report = None
        words = _words(file, encoding, columns, same, new, partly=partly)
        _say_problems(options, found)
        if apply_it or dry_run:
            with Progress(options, "Writing") as progress:
                report = carry_out_import(
                    ws, found, plan, words,
                    dry_run=dry_run, partly=partly, progress=progress,
                )  # fmt: skip
        return _tell(options, ws, found, plan, report, dry_run=dry_run)


def _pairs(option: str, given: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for each in given:
        left, equals, right = each.rpartition("=")
        if not equals or not left.strip() or not right.strip():
            raise click.UsageError(f'{option} takes COLUMN=KEY, not "{each}".')
        pairs[left.strip()] = right.strip()
    return pairs


def _wish(same: Sequence[str], new: Sequence[int]) -> Wish:
    from nettrack_md.app.importing import Wish

    found = {}
    for each in same:
        line, equals, who = each.partition("=")
        if not equals or not line.strip().isdecimal() or not who.strip():
            raise click.UsageError(f'--same takes LINE=WHO, not "{each}".')
        found[int(line)] = who.strip()
    return Wish(found, frozenset(new))


def _words(
    file: str,
    encoding: str,
    columns: Sequence[str],
    same: Sequence[str],
    new: Sequence[int],
    *,
    partly: bool,
) -> tuple[str, ...]:
    """The command for the history, as it was typed."""
    words = ["import", file, "--apply"]
    words += ["--encoding", encoding] if encoding else []
    for option, given in (("--map", columns), ("--same", same), ("--new", new)):
        for each in given:
            words += [option, str(each)]
    return (*words, *(["--partly"] if partly else []))


def _say_problems(options: Options, found: ForeignFile) -> None:
    from nettrack_md.cli.output import note

    for problem in found.problems:
        note(options, problem.sentence())


def _tell(
    options: Options,
    ws: Workspace,
    found: ForeignFile,
    plan: ImportPlan,
    report: ImportReport | None,
    *,
    dry_run: bool,
) -> int:
    from nettrack_md.app.asking import discretion
    from nettrack_md.cli.output import note, print_json

    veil = discretion(ws)
    refused = report.report.refused if report else ()
    if options.json:
        data = _data(found, plan, report, veil, dry_run=dry_run)
        print_json("import", ws.today, ws.root, data)
    else:
        _print(options, found, plan, report, veil, dry_run=dry_run)
    for error in refused:
        note(options, veil.masked(str(error)))
    if report and report.report.remark:
        note(options, report.report.remark)
    if plan.hidden:
        note(options, private_entries(plan.hidden))
    return 1 if refused or not found.people else 0


def _data(
    found: ForeignFile,
    plan: ImportPlan,
    report: ImportReport | None,
    veil: Discretion,
    *,
    dry_run: bool,
) -> dict[str, object]:
    from nettrack_md.cli.shown.rows import problem_row, write_row

    if report is None:
        action = {"new": "created", "changed": "updated", "unchanged": "unchanged"}
        writes: list[dict[str, object]] = [
            {"path": row.path, "action": action[row.state]}
            for row in plan.rows
            if row.state in action
        ]
    else:
        writes = [
            write_row(one, veil, diff=dry_run and not one.path.startswith(".nettrack/"))
            for one in report.report.writes
        ]
    data: dict[str, object] = {
        "format": found.format,
        "applied": report is not None and not dry_run,
        "writes": writes,
        "plan": [
            {
                "state": row.state,
                "name": row.name,
                "path": row.path or None,
                "reason": row.reason,
                "line": row.line,
                "keys": list(row.keys),
            }
            for row in plan.rows
        ],
        "problems": [problem_row(problem) for problem in found.problems],
    }
    if report and report.report.refused:
        data["refused"] = [str(error) for error in report.report.refused]
    return data


def _print(
    options: Options,
    found: ForeignFile,
    plan: ImportPlan,
    report: ImportReport | None,
    veil: Discretion,
    *,
    dry_run: bool,
) -> None:
    from nettrack_md.cli.output import is_terminal, note, print_rows

    note(options, f"Read as {found.format}.")
    if report is not None and dry_run:
        from dataclasses import replace

        from nettrack_md.cli.shown.writes import print_diffs

        notes = [w for w in report.report.writes if not w.path.startswith(".nettrack/")]
        print_diffs(replace(report.report, writes=tuple(notes)), veil)
    elif is_terminal(options):
        from nettrack_md.cli.shown.looks_exchange import show_plan

        show_plan(options, plan)
    else:
        print_rows(
            (row.state, row.name, row.path, _reason(row.reason, row.keys), row.line)
            for row in plan.rows
        )
    note(options, _summary(plan, report, dry_run=dry_run))


def _reason(reason: str, keys: Sequence[str]) -> str:
    return "; ".join(filter(None, (reason, ", ".join(keys))))


def _summary(plan: ImportPlan, report: ImportReport | None, *, dry_run: bool) -> str:
    counts = ", ".join(
        f"{plan.count(state)} {state}"
        for state in ("new", "changed", "unchanged", "unclear")
    )
    if plan.count("unclear"):
        counts += " (decide with --same LINE=WHO or --new LINE)"
    if report is None or dry_run:
        some = (
            report.remembered if report else plan.count("new") + plan.count("changed")
        )
        more = " Do it: --apply" if some else ""
        aside = kept_aside(report.remembered) if report and report.remembered else ""
        return f"{counts}. Nothing was written.{aside}{more}"
    if not report.report.changes:
        return f"{counts}. Nothing was written."
    written = len(report.report.changes) - report.remembered
    notes = counted(written, "note was", "notes were")
    return f"{counts}. {notes} written. Take it back: nettrack undo"
