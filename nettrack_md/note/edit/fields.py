"""Set, add to, or empty a field that stands in the text: its value, and no other byte.

Each result is read again before it is given back; what does not read as wished is
refused. Contract section 10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.note.edit.header import refuse_damaged
from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.edit.splices import Splice, apply_splices, line_end, newline_at
from nettrack_md.note.fields import find_fields
from nettrack_md.note.parse import parse_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.note.fields import InlineField

_UNLIKE = "the inline field would not read back as wished; change it by hand"


def set_field(text: str, field: InlineField, value: str) -> str:
    """`text` with the field holding `value`; empty: the key without a value.

    Raises EditRefused.
    """
    if field.text == value:
        return text
    start, end = _place(text, field)
    new = value.replace("|", "\\|") if field.form == "row" else value
    if field.form == "row" and not field.text:
        new = f" {new} "
    elif new and not field.text and text[start - 1 : start] not in (" ", "\t"):
        new = " " + new
    after = apply_splices(text, [Splice(start, end, new)])
    return _verified(text, after, field, [value])


def add_field(text: str, field: InlineField, value: str) -> str:
    """`text` with the key again on a line of its own below `field`, holding `value`.

    Raises EditRefused where the field shares its line, or is a row of a table.
    """
    if field.form not in ("line", "label"):
        what = "row of a table" if field.form == "row" else "field within a line"
        raise EditRefused(
            f"{field.key} is a {what}, and a second value has no place there",
            field.line,
        )
    start, _ = _place(text, field)
    first = text.rfind("\n", 0, start) + 1
    end = line_end(text, start)
    line = text[first:start] + value
    if line[-len(value) - 1] not in " \t":
        line = text[first:start] + " " + value
    after = apply_splices(text, [Splice(end, end, newline_at(text, start) + line)])
    return _verified(text, after, field, [field.text, value])


def _place(text: str, field: InlineField) -> tuple[int, int]:
    """Where the value stands in the note. Raises EditRefused."""
    at = 0
    for _ in range(field.line - 1):
        at = text.find("\n", at) + 1
    raw = text[at : line_end(text, at)].rstrip()
    if not raw.endswith(field.whole):
        raise EditRefused("the inline field cannot be taken apart", field.line)
    at += len(raw) - len(field.whole)
    return at + field.start, at + field.end


def _verified(before: str, after: str, field: InlineField, wish: Sequence[str]) -> str:
    """`after`, if the field reads as wished and all else as before."""
    old, new = parse_note("", before), parse_note("", after)
    refuse_damaged(old.frontmatter, old.body, old.body_line)
    fields = [(f.line, f.key, f.text) for f in find_fields(old.lines)]
    at = fields.index((field.line, field.key, field.text))
    wished = [(field.key, text) for text in wish]
    read = [(f.key, f.text) for f in find_fields(new.lines)]
    kept = [(key, text) for _, key, text in fields]
    more = len(wish) - 1
    lines = [line.text for line in old.lines if line.line != field.line]
    own = range(field.line, field.line + more + 1)
    rest = [line.text for line in new.lines if line.line not in own]
    same = (old.bom, old.header, lines) == (new.bom, new.header, rest)
    if not same or read != kept[:at] + wished + kept[at + 1 :]:
        raise EditRefused(_UNLIKE, field.line)
    return after
