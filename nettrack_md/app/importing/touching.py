"""What an import knows to have happened: into the logs, each touch once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.app.changing.capture import kinds_of, touch_edit
from nettrack_md.note.edit import EditRefused, NewTouch
from nettrack_md.note.edit.touch_line import TouchStyle, render_touch
from nettrack_md.note.log import read_log
from nettrack_md.note.parse import parse_note
from nettrack_md.render.markdown import inert

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.app.changing.writing import Edit
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.foreign import ForeignPerson, ForeignTouch
    from nettrack_md.note.kinds import KindWords

#: So many touches of one person are written; older ones stay with what is kept aside.
_MOST = 1000


def unseen_touches(
    person: ForeignPerson, seen: Iterable[str], ws: Workspace
) -> tuple[ForeignTouch, ...]:
    """The touches that did not come in before, oldest first; none lies ahead."""
    known = set(seen)
    fresh = {one.id: one for one in person.touches if one.id not in known}
    past = sorted(
        (one for one in fresh.values() if one.on <= ws.today),
        key=lambda one: (one.on, one.id),
    )
    return tuple(past[-_MOST:])


def touches_edit(ws: Workspace, touches: Iterable[ForeignTouch]) -> Edit:
    """The edit that puts touches into a log, but for those that stand there already.

    So that an import that was killed in between writes none of them twice.
    """
    kinds = kinds_of(ws)
    found = [new for one in touches if (new := _new_touch(one, kinds)) is not None]

    def edit(text: str) -> str:
        there = _told(ws, text, kinds)
        for new in found:
            if (new.on, new.text) not in there:
                text = touch_edit(ws, new, kinds=kinds)(text)
        return text

    return edit


def _told(ws: Workspace, text: str, kinds: KindWords) -> set[tuple[object, str]]:
    lines = parse_note("", text).lines
    headings = ws.settings.reading.log_headings
    return {
        (item.on, item.text)
        for item in read_log(lines, headings=headings, kinds=kinds)
        if item.on is not None
    }


def _new_touch(touch: ForeignTouch, kinds: KindWords) -> NewTouch | None:
    """The touch as a log can say it, every word of it inert; None where it cannot."""
    more = tuple(line for each in touch.more if (line := inert(each)))
    new = NewTouch(touch.on, touch.kind, touch.direction, inert(touch.text), sub=more)
    for text in (new.text, new.text.strip(" :：-<>→←↔"), f"… {new.text}"):
        try:
            render_touch(new._replace(text=text), TouchStyle(), kinds)
        except EditRefused:
            continue
        return new._replace(text=text)
    return None
