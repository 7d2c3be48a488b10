"""Says no: an edit that could not be made exactly, and why."""

from __future__ import annotations


class EditRefused(Exception):
    """The edit cannot be made without touching more than it must; nothing changed.

    The app turns it into `errors.NoteUnwritable`, which knows the path.
    """

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(f"line {line}: {reason}")
        #: One clause without a full stop.
        self.reason = reason
        #: 1-based, in the file.
        self.line = line
