"""The door to editing: text in, text out, exact or refused.

Nothing is ever serialised again. An edit finds its place to the byte, splices, reads
the result, and gives it back only if it says what was wished and all else as before;
else it raises EditRefused. Contract sections 8 to 10.
"""

from __future__ import annotations

from nettrack_md.note.edit.boxes import append_promise, find_task, tick_box
from nettrack_md.note.edit.log import amend_touch, append_touch, remove_touch
from nettrack_md.note.edit.log_batch import append_touches
from nettrack_md.note.edit.properties import (
    add_to_property,
    remove_from_property,
    remove_property,
    set_property,
    written_key,
)
from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.edit.touch_line import NewTouch

__all__ = [
    "EditRefused",
    "NewTouch",
    "add_to_property",
    "amend_touch",
    "append_promise",
    "append_touch",
    "append_touches",
    "find_task",
    "remove_from_property",
    "remove_property",
    "remove_touch",
    "set_property",
    "tick_box",
    "written_key",
]
