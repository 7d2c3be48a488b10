"""How a text is stored, apart from what it says: byte order mark, line ends, the last.

A merge compares lines without this, and gives the result the style of our side.
"""

from __future__ import annotations

from typing import NamedTuple

from nettrack_md.note.merging.refusal import MergeRefused

_BOM = "\ufeff"


class Style(NamedTuple):
    """How one text is stored."""

    bom: str = ""
    newline: str = "\n"
    #: Whether the last line has an end.
    is_ended: bool = True


def take_style(text: str, *, mixed: bool = False) -> tuple[str, Style]:
    """The text with plain line ends, and how it was stored.

    Raises MergeRefused for line ends of two kinds, unless `mixed` lets them be one.
    """
    bom = _BOM if text.startswith(_BOM) else ""
    plain = text[len(bom) :]
    pairs, ends = plain.count("\r\n"), plain.count("\n")
    if pairs not in {0, ends} and not mixed:
        raise MergeRefused("its line ends are of two kinds")
    plain = plain.replace("\r\n", "\n")
    if "\r" in plain:
        raise MergeRefused("returns stand within its lines")
    is_ended = not plain or plain.endswith("\n")
    newline = "\r\n" if pairs else "\n"
    return plain if is_ended else f"{plain}\n", Style(bom, newline, is_ended)


def put_style(plain: str, style: Style) -> str:
    """A text with plain line ends, stored in that style."""
    if not style.is_ended:
        plain = plain.removesuffix("\n")
    if style.newline != "\n":
        plain = plain.replace("\n", style.newline)
    return style.bom + plain
