"""`init`: set a vault up, or adopt one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nettrack_md.cli.options import Options, shared_options

if TYPE_CHECKING:
    from nettrack_md.app.setup import SetupReport


@click.command("init")
@click.argument("folder", metavar="[DIR]", required=False)
@click.option(
    "--language",
    type=click.Choice(["en", "ja"]),
    help="Of the rendered notes; else that of the locale.",
)
@shared_options
def init_command(options: Options, folder: str | None, language: str | None) -> None:
    """Set a vault up in DIR (here, when not named), or adopt the one that is there.

    Writes nettrack.toml, with comments, and nothing else.
    """
    from nettrack_md.app.setup import set_up
    from nettrack_md.app.surroundings import look_around
    from nettrack_md.cli.output import print_json
    from nettrack_md.cli.rows import write_row
    from nettrack_md.cli.session import today_for, wishes_of

    around = look_around()
    wishes = wishes_of(options)
    where = folder or options.vault or around.cwd
    report = set_up(where, wishes, around, language=language)
    if options.json:
        counts = {
            "writes": [write_row(report.write)],
            "notes": report.notes,
            "contacts": report.contacts,
            "dated": report.dated,
            "problems": report.problems,
            "obsidian": report.obsidian,
            "daily_format": report.daily_format,
        }
        print_json("init", today_for(options), report.root, counts)
    else:
        _tell(report)


def _tell(report: SetupReport) -> None:
    from nettrack_md.cli.safe import safe

    for line in _story(report):
        click.echo(safe(line))


def _story(report: SetupReport) -> list[str]:
    made = report.write.action == "created"
    path = report.write.path
    lines = [
        f"{report.root} is a vault now: {path} is written."
        if made
        else f"{report.root} has a {path} already; it stays as it is.",
        (
            f"{report.notes} notes, {report.contacts} of them people, "
            f"{report.dated} with a day."
        ),
    ]
    if report.obsidian:
        lines.append(f"Obsidian's daily notes are named {report.daily_format}.")
    if report.problems:
        lines.append(f"{report.problems} things to look at: nettrack check")
    if report.contacts:
        lines.append("Next: nettrack review")
    else:
        lines += [
            "Write your first person, for example People/Ada Example.md:",
            "    ---",
            "    tier: close",
            "    ---",
            "    ## Log",
            "    - 2026-11-20 meet: what you talked about",
            "Then: nettrack review",
        ]
    return lines
