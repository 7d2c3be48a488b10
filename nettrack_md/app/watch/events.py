"""What an event of the file system means: a note to look at, all of it, or nothing.

Names only; nothing is looked at here. Events are hints, and may come late, twice or
never.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from nettrack_md.app.watch.companions import find_note_of
from nettrack_md.model.record import record
from nettrack_md.vault.ground import FILES
from nettrack_md.vault.names import NOTE_ENDINGS, VAULT_MARKS
from nettrack_md.vault.templates import ENDING
from nettrack_md.vault.temps import find_temp

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind: TypeAlias = Literal["note", "whole", "opened", "closed"]

#: Folders whose names begin with a dot, and still matter.
_SETTINGS = frozenset({".obsidian", ".nettrack"})


@record(frozen=True, slots=True)
class Hint:
    """What may have changed."""

    kind: Kind
    #: The note; empty for `whole`.
    path: str = ""


WHOLE = Hint("whole")


def hint_of_folder(name: str) -> Hint | None:
    """Something happened to a folder of that name."""
    if name.startswith(".") and name not in _SETTINGS:
        return None
    return None if name == "node_modules" else WHOLE


def hint_of_file(folder: str, name: str, *, gone: bool) -> Hint | None:
    """Something happened to a file; `gone`: it was taken or moved away."""
    path = f"{folder}/{name}" if folder else name
    if name in VAULT_MARKS or path in FILES or name.endswith(ENDING):
        return WHOLE
    if (note := find_note_of(name)) is not None and note.endswith(NOTE_ENDINGS):
        beside = f"{folder}/{note}" if folder else note
        return Hint("closed" if gone else "opened", beside)
    if name.startswith("."):
        # iCloud takes a note away and leaves such a file in its place.
        return WHOLE if name.endswith(".icloud") and not find_temp(name) else None
    return Hint("note", path) if name.endswith(NOTE_ENDINGS) else None


def folders_to_watch(walked: Iterable[str], templates: str) -> frozenset[str]:
    """The folders whose events matter: those of notes, of settings, of templates."""
    own = {path.rpartition("/")[0] for path in FILES}
    parents = {""} | ({templates.rpartition("/")[0]} if templates else set())
    return frozenset(walked) | own | parents | ({templates} if templates else set())
