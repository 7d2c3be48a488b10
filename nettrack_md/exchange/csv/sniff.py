"""Bytes of a table into text, and text into rows: charset and delimiter found out."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.exchange.reading import Complaints

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SHOWN = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp932": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "cp1252": "Windows-1252",
}


class Text(NamedTuple):
    """A table's text, and the charset that it was taken for."""

    text: str
    charset: str


class TableRow(NamedTuple):
    """A row and the line on which it begins."""

    line: int
    cells: tuple[str, ...]


def decode_table(data: bytes, wanted: str, complaints: Complaints) -> Text:
    """The text of a table. By what is asked for, a mark, UTF-8, else likelihood."""
    name = wanted or next((n for mark, n in _MARKS if data.startswith(mark)), "")
    if not name and (data[1:2] == b"\0" or data[:1] == b"\0"):
        name = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    name = name or _likeliest(data)
    text = data.decode(name, "replace")
    if "\ufffd" in text:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        said = _SHOWN.get(name.lower(), name)
        complaints.lost(line, f"this is no {said} text; try --encoding cp932 or utf-8")
    return Text(text, _SHOWN.get(name.lower(), name))


def _likeliest(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4:
            # Cut off in the middle of a character, as half a file is.
            return "utf-8"
    else:
        return "utf-8"
    best, most = "cp1252", float("-inf")
    for name in ("cp932", "euc_jp", "cp1252"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if (score := _likelihood(text)) > most:
            best, most = name, score
    return best


def _likelihood(text: str) -> float:
    """How much a text looks like what people write, by its letters beyond ASCII."""
    score = count = 0
    for char in text:
        if char < "\x80":
            continue
        count += 1
        if "\u3040" <= char <= "\u30ff" or "\u4e00" <= char <= "\u9fff":
            score += 3
        elif (
            "\u3000" <= char <= "\u303f"
            or "\uff01" <= char <= "\uff5e"
            or (char.isalpha() and char < "\u0180")
        ):
            score += 2
        elif "\uff61" <= char <= "\uff9f":
            score -= 1
        else:
            score -= 2
    return score / count if count else 0.0


def find_delimiter(text: str) -> str:
    """The delimiter that parts the first lines most often."""
    head = text[:20_000].splitlines()[:40]
    return max(
        DELIMITERS, key=lambda mark: max((h.count(mark) for h in head), default=0)
    )


def read_rows(text: str, delimiter: str, complaints: Complaints) -> Iterator[TableRow]:
    """Every row; what is no row is named, and reading goes on behind it."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = rows.line_num + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            complaints.lost(line, f"this row cannot be read: {error}")
            continue
        yield TableRow(line, tuple(cells))
