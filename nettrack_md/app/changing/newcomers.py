"""`add`: a new person's note, from `contact.md.j2`, in the folder of contacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nettrack_md.app.addressees import reader_of
from nettrack_md.app.asking import discretion
from nettrack_md.app.changing.capture import vault_language
from nettrack_md.app.changing.properties import asking_in
from nettrack_md.app.changing.property_values import Asking, check_value, meaning_of
from nettrack_md.app.changing.writing import Creation, WriteReport, write
from nettrack_md.app.file_names import file_name_of
from nettrack_md.app.leveling.reading import read_facts
from nettrack_md.app.trust import supply
from nettrack_md.app.workspace import reading_rules
from nettrack_md.errors import NoteUnwritable, TemplateBroken, UsageFault
from nettrack_md.model.keys import fold_path, link_key
from nettrack_md.people.folding import fold_name
from nettrack_md.people.link_writer import LinkWriter
from nettrack_md.render import engine, views

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.app.addressees import Choose
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.index.rows import Named
    from nettrack_md.model.rules import ReadingRules

TEMPLATE = "contact.md.j2"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What is known of somebody new; empty where nothing is."""

    name: str
    reading: str = ""
    tier: str = ""
    met: str = ""
    met_at: str = ""
    introduced_by: str = ""
    why: str = ""
    org: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddReport:
    """The note that was made."""

    path: str
    report: WriteReport


def add(
    ws: Workspace,
    newcomer: Newcomer,
    *,
    choose: Choose | None = None,
    dry_run: bool = False,
) -> AddReport:
    """Make the note of somebody new.

    Raises NoteUnwritable when somebody, or a note, has that name already; UsageFault
    for a name of which no file can be made, or a value that is none.
    """
    name = " ".join(newcomer.name.split())
    stem = file_name_of(name)
    if not stem:
        raise UsageFault(f'"{newcomer.name}" holds no letter a note could be named by.')
    people = tuple(ws.index.names())
    path = f"{folder_of_contacts(ws)}/{stem}.md"
    _require_free(ws, name, path, people)
    fields = _fields(ws, newcomer, name if name != stem else "", choose)
    view = views.contact_view(fields, language=vault_language(ws))
    mine = supply(ws)
    text = engine.render(TEMPLATE, view, own=mine.own, held=mine.held)
    require_person(ws, path, text)
    steps = [Creation(path, text)]
    report = write(ws, steps, ("add", *name.split()), dry_run=dry_run)
    return AddReport(path, report)


def folder_of_contacts(ws: Workspace) -> str:
    """The first folder of contacts that is there, nearest the vault's root."""
    folders = {path.rpartition("/")[0] for path in ws.index.paths()}
    every = {
        "/".join(folder.split("/")[: depth + 1])
        for folder in folders
        for depth in range(folder.count("/") + 1)
    }
    wanted = ws.settings.reading.contact_folders
    for name in wanted:
        if ws.files.exists(name):
            return name
        found = sorted(
            (one for one in every if fold_path(one).endswith(f"/{fold_path(name)}")),
            key=lambda one: (one.count("/"), one),
        )
        if found:
            return found[0]
    return "People" if "People" in wanted or not wanted else wanted[0]


def _require_free(ws: Workspace, name: str, path: str, people: Sequence[Named]) -> None:
    wanted, key = fold_name(name), link_key(path)
    veil = discretion(ws)
    for one in people:
        if wanted in map(fold_name, (one.name, *one.aliases)):
            _refuse(
                path, name, "somebody private" if veil.hides(one.path) else one.path
            )
    for there in ws.index.paths():
        if link_key(there) == key:
            _refuse(path, name, "a private note" if veil.hides(there) else there)


def _refuse(path: str, name: str, there: str) -> None:
    raise NoteUnwritable(
        path,
        f"{there} has that name already",
        f'For somebody else of that name, tell them apart: add "{name} (Kobe)".',
    )


def _fields(
    ws: Workspace,
    newcomer: Newcomer,
    name: str,
    choose: Choose | None,
) -> dict[str, str | tuple[str, ...]]:
    asking = asking_in(ws)
    brought_by = newcomer.introduced_by
    if brought_by and not brought_by.startswith("[["):
        found = reader_of(ws, choose).read((brought_by,), (), several=False)
        brought_by = LinkWriter(ws.index.paths(), whole=ws.whole_links).link(
            found.people[0].path, ""
        )
    return {
        "name": name,
        "reading": newcomer.reading,
        "tier": _checked("tier", newcomer.tier, asking),
        "met": _checked("met", newcomer.met, asking),
        "met_at": newcomer.met_at,
        "introduced_by": brought_by,
        "why": newcomer.why,
        "org": newcomer.org,
        "tags": tuple(tag.lstrip("#＃") for tag in newcomer.tags),
    }


def _checked(key: str, value: str, asking: Asking) -> str:
    return check_value(meaning_of(key, asking.rules), value, asking) if value else ""


def require_person(
    ws: Workspace, path: str, text: str, rules: ReadingRules | None = None
) -> None:
    """What was rendered must be read as a person's note, without an error in it.

    `rules`: those of the vault, where they were made ready for many notes.
    """
    rules = rules or reading_rules(ws.settings, ws.obsidian)
    facts = read_facts(path, text.encode(), rules)
    wrong = next((one for one in facts.problems if one.severity == "error"), None)
    if wrong is not None:
        raise TemplateBroken(
            TEMPLATE, None, f"what it renders is amiss: {wrong.message}"
        )
    if facts.contact is None:
        raise NoteUnwritable(
            path,
            "a note of that name would not be read as a person's",
            "Choose another name, or let the template say `type: contact`.",
        )
