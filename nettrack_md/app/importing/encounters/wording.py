"""What an encounter is in a log: its words run nothing, and name nobody private."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.app.importing.encounters.memory import Remembered
from nettrack_md.note.edit import EditRefused, NewTouch
from nettrack_md.note.edit.touch_line import TouchStyle, render_touch
from nettrack_md.render.markdown import inert, shorten

if TYPE_CHECKING:
    from nettrack_md.app.discretion import Discretion
    from nettrack_md.model.encounters import Encounter
    from nettrack_md.note.kinds import KindWords

#: A log is for reading; a longer title is cut.
_LONGEST = 120


def worded(one: Encounter, veil: Discretion, kinds: KindWords) -> Remembered:
    """The encounter as it goes into a log."""
    text = shorten(inert(one.text), _LONGEST)
    if veil.silences(text):
        # The words are about somebody private; that there was a touch is not.
        text = ""
    for words in (text, text.strip(" :：-<>→←↔")):
        found = Remembered(one.on, one.time, one.kind, one.direction, words)
        try:
            render_touch(touch_of(found), TouchStyle(), kinds)
        except EditRefused:
            continue
        return found
    return Remembered(one.on, one.time, one.kind, one.direction, "")


def touch_of(one: Remembered) -> NewTouch:
    """What is to be written."""
    return NewTouch(one.on, one.kind, one.direction, one.text, time=one.time)
