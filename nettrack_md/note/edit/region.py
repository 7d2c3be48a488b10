"""An empty region at the end of a note, above what plugins keep there."""

from __future__ import annotations

from nettrack_md.note.edit.body import insert, open_body
from nettrack_md.note.edit.log_place import trailing_block
from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.parse import parse_note
from nettrack_md.note.regions import find_regions, render_begin, render_end

#: Words that stand nowhere else, to see whether they would be read.
_PROBE = "nettrack:probe"


def append_region(text: str, name: str) -> str:
    """`text` with the two marker lines of a region below all that stands there.

    A trailing `%%` block stays last. Raises EditRefused for a damaged note, and where
    code or a comment that is not closed would swallow the markers.
    """
    body = open_body(text)
    block = trailing_block(body)
    below = body.last if block is None else block - 1
    while block is not None and below and body.is_blank(below):
        below -= 1
    lines = [render_begin(name, {}), "", render_end(name)]
    if below and not body.is_blank(below):
        lines.insert(0, "")
    if below < len(body.raw) and not body.is_blank(below + 1):
        lines.append("")
    after = insert(body, below, lines)
    probe = parse_note("", insert(body, below, ["", _PROBE, ""]))
    found, before = find_regions(after), find_regions(text)
    kept = [line.text for line in parse_note("", after).lines]
    if (
        found.get(name) is None
        or _PROBE not in [line.text for line in probe.lines]
        or len(found.faults) > len(before.faults)
        or kept != [line.text for line in body.parsed.lines]
    ):
        raise EditRefused("the marker lines would not be read there", max(below, 1))
    return after
