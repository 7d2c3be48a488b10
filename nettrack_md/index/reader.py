"""Reading: every question that the index answers, in records of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.index import answers, links, persons, search, ties, touches
from nettrack_md.index.codec import unpack
from nettrack_md.index.faults import Guard, IndexSuperseded
from nettrack_md.index.particulars import event_of, goal_of, profile_of
from nettrack_md.index.rows import Counts, DoubtfulLink, Found, Hit, LinkRow, Named
from nettrack_md.model.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from nettrack_md.index.database import Database
    from nettrack_md.index.ties import Beside, Led
    from nettrack_md.model.records import (
        Contact,
        Event,
        Goal,
        Introduction,
        NoteKind,
        Person,
        Profile,
        Promise,
        Share,
        Touch,
    )

__all__ = [
    "Counts", "DoubtfulLink", "Found", "Hit", "LinkRow", "Named", "Reader",
]  # fmt: skip


class Reader:
    """The questions. Each may raise an IndexUnavailable."""

    def __init__(self, database: Database, stamp: str) -> None:
        self._database = database
        self._stamp = stamp

    # --- the notes ---

    def folders(self) -> dict[str, tuple[bytes, int]]:
        """How each folder looked when it was read last: signature, and when."""
        with Guard():
            if self._database.value("SELECT stamp FROM meta") != self._stamp:
                raise IndexSuperseded("another nettrack made it anew")
            rows = self._database.rows("SELECT * FROM folders")
            return {path: (signature, when) for path, signature, when in rows}

    def digest(self, path: str) -> bytes | None:
        """The digest that was put with a note.

        Empty where the note was unreadable since, None where it is unknown.
        """
        with Guard():
            sql = "SELECT digest FROM notes WHERE path = ?"
            digest: bytes | None = self._database.value(sql, [path])
            return digest

    def paths(self) -> tuple[str, ...]:
        """The paths of all notes, sorted."""
        with Guard():
            rows = self._database.rows("SELECT path FROM notes ORDER BY path")
            return tuple([path for (path,) in rows])

    def paths_of_kind(self, kind: NoteKind) -> tuple[str, ...]:
        """The paths of all notes of one kind, sorted."""
        with Guard():
            sql = "SELECT path FROM notes WHERE kind = ? ORDER BY path"
            return tuple([path for (path,) in self._database.rows(sql, [kind])])

    def known_notes(self) -> int:
        """How many notes there are."""
        with Guard():
            return int(self._database.value("SELECT count(*) FROM notes"))

    def kinds(self) -> dict[str, int]:
        """How many notes there are of each kind."""
        with Guard():
            sql = "SELECT kind, count(*) FROM notes GROUP BY kind ORDER BY kind"
            return dict(self._database.rows(sql))

    def counts(self) -> Counts:
        """How many notes, contacts and problems there are."""
        sql = (
            "SELECT (SELECT count(*) FROM notes), (SELECT count(*) FROM clocks),"
            " (SELECT coalesce(sum(number), 0) FROM problems)"
        )
        with Guard():
            return Counts(*self._database.row(sql) or (0, 0, 0))

    def answer(self, question: bytes) -> bytes | None:
        """What was answered to a question, if that still holds."""
        with Guard(decoding=True):
            return answers.find_answer(self._database, question)

    def version(self) -> int:
        """A number that every write raises."""
        with Guard():
            return answers.version(self._database)

    # --- people ---

    def people(
        self, as_of: date, *, due_before: date | None = None, properties: bool = True
    ) -> Iterator[Person]:
        """Everybody as of a day, by path; no evidence from after it has a say.

        Without `properties` the contacts come with neither `properties` nor `other`,
        four times as fast: enough for whoever asks only when somebody is due.

        With `due_before`, those who may be due before that day: first those whose
        clock says nothing about `as_of` (touches after it, or no clock set yet), then
        the others by (as_of - base) / rhythm, the highest first.
        """
        with Guard(decoding=True):
            yield from persons.people(
                self._database, as_of, due_before, properties=properties
            )

    def people_by_name(self, as_of: date) -> Iterator[Person]:
        """Everybody as of a day, in reading order (contract section 13)."""
        with Guard(decoding=True):
            yield from persons.people_by_name(self._database, as_of)

    def any_due(
        self, as_of: date, due_before: date, *, properties: bool = True
    ) -> Iterator[Person]:
        """Those of `people` with `due_before`, in no order; quicker for all of them.

        Until the last of them came nothing may be written.
        """
        with Guard(decoding=True):
            yield from persons.any_due(
                self._database, as_of, due_before, properties=properties
            )

    def untimed(self, as_of: date) -> int:
        """At most how many of `people` with `due_before` come before the ordered."""
        with Guard():
            return persons.untimed(self._database, as_of)

    def person(self, path: str, as_of: date) -> Person | None:
        """The contact of that path as of a day, or None."""
        with Guard(decoding=True):
            return persons.person(self._database, path, as_of)

    def names(self) -> Iterator[Named]:
        """What every contact is called, by path."""
        with Guard(decoding=True):
            yield from persons.names(self._database)

    def private_contacts(self) -> tuple[Contact, ...]:
        """The contacts that are private, by path."""
        with Guard(decoding=True):
            return persons.private_contacts(self._database)

    # --- what happened, and what is open ---

    def touches(self, path: str) -> tuple[Touch, ...]:
        """All touches of a contact, newest first.

        Those that lie ahead and those that have no say are among them.
        """
        with Guard(decoding=True):
            return touches.touches_of(self._database, path)

    def touches_between(self, first: date, last: date) -> tuple[tuple[str, Touch], ...]:
        """Everybody's touches within two days, newest first.

        Each stands behind the contact's path.
        """
        with Guard(decoding=True):
            return touches.touches_between(self._database, first, last)

    def promises(
        self, *, open_only: bool = True, path: str | None = None
    ) -> tuple[Promise, ...]:
        """The promises that concern contacts, or that one, by path and line."""
        with Guard(decoding=True):
            return links.promises(self._database, open_only=open_only, path=path)

    def introductions(self, path: str | None = None) -> tuple[Introduction, ...]:
        """The introductions, or that contact's, by day, path and line."""
        with Guard(decoding=True):
            return links.introductions(self._database, path)

    def shares(self) -> tuple[Share, ...]:
        """What may be passed on, by path and line."""
        with Guard(decoding=True):
            return links.shares(self._database)

    def introducers(self) -> dict[str, str]:
        """Each contact's introducer, where that is a contact, by path."""
        with Guard():
            return links.introducers(self._database)

    def goals(self) -> tuple[Goal, ...]:
        """The goals, by path."""
        with Guard(decoding=True):
            return tuple([goal_of(record) for record in self._others("goal")])

    def every_event(self) -> tuple[Event, ...]:
        """The meetings and events, those without a day too, by path."""
        with Guard(decoding=True):
            return tuple([event_of(record) for record in self._others("event")])

    def events(self, first: date, last: date) -> tuple[Event, ...]:
        """The meetings and events within two days, by day and path."""
        with Guard(decoding=True):
            days = (first.toordinal(), last.toordinal())
            return tuple([event_of(record) for record in self._others("event", days)])

    def profile(self) -> Profile | None:
        """The profile; the first by path, should there be several."""
        with Guard(decoding=True):
            found = next(iter(self._others("profile")), None)
            return None if found is None else profile_of(found)

    def _others(self, what: str, days: tuple[int, int] | None = None) -> list[bytes]:
        sql = (
            "SELECT o.record FROM others o JOIN notes n ON n.id = o.id WHERE o.what = ?"
        )
        if days is None:
            rows = self._database.rows(f"{sql} ORDER BY n.path", [what])
        else:
            sql = f"{sql} AND o.day BETWEEN ? AND ? ORDER BY o.day, n.path"
            rows = self._database.rows(sql, [what, *days])
        return [record for (record,) in rows]

    # --- who knows whom ---

    def beside(self) -> tuple[Beside, ...]:
        """Whom the lines of dated notes, meetings and events name."""
        with Guard():
            return ties.beside(self._database)

    def introducer_lines(self) -> tuple[Led, ...]:
        """Each contact's introducer, with the line that says so."""
        with Guard():
            return ties.introducer_lines(self._database)

    def goal_lines(self) -> tuple[Led, ...]:
        """The goals that contacts name, with the line that says so."""
        with Guard():
            return ties.goal_lines(self._database)

    def linking_bodies(self) -> Iterator[tuple[str, str, int]]:
        """The bodies of contacts that hold a link: path, text, first line."""
        with Guard(decoding=True):
            yield from ties.linking_bodies(self._database)

    def commented_bodies(self) -> Iterator[tuple[str, str, int]]:
        """The bodies that hold a comment of Obsidian's: path, text, first line."""
        with Guard(decoding=True):
            yield from ties.commented_bodies(self._database)

    def beside_one(self, path: str) -> tuple[Beside, ...]:
        """The rows of `beside` on the lines that name one contact, theirs included."""
        with Guard():
            return ties.beside_one(self._database, path)

    def linking_body(self, path: str) -> tuple[str, str, int] | None:
        """One contact's body: path, text, first line; None without one."""
        with Guard(decoding=True):
            return ties.linking_body(self._database, path)

    def linking_bodies_with(
        self, words: Sequence[str]
    ) -> Iterator[tuple[str, str, int]]:
        """Those of `linking_bodies` that hold one of these words, folded for search."""
        with Guard(decoding=True):
            yield from ties.linking_bodies_with(self._database, words)

    def called(self, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The notes of a link's key, and the contacts of whom it is an alias."""
        with Guard():
            return ties.called(self._database, key)

    def had(
        self, kinds: Collection[str], first: date, last: date
    ) -> dict[str, tuple[date, str, int]]:
        """Who had a touch of these kinds within two days, by the contact's path.

        Of each the newest: its day, and the note and the line that tell of it.
        """
        with Guard(decoding=True):
            return touches.had(self._database, kinds, first, last)

    # --- what is wrong, and where something stands ---

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in notes, by path and line."""
        with Guard(decoding=True):
            return self._problems("SELECT records FROM problems", ())

    def problems_of(self, path: str) -> tuple[Problem, ...]:
        """What is wrong in one note, by line."""
        with Guard(decoding=True):
            sql = "SELECT records FROM problems WHERE path = ?"
            return self._problems(sql, [path])

    def _problems(self, sql: str, values: Sequence[str]) -> tuple[Problem, ...]:
        rows = self._database.rows(sql, values)
        return tuple(sorted([Problem(*p) for (kept,) in rows for p in unpack(kept)]))

    def links_to_check(self) -> Iterator[DoubtfulLink]:
        """The links that lead to no note by their path, by path and line."""
        with Guard():
            yield from links.doubtful_links(self._database)

    def found(self, text: str) -> Iterator[Found]:
        """Where that text stands, by path and line, a few notes at a time.

        Exact, blind to case and width; a blank between words means and. A note is
        found when each word is somewhere in it. Its hits are the lines and the
        properties that hold all of the words; where none does, those that hold one.
        """
        with Guard(decoding=True):
            yield from search.search(self._database, text)

    def search(self, text: str) -> tuple[Hit, ...]:
        """The hits of `found`, all at once."""
        return tuple([hit for found in self.found(text) for hit in found.hits()])
