"""`rename`: another name for somebody, in their note and in every link to it."""

from __future__ import annotations

import click

from nettrack_md.cli.commands.capture import dry_run_option
from nettrack_md.cli.options import Options, complete_people, shared_options


class _Splitting(click.Command):
    """A command that is told where `--` stood; click itself takes it out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What stands behind `--` is kept apart."""
        if "--" in args:
            at = args.index("--")
            ctx.meta["behind"] = tuple(args[at + 1 :])
            args = args[:at]
        return super().parse_args(ctx, args)


@click.command("rename", cls=_Splitting)
@click.argument(
    "words", nargs=-1, required=True, metavar="WHO NAME", shell_complete=complete_people
)
@dry_run_option
@shared_options
def rename_command(options: Options, words: tuple[str, ...], dry_run: bool) -> int:
    """Give WHO another name: their note, its links in the whole vault, all together.

    The old name stays as an alias. The leading words that name somebody are WHO, the
    rest is the new name; -- splits them where that is unclear.
    """
    from nettrack_md.app.changing.renaming import rename
    from nettrack_md.cli.session import writing
    from nettrack_md.cli.shown.writes import chooser, tell_writes

    behind = click.get_current_context().meta.get("behind")
    with writing(options) as ws:
        done = rename(ws, words, behind, choose=chooser(options), dry_run=dry_run)
        told = "" if done.to == done.path else done.to
        return tell_writes(
            options, ws, "rename", done.report, dry_run=dry_run, told=told
        )
