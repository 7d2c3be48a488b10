"""`rename`: another name for somebody, for their note, and in every link to it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from nettrack_md.app.addressees import address
from nettrack_md.app.asking import discretion
from nettrack_md.app.changing.history import open_history
from nettrack_md.app.changing.property_edits import property_edit
from nettrack_md.app.changing.property_values import (
    Meaning,
    find_key,
    meaning_of,
    present_texts,
)
from nettrack_md.app.changing.relinking import Links, linking_notes
from nettrack_md.app.changing.writing import Change, Move, WriteReport, carry_out, write
from nettrack_md.app.file_names import file_name_of
from nettrack_md.app.leveling.reading import read_facts
from nettrack_md.errors import NoteUnwritable, UsageFault
from nettrack_md.index.rows import Named
from nettrack_md.model.keys import link_key
from nettrack_md.note.edit import set_property
from nettrack_md.note.frontmatter import Scalar, read_frontmatter, split_note
from nettrack_md.people.folding import fold_name
from nettrack_md.people.nature import file_name
from nettrack_md.people.notes import is_own_title
from nettrack_md.people.vocabulary import vocabulary_of
from nettrack_md.vault.paths import fold_file_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nettrack_md.app.addressees import Choose
    from nettrack_md.app.changing.history import Deed, Entry
    from nettrack_md.app.changing.writing import Edit, Step
    from nettrack_md.app.workspace import Workspace

#: Behind so many later commands a rename that was stopped is not gone on with.
_LOOK_BACK = 20


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
    said = ("rename", *words, *(("--", *behind) if behind else ()))
    if (begun := _find_begun(ws, said)) is not None:
        return _go_on(ws, begun, dry_run=dry_run)
    who, name = _require_words(ws, words, behind, choose)
    stem = file_name_of(name)
    if not stem:
        raise UsageFault(f'"{name}" holds no letter a note could be named by.')
    folder = who.path[: len(who.path) - len(who.path.rpartition("/")[2])]
    words_of = vocabulary_of(ws.settings.reading)
    stem = words_of.dress_name(stem, file_name(who.path))
    to = f"{folder}{stem}.md"
    _require_free(ws, who, name, to)
    links = Links(ws, who.path, to)
    own = _own_edit(ws, who, name, to, links)
    first: Step = Change(to, own) if to == who.path else Move(who.path, to, own)
    others = list(linking_notes(ws, links)) if to != who.path else []
    report = write(ws, [first, *others], said, dry_run=dry_run, keep_going=True)
    return RenameReport(who.path, to, len(others), report)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A rename that was stopped halfway: its note moved, something else not done."""

    entry: Entry
    move: Deed
    #: As they were called before.
    who: Named
    name: str


def _find_begun(ws: Workspace, said: Sequence[str]) -> _Begun | None:
    """The same command, if it was stopped halfway."""
    for entry in islice(open_history(ws.root).entries(), _LOOK_BACK):
        if entry.words != tuple(said) or not entry.deeds:
            continue
        move = entry.deeds[0]
        if not move.was or not _is_halfway(ws, entry):
            return None
        bare = vocabulary_of(ws.settings.reading).bare_name
        facts = read_facts(move.was, move.before or b"", ws.settings.reading)
        contact = facts.contact
        if contact is None or (contact.private and not ws.private):
            return None
        who = Named(
            move.was, contact.name, contact.reading, contact.aliases, contact.status
        )
        return _Begun(entry, move, who, _typed_name(said, move.path, bare))
    return None


def _typed_name(said: Sequence[str], path: str, bare: Callable[[str], str]) -> str:
    """The new name as it was typed: the words that give the note its name."""
    tails = (" ".join(" ".join(said[at:]).split()) for at in range(1, len(said)))
    wanted = bare(file_name(path))
    return next((name for name in tails if file_name_of(name) == wanted), wanted)


def _is_halfway(ws: Workspace, entry: Entry) -> bool:
    """Whether the note was moved, and a note holds still what it held before."""
    move = entry.deeds[0]
    if any(deed.state != "done" for deed in entry.deeds) or ws.files.exists(move.was):
        return False
    return any(
        ws.files.exists(deed.path) and ws.files.read(deed.path) == deed.before
        for deed in entry.deeds
    )


def _go_on(ws: Workspace, begun: _Begun, *, dry_run: bool) -> RenameReport:
    """Do what is left of a rename; one undo takes all of it back."""
    was, to = begun.move.was, begun.move.path
    links = Links(ws, was, to)
    own = _own_edit(ws, begun.who, begun.name, to, links)
    others = [one for one in linking_notes(ws, links) if one.path != to]
    steps = [Change(to, own, firm=True), *others]
    record = None if dry_run else open_history(ws.root).begin_again(begun.entry)
    report = carry_out(ws.files, record, steps, keep_going=True)
    return RenameReport(was, to, len(others), report)


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
    bare = vocabulary_of(rules).bare_name
    # `Person - Ada` was the file's name, never hers.
    olds = {fold_name(old): old for old in (bare(file_name(who.path)), who.name)}
    former = [old for folded, old in olds.items() if folded not in known]

    def edit(text: str) -> str:
        text = _retitled(links.edit(who.path)(text), who.path, to)
        key = find_key(text, "name", rules)
        if present_texts(text, key, rules) or name != bare(file_name(to)):
            own = Meaning("name", "text")
            text = property_edit("name", (name,), "replace", own, rules)(text)
        if not former:
            return text
        return property_edit("aliases", former, "add", meaning, rules)(text)

    return edit


def _retitled(text: str, old: str, to: str) -> str:
    """The note with its own title, where it keeps one, as the file is called now."""
    was, now = file_name(old), file_name(to)
    for entry in read_frontmatter(split_note(text)).entries:
        if is_own_title(entry, was) and isinstance(entry.node, Scalar):
            bare = entry.node.text.strip() != was
            title = now.partition(" - ")[2] or now if bare else now
            text = set_property(text, entry.key, title)
    return text
