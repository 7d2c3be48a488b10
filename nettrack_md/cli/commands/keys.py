"""What the walks of `review --interactive` share: a key, a write, a note, a why."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING, Literal

import click

from nettrack_md.cli.safe import safe
from nettrack_md.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from nettrack_md.app.ticks.deeds import Deed
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.cli.options import Options
    from nettrack_md.model.records import Contact

    #: `next`: go on with the next person. `again`: ask once more. `quit`: stop.
    Then = Literal["next", "again", "quit"]
    Keys = Mapping[str, Callable[[], Then]]


def require_terminal(options: Options, instead: str) -> None:
    """Raise UsageFault where nobody sits to be asked; `instead` says what to do."""
    if options.json:
        raise UsageFault("--interactive talks to a person; --json does not fit.")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageFault(f"--interactive needs a terminal to ask on. {instead}")


def ask(shown: str, keys: Keys) -> Then:
    """Do what the keys say until one leads on; `shown` is the line of keys."""
    then: Then = "again"
    while then == "again":
        click.echo(f"    {shown}")
        then = keys.get(read_key(), lambda: "again")()
    return then


def read_key() -> str:
    """One key, small, half-width; the end of input is `q`."""
    try:
        key = click.getchar()
    except EOFError:
        return "q"
    if key in {"\x04", "\x1b"}:
        return "q"
    return unicodedata.normalize("NFKC", key).casefold()[:1]


def read_line(question: str) -> str:
    """A line that somebody types; empty for none."""
    line = click.prompt(f"    {question}", default="", show_default=False)
    return str(line).strip()


def carry_out(ws: Workspace, deeds: Sequence[Deed], done: str) -> Then:
    """Write at once, and say so; what was refused is said, and asked again."""
    from nettrack_md.app.ticks import carry_out_deeds

    name = deeds[0].name
    report = carry_out_deeds(ws, deeds, ("review", "--interactive", name))
    for words in (*report.refused, *report.remarks):
        click.echo(f"    {safe(words)}")
    if report.refused:
        return "again"
    click.echo(f"    {done}")
    return "next"


def open_note_of(ws: Workspace, contact: Contact) -> Then:
    """Open the note; who was written down as reached there is done."""
    from nettrack_md.app.ticks import was_reached
    from nettrack_md.cli.opening import open_note

    open_note(ws, contact.path)
    return "next" if was_reached(ws, contact.path) else "again"


def tell_why(options: Options, ws: Workspace, contact: Contact) -> Then:
    """Show what `why` shows."""
    from nettrack_md.app.asking import why
    from nettrack_md.cli.shown.card import show_why

    show_why(options, why(ws, contact.path), today=ws.today)
    return "again"
