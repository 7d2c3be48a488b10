"""Everything in the vault that tells of one person, and the steps that change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from nettrack_md.app.changing.capture import kinds_of, language_of, vault_language
from nettrack_md.app.changing.writing import Change, Removal
from nettrack_md.app.forgetting.records import record_steps
from nettrack_md.errors import (
    NettrackError,
    NoteMissing,
    NoteUnreadable,
    NoteUnwritable,
)
from nettrack_md.model.keys import link_key
from nettrack_md.model.traces import Trace
from nettrack_md.note.edit import EditRefused
from nettrack_md.note.frontmatter import read_frontmatter, split_note
from nettrack_md.people.erasing import Erasing, Tokens, erase, tokens_of
from nettrack_md.people.folding import fold_name
from nettrack_md.people.links import resolve
from nettrack_md.people.properties import canonical_key
from nettrack_md.people.values import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.app.changing.writing import Edit, Step
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.records import Contact

#: What becomes of names that are no link: they stay, full names go, or all of them.
Mentions = Literal["keep", "names", "all"]
_SOMEBODY = {"en": "someone", "ja": "ある人"}


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody is forgotten."""

    mentions: Mentions = "names"
    #: What stands in the place of a name; empty: `someone`, in the note's language.
    words: str = ""


class Gathered(NamedTuple):
    """What was found, and what is to be done."""

    traces: tuple[Trace, ...]
    steps: tuple[Step, ...]
    refused: tuple[NettrackError, ...]
    #: Paths of notes that go as a whole, the person's own last.
    gone: tuple[str, ...]


class Gathering:
    """Looks through a vault for one person."""

    def __init__(self, ws: Workspace, contact: Contact, manner: Manner) -> None:
        self._ws = ws
        self._contact = contact
        self._manner = manner
        others = [one for one in ws.index.names() if one.path != contact.path]
        names = [n for one in others for n in (one.name, one.reading, *one.aliases)]
        names += [one.path.rpartition("/")[2].removesuffix(".md") for one in others]
        everything = manner.mentions == "all"
        self.tokens: Tokens = tokens_of(contact, names, everything=everything)
        self._paths = ws.index.paths()
        self._key = link_key(contact.path)
        self._same_key = [path for path in self._paths if link_key(path) == self._key]
        self._keys = {link_key(path) for path in self._paths}
        self._people = {one.path for one in others}
        self._people_keys = {link_key(path) for path in self._people}
        self._people_names = {fold_name(name) for name in names if name}
        self._meetings = {
            *ws.index.paths_of_kind("meeting"), *ws.index.paths_of_kind("event")
        }  # fmt: skip
        self._kinds = kinds_of(ws)

    def gathered(self) -> Gathered:
        """Every note and record of the vault, the person's own note last."""
        traces: list[Trace] = []
        steps: list[Step] = []
        refused: list[NettrackError] = []
        gone: list[str] = []
        for path in self._paths:
            if path == self._contact.path:
                continue
            try:
                found = self._note(path)
            except NettrackError as error:
                refused.append(error)
                continue
            traces += found.traces
            steps += found.steps
            gone += found.gone
        kept = record_steps(self._ws, self._contact, self.tokens, self._words(""))
        own = self._contact.path
        content = self._ws.files.read(own)
        traces = [
            Trace(own, 0, "note", "removed", self._contact.name),
            *traces, *kept.traces,
        ]  # fmt: skip
        copies = [path for path, of in self._ws.refreshed.copies if of == own]
        for path in copies:
            traces.append(Trace(path, 0, "conflict copy", "removed"))
            steps.append(Removal(path, self._ws.files.read(path)))
        steps += [*kept.steps, Removal(own, content)]
        gone += copies
        return Gathered(tuple(traces), tuple(steps), tuple(refused), (*gone, own))

    def _words(self, text: str) -> str:
        if self._manner.words:
            return self._manner.words
        return _SOMEBODY[language_of(text, vault_language(self._ws))]

    def _note(self, path: str) -> Gathered:
        try:
            content = self._ws.files.read(path)
        except NoteMissing:
            return _NOTHING
        except NoteUnreadable as fault:
            # Nobody can say that it holds nothing of them.
            why = f"it could not be read: {fault.problem.message}"
            return Gathered((Trace(path, 0, "note", "stays", why),), (), (), ())
        text = content.decode("utf-8", "replace")
        named = self._tells(path.rpartition("/")[2].removesuffix(".md"))
        if not named and not self._may_tell(text):
            return _NOTHING
        how = self._erasing(path, text)
        if path in self._meetings and self._is_theirs(text, how):
            trace = Trace(path, 0, "note", "removed", "a meeting with nobody else")
            return Gathered((trace,), (Removal(path, content),), (), (path,))
        aside = (
            (Trace(path, 0, "file name", "stays", "rename it, or take it away"),)
            if named
            else ()
        )
        try:
            found = erase(text, how)
        except EditRefused as refusal:
            raise NoteUnwritable(path, refusal.reason, line=refusal.line) from refusal
        changes = (Change(path, self._edit(path)),) if found.text != text else ()
        return Gathered((*aside, *found.traces), changes, (), ())

    def _tells(self, text: str) -> bool:
        return self.tokens.tells(text)

    def _may_tell(self, text: str) -> bool:
        stem = self._key.rpartition("/")[2]
        linked = "[[" in text or "](" in text
        return (
            (linked and stem in link_key(text))
            or (linked and "%" in text)
            or self.tokens.tells(text)
            or self.tokens.hints(text)
        )

    def _edit(self, path: str) -> Edit:
        return lambda text: erase(text, self._erasing(path, text)).text

    def _erasing(self, path: str, text: str) -> Erasing:
        return Erasing(
            path=path,
            tokens=self.tokens,
            leads=lambda target: self._leads(target, path),
            leads_elsewhere=self._leads_elsewhere,
            words=self._words(text),
            of_person=path in self._people,
            names=self._manner.mentions != "keep",
            rules=self._ws.settings.reading,
            kinds=self._kinds,
        )

    def _leads(self, target: str, source: str) -> bool:
        if link_key(target) == self._key:
            found = resolve(target, source, self._same_key)
            return found.path == self._contact.path
        if link_key(target) in self._keys:
            return False
        return fold_name(target.rpartition("/")[2]) in self.tokens.names

    def _leads_elsewhere(self, target: str) -> bool:
        if link_key(target) in self._people_keys:
            return True
        return fold_name(target.rpartition("/")[2]) in self._people_names

    def _is_theirs(self, text: str, how: Erasing) -> bool:
        """Whether all who attend are they."""
        attendees = [
            each
            for entry in read_frontmatter(split_note(text)).entries
            if canonical_key(entry.key, how.rules, "meeting") == "attendees"
            for each in texts_of(entry.node)
        ]
        return bool(attendees) and all(
            how.is_them(each, linking=True) for each in attendees
        )


_NOTHING = Gathered((), (), (), ())


def tells_of(found: Gathered) -> Iterator[str]:
    """The paths of the notes that tell of somebody."""
    yield from dict.fromkeys(trace.path for trace in found.traces)
