"""`index`, `check`, `render`: the machine room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nettrack_md.cli.options import Options, shared_options

if TYPE_CHECKING:
    from nettrack_md.app.discretion import Discretion
    from nettrack_md.app.pages.publish import RenderReport
    from nettrack_md.app.workspace import Workspace

#: `check` or `render --check` found something.
FOUND = 4


@click.command("index")
@click.option(
    "--rebuild", is_flag=True, help="Make it anew; accept the vault as it is."
)
@shared_options
def index_command(options: Options, rebuild: bool) -> None:
    """Bring the index level with the vault. Every command does so by itself."""
    from nettrack_md.cli.output import is_terminal, print_json, print_rows
    from nettrack_md.cli.session import reading

    with reading(options, rebuild=rebuild, walk=True) as ws:
        done = ws.refreshed
        names = (
            "notes", "contacts", "added", "changed", "removed", "unchanged", "problems",
        )  # fmt: skip
        counts = {name: getattr(done, name) for name in names}
        if options.json:
            print_json("index", ws.today, ws.root, counts)
        elif is_terminal(options):
            from nettrack_md.cli.shown.looks import show_counts

            show_counts(options, counts, ws.root)
        else:
            print_rows(counts.items())


@click.command("check")
@click.option(
    "--adopt",
    is_flag=True,
    help="Also what keeps notes that look like people from being used.",
)
@shared_options
def check_command(options: Options, adopt: bool) -> int:
    """Every problem of the vault: where, what, and what to do.

    Exits 4 when one is a warning or an error.
    """
    from nettrack_md.app.asking import check
    from nettrack_md.cli.output import is_terminal, note, print_json, print_rows
    from nettrack_md.cli.session import reading
    from nettrack_md.cli.shown.rows import problem_row

    with reading(options, walk=True) as ws:
        found, hidden = check(ws, adopt=adopt)
        if options.json:
            rows = [problem_row(problem) for problem in found]
            print_json("check", ws.today, ws.root, rows)
        elif is_terminal(options):
            from nettrack_md.cli.shown.looks import show_problems

            show_problems(options, found)
        else:
            print_rows(
                (p.severity, p.code, p.path, p.line, p.message, p.cure) for p in found
            )
        if hidden:
            note(options, f"{len(hidden)} more in private notes: --private shows them.")
        serious = any(p.severity != "info" for p in (*found, *hidden))
        return FOUND if serious else 0


@click.command("render")
@click.option("--week", metavar="WEEK", help="That week's review, a past one too.")
@click.option(
    "--quarter", metavar="QUARTER", help="That quarter's look-back, a past one too."
)
@click.option("--dry-run", is_flag=True, help="Show the changes, write nothing.")
@click.option(
    "--check", "only_check", is_flag=True, help="Exit 4 if something would change."
)
@click.option(
    "--notice",
    is_flag=True,
    help="Say so on the desktop, once a week, where the settings ask for it.",
)
@shared_options
def render_command(
    options: Options,
    *,
    week: str | None,
    quarter: str | None,
    dry_run: bool,
    only_check: bool,
    notice: bool,
) -> int:
    """Write the week's review, the overdue note and your own reports.

    Text outside the regions is yours and stays; past weeks and quarters are left as
    they were.
    """
    if notice and (week or quarter or dry_run or only_check):
        raise click.UsageError(
            "--notice goes with none of --week, --quarter, --dry-run, --check."
        )
    if week and quarter:
        raise click.UsageError("Ask for --week or for --quarter, not for both.")
    from nettrack_md.app.asking import discretion
    from nettrack_md.app.pages.publish import apply_writes, plan_render
    from nettrack_md.cli.output import note, print_json
    from nettrack_md.cli.session import writing
    from nettrack_md.cli.shown.rows import write_row

    with writing(options) as ws:
        report = plan_render(ws, week, quarter_label=quarter)
        if not (dry_run or only_check):
            apply_writes(ws, report.writes)
        if not (week or quarter or dry_run or notice):
            _keep_settled(options, ws, report, only_check=only_check)
        veil = discretion(ws)
        if options.json:
            rows = {
                "writes": [
                    write_row(item, veil, diff=dry_run) for item in report.writes
                ],
                "problems": [problem.sentence() for problem in report.problems],
            }
            print_json("render", ws.today, ws.root, rows)
        else:
            _print_render(options, report, veil if dry_run else None)
        for problem in report.problems:
            note(options, problem.sentence())
        if notice and ws.settings.notice:
            from nettrack_md.app.pages.notice import tell_of_review

            note(options, tell_of_review(ws, report))
        if report.problems:
            return 1
        return FOUND if only_check and report.changes else 0


def _keep_settled(
    options: Options, ws: Workspace, report: RenderReport, *, only_check: bool
) -> None:
    """Have the next one say at once that there is nothing to write; see `cli.quick`."""
    from nettrack_md.app.pages.settled import is_settled
    from nettrack_md.cli.output import is_terminal

    if options.json or is_terminal(options) or not is_settled(ws, report):
        return
    from nettrack_md.app.answers import keep_level, remembered
    from nettrack_md.cli.safe import safe

    lines = [f"{item.action}\t{safe(item.path)}" for item in report.writes]
    remembered(ws, ("render", only_check), lambda: "\n".join(lines))
    keep_level(ws)


def _print_render(
    options: Options, report: RenderReport, diffs: Discretion | None
) -> None:
    from nettrack_md.cli.output import is_terminal, print_rows
    from nettrack_md.cli.safe import safe

    if diffs is not None:
        for item in report.writes:
            for line in diffs.diff(item).splitlines():
                click.echo(safe(line))
    elif is_terminal(options):
        from nettrack_md.cli.shown.looks import show_writes

        show_writes(options, report.writes)
    else:
        print_rows((item.action, item.path) for item in report.writes)
