"""`export`: people to other programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from nettrack_md.cli.counting import counted_people
from nettrack_md.cli.options import Options, shared_options
from nettrack_md.model.counting import counted

if TYPE_CHECKING:
    from nettrack_md.app.exporting import Export, ExportWishes
    from nettrack_md.app.workspace import Workspace


#: What each choice is good for; with another format it is a slip that is named.
_FOR: dict[str, tuple[str, ...]] = {
    "vcard4": ("vcf",),
    "safe": ("csv",),
    "texts": ("jsonl",),
    "only": ("ics",),
    "alarms": ("ics",),
    "what": ("canvas", "mmd", "md", "dot", "graphml"),
    "group": ("canvas", "mmd", "md", "dot"),
}
_FORMATS = ("vcf", "csv", "jsonl", "ics", "canvas", "mmd", "md", "dot", "graphml")
#: Left to itself, Mermaid refuses a chart with more.
_MERMAID_DRAWS = 500
_SORTS = ("birthdays", "dates", "follow-ups", "promises")


@click.command("export")
@click.argument("file", metavar="FILE|-")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default=None,
    help="Where the ending of FILE does not say.",
)  # fmt: skip
@click.option("--vcard4", is_flag=True, help="vCard 4.0; Android's readers want 3.0.")
@click.option("--safe", is_flag=True, help="Disarm cells that a spreadsheet would run.")
@click.option("--texts", is_flag=True, help="Lines of JSON: the log's words too.")
@click.option(
    "--only", metavar="SORTS", default=None,
    help="A calendar of some: birthdays, dates, follow-ups, promises.",
)  # fmt: skip
@click.option("--alarms", is_flag=True, help="Its days ring at nine in the morning.")
@click.option(
    "--what", type=click.Choice(["introductions", "ties"]), default=None,
    help="A picture of who came through whom (default), or of who knows whom.",
)  # fmt: skip
@click.option(
    "--group", type=click.Choice(["none", "tier", "org"]), default=None,
    help="Who stands together in it.",
)  # fmt: skip
@click.option("--tier", metavar="TIER", help="Only that tier.")
@click.option("--tag", metavar="TAG", help="Only those with that tag.")
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@shared_options
def export_command(
    options: Options,
    file: str,
    form: str | None,
    tier: str | None,
    tag: str | None,
    *,
    force: bool,
    **choices: Any,  # noqa: ANN401 — click's
) -> int:
    r"""Write what the notes say to FILE, by its ending.

    \b
    .vcf      an address book
    .csv      a table of every property
    .jsonl    all there is of a person, a line each, for programs
    .ics      a calendar: birthdays, days to remember, follow-ups, promises
    .canvas   a picture for Obsidian: who came through whom, or who knows whom
    .mmd .md  the same as a Mermaid chart, alone or in a note
    .dot .graphml   the same for Graphviz, Gephi and yEd

    Private people and lines marked %%private%% stay here, unless --private is given.
    With - it goes to standard output.
    """
    from nettrack_md.app.exporting import ExportWishes, export, format_of
    from nettrack_md.cli.session import reading

    chosen = format_of(file, form or ("vcf" if file == "-" else ""))
    wishes = ExportWishes(format=chosen, tier=tier, tag=tag, **_given(chosen, choices))
    with reading(options) as ws:
        made = export(ws, wishes, _there(file, chosen) if force else b"")
        if file == "-":
            sys.stdout.flush()
            sys.stdout.buffer.write(made.content)
            sys.stdout.buffer.flush()
            return 0
        from nettrack_md.vault.foreign import write_foreign

        _spare_notes(file, ws)
        write_foreign(file, made.content, replace=force)
        _tell(options, ws, file, made, wishes)
        return 0


def _given(chosen: str, choices: dict[str, Any]) -> dict[str, Any]:
    """The choices that were made. Raises UsageFault where they do not fit."""
    from nettrack_md.errors import UsageFault

    given = {name: value for name, value in choices.items() if value}
    for name in given:
        if chosen not in _FOR[name]:
            fitting = ", ".join(f".{form}" for form in _FOR[name])
            raise UsageFault(f"--{name} goes with {fitting}, not with .{chosen}.")
    if "only" in given:
        sorts = tuple(dict.fromkeys(word.strip() for word in given["only"].split(",")))
        for sort in sorts:
            if sort not in _SORTS:
                known = ", ".join(_SORTS)
                raise UsageFault(f'--only knows no "{sort}". Write some of: {known}.')
        given["only"] = sorts
    if "vcard4" in given:
        given["four"] = given.pop("vcard4")
    return given


def _tell(
    options: Options, ws: Workspace, file: str, made: Export, wishes: ExportWishes
) -> None:
    from nettrack_md.cli.output import note, print_json

    form = wishes.format
    drawn = made.entries or 0
    if form in {"mmd", "md"} and drawn > _MERMAID_DRAWS:
        text = f"Mermaid draws {_MERMAID_DRAWS} lines at most, and these are {drawn}: "
        note(options, f"{text}choose with --tier or --tag, or write a .canvas.")
    if options.json:
        data = {"path": file, "people": made.people, "format": form}
        more = {} if made.entries is None else {"entries": made.entries}
        print_json("export", ws.today, ws.root, data | more)
        return
    what = counted_people(made.people)
    if made.entries is not None:
        what += f", {counted(made.entries, 'day' if form == 'ics' else 'line')}"
    note(options, f"{file}: {what}.")
    if form == "canvas" and not _is_inside(file, ws.root):
        note(options, "Its cards are notes: it shows them from inside the vault.")


def _there(file: str, form: str) -> bytes:
    """The canvas that is there already; nothing where there is none."""
    from pathlib import Path

    from nettrack_md.vault.foreign import read_foreign

    return read_foreign(file) if form == "canvas" and Path(file).is_file() else b""


def _spare_notes(file: str, ws: Workspace) -> None:
    """Raise ForeignUnwritable where a note of the vault would be lost."""
    from pathlib import Path

    from nettrack_md.errors import ForeignUnwritable

    place = Path(file)
    if place.suffix.lower() != ".md" or not _is_inside(file, ws.root):
        return
    if place.is_file() and not place.read_bytes().startswith(b"```mermaid\n"):
        reason = "this is a note, and no chart that was written here"
        raise ForeignUnwritable(file, reason, "Choose another name.")


def _is_inside(file: str, root: str) -> bool:
    from pathlib import Path

    return Path(file).resolve().is_relative_to(Path(root).resolve())
