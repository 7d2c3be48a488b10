"""Which two notes are meant, and what becomes of them and of the links to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.app.addressees import address
from nettrack_md.app.asking import discretion
from nettrack_md.app.changing.capture import language_of, vault_language
from nettrack_md.app.changing.relinking import Links, linking_notes, moved_links
from nettrack_md.app.changing.writing import Change, Removal, decode_note, write
from nettrack_md.app.duplicates.text import Other, join_edit
from nettrack_md.app.git.driver import merge_rules
from nettrack_md.app.leveling.reading import SPOILED, read_facts
from nettrack_md.app.workspace import reading_rules
from nettrack_md.errors import (
    NoteUnwritable,
    PersonAmbiguous,
    PersonPrivate,
    PersonUnknown,
    UsageFault,
)
from nettrack_md.index.rows import Named
from nettrack_md.people.folding import fold_name
from nettrack_md.people.nature import file_name
from nettrack_md.vault.foreign import read_foreign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.app.addressees import Choose
    from nettrack_md.app.changing.writing import Edit, Step, WriteReport
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.records import Contact


@dataclass(frozen=True, slots=True)
class MergeReport:
    """Which note went into which."""

    #: The note that stays.
    path: str
    #: The note that goes.
    other: str
    #: How many further notes have links to it.
    linking: int
    #: Whether these are led to the note that stays.
    relinked: bool
    report: WriteReport


class _Goes(NamedTuple):
    """The note that goes."""

    path: str
    content: bytes
    contact: Contact | None
    #: Whether it is a conflict copy, and so nobody of its own.
    is_copy: bool


def merge_people(
    ws: Workspace,
    words: Sequence[str],
    *,
    base: str = "",
    relink: bool = False,
    dry_run: bool = True,
    choose: Choose | None = None,
) -> MergeReport:
    """Put the second note into the first: `A B`, or a conflict copy alone.

    Every line of both stays. `base` names a file with an older text of both: what one
    side took out since is then gone. `relink` leads the links of the vault along.
    Raises UsageFault, PersonUnknown, NoteUnwritable; nothing is written then.
    """
    stays, goes = _require_two(ws, words, choose)
    _require_sound(ws, goes)
    text = decode_note(goes.path, goes.content)
    own = decode_note(stays.path, ws.files.read(stays.path))
    language = language_of(own, vault_language(ws))
    text = moved_links(text, goes.path, stays.path, ws.files.exists)
    rules = reading_rules(ws.settings, ws.obsidian)
    other = Other(
        text,
        _names(stays, goes),
        "" if goes.is_copy else file_name(goes.path),
        decode_note(base, read_foreign(base)) if base else None,
    )
    edit = join_edit(
        stays.path,
        other,
        reading=rules,
        merging=merge_rules(rules),
        language=language,
    )
    links = None if goes.is_copy else Links(ws, goes.path, stays.path)
    linking = (
        []
        if links is None
        else [one for one in linking_notes(ws, links) if one.path != stays.path]
    )
    if relink and links is not None:
        edit = _then(edit, links.edit(stays.path))
    steps: list[Step] = [
        Change(stays.path, edit, firm=True),
        *(linking if relink else ()),
        Removal(goes.path, goes.content),
    ]
    said = ("merge", *words, *(("--base", base) if base else ()))
    said = (*said, *(("--relink",) if relink else ()), "--apply")
    report = write(ws, steps, said, dry_run=dry_run, keep_going=True)
    return MergeReport(stays.path, goes.path, len(linking), relink, report)


def _then(first: Edit, second: Edit) -> Edit:
    return lambda text: second(first(text))


# --- who is meant ---


def _require_two(
    ws: Workspace, words: Sequence[str], choose: Choose | None
) -> tuple[Named, _Goes]:
    copies = [_find_copy(ws, word) for word in words]
    if len(words) == 1 and copies[0]:
        of = _original(ws, copies[0])
        if not ws.files.exists(of):
            raise UsageFault(
                f"{copies[0]} is a copy of {of}, which is not there. "
                "Say whose it is: nettrack merge WHO COPY"
            )
        words, copies = (of, copies[0]), ["", copies[0]]
    if len(words) != 2:
        raise UsageFault("Say which two: nettrack merge A B; B goes into A.")
    if copies[0]:
        raise UsageFault("The person comes first, the copy behind: nettrack merge A B")
    if copies[1]:
        of = _original(ws, copies[1])
        stays = _plain(ws, of) if words[0] == of else None
        stays = stays or _one(ws, words[0], choose)
        return stays, _copy(ws, stays, copies[1], words[1])
    stays = _one(ws, words[0], choose)
    other = _one(ws, words[1], choose)
    if other.path == stays.path:
        raise UsageFault(f'"{words[0]}" and "{words[1]}" are one note: {stays.path}')
    content = ws.files.read(other.path)
    contact = read_facts(other.path, content, ws.settings.reading).contact
    return stays, _Goes(other.path, content, contact, is_copy=False)


def _one(ws: Workspace, who: str, choose: Choose | None) -> Named:
    found = address(ws, (who,), (), several=False, choose=choose)
    if len(found.people) != 1 or found.words:
        raise PersonUnknown(who)
    return found.people[0]


def _plain(ws: Workspace, path: str) -> Named | None:
    """A note that is nobody's, as a page that is rendered; None for a person's."""
    if path not in ws.index.paths() or ws.index.person(path, ws.today) is not None:
        return None
    return Named(path, file_name(path), "", (), "active")


def _find_copy(ws: Workspace, given: str) -> str:
    """The path of the conflict copy that is named by path or file name; or empty."""
    wanted = {given, given.removeprefix("./"), f"{given}.md"}
    copies = [path for path, of in ws.refreshed.copies if of]
    found = [path for path in copies if path in wanted]
    found = found or [p for p in copies if p.rpartition("/")[2] in wanted]
    if len(found) > 1:
        raise PersonAmbiguous(given, [(file_name(path), path) for path in found])
    return found[0] if found else ""


def _original(ws: Workspace, path: str) -> str:
    """The note that a conflict copy is a copy of."""
    return dict(ws.refreshed.copies)[path]


def _copy(ws: Workspace, stays: Named, path: str, given: str) -> _Goes:
    of = _original(ws, path)
    content = ws.files.read(path)
    contact = read_facts(path, content, ws.settings.reading).contact
    is_private = contact is not None and contact.private
    if not ws.private and (is_private or discretion(ws).hides(of)):
        raise PersonPrivate(given)
    if of != stays.path and ws.files.exists(of):
        raise UsageFault(f"{path} is a copy of {of}, not of {stays.path}.")
    return _Goes(path, content, contact, is_copy=True)


def _names(stays: Named, goes: _Goes) -> tuple[str, ...]:
    """The names of the note that goes, as far as the other one has not got them."""
    names = [] if goes.is_copy else [file_name(goes.path)]
    own_name = goes.contact is not None and goes.contact.name != file_name(goes.path)
    if goes.contact is not None and own_name:
        names.append(goes.contact.name)
    known = {fold_name(stays.name), fold_name(file_name(stays.path))}
    return tuple(name for name in names if fold_name(name) not in known)


def _require_sound(ws: Workspace, goes: _Goes) -> None:
    """Refuse to take from a damaged note: what it says is not sure."""
    facts = read_facts(goes.path, goes.content, ws.settings.reading)
    for problem in facts.problems:
        if problem.code in SPOILED:
            advice = "Mend it first; nothing was written."
            raise NoteUnwritable(goes.path, problem.message, advice, line=problem.line)
