"""`init --obsidian`: files for Obsidian, planned, shown, written; undo takes them back.

Nothing of the user's is replaced: a base or a snippet that is there stays as it is,
types are only added. `appearance.json` is Obsidian's own: which snippets are on is
decided there.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.app.changing.history import open_history
from nettrack_md.app.changing.writing import Change, Creation, carry_out
from nettrack_md.app.obsidian.texts import SNIPPET, Marks, base_text
from nettrack_md.app.obsidian.types import fresh_types, merged_types, wanted_types
from nettrack_md.vault.files import DiskFiles

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from nettrack_md.app.changing.writing import Step, WriteReport
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.rules import Language

SNIPPET_PATH = ".obsidian/snippets/nettrack.css"
TYPES_PATH = ".obsidian/types.json"
#: The files of Obsidian's own folder that may be written, and these alone.
HIDDEN = (SNIPPET_PATH, TYPES_PATH)
#: Properties that get a type in any vault: what Obsidian's editor would else spoil.
_ALWAYS = frozenset(
    {"last_contact", "snooze", "next", "met", "cadence", "tier", "status", "phones",
     "emails", "birthday", "private", "introduced_by", "likes", "helps_with", "needs"}
)  # fmt: skip


class Kit(NamedTuple):
    """What is asked for."""

    base: bool = True
    snippet: bool = True
    types: bool = False


def plan_kit(
    ws: Workspace, kit: Kit, language: Language, spelled: Mapping[str, str]
) -> tuple[Step, ...]:
    """The steps that are left to do; none for what is there.

    `spelled`: the name under which the vault has a property, by its first name.
    """
    files = _files(ws)
    steps: list[Step] = []
    base = base_path(ws)
    if kit.base and not files.exists(base):
        steps.append(Creation(base, _base(ws, language, spelled)))
    if kit.snippet and not files.exists(SNIPPET_PATH):
        steps.append(Creation(SNIPPET_PATH, SNIPPET))
    if kit.types:
        wanted = wanted_types(_ALWAYS | spelled.keys(), spelled)
        if files.exists(TYPES_PATH):
            edit = partial(merged_types, wanted=wanted)
            steps.append(Change(TYPES_PATH, edit))
        else:
            steps.append(Creation(TYPES_PATH, fresh_types(wanted)))
    return tuple(steps)


def apply_kit(
    ws: Workspace, steps: Collection[Step], *, dry_run: bool = False
) -> WriteReport:
    """Write them, or plan to. Raises NoteUnwritable."""
    words = ("init", "--obsidian")
    record = None if dry_run else open_history(ws.root).begin(words, ws.today)
    return carry_out(_files(ws), record, list(steps))


def base_path(ws: Workspace) -> str:
    """Where the base of contacts lies: beside the overdue note."""
    folder = ws.settings.overdue_path.rpartition("/")[0]
    return f"{folder}/Contacts.base" if folder else "Contacts.base"


def _files(ws: Workspace) -> DiskFiles:
    return DiskFiles(ws.root, hidden=HIDDEN)


def _base(ws: Workspace, language: Language, spelled: Mapping[str, str]) -> str:
    out = ws.obsidian.template_folders
    return base_text(_marks(ws), language, keys=spelled, leave_out=out)


def _marks(ws: Workspace) -> Marks:
    """By what the contacts that are there are known, and new ones will be."""
    rules = ws.settings.reading
    used = {
        tag.casefold()
        for person in ws.index.people(ws.today, properties=False)
        for tag in person.contact.tags
    }
    tags = [tag for tag in rules.contact_tags if tag.casefold() in used]
    folders = _folders(ws) or rules.contact_folders[:1]
    return Marks(
        types=rules.contact_types,
        tags=[tag for tag in tags if tag not in rules.topic_tags],
        topics=[tag for tag in tags if tag in rules.topic_tags],
        categories=rules.contact_categories,
        folders=folders,
    )


def _folders(ws: Workspace) -> tuple[str, ...]:
    """The outermost folders of contacts."""
    known = {folder.casefold() for folder in ws.settings.reading.contact_folders}
    found: set[str] = set()
    for path in ws.index.paths_of_kind("contact"):
        parts = path.split("/")[:-1]
        depths = (n for n, part in enumerate(parts, 1) if part.casefold() in known)
        if depth := next(depths, 0):
            found.add("/".join(parts[:depth]))
    return tuple(sorted(found))
