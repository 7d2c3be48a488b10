"""Monica's JSON export: contacts, and beside them what happened and who knows whom."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nettrack_md.exchange.books.monica_contact import MonicaContact
from nettrack_md.exchange.books.monica_shelf import Shelf

if TYPE_CHECKING:
    from nettrack_md.exchange.reading import Complaints
    from nettrack_md.model.foreign import ForeignPerson


def read_monica(text: str, complaints: Complaints) -> list[ForeignPerson]:
    """Everybody whom the account knows more of than a name; nothing raises."""
    try:
        export: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        complaints.lost(line, "this is no whole JSON; the file may be cut off")
        return []
    shelf = Shelf(export)
    people = []
    for number, contact in enumerate(shelf.of("contact"), 1):
        line = _line_of(text, contact, number)
        person = MonicaContact(contact, shelf, line).person()
        if person is not None:
            people.append(person)
        elif not shelf.properties(contact).get("is_partial"):
            complaints.odd(line, "this contact has no name")
    return people


def _line_of(text: str, contact: dict[str, Any], number: int) -> int:
    """Where its uuid stands; in a file of one line its number stands for that."""
    mark = f'"{contact.get("uuid")}"'
    at = text.find(mark)
    line = text.count("\n", 0, at) + 1 if at >= 0 else number
    return line if line > 1 or "\n" in text.strip() else number
