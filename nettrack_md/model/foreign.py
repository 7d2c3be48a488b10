"""People as other programs know them: what an import brings, and an export takes."""

from __future__ import annotations

from datetime import date
from typing import Literal

from nettrack_md.model.record import record
from nettrack_md.model.records import Direction

#: What a card stands for.
ForeignKind = Literal["person", "org", "group"]
#: Property to its texts, in the order of contract section 3.
Facts = tuple[tuple[str, tuple[str, ...]], ...]


@record(frozen=True, slots=True)
class ForeignTouch:
    """Something that another program knows to have happened between us and a person."""

    on: date
    #: By what it is known again, within its person.
    id: str
    #: A canonical kind of touch, or empty.
    kind: str = ""
    direction: Direction = ""
    #: Clean, on one line.
    text: str = ""
    #: What stands below it, a line each.
    more: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class ForeignPerson:
    """One card, or row, of a foreign file. Every text in it is clean and on one line.

    Only `note` may have several lines.
    """

    name: str
    #: Canonical property of a contact to what it holds; `tags` too, never `name`.
    facts: Facts = ()
    #: By what it is known again: `vcard:UID`, `linkedin:slug`, …
    ids: tuple[str, ...] = ()
    #: Where it begins in the file, 1-based.
    line: int = 0
    kind: ForeignKind = "person"
    #: Parts of what stands as one text in `name` and `facts`: N, ORG, ADR.
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    #: What there is no key for: content lines of a card, `column: cell` of a row.
    kept: tuple[str, ...] = ()
    #: Remarks in prose.
    note: str = ""
    #: An image, as it came, or nothing.
    photo: bytes = b""
    #: The card or row itself, without long binary values.
    original: str = ""
    #: False where the name is only made up of an address or a number.
    named: bool = True
    #: What goes into their log, in any order.
    touches: tuple[ForeignTouch, ...] = ()

    def texts(self, key: str) -> tuple[str, ...]:
        """What one property holds; empty without it."""
        return next((texts for name, texts in self.facts if name == key), ())

    def text(self, key: str) -> str:
        """The first text of a property, or the empty text."""
        return next(iter(self.texts(key)), "")
