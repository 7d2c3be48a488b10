"""What pages are made from, in a value: while it is the same, so are they."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.app.trust import supply
from nettrack_md.errors import TemplateBroken
from nettrack_md.model.record import record
from nettrack_md.vault.digest import digest
from nettrack_md.vault.paths import join
from nettrack_md.vault.snapshot import find_contents

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from nettrack_md.app.settings import Settings
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.vault.locate import ObsidianSettings


@record(frozen=True, slots=True)
class Basis:
    """Everything that the text of a page depends on, beside the page itself."""

    #: Of the stamps of all notes but the pages, and of the pages' names.
    notes: bytes
    settings: Settings
    obsidian: ObsidianSettings
    #: Of the user's own templates, and of which of them may run.
    templates: bytes
    today: date


def basis_of(ws: Workspace, pages: Collection[str]) -> Basis:
    """The basis as it is in the index now.

    Whoever brought the index level, this tells whether anything changed since: other
    commands read the notes too, and then a round has nothing left to read.
    """
    return Basis(_notes(ws, pages), ws.settings, ws.obsidian, _templates(ws), ws.today)


def _notes(ws: Workspace, pages: Collection[str]) -> bytes:
    homes = {path.rpartition("/")[0] for path in pages}
    parts: list[bytes] = []
    for folder, (signature, _) in sorted(ws.index.folders().items()):
        seen: bytes = signature
        contents = find_contents(signature) if folder in homes else None
        if contents is not None:
            stamps = [
                (stamp[0],) if join(folder, stamp[0]) in pages else stamp
                for stamp in contents[0]
            ]
            seen = repr((stamps, contents[1])).encode("utf-8", "surrogateescape")
        parts += (folder.encode("utf-8", "surrogateescape"), digest(seen))
    return digest(b"\0".join(parts))


def _templates(ws: Workspace) -> bytes:
    try:
        mine = supply(ws)
    except TemplateBroken as broken:
        return digest(str(broken).encode())
    if not mine.names:
        return b""
    held = sorted((name, str(why)) for name, why in mine.held.items())
    return digest(repr((sorted(mine.own.items()), held)).encode())
