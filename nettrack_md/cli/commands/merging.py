"""`merge`: two notes of one person become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nettrack_md.cli.options import Options, complete_people, shared_options
from nettrack_md.model.counting import counted

if TYPE_CHECKING:
    from nettrack_md.app.duplicates import MergeReport


@click.command("merge")
@click.argument(
    "who", nargs=-1, required=True, metavar="A B", shell_complete=complete_people
)
@click.option("--apply", "apply_it", is_flag=True, help="Do it; else only the plan.")
@click.option("--relink", is_flag=True, help="Lead every link to B to A as well.")
@click.option(
    "--base", default="", metavar="FILE", help="An older text of both, if you have one."
)
@click.option("--dry-run", is_flag=True, help="Only the plan, as without --apply.")
@shared_options
def merge_command(  # noqa: PLR0917 — click gives them by name
    options: Options,
    who: tuple[str, ...],
    apply_it: bool,
    relink: bool,
    base: str,
    dry_run: bool,
) -> int:
    """Put the note B into the note A of the same person; every line of both stays.

    B is a person, or a conflict copy by its path; a copy alone goes into its original.
    Shows the plan as a diff; --apply carries it out and puts B into the trash.
    """
    from nettrack_md.app.duplicates import merge_people
    from nettrack_md.cli.output import note
    from nettrack_md.cli.session import reading, writing
    from nettrack_md.cli.shown.writes import chooser, tell_writes

    if apply_it and dry_run:
        raise click.UsageError("--apply and --dry-run do not go together.")
    opened = writing if apply_it else reading
    with opened(options) as ws:
        done = merge_people(
            ws,
            who,
            base=base,
            relink=relink,
            dry_run=not apply_it,
            choose=chooser(options),
        )
        more = {"path": done.path, "other": done.other, "applied": apply_it}
        code = tell_writes(
            options, ws, "merge", done.report, dry_run=not apply_it, more=more
        )
        for line in _remarks(done, applied=apply_it):
            note(options, line)
        return code


def _remarks(done: MergeReport, *, applied: bool) -> list[str]:
    """What else is to be known of a merge, a sentence each."""
    lines = []
    if done.linking and not done.relinked:
        notes = counted(done.linking, "note has", "notes have")
        lines.append(f"{notes} links to {done.other}: --relink leads them along.")
    if applied:
        lines.append(f"{done.other} lies in the trash. Take it back: nettrack undo")
    else:
        lines.append("Nothing was written. Do it: --apply")
    return lines
