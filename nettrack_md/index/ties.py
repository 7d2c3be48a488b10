"""Who stands beside whom in the notes; for whoever asks who knows whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.index.folding import unfold
from nettrack_md.index.schema import INTRODUCER, OTHER_USES, PLACES, RELIANCE, TOUCH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.index.database import Database

_CONTACT = "JOIN notes {0} ON {0}.id = t.leads_to JOIN clocks c ON c.id = {0}.id"
_BESIDE = f"""
SELECT n.path, n.kind, coalesce(l.touch_line, l.line), p.path
FROM links l JOIN targets t ON t.id = l.target {_CONTACT.format("p")}
JOIN notes n ON n.id = l.id / {PLACES}
WHERE l.use = {TOUCH} AND n.kind IN ('dated', 'meeting', 'event') AND n.id <> p.id
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
