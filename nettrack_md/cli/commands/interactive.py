"""`review --interactive`: one person after the other, one key each.

Every key that does something is a write of its own, applied at once and undone by
`nettrack undo`. What was done shows in the vault, so whoever quits goes on later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nettrack_md.cli.commands.keys import (
    ask,
    carry_out,
    open_note_of,
    read_line,
    require_terminal,
    tell_why,
)
from nettrack_md.cli.safe import safe
from nettrack_md.render.wording.phrases import day_words, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.cli.commands.keys import Then
    from nettrack_md.cli.options import Options
    from nettrack_md.insight.values import Pick

_KEYS = (
    "[d] did it  [l] write a line  [n] next week  [s] skip this round  "
    "[o] open  [w] why  [q] quit"
)


def walk(options: Options) -> int:
    """Go through those of the week who have not been reached; 0 when all is said."""
    from nettrack_md.cli.session import writing

    instead = "Tick the page instead: nettrack render, then nettrack apply"
    require_terminal(options, instead)
    with writing(options) as ws:
        picks = _waiting(options, ws)
        if not picks:
            click.echo("Everybody of this week is taken care of. Enjoy it.")
        for number, pick in enumerate(picks, 1):
            if _ask(options, ws, pick, f"{number}/{len(picks)}") == "quit":
                click.echo("The others can wait; nothing is lost.")
                return 0
        if picks:
            click.echo("\nThat was everybody. The page follows with: nettrack render")
    return 0


def _waiting(options: Options, ws: Workspace) -> list[Pick]:
    """The week's people who were not reached, in the order of the page."""
    from nettrack_md.app.asking import discretion, review, week_asked
    from nettrack_md.app.discretion import discreet_review

    found = review(ws, week_asked(ws, None))
    if not options.private:
        found = discreet_review(found, discretion(ws))
    open_ones = (pick for pick in found.picks if not pick.done)
    return sorted(open_ones, key=lambda pick: pick.place)


def _ask(options: Options, ws: Workspace, pick: Pick, count: str) -> Then:
    """Show one person, and do what the keys say until one leads on."""
    contact = pick.person.contact
    reading = f" ({contact.reading})" if contact.reading else ""
    click.echo(safe(f"\n{count}  {contact.name}{reading}"))
    for reason in (pick.reason, pick.opening):
        if reason is not None:
            click.echo(safe(f"    {sentence(reason, near=ws.today)}"))
    keys: dict[str, Callable[[], Then]] = {
        "d": lambda: _log(ws, pick, ""),
        "l": lambda: _log(ws, pick, read_line("What was it")),
        "n": lambda: _rest(ws, pick, skip=False),
        "s": lambda: _rest(ws, pick, skip=True),
        "o": lambda: open_note_of(ws, contact),
        "w": lambda: tell_why(options, ws, contact),
        "q": lambda: "quit",
    }
    return ask(_KEYS, keys)


def _log(ws: Workspace, pick: Pick, line: str) -> Then:
    from nettrack_md.app.ticks import contacted

    deed = contacted(ws, pick.person.contact, line)
    done = f"It is in the log, {day_words(deed.on, near=ws.today)}."
    return carry_out(ws, [deed], done)


def _rest(ws: Workspace, pick: Pick, *, skip: bool) -> Then:
    from nettrack_md.app.ticks import put_off

    deed = put_off(ws, pick.person.contact, skip=skip)
    done = f"Quiet until {day_words(deed.until, near=ws.today)}."
    return carry_out(ws, [deed], done)
