"""`overdue`, `review`, `search`: questions to the whole network."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from nettrack_md.cli.options import Options, shared_options

if TYPE_CHECKING:
    from datetime import date

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.insight.values import Review, Standing


@click.command("overdue")
@click.option("--all", "everybody", is_flag=True, help="Everybody on a list.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The first N.")
@click.option("--tier", metavar="TIER", help="Only people of that tier.")
@click.option("--tag", metavar="TAG", help="Only people with that tag.")
@shared_options
def overdue_command(
    options: Options,
    everybody: bool,
    limit: int | None,
    tier: str | None,
    tag: str | None,
) -> None:
    """Who is overdue, the worst ratio of silence to rhythm first.

    With --all, everybody on a list, whatever their state.
    """
    from nettrack_md.cli.output import is_terminal, print_answer, print_rows
    from nettrack_md.cli.session import reading

    with reading(options) as ws:

        def found() -> tuple[Standing, ...]:
            from nettrack_md.app.asking import overdue

            return overdue(ws, everybody=everybody, limit=limit, tier=tier, tag=tag)

        def rows() -> list[dict[str, object]]:
            from nettrack_md.cli.shown.rows import standing_row

            return [standing_row(place) for place in found()]

        if options.json:
            print_answer(ws, "overdue", (everybody, limit, tier, tag), rows)
        elif is_terminal(options):
            from nettrack_md.cli.shown.looks import show_overdue

            show_overdue(options, found(), today=ws.today, everybody=everybody)
        else:
            from nettrack_md.cli.shown.lines import standing_line

            print_rows(standing_line(place) for place in found())


@click.command("review")
@click.option("--week", metavar="WEEK", help="That week, such as 2026-W47.")
@click.option("--open", "open_it", is_flag=True, help="Open the week's note.")
@click.option("--interactive", is_flag=True, help="Person by person, a key each.")
@click.option(
    "--met-once", is_flag=True, help="With --interactive: those met once, not since."
)
@shared_options
def review_command(
    options: Options, week: str | None, open_it: bool, interactive: bool, met_once: bool
) -> int:
    """Whom to contact this week, and why; what is owed; what is near."""
    if met_once and not interactive:
        from nettrack_md.errors import UsageFault

        raise UsageFault(
            "--met-once goes with --interactive; to see them: nettrack list --met-once"
        )
    if interactive:
        from nettrack_md.cli.commands.interactive import walk
        from nettrack_md.errors import UsageFault

        if week or open_it:
            raise UsageFault(
                "--interactive goes through this week; leave the rest out."
            )
        if met_once:
            from nettrack_md.cli.commands.triage import triage

            return triage(options)
        return walk(options)
    from nettrack_md.cli.output import print_answer
    from nettrack_md.cli.session import reading

    with reading(options) as ws:
        if open_it:
            from nettrack_md.app.asking import week_asked
            from nettrack_md.cli.opening import open_review

            open_review(ws, week_asked(ws, week))
        elif options.json:
            print_answer(ws, "review", (week,), lambda: _review_row(ws, week))
        else:
            found, hidden = _shown_review(ws, week)
            _print_review(options, found, hidden, today=ws.today)
    return 0


def _shown_review(ws: Workspace, week: str | None) -> tuple[Review, int]:
    """The review as it may be shown, and how many picks are hidden."""
    from nettrack_md.app.asking import discretion, review, week_asked
    from nettrack_md.app.discretion import discreet_review

    whole = review(ws, week_asked(ws, week))
    found = whole if ws.private else discreet_review(whole, discretion(ws))
    return found, len(whole.picks) - len(found.picks)


def _review_row(ws: Workspace, week: str | None) -> dict[str, object]:
    from nettrack_md.cli.shown.rows import review_row

    found, _ = _shown_review(ws, week)
    return review_row(found)


def _print_review(options: Options, found: Review, hidden: int, *, today: date) -> None:
    from nettrack_md.cli.output import is_terminal, print_rows

    if is_terminal(options):
        from nettrack_md.cli.shown.looks import show_review

        show_review(options, found, hidden, today=today)
    else:
        from nettrack_md.cli.shown.lines import review_lines

        print_rows(review_lines(found))


@click.command("search")
@click.argument("text", nargs=-1, required=True)
@shared_options
def search_command(options: Options, text: tuple[str, ...]) -> None:
    """Find TEXT in names, readings, properties and notes.

    Exactly as written, in any script and of any length; several words must all
    stand in the note.
    """
    from nettrack_md.app.asking import search
    from nettrack_md.cli.output import is_terminal, print_json_rows
    from nettrack_md.cli.session import reading

    wanted = " ".join(text)
    with reading(options) as ws:
        hits = search(ws, wanted)
        if options.json:
            from nettrack_md.cli.shown.hits import hit_rows

            print_json_rows("search", ws.today, ws.root, hit_rows(hits))
        elif is_terminal(options):
            from nettrack_md.cli.shown.looks import show_hits

            show_hits(options, hits, wanted)
        else:
            from nettrack_md.cli.shown.hits import hit_lines

            sys.stdout.writelines(hit_lines(hits))
