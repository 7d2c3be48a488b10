"""The plan of an import: each foreign person is new, changed, unchanged or unclear."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from nettrack_md.app.asking import discretion, require_person
from nettrack_md.app.changing.newcomers import folder_of_contacts
from nettrack_md.app.changing.writing import Change, Creation
from nettrack_md.app.importing.fresh import Names, fresh_writer
from nettrack_md.app.importing.matching import (
    Directory,
    Match,
    known_contact,
    known_newcomer,
)
from nettrack_md.app.importing.merging import Merge, edit_of, merge
from nettrack_md.app.importing.sources import Sources, keep_steps
from nettrack_md.app.importing.touching import touches_edit, unseen_touches
from nettrack_md.errors import UsageFault
from nettrack_md.exchange.people import facts_of
from nettrack_md.people.choices import parse_tier
from nettrack_md.people.folding import fold_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from nettrack_md.app.changing.writing import Edit, Step
    from nettrack_md.app.discretion import Discretion
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.exchange.reading import ForeignFile
    from nettrack_md.model.foreign import ForeignPerson
    from nettrack_md.model.records import Contact

_COMMA = re.compile(r"(?:(?<!\s)\s++)?[,，、]\s*+")
State = Literal["new", "changed", "unchanged", "unclear"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user decided about lines of the file that were unclear."""

    #: Line to the person, as named, whom it is about.
    same: Mapping[int, str] = field(default_factory=dict)
    #: Lines that are about somebody new, whatever their name.
    new: frozenset[int] = frozenset()


class Row(NamedTuple):
    """What becomes of one person of the file."""

    state: State
    name: str
    #: The note; empty where it is unclear.
    path: str
    reason: str
    line: int
    #: The properties that the import sets or adds to.
    keys: tuple[str, ...]
    person: ForeignPerson
    merge: Merge | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do."""

    rows: tuple[Row, ...]
    #: How many more concern private people, who are left alone unless asked for.
    hidden: int = 0

    def count(self, state: State) -> int:
        """How many rows are in that state."""
        return sum(row.state == state for row in self.rows)


def plan_import(
    ws: Workspace,
    file: ForeignFile,
    wish: Wish | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> ImportPlan:
    """Decide about every person of the file. Writes nothing.

    Raises UsageFault for a wish about a line on which nobody begins.
    """
    planning = _Planning(ws, wish or Wish())
    people = _gathered([_with_known_tier(ws, one) for one in file.people])
    _require_lines(wish or Wish(), people)
    rows = []
    for count, person in enumerate(people, 1):
        if progress is not None:
            progress(count, len(people))
        rows.append(planning.row(person))
    veil = discretion(ws)
    shown = tuple(row for row in rows if not _is_hidden(row, veil))
    return ImportPlan(shown, len(rows) - len(shown))


def steps_of(ws: Workspace, plan: ImportPlan) -> Iterator[Step]:
    """The writes of a plan. Each note comes before what is remembered of its source.

    So that after a break in between nothing looks as if the user had taken it out.
    """
    fresh = fresh_writer(ws)
    for row in plan.rows:
        person = row.person
        if row.state == "unclear":
            continue
        if row.state == "new":
            yield Creation(row.path, fresh(person, row.path))
            yield from keep_steps(person, row.path, person.facts)
        elif row.merge is not None:
            if row.keys:
                yield Change(row.path, _edit(ws, row.merge))
            yield from keep_steps(person, row.path, row.merge.base, row.merge.seen)


def _edit(ws: Workspace, found: Merge) -> Edit:
    properties = edit_of(found.alterations, ws.settings.reading)
    if not found.touches:
        return properties
    log = touches_edit(ws, found.touches)
    return lambda text: log(properties(text))


class _Planning:
    """Everybody of the vault, ready to be matched; learns whom the file brings."""

    def __init__(self, ws: Workspace, wish: Wish) -> None:
        self._ws = ws
        self._wish = wish
        self._contacts: dict[str, Contact] = {
            each.contact.path: each.contact for each in ws.index.people(ws.today)
        }
        self._directory = Directory(map(known_contact, self._contacts.values()))
        self._sources = Sources(ws.files)
        self._names = Names(ws, folder_of_contacts(ws))

    def row(self, person: ForeignPerson) -> Row:
        """What becomes of one person."""
        match = self._match(person)
        if match.how == "same" and match.known is not None and not match.known.line:
            return self._merged(person, self._contacts[match.known.path], match.reason)
        if match.how == "new":
            return self._new(person, match.reason)
        return Row("unclear", person.name, "", match.reason, person.line, (), person)

    def _match(self, person: ForeignPerson) -> Match:
        line = person.line
        if line in self._wish.new:
            return Match("new", None, "as you said")
        if line in self._wish.same:
            found = require_person(self._ws, self._wish.same[line]).contact
            return Match("same", known_contact(found), "as you said")
        match = self._directory.match(person)
        if match.known is not None and match.known.line:
            # Two cards that are alike in more than a name were gathered before.
            reason = f"line {match.known.line} may be the same person"
            return Match("unclear", None, reason)
        if match.how == "new" and person.kind != "person":
            what = "a company" if person.kind == "org" else "a group"
            return Match("unclear", None, f"this is {what}, not a person")
        return match

    def _new(self, person: ForeignPerson, reason: str) -> Row:
        path = self._names.path_for(person)
        if not path:
            why = "the name holds no letter a note could be named by"
            return Row("unclear", person.name, "", why, person.line, (), person)
        self._directory.add(known_newcomer(person, path))
        log = ("log",) if unseen_touches(person, (), self._ws) else ()
        keys = (*(key for key, _ in person.facts), *log)
        return Row("new", person.name, path, reason, person.line, keys, person)

    def _merged(self, person: ForeignPerson, contact: Contact, reason: str) -> Row:
        base = self._sources.find(person.ids[0])
        own = [each for each in contact.texts("sources") if each not in person.ids]
        if uid := contact.text("uid"):
            own = [each for each in (*own, f"vcard:{uid}") if each not in person.ids]
        others = self._sources.all(own)
        found = merge(person, contact, base, others)
        keys = tuple(dict.fromkeys(each.key for each in found.alterations))
        if person.touches:
            seen = base.touches if base else ()
            new = unseen_touches(person, seen, self._ws)
            found = found._replace(touches=new, seen=seen)
            keys = (*keys, "log") if new else keys
        if found.kept:
            reason = f"{reason}; yours stays: {', '.join(found.kept)}"
        state: State = "changed" if keys else "unchanged"
        return Row(
            state, person.name, contact.path, reason, person.line, keys, person, found
        )


def _gathered(people: Sequence[ForeignPerson]) -> list[ForeignPerson]:
    """Cards of one file that are surely one person put together, at the first's place.

    By the same rules as between file and vault.
    """
    directory = Directory()
    found: dict[int, ForeignPerson] = {}
    for place, person in enumerate(map(_without_commas, people), 1):
        # Places stand for lines here, since rows of a table may share one.
        match = directory.match(person)
        at = match.known.line if match.how == "same" and match.known else 0
        if at:
            found[at] = _joined(found[at], person)
        else:
            found[place] = person
            known = known_newcomer(person, str(place))
            directory.add(known._replace(line=place))
    return list(found.values())


def _with_known_tier(ws: Workspace, person: ForeignPerson) -> ForeignPerson:
    """The tier as this vault calls it; one that it does not have is kept aside."""
    if not (theirs := person.text("tier")):
        return person
    tier = parse_tier(theirs, ws.settings.reading.tiers)
    facts = {**dict(person.facts), "tier": (tier,) if tier else ()}
    kept = () if tier else (f"tier: {theirs}",)
    return replace(person, facts=facts_of(facts), kept=(*person.kept, *kept))


def _words(name: str) -> list[str]:
    return sorted(fold_words(name).split())


def _without_commas(person: ForeignPerson) -> ForeignPerson:
    """Aliases as a note can hold them: a lone one would be parted at its commas."""
    if not any(_COMMA.search(alias) for alias in person.texts("aliases")):
        return person
    facts = dict(person.facts)
    facts["aliases"] = tuple(_COMMA.sub(" ", text) for text in facts["aliases"])
    return replace(person, facts=facts_of(facts))


def _joined(first: ForeignPerson, second: ForeignPerson) -> ForeignPerson:
    facts: dict[str, list[str]] = {}
    # Of two business cards the newer one knows better.
    older = "" < first.text("met") < second.text("met")
    both = (second, first) if older else (first, second)
    for key, texts in (pair for one in both for pair in one.facts):
        facts.setdefault(key, []).extend(texts)
    if "met" in facts:
        facts["met"] = [min(facts["met"])]
    if second.named and _words(second.name) != _words(first.name):
        facts.setdefault("aliases", []).append(second.name)
    notes = dict.fromkeys(filter(None, (first.note, second.note)))
    return replace(
        first,
        facts=facts_of(facts),
        ids=tuple(dict.fromkeys((*first.ids, *second.ids))),
        kept=tuple(dict.fromkeys((*first.kept, *second.kept))),
        parts=tuple(dict.fromkeys((*first.parts, *second.parts))),
        note="\n\n".join(notes),
        photo=first.photo or second.photo,
        touches=(*first.touches, *second.touches),
        original=f"{first.original}\n{second.original}",
    )


def _is_hidden(row: Row, veil: Discretion) -> bool:
    return veil.hides(row.path) or veil.silences(f"{row.name} {row.reason}")


def _require_lines(wish: Wish, people: Sequence[ForeignPerson]) -> None:
    lines = {person.line for person in people}
    for line in sorted({*wish.same, *wish.new} - lines):
        raise UsageFault(f"Nobody begins on line {line} of that file.")
