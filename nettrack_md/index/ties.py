"""Who stands beside whom in the notes; for whoever asks who knows whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.index.folding import storable, unfold
from nettrack_md.index.schema import INTRODUCER, OTHER_USES, PLACES, RELIANCE, TOUCH
from nettrack_md.index.search import test_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nettrack_md.index.database import Database

_CONTACT = "JOIN notes {0} ON {0}.id = t.leads_to JOIN clocks c ON c.id = {0}.id"
_BESIDE = f"""
SELECT n.path, n.kind, coalesce(l.touch_line, l.line), p.path
FROM links l JOIN targets t ON t.id = l.target {_CONTACT.format("p")}
JOIN notes n ON n.id = l.id / {PLACES}
WHERE l.use = {TOUCH} AND n.kind IN ('dated', 'meeting', 'event') AND n.id <> p.id
ORDER BY n.path, coalesce(l.touch_line, l.line), p.path
"""
# The lines that name one contact, and whom else they name.
_BESIDE_ONE = f"""
WITH here AS (
  SELECT DISTINCT l.id / {PLACES} AS note, coalesce(l.touch_line, l.line) AS line
  FROM targets t JOIN links l ON l.target = t.id
  JOIN notes p ON p.id = t.leads_to
  WHERE p.path = :path AND l.use = {TOUCH}
)
SELECT n.path, n.kind, coalesce(l.touch_line, l.line), p.path
FROM here CROSS JOIN notes n ON n.id = here.note
JOIN links l ON l.id BETWEEN n.id * {PLACES} AND (n.id + 1) * {PLACES} - 1
JOIN targets t ON t.id = l.target {_CONTACT.format("p")}
WHERE l.use = {TOUCH} AND coalesce(l.touch_line, l.line) = here.line
AND n.kind IN ('dated', 'meeting', 'event') AND n.id <> p.id
ORDER BY n.path, coalesce(l.touch_line, l.line), p.path
"""
_INTRODUCERS = f"""
SELECT a.path, p.path, l.line FROM links l
JOIN notes a ON a.id = l.id / {PLACES}
JOIN targets t ON t.id = l.target {_CONTACT.format("p")}
WHERE l.{OTHER_USES} AND l.use = {INTRODUCER} ORDER BY a.path
"""
_GOALS = f"""
SELECT a.path, g.path, l.line FROM links l
JOIN notes a ON a.id = l.id / {PLACES} JOIN clocks c ON c.id = a.id
JOIN targets t ON t.id = l.target JOIN notes g ON g.id = t.leads_to
WHERE l.{OTHER_USES} AND l.use = {RELIANCE} AND g.kind = 'goal'
ORDER BY g.path, a.path, l.line
"""
_BODY = """
SELECT n.path, b.text, b.patch, b.first_line FROM bodies b
JOIN notes n ON n.id = b.id JOIN clocks c ON c.id = n.id WHERE n.path = ?
"""
_BODIES_WITH = """
SELECT n.path, b.text, b.patch, b.first_line FROM bodies b
JOIN notes n ON n.id = b.id JOIN clocks c ON c.id = n.id
WHERE (instr(b.text, '[[') OR instr(b.text, '](')) AND ({tests}) ORDER BY n.path
"""
_BODIES = """
SELECT n.path, b.text, b.patch, b.first_line FROM bodies b
JOIN notes n ON n.id = b.id JOIN clocks c ON c.id = n.id
WHERE instr(b.text, '[[') OR instr(b.text, '](') ORDER BY n.path
"""
_COMMENTED = """
SELECT n.path, b.text, b.patch, b.first_line FROM bodies b
JOIN notes n ON n.id = b.id WHERE instr(b.text, '%%') ORDER BY n.path
"""


class Beside(NamedTuple):
    """A line of a dated note, a meeting or an event that names a contact."""

    path: str
    kind: str
    line: int
    contact: str


class Led(NamedTuple):
    """A contact's property that leads to another note."""

    contact: str
    leads_to: str
    line: int


def beside(database: Database) -> tuple[Beside, ...]:
    """Whom dated notes, meetings and events name, by path and line."""
    return tuple([Beside(*row) for row in database.rows(_BESIDE)])


def beside_one(database: Database, path: str) -> tuple[Beside, ...]:
    """The rows of `beside` that stand on a line with that contact, theirs included."""
    return tuple([Beside(*row) for row in database.rows(_BESIDE_ONE, {"path": path})])


def introducer_lines(database: Database) -> tuple[Led, ...]:
    """Each contact's introducer, with the line that says so."""
    return tuple([Led(*row) for row in database.rows(_INTRODUCERS)])


def goal_lines(database: Database) -> tuple[Led, ...]:
    """The goals that contacts name, with the line that says so."""
    return tuple([Led(*row) for row in database.rows(_GOALS)])


def linking_bodies(database: Database) -> Iterator[tuple[str, str, int]]:
    """The bodies of contacts that hold a link: path, text, number of the first line."""
    for path, text, patch, first in database.rows(_BODIES):
        yield path, unfold(text, patch), first


def commented_bodies(database: Database) -> Iterator[tuple[str, str, int]]:
    """The bodies of notes that hold a `%%`: path, text, number of the first line."""
    for path, text, patch, first in database.rows(_COMMENTED):
        yield path, unfold(text, patch), first


def linking_body(database: Database, path: str) -> tuple[str, str, int] | None:
    """The body of one contact, as in `linking_bodies`."""
    row = database.row(_BODY, [path])
    return None if row is None else (row[0], unfold(row[1], row[2]), row[3])


def linking_bodies_with(
    database: Database, words: Sequence[str]
) -> Iterator[tuple[str, str, int]]:
    """Those of `linking_bodies` that hold one of these words, folded for search."""
    tests = [test_for(storable(word)) for word in words]
    sql = _BODIES_WITH.format(tests=" OR ".join(t.format("b.text") for t, _ in tests))
    for path, text, patch, first in database.rows(sql, [value for _, value in tests]):
        yield path, unfold(text, patch), first


def called(database: Database, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The notes whose file has that key, and the contacts of whom it is an alias."""
    notes = "SELECT path FROM notes WHERE key = ? ORDER BY path"
    aliases = (
        "SELECT n.path FROM aliases a JOIN notes n ON n.id = a.id"
        " WHERE a.key = ? ORDER BY n.path"
    )
    by_file, by_alias = (
        tuple([path for (path,) in database.rows(sql, [key])])
        for sql in (notes, aliases)
    )
    return by_file, by_alias
