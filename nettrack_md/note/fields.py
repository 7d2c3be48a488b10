"""Properties that stand in the text: inline fields, labels, rows of a table.

`Key:: value` on a line of its own, `[key:: value]` and `(key:: value)` within one, as
Dataview reads them; `**Key:** value`; and tables of two columns, a key in the first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from nettrack_md.note.links import hide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nettrack_md.note.parsed import BodyLine

Form = Literal["line", "bracket", "label", "row"]

_KEY = r"[^\W_][\w /-]{0,40}?"
_LINE = re.compile(rf"(?P<mark>[*_]{{0,3}})(?P<key>{_KEY})[ ]*(?P=mark)::[ \t]*")
_LABEL = re.compile(rf"\*\*(?P<key>{_KEY})[ ]*(?:[:：]\*\*|\*\*[ ]*[:：])[ \t]*")
_OPENING = re.compile(rf"[\[(][ \t]*(?P<key>{_KEY})[ ]*::[ \t]*")
_CLOSING = {"[": "]", "(": ")"}
#: A bracket, or whatever a backslash makes harmless.
_BRACKET = re.compile(r"\\.|[\[\]()]")
_BLOCK_ID = re.compile(r"(?<!\s)\s++\^[A-Za-z0-9-]+$")
_CELL = re.compile(r"(?:[^|\\]|\\.)*+")
_RULE = re.compile(r"[ \t]*:?-+:?[ \t]*")
_EMPHASIS = " \t*_`"
#: What the first column of such a table is headed with, where it is headed at all.
_HEADS = frozenset(
    {"", "key", "field", "property", "attribute", "item", "info", "detail", "details",
     "contact", "項目", "属性", "キー"}
)  # fmt: skip
#: Some write the name itself where the head would be.
_NAME = "name"


class InlineField(NamedTuple):
    """A key and a value that stand in the text of a note."""

    #: As written, without emphasis.
    key: str
    #: The value as written, a bar of a table unescaped; empty for none.
    text: str
    #: 1-based, in the file.
    line: int
    #: The living line, and where in it the value begins and ends.
    whole: str
    start: int
    end: int
    form: Form


def may_hold_fields(body: str) -> bool:
    """Whether a closer look is worth its time; nearly all notes say no."""
    # One character is found ten times as fast as two, so those are asked for first.
    return "::" in body or "|" in body or ("*" in body and "**" in body)


def find_fields(lines: Sequence[BodyLine]) -> tuple[InlineField, ...]:
    """The fields of living lines, in order; none of those in tasks and headings."""
    found: list[InlineField] = []
    table: list[BodyLine] = []
    for line in lines:
        is_row = line.role == "plain" and line.text[0] == "|"
        if table and not (is_row and line.line == table[-1].line + 1):
            found += _table_fields(table)
            table = []
        if is_row:
            table.append(line)
        elif line.role in ("plain", "item"):
            found += _line_fields(line.text, line.line)
    return (*found, *_table_fields(table))


def _line_fields(text: str, line: int) -> Iterator[InlineField]:
    form: Form = "line"
    if "::" in text:
        bare = hide(text)
        if (found := _LINE.match(bare)) is None:
            yield from _bracketed(text, bare, line)
            return
    elif text[:2] == "**":
        form = "label"
        if (found := _LABEL.match(text)) is None:
            return
    else:
        return
    end = len(text)
    if (mark := _BLOCK_ID.search(text, found.end() - 1)) is not None:
        end = max(mark.start(), found.end())
    yield _field(found["key"], text, line, (found.end(), end), form)


def _bracketed(text: str, bare: str, line: int) -> Iterator[InlineField]:
    at, partners = 0, None
    while (found := _OPENING.search(bare, at)) is not None:
        at = found.end()
        if partners is None:
            partners = _partners(bare)
        if (end := partners.get(found.start())) is not None:
            yield _field(found["key"], text, line, (at, end), "bracket")
            at = end + 1


def _partners(text: str) -> dict[int, int]:
    """Where each bracket closes, by where it opens; in one pass, for long lines."""
    open_ones: dict[str, list[int]] = {"]": [], ")": []}
    partners: dict[int, int] = {}
    for found in _BRACKET.finditer(text):
        char, at = found[0], found.start()
        if char in _CLOSING:
            open_ones[_CLOSING[char]].append(at)
        elif (stack := open_ones.get(char)) is not None and stack:
            partners[stack.pop()] = at
    return partners


def _table_fields(rows: Sequence[BodyLine]) -> Iterator[InlineField]:
    """The rows of a table of two columns; none of any other table."""
    if len(rows) < 2:
        return
    cells = [_cells(row.text) for row in rows]
    if any(len(row) != 2 for row in cells):
        return
    if not all(_RULE.fullmatch(rows[1].text, *cell) for cell in cells[1]):
        return
    head = rows[0].text[slice(*cells[0][0])].strip(_EMPHASIS).casefold()
    if head not in _HEADS and head != _NAME:
        return
    for at, (row, ((a, b), (c, d))) in enumerate(zip(rows, cells, strict=True)):
        if at == 1 or (at == 0 and head != _NAME):
            continue
        key = row.text[a:b].strip(_EMPHASIS).rstrip(":：").strip(_EMPHASIS)
        yield _field(key, row.text, row.line, (c, d), "row")


def _cells(row: str) -> list[tuple[int, int]]:
    """Where the cells between the bars of a row begin and end."""
    found: list[tuple[int, int]] = []
    at = 1
    while at < len(row):
        cell = _CELL.match(row, at)
        end = at if cell is None else cell.end()
        if end >= len(row) and not row[at:end].strip():
            break
        found.append((at, end))
        at = end + 1
    return found


def _field(
    key: str, whole: str, line: int, span: tuple[int, int], form: Form
) -> InlineField:
    start, end = span
    value = whole[start:end]
    if value.strip():
        start += len(value) - len(value.lstrip())
        end -= len(value) - len(value.rstrip())
    elif form == "line":
        end = start
    text = whole[start:end].strip()
    if form == "row":
        text = text.replace("\\|", "|")
    return InlineField(key.strip(), text, line, whole, start, end, form)
