"""`rename`: another name for somebody, for their note, and in every link to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nettrack_md.app.addressees import address
from nettrack_md.app.asking import discretion
from nettrack_md.app.file_names import file_name_of
from nettrack_md.app.properties import property_edit
from nettrack_md.app.property_values import meaning_of
from nettrack_md.app.relinking import Links
from nettrack_md.app.writing import Change, Move, WriteReport, write
from nettrack_md.errors import NoteUnreadable, NoteUnwritable, UsageFault
from nettrack_md.model.keys import link_key
from nettrack_md.note.edit import EditRefused, set_property
from nettrack_md.note.frontmatter import read_frontmatter, split_note
from nettrack_md.people.folding import fold_name
from nettrack_md.people.nature import file_name
from nettrack_md.people.properties import find_written_key
from nettrack_md.vault.paths import fold_file_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nettrack_md.app.addressees import Choose
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.app.writing import Edit, Step
    from nettrack_md.index.rows import Named


@dataclass(frozen=True, slots=True)
class RenameReport:
    """Who has which name now."""

    path: str
    to: str
    #: How many other notes have links to them.
    linking: int
    report: WriteReport


def rename(
    ws: Workspace,
    words: Sequence[str],
    behind: Sequence[str] | None = None,
    *,
    choose: Choose | None = None,
    dry_run: bool = False,
) -> RenameReport:
    """Give somebody another name: `WHO NAME`; `behind` are the words behind `--`.

    Their note, its `name`, and every link of the vault to it. The old name stays as
    an alias. Raises UsageFault, and NoteUnwritable when the name is taken; a note
    whose links cannot be changed is named in the report, and the others are done.
    """
    who, name = _require_words(ws, words, behind, choose)
    stem = file_name_of(name)
    if not stem:
        raise UsageFault(f'"{name}" holds no letter a note could be named by.')
    folder = who.path[: len(who.path) - len(who.path.rpartition("/")[2])]
    to = f"{folder}{stem}.md"
    _require_free(ws, who, name, to)
    links = Links(ws, who.path, to)
    own = _own_edit(ws, who, name, to, links)
    first: Step = Change(to, own) if to == who.path else Move(who.path, to, own)
    others = list(_linking(ws, links)) if to != who.path else []
    said = ("rename", *words, *(("--", *behind) if behind else ()))
    report = write(ws, [first, *others], said, dry_run=dry_run, keep_going=True)
    return RenameReport(who.path, to, len(others), report)


def _require_words(
    ws: Workspace,
    words: Sequence[str],
    behind: Sequence[str] | None,
    choose: Choose | None,
) -> tuple[Named, str]:
    if behind is None and len(words) == 2:
        words, behind = words[:1], words[1:]
    found = address(ws, words, behind, several=False, choose=choose)
    name = " ".join(" ".join(found.words).split())
    if not name or len(found.people) != 1:
        raise UsageFault('Say who, and the new name: nettrack rename WHO "NAME"')
    return found.people[0], name


def _require_free(ws: Workspace, who: Named, name: str, to: str) -> None:
    """Raise NoteUnwritable when somebody, or a note, has that name already."""
    wanted, key, veil = fold_name(name), link_key(to), discretion(ws)
    for one in ws.index.names():
        taken = wanted in map(fold_name, (one.name, *one.aliases))
        if one.path != who.path and taken:
            _refuse(to, "somebody private" if veil.hides(one.path) else one.path)
    for there in ws.index.paths():
        if there != who.path and link_key(there) == key:
            _refuse(to, "a private note" if veil.hides(there) else there)
    if fold_file_name(to) != fold_file_name(who.path) and ws.files.exists(to):
        _refuse(to, to)


def _refuse(path: str, there: str) -> None:
    advice = "Choose another name."
    raise NoteUnwritable(path, f"{there} has that name already", advice)


def _own_edit(ws: Workspace, who: Named, name: str, to: str, links: Links) -> Edit:
    """The edit of the renamed note itself: its name, the old one as an alias."""
    rules = ws.settings.reading
    meaning = meaning_of("aliases", rules)
    known = {fold_name(name), *map(fold_name, who.aliases)}
    olds = {fold_name(old): old for old in (file_name(who.path), who.name)}
    former = [old for folded, old in olds.items() if folded not in known]

    def edit(text: str) -> str:
        text = links.edit(who.path)(text)
        entries = read_frontmatter(split_note(text)).entries
        key = find_written_key([entry.key for entry in entries], "name", rules)
        if key is not None or name != file_name(to):
            text = set_property(text, key or "name", name)
        if not former:
            return text
        return property_edit("aliases", former, "add", meaning, rules)(text)

    return edit


def _linking(ws: Workspace, links: Links) -> Iterator[Change]:
    """The notes that have links to change; what they hold is read again to write."""
    for path in ws.index.paths():
        if path == links.old:
            continue
        try:
            content = ws.files.read(path)
        except NoteUnreadable:
            continue
        edit = links.edit(path)
        text = content.decode("utf-8", "replace")
        try:
            changes = edit(text) != text
        except EditRefused:
            changes = True  # which planning will say, with the note's name
        if changes:
            yield Change(path, edit)
