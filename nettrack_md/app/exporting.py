"""`export`: people as an address book, a table or lines of JSON.

Only properties leave, never a line of a note's body. Private people stay here unless
they are asked for, and so does what names them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from nettrack_md.app.asking import people
from nettrack_md.app.discretion import MASK
from nettrack_md.app.importing.sources import Sources
from nettrack_md.errors import UsageFault
from nettrack_md.exchange.identity import note_uid
from nettrack_md.exchange.people import facts_of
from nettrack_md.exchange.texts import clean
from nettrack_md.model.foreign import ForeignPerson
from nettrack_md.people.values import split_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.records import Contact

Format = Literal["vcf", "csv", "jsonl"]
_FORMATS: tuple[Format, ...] = ("vcf", "csv", "jsonl")


@dataclass(frozen=True, slots=True)
class ExportWishes:
    """What leaves, and how."""

    format: Format = "vcf"
    #: Version 4.0 of vCard in the place of 3.0.
    four: bool = False
    #: Cells that a spreadsheet would run are disarmed.
    safe: bool = False
    tier: str | None = None
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be written, and of how many people."""

    content: bytes
    people: int


def format_of(path: str, said: str = "") -> Format:
    """The format that was said, else that of the ending. Raises UsageFault."""
    word = said or PurePath(path).suffix.lower().removeprefix(".")
    for known in _FORMATS:
        if word == known:
            return known
    raise UsageFault(
        f'"{path}" names no format. End it in .vcf, .csv or .jsonl, or say '
        "--format vcf."
    )


def export(ws: Workspace, wishes: ExportWishes) -> Export:
    """Everybody who may leave, in reading order: same vault, same bytes."""
    found = [
        place.person.contact for place in people(ws, tier=wishes.tier, tag=wishes.tag)
    ]
    return Export(_render(ws, found, wishes), len(found))


def _render(ws: Workspace, found: list[Contact], wishes: ExportWishes) -> bytes:
    if wishes.format == "vcf":
        from nettrack_md.exchange.vcard import render_vcards

        version: Literal["3.0", "4.0"] = "4.0" if wishes.four else "3.0"
        return render_vcards(_foreign(ws, found), version)
    rows = ((contact.path, _held(contact)) for contact in found)
    if wishes.format == "csv":
        from nettrack_md.exchange.csv import render_table

        return render_table(rows, safe=wishes.safe)
    from nettrack_md.exchange.jsonl import render_json_lines

    return render_json_lines(rows)


def _held(contact: Contact) -> Mapping[str, tuple[str, ...]]:
    """Every property by its first name, and the tags; masked texts are left out."""
    held: dict[str, tuple[str, ...]] = {
        "name": (contact.name,),
        "uid": (note_uid(contact.path),),
    }
    held.update(contact.properties)
    held["tags"] = contact.tags
    shown = {
        key: tuple(text for text in texts if text != MASK)
        for key, texts in held.items()
    }
    return {key: texts for key, texts in shown.items() if texts}


def _foreign(ws: Workspace, found: list[Contact]) -> Iterator[ForeignPerson]:
    sources = Sources(ws.files)
    for contact in found:
        held = _held(contact)
        ids = (f"vcard:{held['uid'][0]}", *contact.texts("sources"))
        origins = sources.all(ids)
        facts = facts_of(
            {
                key: split_words(texts)
                if key in {"aliases", "emails", "phones"}
                else texts
                for key, texts in held.items()
            }
        )
        yield ForeignPerson(
            clean(contact.name),
            facts,
            parts=tuple(part for each in origins for part in each.parts),
            kept=tuple(
                dict.fromkeys(k for each in origins for k in each.kept if _is_line(k))
            ),
        )


def _is_line(kept: str) -> bool:
    """Whether what was kept is a line of a card, and not a cell of a table."""
    head = kept.partition(":")[0].partition(";")[0]
    return head.isascii() and head.replace("-", "").isalnum() and head == head.upper()
