"""Following links: which ask where they lead, and what they were told.

Links that say the same in the same folder lead to the same note, so each such target
is kept, and followed, once.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from nettrack_md.index.database import MANY, chunks, marks
from nettrack_md.index.facts import TARGET
from nettrack_md.index.rows import LinkRow
from nettrack_md.model.keys import link_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nettrack_md.index.database import Database
    from nettrack_md.index.facts import Batch, Values
    from nettrack_md.index.sheaf import Target

    #: The notes of a key, and the contacts that have it as an alias.
    Candidates = tuple[tuple[str, ...], tuple[str, ...]]

#: After so many different keys it is quicker to know them all.
_FEW = 100

_PENDING = f"""
SELECT id, scope, text FROM targets WHERE how = '' AND id > ?
ORDER BY id LIMIT {MANY}
"""
_ALIASES = "SELECT a.key, n.path FROM aliases a JOIN notes n ON n.id = a.id"
# By the key, which has an index; few that have one key differ in the rest.
_SAME = "SELECT id FROM targets WHERE key = ? AND text = ? AND scope = ?"
_FOLLOWED = "UPDATE targets SET leads_to = ?, how = ? WHERE id = ?"
_LOST = "UPDATE targets SET leads_to = NULL, how = '' WHERE key = ?"


def target_key(text: str, scope: str) -> str:
    """What a link is looked up by; one that says nothing leads to its own note."""
    return link_key(text if text.strip("/ ") else scope)


def _number(key: str) -> int:
    """A key as targets have it: a third of its size."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass"))


class Following:
    """The links of one transaction."""

    def __init__(self, database: Database, *, indexed: bool, fresh: bool) -> None:
        self._database = database
        self._few = _FEW if indexed else 0
        self._fresh = fresh
        self._next = (database.value("SELECT max(id) FROM targets") or 0) + 1
        #: By scope and text.
        self._targets: dict[str, dict[str, int]] = {}
        self._new: list[Values] = []
        self._followed: list[tuple[int | None, str, int]] = []
        self._known: dict[str, Candidates] = {}
        self._knows_all = False
        #: Keys that came or went, so that links of that key may lead elsewhere.
        self.changed: set[str] = set()
        #: Targets of links that were put.
        self.used: set[int] = set()

    @property
    def holds_back(self) -> bool:
        """Whether something that was followed is still to be written."""
        return bool(self._followed)

    @property
    def stirred(self) -> bool:
        """Whether links were put, or may lead elsewhere, since the last settling."""
        return bool(self.changed or self.used)

    def forget_candidates(self) -> None:
        """Names have changed."""
        self._known.clear()
        self._knows_all = False

    # --- targets ---

    def numbers(self, targets: Iterable[Target]) -> list[int]:
        """The ids of the targets of links that are put, new ones for those unknown."""
        ids: list[int] = []
        for text, scope, key in targets:
            known = self._targets.setdefault(scope, {})
            target = known.get(text)
            if target is None and not self._fresh:
                target = self._database.peek_value(_SAME, [_number(key), text, scope])
            if target is None:
                target, self._next = self._next, self._next + 1
                self._new.append((target, text, scope, _number(key)))
            known[text] = target
            ids.append(target)
        self.used.update(ids)
        return ids

    def led_to(self) -> set[int]:
        """The notes that the targets used so far lead to, as far as is known."""
        used, self.used = sorted(self.used), set()
        return self._led_to("id", used)

    def loosen(self) -> set[int]:
        """Have every target of a changed key asked for again; the notes they led to."""
        # Whoever shares a number is asked for again too, and leads where it led.
        changed, self.changed = sorted(set(map(_number, self.changed))), set()
        notes = self._led_to("key", changed)
        self._database.many(_LOST, [(key,) for key in changed])
        return notes

    def _led_to(self, column: str, values: list[int]) -> set[int]:
        notes: set[int] = set()
        for some in chunks(values):
            sql = (
                f"SELECT leads_to FROM targets WHERE {column} IN ({marks(len(some))})"
                " AND leads_to IS NOT NULL"
            )
            notes.update(note for (note,) in self._database.rows(sql, some))
        return notes

    def pending(self) -> Iterator[LinkRow]:
        """The targets that ask where they lead."""
        last = 0
        while rows := list(self._database.rows(_PENDING, [last])):
            for target, scope, text in rows:
                yield LinkRow(target, scope, text, target_key(text, scope))
            last = rows[-1][0]

    def follow(self, target: int, note: int | None, how: str) -> None:
        """Note where a target leads; written with the next batch."""
        self._followed.append((note, how, target))

    # --- candidates ---

    def candidates(self, key: str) -> Candidates:
        """The notes whose file has that key, and the contacts that are called so."""
        if (known := self._known.get(key)) is not None:
            return known
        if self._knows_all:
            return (), ()
        if len(self._known) >= self._few:
            self._know_all()
            return self.candidates(key)
        rows = self._database.rows
        notes = rows("SELECT path FROM notes WHERE key = ? ORDER BY path", [key])
        aliases = rows(f"{_ALIASES} WHERE a.key = ? ORDER BY n.path", [key])
        found = tuple([p for (p,) in notes]), tuple([p for _, p in aliases])
        self._known[key] = found
        return found

    def _know_all(self) -> None:
        notes: dict[str, list[str]] = {}
        aliases: dict[str, list[str]] = {}
        for key, path in self._database.rows(
            "SELECT key, path FROM notes ORDER BY path"
        ):
            notes.setdefault(key, []).append(path)
        for key, path in self._database.rows(f"{_ALIASES} ORDER BY n.path"):
            aliases.setdefault(key, []).append(path)
        self._known = {
            key: (tuple(notes.get(key, ())), tuple(aliases.get(key, ())))
            for key in notes.keys() | aliases.keys()
        }
        self._knows_all = True

    # --- writing ---

    def take_new(self, batch: Batch) -> None:
        """Move the targets that are new into a batch."""
        if self._new:
            batch[TARGET], self._new = self._new, []

    def flush_followed(self) -> None:
        """Write where targets were found to lead."""
        followed, self._followed = self._followed, []
        if followed:
            self._database.many(_FOLLOWED, followed)
