"""The plan of touches as lines, as JSON, as a diff; and what is to be said beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.cli.counting import kept_aside, private_entries
from nettrack_md.model.counting import counted

if TYPE_CHECKING:
    from nettrack_md.app.discretion import Discretion
    from nettrack_md.app.importing import ImportReport
    from nettrack_md.app.importing.encounters import EncounterPlan, EncounterRow
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.cli.options import Options
    from nettrack_md.exchange.encounters import EncounterFile


class Done(NamedTuple):
    """All that there is to tell."""

    file: EncounterFile
    plan: EncounterPlan
    report: ImportReport | None
    dry_run: bool


def tell_touches(options: Options, ws: Workspace, done: Done) -> int:
    """Print the plan, or what was written; the exit code.

    That is 1 where a note was refused.
    """
    from nettrack_md.app.asking import discretion
    from nettrack_md.cli.output import note, print_json

    veil = discretion(ws)
    refused = done.report.report.refused if done.report else ()
    if options.json:
        print_json("import", ws.today, ws.root, _data(done, veil))
    else:
        _print(options, done, veil)
    for error in refused:
        note(options, veil.masked(str(error)))
    if done.report and done.report.report.remark:
        note(options, done.report.report.remark)
    return 1 if refused else 0


def _remarks(done: Done) -> list[str]:
    """What was left out, and why."""
    plan = done.plan
    said = list(done.file.remarks)
    if plan.before:
        touches = counted(plan.before, "touch lies", "touches lie")
        said.append(f"{touches} before --since.")
    if plan.unknown:
        whom = counted(plan.unknown, "address or name", "addresses or names")
        said.append(f"{whom} of nobody in your notes: only counted.")
    if plan.hidden:
        said.append(private_entries(plan.hidden))
    return said


def _print(options: Options, done: Done, veil: Discretion) -> None:
    from nettrack_md.cli.output import is_terminal, note, print_rows

    note(options, f"Read as {done.file.format}.")
    if done.report is not None and done.dry_run:
        from dataclasses import replace

        from nettrack_md.cli.shown.writes import print_diffs

        report = done.report.report
        notes = [w for w in report.writes if not w.path.startswith(".nettrack/")]
        print_diffs(replace(report, writes=tuple(notes)), veil)
    elif is_terminal(options):
        from nettrack_md.cli.shown.looks_exchange import show_touches

        show_touches(options, done.plan)
    else:
        print_rows(
            (row.state, row.name, row.path, what_of(row), row.line)
            for row in done.plan.rows
        )
    for remark in _remarks(done):
        note(options, remark)
    note(options, _summary(done))


def touch_line(row: EncounterRow) -> str:
    """`2026-11-18 10:30 email <- Re: rates`; empty for an unclear row."""
    if row.new is None:
        return ""
    new = row.new
    parts = (new.on.isoformat(), new.time, new.kind, new.direction, new.text)
    return " ".join(filter(None, parts))


def what_of(row: EncounterRow) -> str:
    """The touch of a row, and why where that is more than how somebody was known."""
    reason = row.reason if row.state != "new" else ""
    return "; ".join(filter(None, (touch_line(row), reason)))


def _data(done: Done, veil: Discretion) -> dict[str, object]:
    from nettrack_md.cli.shown.rows import problem_row, write_row

    report, dry_run = done.report, done.dry_run
    if report is None:
        paths = {row.path: row.state for row in done.plan.rows
                 if row.state in {"new", "changed"}}  # fmt: skip
        writes: list[dict[str, object]] = [
            {"path": path, "action": "updated"} for path in sorted(paths)
        ]
    else:
        writes = [
            write_row(one, veil, diff=dry_run and not one.path.startswith(".nettrack/"))
            for one in report.report.writes
        ]
    data: dict[str, object] = {
        "format": done.file.format,
        "applied": report is not None and not dry_run,
        "writes": writes,
        "plan": [_row(row) for row in done.plan.rows],
        "unknown": done.plan.unknown,
        "hidden": done.plan.hidden,
        "remarks": _remarks(done),
        "problems": [problem_row(problem) for problem in done.file.problems],
    }
    if report and report.report.refused:
        data["refused"] = [str(error) for error in report.report.refused]
    return data


def _row(row: EncounterRow) -> dict[str, object]:
    new = row.new
    return {
        "state": row.state,
        "name": row.name,
        "path": row.path or None,
        "reason": row.reason,
        "line": row.line,
        "keys": ["log"] if row.state in {"new", "changed"} else [],
        "touch": None
        if new is None
        else {
            "on": new.on.isoformat(),
            "time": new.time or None,
            "kind": new.kind,
            "direction": new.direction or None,
            "text": new.text,
        },
    }


def _summary(done: Done) -> str:
    plan, report = done.plan, done.report
    counts = ", ".join(
        f"{plan.count(state)} {state}"
        for state in ("new", "changed", "unchanged", "unclear")
    )
    if plan.count("unclear"):
        counts += " (decide with --same NAME=WHO)"
    if report is None or done.dry_run:
        some = report.remembered if report else (
            plan.count("new") + plan.count("changed")
        )  # fmt: skip
        aside = kept_aside(report.remembered) if report and report.remembered else ""
        return (
            f"{counts}. Nothing was written.{aside}{' Do it: --apply' if some else ''}"
        )
    written = len(report.report.changes) - report.remembered
    if not report.report.changes:
        return f"{counts}. Nothing was written."
    notes = counted(written, "note was", "notes were")
    return f"{counts}. {notes} written. Take it back: nettrack undo"
