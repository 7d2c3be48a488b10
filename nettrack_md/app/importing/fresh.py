"""The note of somebody whom an import brings: from the template, and inert."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from nettrack_md.app.changing.capture import vault_language
from nettrack_md.app.changing.newcomers import TEMPLATE, require_person
from nettrack_md.app.file_names import file_name_of
from nettrack_md.app.importing.touching import touches_edit, unseen_touches
from nettrack_md.app.trust import supply
from nettrack_md.app.workspace import reading_rules
from nettrack_md.exchange.people import LISTS, ORDER
from nettrack_md.model.keys import link_key
from nettrack_md.render import engine, views
from nettrack_md.render.markdown import inert
from nettrack_md.render.wording.phrases import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.foreign import ForeignPerson

_NOTE_TITLE = {"en": "Notes", "ja": "メモ"}


class Names:
    """Names for new notes, each free in the whole vault and given out once."""

    def __init__(self, ws: Workspace, folder: str) -> None:
        self._folder = folder
        self._taken = {link_key(path) for path in ws.index.paths()}

    def path_for(self, person: ForeignPerson) -> str:
        """A free path; empty when the name holds no letter for a file."""
        stem = file_name_of(person.name)
        if not stem:
            return ""
        org = file_name_of(person.text("org"))
        beside = [f"{stem} ({org})"] if org else []
        further = (f"{stem} {number}" for number in range(2, 1000))
        for name in chain((stem, *beside), further):
            path = f"{self._folder}/{file_name_of(name)}.md"
            if link_key(path) not in self._taken:
                self._taken.add(link_key(path))
                return path
        return ""


def fresh_writer(ws: Workspace) -> Callable[[ForeignPerson, str], str]:
    """What makes the text of a new person's note; templates are read once."""
    mine = supply(ws)
    rules = reading_rules(ws.settings, ws.obsidian)
    language = vault_language(ws)

    def fresh(person: ForeignPerson, path: str) -> str:
        fields = _fields(person, path)
        view = views.contact_view(fields, language=language)
        text = engine.render(TEMPLATE, view, own=mine.own, held=mine.held)
        text = _with_note(text, person.note, language)
        if touches := unseen_touches(person, (), ws):
            text = touches_edit(ws, touches)(text)
        require_person(ws, path, text, rules)
        return text

    return fresh


def _fields(person: ForeignPerson, path: str) -> dict[str, str | tuple[str, ...]]:
    stem = path.rpartition("/")[2].removesuffix(".md")
    fields: dict[str, str | tuple[str, ...]] = {}
    if person.name != stem:
        fields["name"] = person.name
    for key in ORDER:
        texts = person.texts(key)
        if texts and key != "uid":
            fields[key] = texts if key in LISTS else texts[0]
    mine = next((each for each in person.ids if each.startswith("vcard:")), "")
    if mine:
        fields["uid"] = mine.removeprefix("vcard:")
    fields["sources"] = tuple(each for each in person.ids if each != mine)
    return fields


def _with_note(text: str, note: str, language: str) -> str:
    """The remarks in a section of their own above the log, every line made inert."""
    lines = [inert(line) for line in note.split("\n")]
    if not any(lines):
        return text
    # Two blanks at the end keep the lines apart on the page.
    body = "  \n".join(lines)
    section = f"## {_NOTE_TITLE[language]}\n\n{body}\n"
    log = f"\n## {say(language)['log_title']}\n"
    head, found, rest = text.rpartition(log)
    if found:
        return f"{head}\n{section}{found}{rest}"
    return f"{text.rstrip()}\n\n{section}"
