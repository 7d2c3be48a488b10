"""Ticks -> deeds: what each asks for, by the state of the vault.

A tick whose wish is fulfilled already is settled, so doing all of it twice is once.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from nettrack_md.app.asking import review, week_asked
from nettrack_md.app.discretion import NOBODY_PRIVATE, discretion_of
from nettrack_md.app.ticks.choices import is_so, plain_choice
from nettrack_md.app.ticks.deeds import (
    Agreed,
    Contacted,
    Decision,
    Deed,
    Kept,
    PutOff,
)
from nettrack_md.app.ticks.lines import read_words
from nettrack_md.app.ticks.links import Links, why_unfollowed
from nettrack_md.insight.cadence import standing
from nettrack_md.people.properties import canonical_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from nettrack_md.app.ticks.reading import Tick
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.records import Contact, Person

#: The region of a review in which people stand because I owe them an answer.
ANSWERS = "promises"
#: How long to skip a round of somebody who has no rhythm: that of the tier `active`.
NO_RHYTHM_DAYS = 90


def decide(ws: Workspace, ticks: Iterable[Tick]) -> Decision:
    """What the ticks ask for, one deed for each wish, whichever notes it stands in."""
    return _Judge(ws).judge(ticks)


def next_week_ends(ws: Workspace) -> date:
    """The last day of next week: how long `[>]` puts somebody off."""
    return week_asked(ws, None).ends + timedelta(days=7)


def one_round(ws: Workspace, contact: Contact) -> date:
    """One rhythm from today: how long `[-]` puts somebody off."""
    if contact.rhythm is None:
        return ws.today + timedelta(days=NO_RHYTHM_DAYS)
    return contact.rhythm.after(ws.today)


class _Reached(NamedTuple):
    """A tick that says somebody was contacted, and what would answer it already."""

    tick: Tick
    person: Person
    on: date
    since: date
    direction: Literal["", "->"]


class _Judge:
    """Goes through the ticks and gathers what belongs together."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.week = week_asked(ws, None)
        self.links = Links(ws)
        self.veil = (
            NOBODY_PRIVATE if ws.private else discretion_of(ws.index.private_contacts())
        )
        self.decision = Decision()
        self.contacted: dict[str, list[_Reached]] = {}
        #: Who was reached, as a page of today says that the vault knows already.
        self.known: set[str] = set()
        self.put_off: dict[str, list[tuple[Tick, Person]]] = {}
        self.kept: dict[tuple[str, str], list[Tick]] = {}
        self.agreed: dict[tuple[str, str], Agreed] = {}

    def judge(self, ticks: Iterable[Tick]) -> Decision:
        for tick in ticks:
            self.take(tick)
        deeds = self.decision.deeds
        for path, reached in self.contacted.items():
            deeds.extend(self.touches_of(path, reached))
        for path, resting in self.put_off.items():
            self.rest(path, resting)
        for (path, words), boxes in self.kept.items():
            on = next((t.item.done_on for t in boxes if t.item.done_on), self.ws.today)
            deeds.append(Kept(path, words, min(on, self.ws.today), tuple(boxes)))
        deeds.extend(self.agreed.values())
        return self.decision

    # --- one tick ---

    def take(self, tick: Tick) -> None:
        kind = tick.item.meaning.kind
        if kind == "person":
            self.take_person(tick)
        elif tick.box == "x" and kind == "promise":
            if (path := self.note_of(tick)) is not None:
                self.kept.setdefault((path, tick.item.meaning.text), []).append(tick)
        elif tick.box == "x" and kind == "proposal":
            self.take_proposal(tick)

    def take_person(self, tick: Tick) -> None:
        if tick.box != "x" and not tick.page.current:
            return
        if (person := self.person_of(tick)) is None:
            return
        path = person.contact.path
        if tick.box != "x":
            self.put_off.setdefault(path, []).append((tick, person))
            return
        reached = self.reached(tick, person)
        if reached is None:
            self.decision.settled.append(tick)
            if tick.page.current:
                self.known.add(path)
        else:
            self.contacted.setdefault(path, []).append(reached)

    def reached(self, tick: Tick, person: Person) -> _Reached | None:
        """What the tick of a contacted person asks for; None: it is so already."""
        on, week = self.day_of(tick), tick.page.week
        if week is None:
            rules = self.ws.settings.practice
            place = standing(person, today=self.ws.today, rules=rules)
            if place.state != "overdue":
                return None
            since = on
        else:
            # The review of a week that lies ahead is ticked today.
            since = min(week.begins, self.week.begins)
        path = person.contact.path
        for touch in self.ws.index.touches(path):
            late = since <= touch.on <= self.ws.today
            if touch.restarts and (late or touch.on == on):
                if tick.region != ANSWERS or not tick.page.current or not week:
                    return None
                # Their own words of this week are no answer to them.
                owed = path in self.owed
                return _Reached(tick, person, on, on, "->") if owed else None
        return _Reached(tick, person, on, min(since, on), "")

    @cached_property
    def owed(self) -> frozenset[str]:
        """To whom I owe an answer or thanks, as the week stands."""
        found = review(self.ws, self.week)
        return frozenset(
            item.contact.path
            for item in (*found.owed, *found.old)
            if item.kind != "promise" and item.mine
        )

    def day_of(self, tick: Tick) -> date:
        """The day of a contact: what the user wrote in front, else `✅`, else today."""
        said = read_words(tick.lines).on or tick.item.done_on
        return min(said or self.ws.today, self.ws.today)

    def take_proposal(self, tick: Tick) -> None:
        meaning = tick.item.meaning
        key = canonical_key(meaning.name, self.ws.settings.reading)
        if key is None or (person := self.person_of(tick)) is None:
            return
        contact = person.contact
        value = plain_choice(key, meaning.text, self.ws.settings.reading)
        if is_so(contact, key, value):
            self.decision.settled.append(tick)
            return
        same = self.agreed.get((contact.path, key))
        if same is not None and same.value != value:
            what = f'"{key}" is to be {same.value} by another tick'
            self.decision.refuse(tick, f"{what}. Tick one of the two.")
            return
        ticks = (*(same.ticks if same else ()), tick)
        self.agreed[contact.path, key] = Agreed(
            contact.path, contact.name, key, value, ticks
        )

    # --- whom it is about ---

    def note_of(self, tick: Tick) -> str | None:
        """The note that the tick's link leads to; what is wrong with it is said."""
        found = self.links.follow(tick.target, tick.page.path)
        if found.path is not None and self.veil.hides(found.path):
            reason = "this is about a private person. Carry it out with --private."
            self.decision.refuse(tick, reason)
            return None
        if found.path is None:
            self.decision.refuse(tick, why_unfollowed(tick.target, found))
        return found.path

    def person_of(self, tick: Tick) -> Person | None:
        if (path := self.note_of(tick)) is None:
            return None
        person = self.ws.index.person(path, self.ws.today)
        if person is None and tick.ours:
            what = f"[[{tick.target}]] is no contact"
            self.decision.refuse(tick, f"{what}. Open the box, or mend their note.")
        return person

    # --- what belongs together ---

    def touches_of(self, path: str, reached: list[_Reached]) -> list[Deed]:
        """One touch for each day that the ticks of a person name; else today's."""
        today = self.ws.today
        days = sorted({each.on for each in reached if each.on != today}) or [today]
        deeds: list[Deed] = []
        for on in days:
            mine = [
                each
                for each in reached
                if each.on == on or (each.on not in days and on == days[-1])
            ]
            lines = dict.fromkeys(line for each in mine for line in each.tick.lines)
            since = min(each.since for each in mine)
            deeds.append(
                Contacted(
                    path,
                    mine[0].person.contact.name,
                    on,
                    on if len(days) > 1 else since,
                    today,
                    max(each.direction for each in mine),
                    tuple(lines),
                    tuple(each.tick for each in mine),
                )
            )
        return deeds

    def rest(self, path: str, resting: list[tuple[Tick, Person]]) -> None:
        """Put somebody off until the latest day that is asked for."""
        contact = resting[0][1].contact
        untils = [
            one_round(self.ws, contact) if t.box == "-" else next_week_ends(self.ws)
            for t, _ in resting
        ]
        ticks = tuple(tick for tick, _ in resting)
        until = max(untils)
        met = path in self.contacted or path in self.known
        if met or (contact.snooze and contact.snooze >= until):
            self.decision.settled.extend(ticks)
        else:
            self.decision.deeds.append(PutOff(path, contact.name, until, ticks))
