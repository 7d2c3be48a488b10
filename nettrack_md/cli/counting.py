"""How many of what, in the sentences that several commands say."""

from __future__ import annotations

from nettrack_md.model.counting import counted


def counted_people(number: int) -> str:
    """`1 person`, `2 people`."""
    return counted(number, "person", "people")


def private_notes(number: int) -> str:
    """That notes of private people belong to what is shown."""
    return f"{counted(number, 'private note')} as well; --private names them."


def private_entries(number: int) -> str:
    """That entries of a file are left out, since they concern private people."""
    concern = counted(number, "more concerns", "more concern")
    return f"{concern} private people: --private."


def kept_aside(number: int) -> str:
    """That files of what was imported would be written, behind other words."""
    return f" {counted(number, 'file')} under .nettrack/sources/ would be written."
