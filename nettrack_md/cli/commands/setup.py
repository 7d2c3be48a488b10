"""`init`: set a vault up, or adopt one."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from nettrack_md.cli.options import Options, shared_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from nettrack_md.app.changing.writing import WriteReport
    from nettrack_md.app.obsidian import Kit
    from nettrack_md.app.setup import SetupReport


@click.command("init")
@click.argument("folder", metavar="[DIR]", required=False)
@click.option(
    "--language",
    type=click.Choice(["en", "ja"]),
    help="Of the rendered notes; else that of the locale.",
)
@click.option(
    "--obsidian",
    is_flag=True,
    help="Offer a base of contacts, a CSS snippet and property types.",
)
@click.option("--types", is_flag=True, help="With --obsidian: the property types too.")
@click.option("--yes", is_flag=True, help="Take what is offered without being asked.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, write nothing.")
@shared_options
def init_command(
    options: Options, folder: str | None, language: str | None, **how: bool
) -> None:
    """Set a vault up in DIR (here, when not named), or adopt the one that is there.

    Writes nettrack.toml, with comments, and nothing else; says what is understood of
    the notes, what is not, and which settings would help.
    """
    from nettrack_md.app.setup import set_up
    from nettrack_md.app.surroundings import look_around
    from nettrack_md.cli.output import note
    from nettrack_md.cli.session import wishes_of
    from nettrack_md.cli.shown.setup_story import print_setup, tell_setup
    from nettrack_md.errors import UsageFault

    types, dry_run = how["types"], how["dry_run"]
    obsidian = how["obsidian"] or types
    asks = obsidian and not (how["yes"] or dry_run)
    if asks and (options.json or not (sys.stdin.isatty() and sys.stderr.isatty())):
        raise UsageFault(
            "Nobody is here to be asked. Look first with --dry-run, then give --yes."
        )
    around = look_around()
    where = folder or options.vault or around.cwd
    report = set_up(
        where, wishes_of(options), around, language=language, dry_run=dry_run
    )
    if not options.json:
        tell_setup(report, dry_run=dry_run)
    kit = None
    if obsidian and not report.obsidian:
        note(
            options, "Obsidian has not opened this folder yet; its files wait for that."
        )
    elif obsidian:
        kit = _give(options, report, types=types, asks=asks, dry_run=dry_run)
    if options.json:
        print_setup(options, report, kit, dry_run=dry_run)


def _give(
    options: Options, report: SetupReport, *, types: bool, asks: bool, dry_run: bool
) -> WriteReport:
    """Offer Obsidian's files, and write those that are wanted."""
    from nettrack_md.app.changing.capture import vault_language
    from nettrack_md.app.obsidian import Kit, apply_kit, plan_kit
    from nettrack_md.cli.session import writing
    from nettrack_md.cli.shown.setup_story import tell_kit

    spelled = report.survey.spelled() if report.survey else {}
    with writing(replace(options, vault=report.root)) as ws:
        language = vault_language(ws)
        kit = Kit(types=types)
        if asks:
            kit = _ask(lambda one: bool(plan_kit(ws, one, language, spelled)), kit)
        steps = plan_kit(ws, kit, language, spelled)
        done = apply_kit(ws, steps, dry_run=dry_run)
        if not options.json:
            tell_kit(done, dry_run=dry_run)
        return done


def _ask(is_new: Callable[[Kit], bool], kit: Kit) -> Kit:
    """What of the kit somebody at the terminal wants; only what is new is offered."""
    none = kit._replace(base=False, snippet=False, types=False)
    wanted = {}
    for name, words, default in (
        ("base", "A base of your contacts, beside the overdue note", True),
        ("snippet", "A CSS snippet for the pages (turned on in Appearance)", True),
        ("types", "Property types, added to .obsidian/types.json", kit.types),
    ):
        one = none._replace(**{name: True})
        wanted[name] = is_new(one) and click.confirm(words, default=default, err=True)
    return kit._replace(**wanted)
