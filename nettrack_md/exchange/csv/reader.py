"""A table of people: its header found by content, each row read by its columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nettrack_md.errors import UsageFault
from nettrack_md.exchange.csv.archive import table_of_archive
from nettrack_md.exchange.csv.profiles import (
    NUMBERED,
    PROFILES,
    fold_header,
    profile_of,
    role_of_word,
)
from nettrack_md.exchange.csv.rows import RowReading
from nettrack_md.exchange.csv.sniff import (
    DELIMITERS,
    decode_table,
    find_delimiter,
    read_rows,
)
from nettrack_md.exchange.reading import Complaints, ForeignFile
from nettrack_md.exchange.texts import clean, split_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nettrack_md.exchange.csv.profiles import Profile
    from nettrack_md.exchange.csv.sniff import TableRow
    from nettrack_md.model.foreign import ForeignPerson

#: A header stands no further down.
_HEADER_BY = 40
_UNREAD = re.compile("[?？*＊]")
#: Numbers of Japan, and its postal codes, as a spreadsheet leaves them.
_CUT_NUMBER = re.compile(r"[1-9]\d{8,9}")
_CUT_CODE = re.compile(r"[1-9]\d{5}")
#: What programs write where nothing is known.
_NOTHING = frozenset({"0/0/00", "00/0/0", "0000-00-00", "指定なし"})


def read_table(
    data: bytes,
    name: str,
    *,
    encoding: str = "",
    mapping: Mapping[str, str] = {},
) -> ForeignFile:
    """The people of a table, or of the table in an archive.

    `mapping`: column to property, beside what is known of columns. Nothing raises
    but UsageFault, for a mapping that names no property.
    """
    complaints = Complaints(name)
    roles = _mapped(mapping)
    if data.startswith(b"PK\x03\x04"):
        found = table_of_archive(data, complaints)
        if found is None:
            return ForeignFile((), complaints.all(), "archive")
        data = found
    text, charset = decode_table(data, encoding, complaints)
    delimiter = find_delimiter(text)
    rows = list(read_rows(text, delimiter, complaints))
    header = _find_header(rows, roles)
    if header is None:
        complaints.lost(
            0,
            "no row of column names was found; say what a column is: "
            "--map COLUMN=emails",
        )
        return ForeignFile((), complaints.all(), "table")
    at, profile = header
    if _is_torn(text, rows, at):
        complaints.lost(rows.pop().line, "the file ends in the middle of this row")
    table = _Table(rows[at].cells, profile, complaints)
    people = [one for row in rows[at + 1 :] if (one := table.person(row)) is not None]
    said = f"{profile.name}, {charset}, {DELIMITERS[delimiter]}"
    if table.unknown:
        said += f"; columns kept aside: {', '.join(table.unknown)}"
    if table.noise:
        said += f"; {table.noise} of Google's other contacts passed over"
    return ForeignFile(tuple(people), complaints.all(), said)


def _is_torn(text: str, rows: Sequence[TableRow], header: int) -> bool:
    """Whether the last row is short and has no line end: half a file, as it seems."""
    ended = text.endswith(("\n", "\r"))
    short = len(rows[-1].cells) < len(rows[header].cells)
    return not ended and short and len(rows) > header + 1


def _mapped(mapping: Mapping[str, str]) -> dict[str, str]:
    roles = {}
    for column, word in mapping.items():
        if not (role := role_of_word(word)):
            raise UsageFault(
                f'"{word}" is no property. Write --map "{column}=emails", or name, '
                "family, given, phones, org, title, birthday, tags, note, skip."
            )
        roles[column] = role
    return roles


def _find_header(
    rows: Sequence[TableRow], mapping: Mapping[str, str]
) -> tuple[int, Profile] | None:
    found = [
        (at, profile)
        for at, row in enumerate(rows[:_HEADER_BY])
        if (profile := profile_of(row.cells, mapping)) is not None
    ]
    sure = [pair for pair in found if any(pair[1].name == p.name for p in PROFILES)]
    return next(iter(sure or found), None)


class _Table:
    """Reads rows by a header."""

    def __init__(
        self, header: Sequence[str], profile: Profile, complaints: Complaints
    ) -> None:
        self._header = [clean(cell) for cell in header]
        self._profile = profile
        self._complaints = complaints
        self._roles = [profile.roles.get(fold_header(cell), "") for cell in header]
        self._numbered = [NUMBERED.fullmatch(cell.strip()) for cell in header]
        #: Columns that nobody knows and that hold something.
        self.unknown: dict[str, None] = {}
        #: How many rows Google only gathered from mail.
        self.noise = 0
        self._japanese = any(char >= "\u3040" for cell in header for char in cell)

    def person(self, row: TableRow) -> ForeignPerson | None:
        """Whom a row is about; None for an empty one, and one that does not fit."""
        cells = row.cells
        if not any(cell.strip() for cell in cells):
            return None
        width = len(self._header)
        if any(cell.strip() for cell in cells[width:]):
            what = f"{len(cells)} cells under {width} columns; the row is passed over"
            self._complaints.lost(row.line, what)
            return None
        if len(cells) < width and len(cells) < self._least():
            what = f"only {len(cells)} cells under {width} columns"
            self._complaints.odd(row.line, what)
        cells = (*cells, *[""] * width)[:width]
        found = self._read(cells)
        if found.is_noise():
            self.noise += 1
            return None
        person = found.person(row, self._original(cells))
        if person is None:
            self._complaints.odd(row.line, "this row names nobody")
        else:
            self._doubt(row.line, person, found.pieces)
        return person

    def _read(self, cells: Sequence[str]) -> RowReading:
        found = RowReading(self._profile.name)
        for header, role, number, cell in zip(
            self._header, self._roles, self._numbered, cells, strict=True
        ):
            text = cell.strip()
            if not text or text in _NOTHING:
                continue
            if number is not None:
                found.number(number, text)
            elif role:
                found.take(role, text)
            elif header:
                found.kept.append(f"{header}: {clean(text)}")
                self.unknown[header] = None
        return found

    def _doubt(
        self, line: int, person: ForeignPerson, pieces: Mapping[str, str]
    ) -> None:
        """What the table has spoilt, and only the user can mend."""
        if self._profile.name == "Eight" and _UNREAD.search(person.name):
            said = f'Eight could not read all of "{person.name}"'
            self._complaints.odd(line, said)
        if not self._japanese:
            return
        for phone in person.texts("phones"):
            number, _ = split_label(phone)
            if _CUT_NUMBER.fullmatch(number):
                self._complaints.odd(line, f"{number} may have lost a 0 in front")
        for role, code in pieces.items():
            if role.startswith("code:") and _CUT_CODE.fullmatch(code):
                self._complaints.odd(line, f"{code} may have lost a 0 in front")

    def _least(self) -> int:
        """The cells without which a row is torn: those of the known columns."""
        known = [at for at, role in enumerate(self._roles) if role]
        return known[-1] + 1 if known else 0

    def _original(self, cells: Sequence[str]) -> str:
        pairs = zip(self._header, cells, strict=True)
        return "\n".join(f"{h}: {clean(c)}" for h, c in pairs if c.strip())
