"""Pictures of a year of touches: of all of them, or of those with one person.

A picture goes where its reader likes, so private people and lines that are marked
`%%private%%` are in none, whoever asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.app.asking import require_person
from nettrack_md.app.discretion import discretion_of
from nettrack_md.app.pages.dressing import spoken_language
from nettrack_md.errors import UsageFault
from nettrack_md.insight.shape.yearbook import first_day, year_of
from nettrack_md.note.hushed import hushed_lines
from nettrack_md.render.calendar import render_calendar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.app.discretion import Discretion
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.records import Touch


def picture_of_all(ws: Workspace) -> str:
    """The year up to today as SVG; it names nobody."""
    veil = discretion_of(ws.index.private_contacts())
    found = ws.index.touches_between(first_day(ws.today), ws.today)
    shown = (touch for path, touch in found if not veil.hides(path))
    return _picture(ws, shown, veil)


def picture_of_one(ws: Workspace, who: str) -> str:
    """The year with one person. Raises PersonUnknown, PersonAmbiguous, UsageFault."""
    contact = require_person(ws, who).contact
    veil = discretion_of(ws.index.private_contacts())
    if veil.hides(contact.path):
        raise UsageFault(f"{contact.name} is private and stands in no picture.")
    return _picture(ws, ws.index.touches(contact.path), veil, contact.name)


def _picture(
    ws: Workspace, touches: Iterable[Touch], veil: Discretion, name: str = ""
) -> str:
    hushed = {
        (path, line)
        for path, body, first in ws.index.commented_bodies()
        for line in hushed_lines(body, first)
    }
    shown = (
        touch
        for touch in touches
        if not veil.hides(touch.path) and (touch.path, touch.line) not in hushed
    )
    return render_calendar(
        year_of(shown, ws.today),
        language=spoken_language(ws, None),
        week_starts=ws.settings.practice.week_starts,
        name=name,
    )
