"""Writing: notes put in and taken out, links followed, evidence settled.

All within one transaction of `Index.writing`. Rows are held back and written in
batches; whatever is read meanwhile, by whomever, has them written first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nettrack_md.index.answers import outdate
from nettrack_md.index.cards import names_of
from nettrack_md.index.facts import (
    CARD,
    LINK,
    PROBLEMS,
    REMOVALS,
    plain_rows,
    problem_row,
)
from nettrack_md.index.following import Following
from nettrack_md.index.persons import paths_of
from nettrack_md.index.schema import PLACES, create_indexes, is_indexed
from nettrack_md.index.settle import settle
from nettrack_md.index.sheaf import bind
from nettrack_md.model.keys import link_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from nettrack_md.index.database import Database
    from nettrack_md.index.facts import Batch, Clock
    from nettrack_md.index.following import Candidates
    from nettrack_md.index.rows import LinkRow
    from nettrack_md.index.sheaf import Head, Sheaf
    from nettrack_md.model.problems import Problem
    from nettrack_md.model.records import NoteFacts

    #: Takes the paths of contacts that were settled, or dropped.
    Teller = Callable[[Iterable[str]], None]

#: Notes, or rows of another sort, that are held back before they are written.
_HELD = 256

_NO_PROBLEMS = "DELETE FROM problems WHERE path = ?"
_NO_TARGETS = "DELETE FROM targets"
_NOTE_GONE = "DELETE FROM notes WHERE id = :note"
_LINKS_LOST = "UPDATE targets SET leads_to = NULL, how = '' WHERE leads_to = :note"
_LED_TO = f"""
SELECT DISTINCT t.leads_to FROM links l JOIN targets t ON t.id = l.target
WHERE l.id BETWEEN :note * {PLACES} AND (:note + 1) * {PLACES} - 1
AND l.day IS NOT NULL AND t.leads_to IS NOT NULL
"""


class Writer:
    """What can be written into an index. `Index.writing` hands it out."""

    def __init__(self, database: Database, tell: Teller | None = None) -> None:
        self._database = database
        self._tell = tell
        self._ids: dict[str, int] = {}
        self._next = (database.value("SELECT max(id) FROM notes") or 0) + 1
        #: Nothing was in the index before, so nothing needs to be looked up.
        self._fresh = self._next == 1
        if self._fresh:
            # Where the notes' links led stays when they go; of an index that was
            # emptied it would answer for the notes to come.
            database.run(_NO_TARGETS)
        self._indexed = is_indexed(database)
        #: Whether any link may lead somewhere yet.
        self._linked = not self._fresh
        self._following = Following(database, indexed=self._indexed, fresh=self._fresh)
        #: Notes whose evidence must be weighed anew, if they are contacts.
        self._unsettled: set[int] = set()
        #: Contacts whose evidence is that of their own log, and of nothing else yet.
        self._weighed: set[int] = set()
        self._removed: list[dict[str, object]] = []
        self._gone: list[dict[str, object]] = []
        self._lost: list[dict[str, object]] = []
        self._dropped: set[str] = set()
        #: Whether there are problems, maybe of notes that could never be read.
        self._problems = bool(database.value("SELECT count(*) FROM problems"))
        self._mended: list[tuple[str]] = []
        self._batch: Batch = {}
        self._held: set[int] = set()
        #: Whether somebody is called otherwise than before.
        self._renamed = self._fresh
        #: Whether anything was written but how folders looked.
        self._told_anything = self._fresh
        database.before_reading = self.flush

    # --- notes ---

    def put(self, facts: NoteFacts, digest: bytes, size: int) -> None:
        """Take in what a note says, in place of what it said before."""
        (note,) = self.numbers([facts.path])
        self.take(bind([(facts, note, digest, size)]))

    def numbers(self, paths: Iterable[str]) -> list[int]:
        """The numbers of notes that are to be put, new ones for those unknown."""
        numbers: list[int] = []
        for path in paths:
            note = self._find(path)
            if note is None:
                note, self._next = self._next, self._next + 1
            numbers.append(note)
        return numbers

    def take(self, sheaf: Sheaf) -> None:
        """Put the notes of a sheaf that was bound with `numbers` of this writer."""
        heads, targets, links, rows = sheaf
        self._told_anything = True
        if not self._renamed:
            records = {row[0]: row[3] for row in rows.get(CARD, ())}
            self._renamed = any(
                self._is_renamed(path, records.get(note)) for note, path, *_ in heads
            )
        for head in heads:
            self._make_room(head)
        self._following.forget_candidates()
        # Whoever makes room may write what is held back, but this is not there yet.
        self._held.update([head[0] for head in heads])
        ids = self._following.numbers(targets)
        for link in links:
            link[1] = ids[link[1]]
        rows[LINK] = [*links]
        for statement, more in rows.items():
            held = self._batch.setdefault(statement, more)
            if held is not more:
                held += more
        if len(self._held) >= _HELD:
            self.flush()

    def _make_room(self, head: Head) -> None:
        """Have the old rows of a note out, and remember who is concerned."""
        note, path, key, aliases, is_contact, is_weighed = head
        changed = self._following.changed
        if self._find(path) is None:
            self._ids[path] = note
            self._dropped.discard(path)
            if self._problems:
                self._mended.append((path,))
            changed.add(key)
            changed.update(aliases)
        else:
            if self._tell is not None and not is_contact:
                # Whoever was a contact, and is none now, is settled no more.
                self._tell((path,))
            changed |= self._take_out(note, path) ^ set(aliases)
            self._gone.append({"note": note})
        if is_weighed:
            self._weighed.add(note)
        elif is_contact:
            self._unsettled.add(note)

    def _is_renamed(self, path: str, record: Any) -> bool:  # noqa: ANN401
        """Whether a note, with that record now, was another's, or nobody's, before."""
        note = self._find(path)
        old = None
        if note is not None:
            sql = "SELECT record FROM cards WHERE id = ?"
            old = self._database.peek_value(sql, [note])
        return (old and names_of(old)) != (record and names_of(record))

    def drop(self, path: str) -> None:
        """Forget a note, and its problems; one that is unknown is no trouble."""
        self._told_anything = True
        note = self._find(path)
        if note is None:
            self._database.run(_NO_PROBLEMS, [path])
            return
        self._renamed = self._renamed or self._is_renamed(path, None)
        if self._tell is not None:
            self._tell((path,))
        self._following.changed |= self._take_out(note, path)
        self._following.changed.add(link_key(path))
        self._following.forget_candidates()
        self._gone.append({"note": note})
        self._lost.append({"note": note})
        self._unsettled.discard(note)
        self._weighed.discard(note)
        self._ids.pop(path, None)
        self._dropped.add(path)

    def is_private(self, path: str) -> bool:
        """Whether the last good facts of a note keep somebody private."""
        self.flush()
        sql = (
            "SELECT private FROM cards JOIN notes ON notes.id = cards.id"
            " WHERE notes.path = ?"
        )
        return bool(self._database.value(sql, [path]))

    def keep_problem(self, path: str, problems: Sequence[Problem]) -> None:
        """A note that cannot be read now keeps its last facts; its problems are these.

        Its digest becomes one that fits no bytes, so that the note is taken in again
        when it is mended, even to what it was before.
        """
        self.flush()
        self._database.run("UPDATE notes SET digest = x'' WHERE path = ?", [path])
        self._database.run(_NO_PROBLEMS, [path])
        self._problems = True
        self._told_anything = True
        if problems:
            self._database.run(PROBLEMS, problem_row(path, problems))

    def set_folders(self, changed: Mapping[str, tuple[bytes, int] | None]) -> None:
        """Remember how folders looked: signature, and when; None forgets one."""
        gone = [(path,) for path, seen in changed.items() if seen is None]
        seen = [(path, *seen) for path, seen in changed.items() if seen is not None]
        self._database.many("DELETE FROM folders WHERE path = ?", gone)
        self._database.many("INSERT OR REPLACE INTO folders VALUES (?,?,?)", seen)

    def _find(self, path: str) -> int | None:
        note = self._ids.get(path)
        if note is None and not self._fresh and path not in self._dropped:
            sql = "SELECT id FROM notes WHERE path = ?"
            note = self._database.peek_value(sql, [path])
            if note is not None:
                self._ids[path] = note
        return note

    def _take_out(self, note: int, path: str) -> set[str]:
        """Have the rows of a note removed; the aliases that it had."""
        if note in self._held or self._following.holds_back:
            self.flush()
        peek = self._database.peek
        self._unsettled.update(each for (each,) in peek(_LED_TO, {"note": note}))
        self._removed.append({"note": note, "path": path})
        return {k for (k,) in peek("SELECT key FROM aliases WHERE id = ?", [note])}

    # --- links ---

    def unresolved(self) -> Iterator[LinkRow]:
        """The links whose answer may have changed since the last settling."""
        self._loosen()
        self._linked = True
        return self._following.pending()

    def candidates(self, key: str) -> Candidates:
        """Paths of the notes of a key, and of the contacts it is an alias of."""
        return self._following.candidates(key)

    def resolve(self, link_id: int, path: str | None, how: str) -> None:
        """Say where a link of `unresolved` leads, and by what; None: nowhere."""
        self._told_anything = True
        note = None if path is None else self._find(path)
        if note is not None:
            self._unsettled.add(note)
        self._following.follow(link_id, note, how)

    def _loosen(self) -> None:
        """Ask again for whatever the names that came or went may have moved."""
        if not self._linked:
            # In an index that is being filled no link leads anywhere yet.
            self._following.changed.clear()
        elif self._following.changed:
            self._index()
            self._unsettled |= self._following.loosen()

    # --- evidence ---

    def settle(self, clock: Clock | None = None) -> tuple[str, ...]:
        """Weigh the evidence of every contact whose evidence, or note, has changed.

        `clock` says when each is due as of the newest evidence, for `Index.people`.
        Returns their paths, sorted.
        """
        self._loosen()
        self._index()
        self._unsettled |= self._following.led_to()
        notes, self._unsettled = self._unsettled, set()
        weighed, self._weighed = self._weighed, set()
        settled = settle(self._database, notes, weighed, clock)
        self._linked = True
        paths = tuple(sorted(paths_of(self._database, settled)))
        if self._tell is not None:
            self._tell(paths)
        return paths

    # --- the transaction ---

    def _index(self) -> None:
        if not self._indexed:
            self.flush()
            create_indexes(self._database)
            self._indexed = True

    def flush(self) -> None:
        """Write what is held back."""
        many = self._database.many
        removed, self._removed = self._removed, []
        if removed:
            for removal in REMOVALS:
                many(removal, removed)
        gone, self._gone = self._gone, []
        if gone:
            many(_NOTE_GONE, gone)
        mended, self._mended = self._mended, []
        if mended:
            many(_NO_PROBLEMS, mended)
        lost, self._lost = self._lost, []
        if lost:
            many(_LINKS_LOST, lost)
        batch, self._batch = self._batch, {}
        self._held = set()
        self._following.take_new(batch)
        if batch:
            self._write(batch)
        self._following.flush_followed()

    def _write(self, batch: Batch) -> None:
        many, run = self._database.many, self._database.run
        run("SAVEPOINT batch")
        try:
            for statement, rows in batch.items():
                many(statement, rows)
        except UnicodeEncodeError:
            # A property can be typed with half a surrogate pair as an escape.
            run("ROLLBACK TO batch")
            for statement, rows in batch.items():
                many(statement, plain_rows(rows))
        run("RELEASE batch")

    def finish(self) -> None:
        """Leave nothing half done, and no answer that was right before."""
        concerned = self._unsettled or self._weighed
        if concerned or self._following.stirred or not self._indexed:
            self.settle()
        self.flush()
        if self._told_anything:
            outdate(self._database, renamed=self._renamed)
