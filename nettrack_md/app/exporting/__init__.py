"""`export`: people, their days and who knows whom, to other programs.

Private people stay here unless they are asked for, and so does what names them and
every line that is marked `%%private%%`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, get_args

from nettrack_md.app.exporting.outgoing import Outgoing
from nettrack_md.errors import UsageFault

if TYPE_CHECKING:
    from nettrack_md.app.workspace import Workspace

Format = Literal["vcf", "csv", "jsonl"]
FORMATS: tuple[Format, ...] = get_args(Format)


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
    #: Lines of JSON also hold what was written of touches, promises, introductions.
    texts: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be written, and of how many people."""

    content: bytes
    people: int


def format_of(path: str, said: str = "") -> Format:
    """The format that was said, else that of the ending. Raises UsageFault."""
    word = said or PurePath(path).suffix.lower().removeprefix(".")
    for known in FORMATS:
        if word == known:
            return known
    endings = ", ".join(f".{known}" for known in FORMATS)
    raise UsageFault(
        f'"{path}" names no format. End it in one of {endings}, or say --format vcf.'
    )


def export(ws: Workspace, wishes: ExportWishes) -> Export:
    """Everybody who may leave, in reading order: same vault and day, same bytes."""
    out = Outgoing(ws, tier=wishes.tier, tag=wishes.tag)
    return Export(_render(ws, out, wishes), len(out.people))


def _render(ws: Workspace, out: Outgoing, wishes: ExportWishes) -> bytes:
    from nettrack_md.app.exporting import tables

    if wishes.format == "vcf":
        return tables.vcards(out, ws.files, "4.0" if wishes.four else "3.0")
    if wishes.format == "csv":
        return tables.table(out, safe=wishes.safe)
    return tables.json_lines(out, texts=wishes.texts)
