"""Open a note in the user's own editor. The one place that starts another program."""

from __future__ import annotations

import shlex
import subprocess
from typing import TYPE_CHECKING

import click

from nettrack_md.app.surroundings import editor
from nettrack_md.cli.safe import safe
from nettrack_md.errors import NoteUnwritable
from nettrack_md.model.page_paths import page_path

if TYPE_CHECKING:
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.dates import Week


def open_review(ws: Workspace, week: Week) -> None:
    """Open the week's note; raises NoteUnwritable when it was not rendered yet."""
    path = page_path(ws.settings.review_path, week, ws.today)
    if not ws.files.exists(path):
        raise NoteUnwritable(path, "this note is not there", "First: nettrack render")
    open_note(ws, path)


def open_note(ws: Workspace, path: str) -> None:
    """Open a note of the vault."""
    place = f"{ws.root}/{path}"
    command = editor()
    if command:
        # An argument list, no shell: a name cannot become a command.
        subprocess.run([*shlex.split(command), place], check=False)  # noqa: S603
    else:
        click.echo(safe(place))
        click.launch(place)
