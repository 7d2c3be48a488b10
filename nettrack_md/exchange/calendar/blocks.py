"""Cut a calendar into its events and time zones, each with its line; never raises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.exchange.csv.sniff import decode_table
from nettrack_md.exchange.reading import Complaints

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r"([A-Za-z0-9-]+)[;:]")
#: What of an event counts; the rest is not even handed to the library.
_WANTED = frozenset(
    {"UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID",
     "SEQUENCE", "STATUS", "SUMMARY", "LOCATION", "ATTENDEE", "ORGANIZER", "TRANSP"}
)  # fmt: skip
#: Where a link to a video call may stand.
_LINKED = frozenset({"LOCATION", "DESCRIPTION", "URL", "CONFERENCE"})
_DEPTH = 8


class Block(NamedTuple):
    """One component: its lines, unfolded, and where it begins."""

    line: int
    lines: tuple[str, ...]
    #: What may hold links, and properties of vendors, as one text.
    around: str = ""


class Blocks(NamedTuple):
    """The parts of one VCALENDAR."""

    events: list[Block]
    zones: list[Block]
    #: METHOD, X-WR-TIMEZONE and the like, by upper-case name.
    about: dict[str, str]


def cut(data: bytes, encoding: str, complaints: Complaints) -> list[Blocks]:
    """Every calendar of a file."""
    calendars: list[Blocks] = []
    stack: list[tuple[str, int, list[str], list[str]]] = []
    for number, line in _unfolded(data, encoding, complaints):
        head, _, rest = line.partition(":")
        word = head.strip().upper()
        if word == "BEGIN":
            name = rest.strip().upper()
            if name == "VEVENT":
                _close_open_events(stack, complaints)
            if name == "VCALENDAR":
                stack.clear()
                calendars.append(Blocks([], [], {}))
            if len(stack) < _DEPTH:
                stack.append((name, number, [], []))
        elif word == "END":
            _end(rest.strip().upper(), stack, calendars)
        elif line.strip():
            _take(line, number, stack, calendars, complaints)
    _close_open_events(stack, complaints)
    if stack and stack[0][0] == "VCALENDAR":
        complaints.odd(stack[0][1], "the calendar that begins here does not end")
    return calendars


def _unfolded(
    data: bytes, encoding: str, complaints: Complaints
) -> Iterator[tuple[int, str]]:
    """Logical lines and where they begin; folds are undone before letters are made."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in data[:4]:
        data = decode_table(data, encoding, complaints).text.encode("utf-8", "replace")
        encoding = "utf-8"
    data = data.removeprefix(b"\xef\xbb\xbf")
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    numbers: list[int] = []
    joined: list[bytes] = []
    for number, raw in enumerate(data.split(b"\n"), 1):
        if raw[:1] in {b" ", b"\t"} and joined:
            joined[-1] += raw[1:]
        else:
            numbers.append(number)
            joined.append(raw)
    apart = Complaints("")
    lines = decode_table(b"\n".join(joined), encoding, apart).text.split("\n")
    for problem in apart.problems:
        at = min(problem.line, len(numbers)) - 1
        complaints.lost(numbers[at], problem.message)
    return zip(numbers, lines, strict=False)


def _close_open_events(
    stack: list[tuple[str, int, list[str], list[str]]], complaints: Complaints
) -> None:
    """Forget an event that never ended; with it whatever stood in it."""
    for at, (name, line, _, _) in enumerate(stack):
        if name == "VEVENT":
            complaints.lost(line, "the event that begins here does not end")
            del stack[at:]
            return


def _end(
    name: str,
    stack: list[tuple[str, int, list[str], list[str]]],
    calendars: list[Blocks],
) -> None:
    if not any(each[0] == name for each in stack):
        return
    while stack:
        found, line, lines, around = stack.pop()
        if found == name:
            break
    if not calendars:
        calendars.append(Blocks([], [], {}))
    if name == "VEVENT":
        calendars[-1].events.append(Block(line, tuple(lines), "\n".join(around)))
    elif name == "VTIMEZONE":
        calendars[-1].zones.append(Block(line, tuple(lines)))
    elif stack and any(each[0] == "VTIMEZONE" for each in stack):
        stack[-1][2].extend((f"BEGIN:{name}", *lines, f"END:{name}"))


def _take(
    line: str,
    number: int,
    stack: list[tuple[str, int, list[str], list[str]]],
    calendars: list[Blocks],
    complaints: Complaints,
) -> None:
    found = _NAME.match(line)
    inside = stack[-1][0] if stack else ""
    if found is None:
        if inside == "VEVENT":
            complaints.odd(number, "this is no line of a calendar")
        return
    name = found[1].upper()
    if inside == "VCALENDAR" and calendars:
        calendars[-1].about.setdefault(name, line[found.end() :].strip())
    elif inside == "VEVENT":
        if name in _WANTED:
            stack[-1][2].append(line)
        if name in _LINKED or name.startswith("X-"):
            stack[-1][3].append(line)
    elif stack:
        stack[-1][2].append(line)
