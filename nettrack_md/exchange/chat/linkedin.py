"""LinkedIn's `messages.csv`: talks between two, by their profiles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.exchange.csv.sniff import decode_table, find_delimiter, read_rows
from nettrack_md.exchange.encounters import DayBook, EncounterFile, local
from nettrack_md.exchange.reading import Complaints
from nettrack_md.exchange.texts import clean
from nettrack_md.model.counting import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import tzinfo

    from nettrack_md.exchange.csv.sniff import TableRow
    from nettrack_md.model.records import Direction

_SLUG = re.compile(r"linkedin\.com/(?:in|pub)/([^/?#\s,]+)", re.IGNORECASE)
_NEEDED = ("conversation id", "from", "sender profile url", "date")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)")
_YES = frozenset({"yes", "true", "1"})


class _Note(NamedTuple):
    line: int
    talk: str
    sender: str
    name: str
    recipients: tuple[str, ...]
    to: str
    when: datetime
    text: str


def is_linkedin_messages(head: bytes) -> bool:
    """Whether bytes are the beginning of such a table."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:400].upper()
    return first.lstrip(b'"').startswith(b"CONVERSATION ID") and b"SENDER" in first


def profile_slug(url: str) -> str:
    """What names a profile in its address; empty for no profile."""
    found = _SLUG.search(url)
    return found[1].lower() if found else ""


def read_messages(
    data: bytes,
    name: str,
    *,
    me: Collection[str] = (),
    zone: tzinfo | None,
    text: bool = False,
    encoding: str = "",
) -> EncounterFile:
    """The days of talks between two. `me`: my slugs, and names. Never raises."""
    complaints = Complaints(name)
    whole, charset = decode_table(data, encoding, complaints)
    delimiter = find_delimiter(whole)
    rows = list(read_rows(whole, delimiter, complaints))
    said = f"LinkedIn messages, {charset}"
    header = rows[0].cells if rows else ()
    columns = {cell.strip().casefold(): at for at, cell in enumerate(header)}
    if any(key not in columns for key in _NEEDED):
        complaints.lost(1, "the column names of LinkedIn's messages were not found")
        return EncounterFile((), {}, complaints.all(), said)
    if _is_torn(whole, rows):
        complaints.lost(rows.pop().line, "the file ends in the middle of this row")
    reading = _Reading(columns, complaints, zone)
    notes = [one for row in rows[1:] if (one := reading.note(row)) is not None]
    own = _own_slugs(notes, me)
    if notes and not own:
        complaints.odd(
            1, "which profile is yours cannot be told: --me linkedin.com/in/NAME"
        )
        return EncounterFile((), {}, complaints.all(), said)
    return _gathered(notes, own, complaints, said, text=text)


def _is_torn(whole: str, rows: Sequence[TableRow]) -> bool:
    ended = whole.endswith(("\n", "\r"))
    return not ended and len(rows) > 1 and len(rows[-1].cells) < len(rows[0].cells)


class _Reading:
    """Rows to notes by their header."""

    def __init__(
        self, columns: dict[str, int], complaints: Complaints, zone: tzinfo | None
    ) -> None:
        self._columns = columns
        self._complaints = complaints
        self._zone = zone

    def note(self, row: TableRow) -> _Note | None:
        """What a row tells; None for drafts, spam, and rows that do not fit."""

        def cell(key: str) -> str:
            at = self._columns.get(key, len(row.cells))
            return row.cells[at].strip() if at < len(row.cells) else ""

        if not any(map(str.strip, row.cells)):
            return None
        if len(row.cells) > len(self._columns):
            what = f"{len(row.cells)} cells under {len(self._columns)} columns"
            self._complaints.lost(row.line, f"{what}; the row is passed over")
            return None
        draft = cell("is message draft").lower() in _YES
        if draft or cell("folder").upper() == "SPAM":
            return None
        when = _moment(cell("date"), self._zone)
        if when is None:
            self._complaints.lost(row.line, "this message has no day")
            return None
        urls = re.split(r"[,;\s]+", cell("recipient profile urls"))
        return _Note(
            row.line,
            cell("conversation id"),
            profile_slug(cell("sender profile url")),
            clean(cell("from")),
            tuple(slug for url in urls if (slug := profile_slug(url))),
            clean(cell("to")),
            when,
            next((one for one in cell("content").splitlines() if one.strip()), ""),
        )


def _moment(text: str, zone: tzinfo | None) -> datetime | None:
    if (found := _DAY.match(text)) is None:
        return None
    try:
        year, month, day, hour, minute = map(int, found.groups())
        return local(datetime(year, month, day, hour, minute, tzinfo=UTC), zone)
    except ValueError:
        return None


def _own_slugs(notes: Sequence[_Note], me: Collection[str]) -> frozenset[str]:
    """My profile: as I said, by my name, else the one that is in every talk."""
    said = {profile_slug(each) or each.casefold() for each in me}
    slugs = {each for one in notes for each in (one.sender, *one.recipients)} - {""}
    if named := slugs & said:
        return frozenset(named)
    if by_name := {n.sender for n in notes if n.name.casefold() in said} - {""}:
        return frozenset(by_name)
    talks: dict[str, set[str]] = defaultdict(set)
    for one in notes:
        talks[one.talk] |= {one.sender, *one.recipients} - {""}
    among = Counter(each for slugs in talks.values() for each in slugs)
    always = [each for each, number in among.items() if number == len(talks)]
    return frozenset(always) if len(always) == 1 else frozenset()


def _gathered(
    notes: Sequence[_Note],
    own: frozenset[str],
    complaints: Complaints,
    said: str,
    *,
    text: bool,
) -> EncounterFile:
    members: dict[str, set[str]] = defaultdict(set)
    for one in notes:
        members[one.talk] |= {one.sender or one.name, *one.recipients} - own - {""}
    book = DayBook("linkedin")
    crowds = set()
    for one in notes:
        if len(members[one.talk]) > 1:
            crowds.add(one.talk)
            continue
        mine = one.sender in own
        slug = next(iter(one.recipients), "") if mine else one.sender
        if not slug or slug in own:
            continue
        party = f"linkedin:{slug}"
        if name := one.to if mine else one.name:
            book.names.setdefault(party, name)
        words = clean(one.text) if text else ""
        direction: Direction = "->" if mine else "<-"
        book.add(party, one.when, "message", direction, text=words, line=one.line)
    remarks = (
        (f"{counted(len(crowds), 'talk')} of several people credited to nobody.",)
        if crowds
        else ()
    )
    said = f"{said}, {counted(len(notes), 'message')}"
    return EncounterFile(book.encounters(), book.names, complaints.all(), said, remarks)
