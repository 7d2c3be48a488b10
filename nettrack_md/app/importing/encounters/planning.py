"""The plan of touches: each is new, changed, unchanged or unclear, with the reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from nettrack_md.app.asking import discretion, require_person
from nettrack_md.app.changing.capture import kinds_of
from nettrack_md.app.clock import moment_in
from nettrack_md.app.importing.encounters.logged import Logged
from nettrack_md.app.importing.encounters.memory import Memory, Remembered
from nettrack_md.app.importing.encounters.parties import Answer, Parties, stands_in
from nettrack_md.app.importing.encounters.values import (
    CAME_BEFORE,
    EncounterPlan,
    EncounterRow,
)
from nettrack_md.app.importing.encounters.wording import worded
from nettrack_md.errors import UsageFault
from nettrack_md.model.counting import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from nettrack_md.app.discretion import Discretion
    from nettrack_md.app.importing.plan import State
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.exchange.encounters import EncounterFile
    from nettrack_md.model.encounters import Encounter
    from nettrack_md.model.records import Contact

#: Parties that are only a title.
_TITLE = "title:"


def plan_encounters(
    ws: Workspace,
    file: EncounterFile,
    *,
    same: Mapping[str, str] | None = None,
    since: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> EncounterPlan:
    """Decide about every encounter of the file. Writes nothing.

    `same`: line, name or address to whom it is. Raises UsageFault for one that the
    file does not hold; PersonUnknown, PersonAmbiguous.
    """
    planning = _Planning(ws, file)
    past = [one for one in file.encounters if _is_past(ws, one)]
    wanted = [one for one in past if since is None or one.on >= since]
    groups: dict[str, list[Encounter]] = defaultdict(list)
    for one in wanted:
        groups[one.party].append(one)
    planning.decide(same or {}, file.encounters)
    by_note: dict[str, list[Encounter]] = defaultdict(list)
    for party, encounters in groups.items():
        planning.party(party, encounters, by_note)
    for done, path in enumerate(sorted(by_note), 1):
        if progress is not None:
            progress(done, len(by_note))
        planning.note(path, by_note[path])
    return planning.result(len(past) - len(wanted))


def _is_past(ws: Workspace, one: Encounter) -> bool:
    if one.on != ws.today or not one.time:
        return one.on <= ws.today
    now = moment_in(ws.settings.timezone)
    # `--today` may be another day than the clock's: then all of it is past.
    return now.date() != one.on or one.time <= now.strftime("%H:%M")


class _Planning:
    """Everybody of the vault, what came in before, and the rows so far."""

    def __init__(self, ws: Workspace, file: EncounterFile) -> None:
        self._ws, self._names = ws, file.names
        self._veil: Discretion = discretion(ws)
        self._contacts: dict[str, Contact] = {
            each.contact.path: each.contact for each in ws.index.people(ws.today)
        }
        self._parties = Parties(self._contacts.values(), self._veil, self._like)
        self._memory = Memory(ws.files)
        self._kinds = kinds_of(ws)
        self._decided: dict[str, str] = {}
        self._answers: dict[str, Answer] = {}
        self._rows: list[EncounterRow] = []
        self._open: dict[str, list[tuple[str, str, Sequence[Encounter]]]] = defaultdict(
            list
        )
        self._hidden: Counter[str] = Counter()
        self._unknown = 0

    def _like(self, name: str) -> list[str]:
        from nettrack_md.people.names import match_people

        return [row.path for row in match_people(name, self._ws.index.names())]

    def decide(self, same: Mapping[str, str], found: Iterable[Encounter]) -> None:
        """Take the user's word for who somebody is."""
        known: dict[str, set[str]] = defaultdict(set)
        for one in found if same else ():
            bare = one.party.partition(":")[2]
            for word in (str(one.line or ""), one.party, bare, self._name(one.party)):
                known[word.casefold()].add(one.party)
        for word, who in same.items():
            parties = known.get(word.strip().casefold()) or {
                party
                for party, title in self._names.items()
                if party.startswith(_TITLE) and stands_in(word, title)
            }
            if not parties:
                raise UsageFault(f'"{word}" is no line, name or address of that file.')
            contact = require_person(self._ws, who).contact
            for party in parties:
                answer = self._parties.find(party, self._names.get(party, ""))
                if answer.path != contact.path:
                    self._decided[party] = contact.path

    def _name(self, party: str) -> str:
        return self._names.get(party, "") or party.partition(":")[2]

    def party(
        self,
        party: str,
        encounters: Sequence[Encounter],
        by_note: dict[str, list[Encounter]],
    ) -> None:
        """Everything with one party: to a note, or a question, or only counted."""
        answer = self._parties.find(party, self._names.get(party, ""))
        if party in self._decided:
            answer = Answer(self._decided[party], "as you said")
        self._answers[party] = answer
        if answer.hidden:
            self._hidden[party] += len(encounters)
        elif answer.path:
            by_note[answer.path].extend(encounters)
        elif answer.unclear and self._is_open(party, encounters):
            # Titles that hold the same names are one question.
            by = answer.reason if party.startswith(_TITLE) else party
            self._open[by].append((party, answer.reason, encounters))
        elif not answer.unclear and not party.startswith(_TITLE):
            self._unknown += 1

    def _questions(self) -> Iterator[EncounterRow]:
        """A row for everything that has to be decided."""
        for asked in self._open.values():
            party, reason, _ = asked[0]
            lines = [one.line for _, _, each in asked for one in each]
            name = self._name(party)
            if party.startswith("mail:") and party in self._names:
                # By the name alone nobody could decide.
                name += f" <{party.removeprefix('mail:')}>"
            if len(asked) > 1:
                name += f", and {len(asked) - 1} more"
            reason += f"; {counted(len(lines), 'touch', 'touches')}"
            yield EncounterRow(
                "unclear", self._veil.masked(name), "", reason, min(lines), party
            )

    def _is_open(self, party: str, encounters: Sequence[Encounter]) -> bool:
        """Whether something of an unclear party did not come in before."""
        if not party.startswith(_TITLE):
            return True
        # Titles are no ids, so what was decided about one is only known by this.
        held = self._memory.one(party)
        return any(one.key not in held for one in encounters)

    def note(self, path: str, encounters: Sequence[Encounter]) -> None:
        """Every encounter with somebody who has a note."""
        ids = (*self._parties.ids_of(path), *(one.party for one in encounters))
        before = self._memory.of(ids)
        logged = Logged(self._ws.index.touches(path), before.values(), path)
        for one in _once(encounters):
            self._rows.append(self._row(path, one, before.get(one.key), logged))

    def _row(
        self, path: str, one: Encounter, before: Remembered | None, logged: Logged
    ) -> EncounterRow:
        new, old = worded(one, self._veil, self._kinds), None
        state: State = "new"
        reason = self._answers[one.party].reason
        if before is not None:
            wish = new._replace(text=new.text or before.text)
            state, reason, new = "unchanged", CAME_BEFORE, before
            if _follows(one, before, wish) and logged.holds(before):
                state, reason = "changed", "followed its source"
                new, old = wish, before
        elif logged.covers(new):
            state, reason = "unchanged", "is in the notes of that day"
        name = self._contacts[path].name
        return EncounterRow(
            state, name, path, reason, one.line, one.party, one.key, new, old,
        )  # fmt: skip

    def result(self, before: int) -> EncounterPlan:
        """The whole plan, ordered by note and day."""
        order = {"unclear": 1}
        rows = sorted(
            (*self._rows, *self._questions()),
            key=lambda row: (
                order.get(row.state, 0), row.path, row.name, row.line,
            ) if row.new is None else (
                0, row.path, row.new.on.isoformat(), row.new.time, row.key,
            ),
        )  # fmt: skip
        hidden = sum(self._hidden.values())
        return EncounterPlan(
            tuple(rows), dict(self._decided), hidden, self._unknown, before
        )


def _once(encounters: Sequence[Encounter]) -> list[Encounter]:
    """Each touch once, where somebody is several parties: the last of a day."""
    found: dict[str, Encounter] = {}
    for one in sorted(encounters, key=lambda e: (e.on, e.time, e.text, e.party)):
        found[one.key] = one
    return list(found.values())


def _follows(one: Encounter, before: Remembered, wish: Remembered) -> bool:
    """Whether what came in before is out of date: moved, or said later that day."""
    if wish == before:
        return False
    if one.key.startswith("event "):
        return True
    if one.on != before.on:
        return False
    # An export that is not whole says less; it takes nothing back.
    return wish.time > before.time or (not before.text and wish.time == before.time)
