"""`review --interactive --met-once`: who was met once, and what is to become of it.

A key each: a tier, rest for a year, a day of one's own, the archive after a year, or
nothing. Each is a write of its own, applied at once and undone by `nettrack undo`.
"""

from __future__ import annotations

from functools import partial
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
from nettrack_md.render.wording.phrases import day_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from nettrack_md.app.changing.met_once import Once
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.cli.commands.keys import Then
    from nettrack_md.cli.options import Options


def triage(options: Options) -> int:
    """Go through those who were met once, the newest first; 0 when all is said."""
    from nettrack_md.app.changing.met_once import to_decide
    from nettrack_md.cli.session import writing

    instead = "To see them: nettrack list --met-once"
    require_terminal(options, instead)
    with writing(options) as ws:
        people = to_decide(ws)
        if not people:
            click.echo("Nobody is left whom you met only once. Enjoy it.")
        for number, once in enumerate(people, 1):
            if _ask(options, ws, once, f"{number}/{len(people)}") == "quit":
                click.echo("The others can wait; nothing is lost.")
                return 0
        if people:
            click.echo("\nThat was everybody.")
    return 0


def _ask(options: Options, ws: Workspace, once: Once, count: str) -> Then:
    contact = once.person.contact
    reading = f" ({contact.reading})" if contact.reading else ""
    click.echo(safe(f"\n{count}  {contact.name}{reading}"))
    click.echo(safe(f"    {_met(ws, once)}"))
    keys: dict[str, Callable[[], Then]] = {
        "r": lambda: _rest(ws, once),
        "d": lambda: _own_day(ws, once),
        "s": lambda: "next",
        "o": lambda: open_note_of(ws, contact),
        "w": lambda: tell_why(options, ws, contact),
        "q": lambda: "quit",
    }
    for number, tier in enumerate(once.tiers, 1):
        keys[str(number)] = partial(_keep, ws, once, tier)
    if once.may_be_archived:
        keys["a"] = lambda: _archive(ws, once)
    return ask(_shown(once), keys)


def _keep(ws: Workspace, once: Once, tier: str) -> Then:
    from nettrack_md.app.changing.met_once import keep

    return carry_out(ws, [keep(once.person.contact, tier)], f"{tier} it is.")


def _rest(ws: Workspace, once: Once) -> Then:
    from nettrack_md.app.changing.met_once import rest

    deed = rest(ws, once.person.contact)
    done = f"Quiet until {day_words(deed.until, near=ws.today)}."
    return carry_out(ws, [deed], done)


def _archive(ws: Workspace, once: Once) -> Then:
    from nettrack_md.app.changing.met_once import archive

    done = "On no list any more; the note stays."
    return carry_out(ws, [archive(once.person.contact)], done)


def _shown(once: Once) -> str:
    """The line of keys."""
    tiers = [f"[{n}] {safe(tier)}" for n, tier in enumerate(once.tiers, 1)]
    archive = ["[a] archive"] if once.may_be_archived else []
    rest = ["[r] rest a year", "[d] set a day", *archive, "[s] skip", "[o] open"]
    return "  ".join([*tiers, *rest, "[w] why", "[q] quit"])


def _met(ws: Workspace, once: Once) -> str:
    """When and where it was, and what was said."""
    at = once.person.contact.text("met_at")
    words = f"You met on {day_words(once.met_on, near=ws.today)}"
    words += f" ({at})" if at else ""
    last = once.person.last
    return f"{words}: {last.text}" if last is not None and last.text else words


def _own_day(ws: Workspace, once: Once) -> Then:
    from nettrack_md.app.changing.met_once import find_day_ahead, set_day

    typed = read_line("When")
    day = find_day_ahead(ws, typed)
    if day is None:
        click.echo("    A day, such as friday, 2026-12-01 or 来週の金曜.")
        return "again"
    done = f"Back on {day_words(day, near=ws.today)}."
    return carry_out(ws, [set_day(once.person.contact, day)], done)
