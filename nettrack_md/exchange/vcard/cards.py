"""Content lines into cards: nested, unclosed, or cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.exchange.vcard.lines import content_lines
from nettrack_md.exchange.vcard.values import decode, unescape, unescape_old

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.exchange.reading import Complaints
    from nettrack_md.exchange.vcard.lines import ContentLine

#: More cards than any address book has; what is behind them is not read.
MAX_CARDS = 50_000
_DEEPEST = 32


class Field(NamedTuple):
    """A content line with its text."""

    source: ContentLine
    #: Decoded, still escaped; empty for binary values.
    text: str

    @property
    def name(self) -> str:
        """Upper case."""
        return self.source.name


class Card(NamedTuple):
    """One card."""

    line: int
    version: str
    fields: tuple[Field, ...]
    #: Where it stands in the file; nested cards and binary values inside it.
    span: tuple[int, int]

    @property
    def old(self) -> bool:
        """Whether the rules of version 2.1 hold."""
        return self.version.startswith("2")

    def plain(self, text: str) -> str:
        """A value, or a part of one, without escapes."""
        return unescape_old(text) if self.old else unescape(text)

    def all(self, name: str, *, spoken: bool | None = None) -> Iterator[Field]:
        """The lines of that name that say something.

        `spoken`: only those that say how a name is pronounced, or none of these.
        """
        for field in self.fields:
            if field.name != name or not field.text.strip(" ;"):
                continue
            if spoken is None or bool(field.source.param("PHONETIC")) is spoken:
                yield field

    def first(self, name: str) -> Field | None:
        """The first line of that name that says something."""
        return next((f for f in self.fields if f.name == name and f.text.strip()), None)


class _Open:
    def __init__(self, line: ContentLine) -> None:
        self.begin = line
        self.lines: list[ContentLine] = []


def read_cards(data: bytes, complaints: Complaints, wanted: str) -> Iterator[Card]:
    """Every card, nested ones left out; what is amiss is named, nothing raises."""
    cards = _Cards(complaints, wanted)
    count = 0
    for line in content_lines(data, complaints):
        if (card := cards.take(line)) is not None:
            yield card
            count += 1
        if count >= MAX_CARDS:
            complaints.lost(line.line, f"only {MAX_CARDS} cards are read at once")
            return
    if (card := cards.end(len(data))) is not None:
        yield card


class _Cards:
    """Opens and closes cards as their lines come."""

    def __init__(self, complaints: Complaints, wanted: str) -> None:
        self._complaints = complaints
        self._wanted = wanted
        self._stack: list[_Open] = []
        self._stray = False

    def take(self, line: ContentLine) -> Card | None:
        """The card that this line closes."""
        mark = line.value.strip().upper() == b"VCARD"
        if line.name == "BEGIN" and mark:
            return self._begin(line)
        if line.name == "END" and mark and self._stack:
            opened = self._stack.pop()
            return None if self._stack else self._finish(opened, line.span[1])
        if self._stack:
            self._stack[-1].lines.append(line)
        elif not self._stray:
            self._complaints.odd(line.line, f"{line.name} stands outside of a card")
            self._stray = True
        return None

    def _begin(self, line: ContentLine) -> Card | None:
        closed = None
        if self._stack and not _nests(self._stack):
            self._complaints.odd(line.line, "the card before has no END:VCARD")
            closed = self._finish(self._stack[0], line.span[0])
            self._stack.clear()
        self._stack.append(_Open(line))
        self._stray = False
        return closed

    def end(self, at: int) -> Card | None:
        """The card that the end of the file cuts off."""
        if not self._stack:
            return None
        line = self._stack[0].begin.line
        self._complaints.lost(line, "the file ends in the middle of this card")
        return self._finish(self._stack[0], at)

    def _finish(self, opened: _Open, end: int) -> Card:
        return _finish(opened, end, self._complaints, self._wanted)


def _nests(stack: list[_Open]) -> bool:
    """Whether a card may begin here: as the value of the AGENT line before it."""
    lines = stack[-1].lines
    agent = bool(lines) and lines[-1].name == "AGENT" and not lines[-1].value.strip()
    return agent and len(stack) <= _DEEPEST


def _finish(opened: _Open, end: int, complaints: Complaints, wanted: str) -> Card:
    raw = {line.name: line.value for line in opened.lines}
    version = decode(raw.get("VERSION", b"3.0")).text.strip() or "3.0"
    hint = decode(raw.get("X-SD-CHAR_CODE", b"")).text
    fields = tuple(_field(line, complaints, wanted, hint) for line in opened.lines)
    return Card(opened.begin.line, version, fields, (opened.begin.span[0], end))


def _field(line: ContentLine, complaints: Complaints, wanted: str, hint: str) -> Field:
    if line.encoding == "b" or line.name in {"BEGIN", "END"}:
        return Field(line, "")
    charset = next(iter(line.param("CHARSET")), "")
    decoded = decode(line.value, charset, wanted, hint)
    if decoded.broken:
        complaints.lost(
            line.line, f"{line.name} holds bytes that are text in no known charset"
        )
    elif decoded.misfit:
        complaints.odd(
            line.line, f"{line.name} is not in {decoded.misfit[:20]}, as it says"
        )
    return Field(line, decoded.text)
