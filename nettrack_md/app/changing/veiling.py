"""Who was private when a command wrote; the index knows only who is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.app.asking import discretion
from nettrack_md.app.discretion import Discretion
from nettrack_md.app.workspace import reading_rules
from nettrack_md.note.parse import parse_note
from nettrack_md.people.adoption import is_private
from nettrack_md.people.vocabulary import vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.app.changing.history import Entry
    from nettrack_md.app.workspace import Workspace


def veil_over(ws: Workspace, entries: Iterable[Entry]) -> Discretion:
    """What must not be shown of these commands.

    Beside who is private now that is whoever was: a note that was forgotten, or is
    about to come back, is in no index.
    """
    veil = discretion(ws)
    if ws.private:
        return veil
    words = vocabulary_of(reading_rules(ws.settings, ws.obsidian))
    were = {
        path
        for entry in entries
        for deed in entry.deeds
        if deed.before is not None
        and is_private(
            parse_note(deed.path, deed.before.decode("utf-8", "replace")), words
        )
        for path in (deed.path, deed.was)
        if path
    }
    names = {path.rpartition("/")[2].removesuffix(".md") for path in were}
    return Discretion(veil.paths | were, (*veil.names, *sorted(names)))
