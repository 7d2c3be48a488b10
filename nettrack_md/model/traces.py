"""Where somebody has left a trace, and what is to become of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

#: `removed`: a file goes. `dropped`: a line or a property goes. `replaced`: plain words
#: stand there afterwards. `stays`: nobody but the user can decide.
Fate = Literal["removed", "dropped", "replaced", "stays"]


class Trace(NamedTuple):
    """One place that tells of somebody."""

    path: str
    #: 1-based; 0 for the file as a whole.
    line: int
    #: What it is: `note`, `link`, `name`, `property`, `line`, `source`, …
    what: str
    fate: Fate
    #: The line as it is, or why it stays.
    text: str = ""
