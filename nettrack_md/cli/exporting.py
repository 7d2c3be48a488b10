"""`export`: people to other programs."""

from __future__ import annotations

import sys

import click

from nettrack_md.cli.options import Options, shared_options


@click.command("export")
@click.argument("file", metavar="FILE|-")
@click.option(
    "--format", "form", type=click.Choice(["vcf", "csv", "jsonl"]), default=None,
    help="Where the ending of FILE does not say.",
)  # fmt: skip
@click.option("--vcard4", is_flag=True, help="vCard 4.0; Android's readers want 3.0.")
@click.option("--safe", is_flag=True, help="Disarm cells that a spreadsheet would run.")
@click.option("--texts", is_flag=True, help="JSON lines: also the words of the log.")
@click.option("--tier", metavar="TIER", help="Only that tier.")
@click.option("--tag", metavar="TAG", help="Only those with that tag.")
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@shared_options
def export_command(  # noqa: PLR0917 — click gives them by name
    options: Options,
    file: str,
    form: str | None,
    vcard4: bool,
    safe: bool,
    texts: bool,
    tier: str | None,
    tag: str | None,
    force: bool,
) -> int:
    """Write people to FILE: an address book .vcf, a table .csv, or lines .jsonl.

    Private people and lines marked %%private%% stay here, unless --private is given.
    With - it goes to standard output.
    """
    from nettrack_md.app.exporting import ExportWishes, export, format_of
    from nettrack_md.cli.output import note, print_json
    from nettrack_md.cli.session import reading

    to_stdout = file == "-"
    wishes = ExportWishes(
        format_of(file, form or ("vcf" if to_stdout else "")),
        vcard4,
        safe,
        tier,
        tag,
        texts,
    )
    with reading(options) as ws:
        made = export(ws, wishes)
        if to_stdout:
            sys.stdout.flush()
            sys.stdout.buffer.write(made.content)
            sys.stdout.buffer.flush()
            return 0
        from nettrack_md.vault.foreign import write_foreign

        write_foreign(file, made.content, replace=force)
        if options.json:
            data = {"path": file, "people": made.people, "format": wishes.format}
            print_json("export", ws.today, ws.root, data)
        else:
            note(options, f"{file}: {made.people} people.")
        return 0
