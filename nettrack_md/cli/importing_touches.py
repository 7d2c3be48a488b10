"""`import` of calendars, mail and chats: touches, by a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.app.importing import ImportReport
    from nettrack_md.app.importing.encounters import EncounterPlan, EncounterRow
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.cli.options import Options
    from nettrack_md.exchange.encounters import EncounterFile


class TouchWords:
    """What the command line says that only touches know of."""

    def __init__(
        self,
        me: tuple[str, ...],
        since: str,
        same: tuple[str, ...],
        encoding: str,
        *,
        text: bool,
        touches: bool,
    ) -> None:
        self.me, self.since, self.same, self.encoding = me, since, same, encoding
        self.text, self.touches = text, touches

    def refuse(self) -> None:
        """For a file of people. Raises UsageError where it makes no sense there."""
        given = {
            "--me": self.me, "--since": self.since, "--text": self.text,
            "--touches": self.touches,
        }  # fmt: skip
        for option, value in given.items():
            if value:
                raise click.UsageError(
                    f"{option} is for calendars, mail and chats; this file holds none."
                )

    def refuse_others(self, columns: Sequence[str], new: Sequence[int]) -> None:
        """For a file of touches. Raises UsageError for what is for people alone."""
        for option, value in (("--map", columns), ("--new", new)):
            if value:
                raise click.UsageError(
                    f"{option} is for files of people; this one tells of touches."
                )

    def pairs(self) -> dict[str, str]:
        """Line, name or address to person. Raises UsageError."""
        found = {}
        for each in self.same:
            what, equals, who = each.rpartition("=")
            if not equals or not what.strip() or not who.strip():
                raise click.UsageError(f'--same takes NAME=WHO, not "{each}".')
            found[what.strip()] = who.strip()
        return found

    def words(self, file: str, *, partly: bool) -> tuple[str, ...]:
        """The command for the history, as it was typed."""
        words = ["import", file, "--apply"]
        for option, values in (
            ("--encoding", filter(None, [self.encoding])), ("--me", self.me),
            ("--since", filter(None, [self.since])), ("--same", self.same),
        ):  # fmt: skip
            for value in values:
                words += [option, value]
        flags = {
            "--text": self.text, "--touches": self.touches, "--partly": partly,
        }  # fmt: skip
        return (*words, *(flag for flag, given in flags.items() if given))


class _Done(NamedTuple):
    """All that there is to tell."""

    file: EncounterFile
    plan: EncounterPlan
    report: ImportReport | None
    dry_run: bool


def import_touches(
    options: Options,
    ws: Workspace,
    path: str,
    words: TouchWords,
    *,
    apply_it: bool,
    dry_run: bool,
    partly: bool,
    columns: Sequence[str] = (),
    new: Sequence[int] = (),
) -> int | None:
    """Plan, and carry out if asked; the exit code. None for a file of people."""
    from nettrack_md.app.importing.encounters import (
        Asked,
        carry_out_encounters,
        find_encounters,
        plan_encounters,
    )
    from nettrack_md.app.plain.words import require_day
    from nettrack_md.cli.output import Progress, note

    starts = ws.settings.practice.week_starts
    since = (
        require_day(words.since, ws.today, starts=starts) if words.since else None
    )  # fmt: skip
    asked = Asked(words.me, since, words.text, words.touches, words.encoding)
    with Progress(options, "Reading") as progress:
        file = find_encounters(ws, path, asked, progress=progress)
    if file is None:
        return None
    words.refuse_others(columns, new)
    for problem in file.problems:
        note(options, problem.sentence())
    with Progress(options, "Planning") as progress:
        plan = plan_encounters(
            ws, file, same=words.pairs(), since=since, progress=progress
        )
    report = None
    if apply_it or dry_run:
        with Progress(options, "Writing") as progress:
            report = carry_out_encounters(
                ws, file, plan, words.words(path, partly=partly),
                dry_run=dry_run, partly=partly, progress=progress,
            )  # fmt: skip
    return _tell(options, ws, _Done(file, plan, report, dry_run))


def _tell(options: Options, ws: Workspace, done: _Done) -> int:
    from nettrack_md.cli.output import note, print_json

    refused = done.report.report.refused if done.report else ()
    if options.json:
        print_json("import", ws.today, ws.root, _data(done))
    else:
        _print(options, done)
    for error in refused:
        note(options, str(error))
    if done.report and done.report.report.remark:
        note(options, done.report.report.remark)
    return 1 if refused else 0


def _remarks(done: _Done) -> list[str]:
    """What was left out, and why."""
    plan = done.plan
    said = list(done.file.remarks)
    if plan.before:
        touches = "1 touch lies" if plan.before == 1 else f"{plan.before} touches lie"
        said.append(f"{touches} before --since.")
    if plan.unknown:
        whom = "1 address or name" if plan.unknown == 1 else (
            f"{plan.unknown:,} addresses or names"
        )  # fmt: skip
        said.append(f"{whom} of nobody in your notes: only counted.")
    if plan.hidden:
        said.append(f"{plan.hidden} more concern private people: --private.")
    return said


def _print(options: Options, done: _Done) -> None:
    from nettrack_md.cli.output import is_terminal, note, print_rows

    note(options, f"Read as {done.file.format}.")
    if done.report is not None and done.dry_run:
        from dataclasses import replace

        from nettrack_md.cli.writes import print_diffs

        report = done.report.report
        notes = [w for w in report.writes if not w.path.startswith(".nettrack/")]
        print_diffs(replace(report, writes=tuple(notes)))
    elif is_terminal(options):
        from nettrack_md.cli.looks_exchange import show_touches

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


def _data(done: _Done) -> dict[str, object]:
    from nettrack_md.cli.rows import problem_row, write_row

    report, dry_run = done.report, done.dry_run
    if report is None:
        paths = {row.path: row.state for row in done.plan.rows
                 if row.state in {"new", "changed"}}  # fmt: skip
        writes: list[dict[str, object]] = [
            {"path": path, "action": "updated"} for path in sorted(paths)
        ]
    else:
        writes = [
            write_row(one, diff=dry_run and not one.path.startswith(".nettrack/"))
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


def _summary(done: _Done) -> str:
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
        aside = (
            f" {report.remembered} files under .nettrack/sources/ would be written."
            if report and report.remembered
            else ""
        )
        return (
            f"{counts}. Nothing was written.{aside}{' Do it: --apply' if some else ''}"
        )
    written = len(report.report.changes) - report.remembered
    if not report.report.changes:
        return f"{counts}. Nothing was written."
    notes = "1 note was" if written == 1 else f"{written} notes were"
    return f"{counts}. {notes} written. Take it back: nettrack undo"
