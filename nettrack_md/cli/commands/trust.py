"""`trust`: look at a template of the vault, and let it run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from nettrack_md.cli.options import Options, shared_options
from nettrack_md.cli.safe import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.app.trust import Template
    from nettrack_md.app.trust.desk import Desk


@click.command("trust")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option("--list", "only_list", is_flag=True, help="All templates, and which run.")
@click.option("--revoke", is_flag=True, help="Trust FILE no longer; without one, none.")
@click.option("--yes", is_flag=True, help="Trust it without being asked.")
@click.option("--dry-run", is_flag=True, help="Only show what would be trusted.")
@shared_options
def trust_command(
    options: Options,
    files: tuple[str, ...],
    *,
    only_list: bool,
    revoke: bool,
    yes: bool,
    dry_run: bool,
) -> int:
    """Look at a template that others may have written, and let it run.

    In a vault that is synced, cloned or shared a template runs only after you have
    looked at that very text; when a byte of it changes, again. Without FILE all that
    wait are shown. See docs/security.md.
    """
    if sum((only_list, revoke, yes, dry_run)) > 1:
        raise click.UsageError("Of --list, --revoke, --yes and --dry-run give one.")
    from nettrack_md.app.surroundings import look_around
    from nettrack_md.app.trust.desk import open_desk
    from nettrack_md.app.trust.desk import revoke as take_back
    from nettrack_md.cli.output import note
    from nettrack_md.cli.session import wishes_of

    desk = open_desk(wishes_of(options), look_around())
    if revoke:
        gone = take_back(desk, files)
        _print(options, desk, [(path, "revoked") for path in gone])
        return 0
    if only_list:
        chosen: Sequence[Template] = (
            [desk.require(word) for word in files] if files else desk.templates
        )
        _print(options, desk, [(one.path, one.state) for one in chosen])
        return 0
    chosen = desk.chosen(files) if files else desk.waiting
    if not chosen:
        _print(options, desk, [])
        note(options, "No template waits to be looked at.")
        return 0
    if dry_run or not (files or yes or _somebody_is_here(options)):
        return _only_show(options, desk, chosen)
    return _ask(options, desk, chosen, yes=yes)


def _somebody_is_here(options: Options) -> bool:
    return not options.json and sys.stdin.isatty() and sys.stderr.isatty()


def _only_show(options: Options, desk: Desk, chosen: Sequence[Template]) -> int:
    from nettrack_md.cli.shown.trusting import look_at

    if not options.json:
        for one in chosen:
            for line in look_at(one):
                click.echo(safe(line), err=True)
    _print(options, desk, [(one.path, one.state) for one in chosen], look=True)
    return 0


def _ask(options: Options, desk: Desk, chosen: Sequence[Template], *, yes: bool) -> int:
    """Show each, ask for each, and trust those that were said yes to."""
    from nettrack_md.app.trust.desk import trust
    from nettrack_md.cli.shown.trusting import look_at
    from nettrack_md.errors import UsageFault

    if not yes and not _somebody_is_here(options):
        raise UsageFault(
            "Nobody is here to be asked. Look first with --dry-run, then give --yes."
        )
    wanted = []
    for one in chosen:
        if not options.json:
            for line in look_at(one):
                click.echo(safe(line), err=True)
        question = f"Let {safe(one.path)} run"
        if yes or click.confirm(question, default=False, err=True):
            wanted.append(one)
    trust(desk, wanted)
    _print(options, desk, [(one.path, "trusted") for one in wanted])
    return 0


def _print(
    options: Options,
    desk: Desk,
    rows: Sequence[tuple[str, str]],
    *,
    look: bool = False,
) -> None:
    from nettrack_md.cli.output import print_json, print_rows
    from nettrack_md.cli.session import today_for
    from nettrack_md.cli.shown.trusting import template_row

    if not options.json:
        print_rows((state, path) for path, state in rows)
        return
    known = {one.path: one for one in desk.templates}
    data = [
        template_row(path, state, known.get(path), look=look) for path, state in rows
    ]
    print_json("trust", today_for(options), desk.root, data)
