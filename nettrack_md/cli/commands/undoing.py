"""`undo`: take the last command back, or list what was done."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import click

from nettrack_md.cli.commands.capture import dry_run_option
from nettrack_md.cli.options import Options, shared_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.app.changing.history import Entry
    from nettrack_md.app.discretion import Discretion
    from nettrack_md.app.workspace import Workspace

#: What a shell reads as it stands.
_PLAIN = re.compile(r"[^\s'\"\\$`;&|<>(){}\[\]*?#~!]+")


@click.command("undo")
@click.option("--list", "list_it", is_flag=True, help="What was done, newest first.")
@dry_run_option
@shared_options
def undo_command(options: Options, list_it: bool, dry_run: bool) -> int:
    """Take back what the last command wrote, and the one before it the next time.

    A note that somebody wrote since stays as it is, and is named. A note that the
    command made goes into the trash of the state folder.
    """
    from nettrack_md.cli.session import writing

    with writing(options) as ws:
        if list_it:
            _list(options, ws)
            return 0
        return _undo(options, ws, dry_run=dry_run)


def _undo(options: Options, ws: Workspace, *, dry_run: bool) -> int:
    from nettrack_md.app.changing.undoing import undo
    from nettrack_md.app.changing.veiling import veil_over
    from nettrack_md.cli.output import note
    from nettrack_md.cli.shown.writes import tell_writes

    found = undo(ws, dry_run=dry_run)
    veil = veil_over(ws, () if found.entry is None else (found.entry,))
    told = "" if found.entry is None else _shown(found.entry, veil)[0]
    code = tell_writes(
        options, ws, "undo", found.report, dry_run=dry_run, told=told, veil=veil
    )
    if found.entry is None:
        note(options, "There is nothing to take back.")
    return code


def _list(options: Options, ws: Workspace) -> None:
    from nettrack_md.app.changing.undoing import done_so_far
    from nettrack_md.app.changing.veiling import veil_over
    from nettrack_md.cli.output import print_json, print_rows

    entries = done_so_far(ws)
    veil = veil_over(ws, entries)
    if options.json:
        rows = [_row(entry, veil) for entry in entries]
        print_json("undo", ws.today, ws.root, rows)
    else:
        print_rows(line for entry in entries for line in _lines(entry, veil))


def _command(entry: Entry) -> str:
    quoted = (w if _PLAIN.fullmatch(w) else shlex.quote(w) for w in entry.words)
    return " ".join(quoted)


def _shown(entry: Entry, veil: Discretion) -> tuple[str, list[tuple[str, str]]]:
    """The command, and (state, path) of each of its notes, private people left out."""
    deeds: list[tuple[str, str]] = [
        (one.state, one.path) for one in entry.deeds if not veil.tells(one.path)
    ]
    hidden = len(deeds) < len(entry.deeds)
    return (entry.words[0] if hidden else _command(entry)), deeds


def _row(entry: Entry, veil: Discretion) -> dict[str, object]:
    command, deeds = _shown(entry, veil)
    return {
        "on": entry.on,
        "command": command,
        "open": entry.open,
        "writes": [{"path": path, "state": state} for state, path in deeds],
    }


def _lines(entry: Entry, veil: Discretion) -> Iterator[tuple[object, ...]]:
    command, deeds = _shown(entry, veil)
    for state, path in deeds or [("done" if entry.open else "undone", "")]:
        yield (entry.on, state, command, path)
