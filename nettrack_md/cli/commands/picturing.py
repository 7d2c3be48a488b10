"""A picture to a file, or to standard output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.cli.options import Options


def hand_over(
    options: Options, ws: Workspace, kind: str, file: str, picture: str, *, force: bool
) -> None:
    """Write the picture to `file`; `-` is standard output. Raises ForeignUnwritable."""
    from nettrack_md.cli.output import note, print_json
    from nettrack_md.vault.foreign import write_foreign

    if options.json:
        print_json(kind, ws.today, ws.root, {"svg": picture})
        return
    if file == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(picture.encode())
        sys.stdout.buffer.flush()
        return
    write_foreign(file, picture.encode(), replace=force)
    note(options, f"{file}: a year, a square a day.")
