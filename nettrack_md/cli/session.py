"""Open the vault for a command, and close the command with the right exit code."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from nettrack_md.app.surroundings import look_around
from nettrack_md.app.workspace import Wishes, open_workspace, tidy, today_of
from nettrack_md.cli.output import Progress, note
from nettrack_md.errors import VaultVanished

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.cli.options import Options


def wishes_of(options: Options) -> Wishes:
    """What the command line asks of a workspace."""
    return Wishes(vault=options.vault, today=options.today, private=options.private)


@contextmanager
def reading(
    options: Options, *, rebuild: bool = False, walk: bool = False
) -> Iterator[Workspace]:
    """A workspace for a command that only reads.

    While the watcher vouches for the index the vault is not walked, unless with `walk`:
    for what the walk itself finds.

    Where most notes are gone the last known answer is given, and the command ends
    with exit code 5 (contract section 11): VaultVanished is raised behind it.
    """
    with (
        Progress(options, "Reading notes") as progress,
        open_workspace(
            wishes_of(options),
            look_around(),
            rebuild=rebuild,
            progress=progress,
            trust=not walk and not rebuild,
        ) as ws,
    ):
        if ws.refreshed.rebuilt and not rebuild:
            note(options, f"The index was made anew: {ws.refreshed.rebuilt}.")
        yield ws
        if ws.refreshed.vanished is not None:
            raise VaultVanished(*ws.refreshed.vanished)


@contextmanager
def writing(options: Options) -> Iterator[Workspace]:
    """A workspace for a command that writes; refuses where most notes are gone."""
    with (
        Progress(options, "Reading notes") as progress,
        open_workspace(wishes_of(options), look_around(), progress=progress) as ws,
    ):
        if ws.refreshed.vanished is not None:
            raise VaultVanished(*ws.refreshed.vanished)
        for path in tidy(ws):
            note(
                options,
                f"{path}: holds a text that was saved while nettrack was stopped in "
                "the middle of a write. Compare it with the note beside it.",
            )
        yield ws


def today_for(options: Options) -> date:
    """Today, for a command that opens no vault."""
    return today_of(wishes_of(options), look_around(), "")
