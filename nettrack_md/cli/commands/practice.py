"""`brief`, `who`, `goals`, `intro`, `health`: what a friend with a memory would say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nettrack_md.cli.commands.capture import dry_run_option
from nettrack_md.cli.options import Options, complete_people, shared_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.cli.shown.lines import Line
    from nettrack_md.insight.meeting.gatherings import Gathering


#: So many helpers are enough to choose from where somebody looks.
_ON_SCREEN = 7


def _print(
    ws: Workspace,
    options: Options,
    kind: str,
    *,
    data: Callable[[], object],
    lines: Callable[[], Iterable[Line]],
    look: Callable[[], None],
) -> None:
    """One answer, in the way that was asked for."""
    from nettrack_md.cli.output import is_terminal, print_json, print_rows

    if options.json:
        print_json(kind, ws.today, ws.root, data())
    elif is_terminal(options):
        look()
    else:
        print_rows(lines())


@click.command("brief")
@click.argument("who", nargs=-1, required=True, shell_complete=complete_people)
@click.option("--note", "as_note", is_flag=True, help="Write it as a note.")
@dry_run_option
@shared_options
def brief_command(
    options: Options, who: tuple[str, ...], as_note: bool, dry_run: bool
) -> int:
    """What to know before meeting WHO; several names make several briefs.

    The last talks, what is open both ways, what they need, what you share, what to
    leave out, whom you both know, and what to ask. With --note it becomes a note
    beside the other rendered ones, from brief.md.j2; private people never do.

    WHO may also be the name of a meeting or an event, or a part of it: then whom to
    expect, one line each, and what to ask there; once it is over, at most three
    people to write to. Of several the next one ahead is meant.
    """
    from nettrack_md.cli.session import reading, writing
    from nettrack_md.cli.shown.writes import chooser
    from nettrack_md.errors import UsageFault

    if as_note:
        with writing(options) as ws:
            return _write_note(options, ws, who, dry_run=dry_run)
    if dry_run:
        raise UsageFault("--dry-run belongs to --note; a brief alone writes nothing.")
    from nettrack_md.app.practice.briefs import briefs_or_gathering
    from nettrack_md.insight.meeting.gatherings import Gathering

    with reading(options) as ws:
        found = briefs_or_gathering(ws, who, choose=chooser(options))
        if isinstance(found, Gathering):
            _tell_gathering(options, ws, found)
            return 0
        from nettrack_md.cli.shown import remark_lines, remark_rows

        def look() -> None:
            from nettrack_md.cli.shown.brief_look import show_briefs

            show_briefs(options, found, today=ws.today)

        _print(
            ws,
            options,
            "brief",
            data=lambda: [remark_rows.brief_row(each) for each in found],
            lines=lambda: remark_lines.brief_lines(found),
            look=look,
        )
    return 0


def _tell_gathering(options: Options, ws: Workspace, found: Gathering) -> None:
    from nettrack_md.cli.shown import gathering_rows

    _print(
        ws,
        options,
        "event",
        data=lambda: gathering_rows.gathering_row(found),
        lines=lambda: gathering_rows.gathering_lines(found),
        look=lambda: gathering_rows.show_gathering(options, found, today=ws.today),
    )


def _write_note(
    options: Options, ws: Workspace, who: tuple[str, ...], *, dry_run: bool
) -> int:
    from nettrack_md.app.practice.briefs import brief_note
    from nettrack_md.cli.output import note
    from nettrack_md.cli.shown.writes import chooser, tell_writes

    made = brief_note(ws, who, choose=chooser(options), dry_run=dry_run)
    for problem in made.problems:
        note(options, problem.sentence())
    code = tell_writes(options, ws, "brief", made.report, dry_run=dry_run)
    return 1 if made.problems else code


@click.command("who")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The first N.")
@shared_options
def who_command(options: Options, words: tuple[str, ...], limit: int | None) -> None:
    """Who can help with WORDS: a need, a field, a place, a role.

    By what people are good at, then by what they do, where they are, and what was
    talked about; each reason with its line. Where somebody is not near, the way to
    them through people who are.
    """
    from nettrack_md.app.practice.questions import who
    from nettrack_md.cli.output import note
    from nettrack_md.cli.session import reading
    from nettrack_md.cli.shown import remark_lines, remark_rows

    with reading(options) as ws:
        found = who(ws, words)[:limit]

        def look() -> None:
            from nettrack_md.cli.shown.remark_looks import show_helpers

            shown = found if limit else found[:_ON_SCREEN]
            show_helpers(options, shown, " ".join(words), today=ws.today)
            if len(shown) < len(found):
                note(options, "There are others; --limit N shows as many.")

        _print(
            ws,
            options,
            "who",
            data=lambda: [remark_rows.helper_row(each) for each in found],
            lines=lambda: remark_lines.helper_lines(found),
            look=look,
        )


@click.command("goals")
@shared_options
def goals_command(options: Options) -> None:
    """Goals against the people for them: who is there, how near, and what is open.

    The nearest horizon first; at most three are in focus.
    """
    from nettrack_md.app.practice.questions import goals
    from nettrack_md.cli.session import reading
    from nettrack_md.cli.shown import remark_lines, remark_rows

    with reading(options) as ws:
        found = goals(ws)

        def look() -> None:
            from nettrack_md.cli.shown.remark_looks import show_aims

            show_aims(options, found, today=ws.today)

        _print(
            ws,
            options,
            "goals",
            data=lambda: [remark_rows.aim_row(each) for each in found],
            lines=lambda: remark_lines.aim_lines(found),
            look=look,
        )


@click.command("intro")
@click.option("--tree", "as_tree", is_flag=True, help="Who came through whom.")
@shared_options
def intro_command(options: Options, as_tree: bool) -> None:
    """Introductions: those under way with the next step, and those to consider.

    A pair is proposed only with a reason for each side, and never again once it was
    noted, whatever came of it. With --tree, whom you met through whom, as far as
    `introduced_by` tells.
    """
    from nettrack_md.app.practice.questions import introductions
    from nettrack_md.cli.session import reading
    from nettrack_md.cli.shown import remark_lines, remark_rows

    if as_tree:
        _show_tree(options)
        return
    with reading(options) as ws:
        found = introductions(ws)

        def look() -> None:
            from nettrack_md.cli.shown.remark_looks import show_introductions

            show_introductions(options, found, today=ws.today)

        _print(
            ws,
            options,
            "intro",
            data=lambda: remark_rows.introductions_row(found),
            lines=lambda: remark_lines.introduction_lines(found),
            look=look,
        )


def _show_tree(options: Options) -> None:
    from nettrack_md.app.practice.questions import tree
    from nettrack_md.cli.session import reading
    from nettrack_md.cli.shown import remark_lines, remark_rows

    with reading(options) as ws:
        trees = tree(ws)

        def look() -> None:
            from nettrack_md.cli.shown.remark_looks import show_trees

            show_trees(options, trees)

        _print(
            ws,
            options,
            "intro",
            data=lambda: {"tree": remark_rows.branch_rows(trees)},
            lines=lambda: remark_lines.branch_lines(trees),
            look=look,
        )


@click.command("health")
@click.option("--quarters", is_flag=True, help="Over the last four quarters, in words.")
@click.option("--places", is_flag=True, help="What each way of meeting has led to.")
@click.option(
    "--calendar",
    metavar="FILE",
    type=click.Path(),
    help="A year as an SVG picture, or -.",
)
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@shared_options
def health_command(
    options: Options,
    *,
    quarters: bool,
    places: bool,
    calendar: str | None,
    force: bool,
) -> None:
    """The shape of the network in six figures and a row of roles, in words.

    Shape, not size: nobody is counted, scored or ranked. The calendar has a square
    a day, shaded by what the day held at most, and names nobody; private people are
    not in it.
    """
    from nettrack_md.app.practice.questions import health
    from nettrack_md.cli.commands import shapes
    from nettrack_md.cli.session import reading
    from nettrack_md.cli.shown import remark_lines, remark_rows
    from nettrack_md.errors import UsageFault

    if sum((quarters, places, calendar is not None)) > 1:
        raise UsageFault("One of --quarters, --places and --calendar at a time.")
    with reading(options) as ws:
        if calendar is not None:
            shapes.tell_calendar(options, ws, calendar, force=force)
            return
        if quarters or places:
            (shapes.tell_quarters if quarters else shapes.tell_places)(options, ws)
            return
        found = health(ws)

        def look() -> None:
            from nettrack_md.cli.shown.remark_looks import show_health

            show_health(options, found, today=ws.today)

        _print(
            ws,
            options,
            "health",
            data=lambda: remark_rows.health_row(found),
            lines=lambda: remark_lines.health_lines(found),
            look=look,
        )
