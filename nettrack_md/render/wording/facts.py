"""What a phrase is made of: the facts of a reason, typed, and the day it is read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nettrack_md.insight.values import Reason


class Facts:
    """Reads the facts of one reason; asking for one that is missing is a fault."""

    __slots__ = ("_facts", "near")

    def __init__(self, reason: Reason, near: date | None) -> None:
        self._facts = dict(reason.facts)
        #: The day the sentence is read; days of its year go without a year.
        self.near = near

    def has(self, name: str) -> bool:
        """Whether the notes say this."""
        return name in self._facts

    def text(self, name: str, default: str = "") -> str:
        """A text, or the default where the notes say none."""
        return str(self._facts.get(name, default))

    def number(self, name: str) -> int:
        """A whole number."""
        value = self._facts[name]
        # Nearly all are; a sentence asks several times, and lists are long.
        return value if type(value) is int else round(self.decimal(name))

    def decimal(self, name: str) -> float:
        """A number."""
        value = self._facts[name]
        assert isinstance(value, int | float), name  # noqa: S101
        return float(value)

    def on(self, name: str) -> date:
        """A day."""
        value = self._facts[name]
        assert isinstance(value, date), name  # noqa: S101
        return value

    def same_year(self, on: date) -> bool:
        """Whether the day can go without its year."""
        return self.near is not None and on.year == self.near.year

    def is_close(self, on: date) -> bool:
        """Whether the day of the week helps: a week back, three weeks ahead."""
        return self.near is not None and -7 <= (on - self.near).days <= 21
