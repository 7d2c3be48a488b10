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
    from nettrack_md.app.exporting.picture import Grouping, What
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.exchange.picture import Picture
    from nettrack_md.insight.calendar import Sort

Format = Literal[
    "vcf", "csv", "jsonl", "ics", "canvas", "mmd", "md", "dot", "graphml"
]  # fmt: skip
FORMATS: tuple[Format, ...] = get_args(Format)
_PICTURES = frozenset({"canvas", "mmd", "md", "dot", "graphml"})


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
    #: What a calendar holds; nothing means all of it.
    only: tuple[Sort, ...] = ()
    #: Its days ring.
    alarms: bool = False
    #: What a picture shows, and what stands together in it.
    what: What = "introductions"
    group: Grouping = "none"


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be written, and what is in it."""

    content: bytes
    people: int
    #: Days of a calendar, lines of a picture; None where people are all there is.
    entries: int | None = None


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


def export(ws: Workspace, wishes: ExportWishes, there: bytes = b"") -> Export:
    """Everybody who may leave, in reading order: same vault and day, same bytes.

    `there`: the canvas that is drawn anew; what was moved and added in it stays.
    """
    out = Outgoing(ws, tier=wishes.tier, tag=wishes.tag)
    if wishes.format == "ics":
        from nettrack_md.app.exporting.calendar import calendar

        return calendar(ws, out, wishes.only, alarms=wishes.alarms)
    if wishes.format in _PICTURES:
        from nettrack_md.app.exporting.picture import draw

        shown = draw(ws, out, wishes.what, wishes.group)
        content = _drawn(shown, wishes.format, there)
        return Export(content, len(shown.figures), len(shown.lines))
    return Export(_listed(ws, out, wishes), len(out.people))


def _listed(ws: Workspace, out: Outgoing, wishes: ExportWishes) -> bytes:
    from nettrack_md.app.exporting import tables

    if wishes.format == "vcf":
        return tables.vcards(out, ws.files, "4.0" if wishes.four else "3.0")
    if wishes.format == "csv":
        return tables.table(out, safe=wishes.safe)
    return tables.json_lines(out, texts=wishes.texts)


def _drawn(shown: Picture, form: Format, there: bytes) -> bytes:
    from nettrack_md.exchange import picture

    if form == "canvas":
        return picture.render_canvas(shown, there)
    if form == "dot":
        return picture.render_dot(shown)
    if form == "graphml":
        return picture.render_graphml(shown)
    return picture.render_mermaid(shown, fenced=form == "md")
