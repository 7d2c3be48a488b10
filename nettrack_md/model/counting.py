"""How many of what, in English: `1 note`, `2 notes`, `3 people`."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """The number and its word; `many` where an `s` behind `one` is not enough."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
