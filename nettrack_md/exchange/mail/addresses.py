"""The addresses of a header, and the day of another; from what mailers really write."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_tz
from functools import lru_cache
from typing import NamedTuple

from nettrack_md.people.same import mailbox_key

#: No header of addresses that anybody wrote by hand is longer.
_LONGEST = 20_000
_FOLD = re.compile(r"\r?\n[ \t]+")
_MAILBOX = re.compile(
    r'\s*((?:"(?:[^"\\]|\\.)*+"|[^",;:<>()])*+)<\s*([^<>\s"]+@[^<>\s"]+)\s*>\s*(?:,|$)'
    r'|\s*([^\s",;:<>()]+@[^\s",;:<>()]+)\s*(?:,|$)'
)
_ANY = re.compile(r'[^\s<>(),;:"]+@[^\s<>(),;:"]+')
_MONTHS = {
    name: at
    for at, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
         "dec"), 1,
    )
}  # fmt: skip
_DATE = re.compile(
    r"\s*(?:[A-Za-z]{3},?\s+)?(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})\s+"
    r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(?:([+-])(\d{2})(\d{2})\b|([A-Za-z]{1,5})\b)?"
)
#: In minutes. What RFC 5322 knows, and what people's mailers write besides.
_ZONES = {
    "gmt": 0, "ut": 0, "utc": 0, "z": 0, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "jst": 540,
    "kst": 540, "hkt": 480, "sgt": 480, "wet": 0, "west": 60, "bst": 60, "cet": 60,
    "cest": 120, "eet": 120, "eest": 180, "msk": 180, "aest": 600, "aedt": 660,
    "nzst": 720, "nzdt": 780,
}  # fmt: skip


class Mailbox(NamedTuple):
    """An address as it is compared, and the name before it as it stands there."""

    key: str
    name: str


@lru_cache(maxsize=8192)
def mailboxes(raw: bytes) -> tuple[Mailbox, ...]:
    """Every address of a header, groups opened; those that are none left out."""
    text = header_text(raw)[:_LONGEST]
    return tuple(
        dict.fromkeys(
            Mailbox(key, _unquoted(name.strip()))
            for name, address in _pairs(text)
            if (key := mailbox_key(address))
        )
    )


def _unquoted(name: str) -> str:
    if len(name) > 1 and name[0] == name[-1] == '"':
        return re.sub(r"\\(.)", r"\1", name[1:-1])
    return name


def header_text(raw: bytes) -> str:
    """A header's bytes as text on one line; encoded words stay as they are."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        try:
            text = raw.decode("cp932")
        except UnicodeDecodeError:
            text = raw.decode("latin-1")
    return _FOLD.sub(" ", text) if "\n" in text else text


def decoded(text: str) -> str:
    """A header with its encoded words decoded, as far as they can be (RFC 2047)."""
    if "=?" not in text:
        return text
    try:
        return str(make_header(decode_header(text)))
    except (HeaderParseError, LookupError, ValueError):
        return text


def _pairs(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        one = _MAILBOX.match(text, at)
        if one is None:
            break
        found.append((one[1] or "", one[2] or one[3]))
        at = one.end()
    else:
        return found
    parsed = _parsed(text)
    if not parsed and "=?" in text and (plain := decoded(text)) != text:
        # Some mailers encode the address along with the name.
        parsed = _parsed(plain)
    return parsed or [("", address) for address in _ANY.findall(text)]


def _parsed(text: str) -> list[tuple[str, str]]:
    return [pair for pair in getaddresses([text]) if _ANY.fullmatch(pair[1])]


def parse_moment(text: str) -> datetime | None:
    """The moment of a Date header; naive where it names no zone that is known."""
    if (found := _DATE.match(text)) is None:
        return _slowly(text)
    day, month, year, hour, minute, second, sign, hours, minutes, name = found.groups()
    try:
        when = datetime(  # noqa: DTZ001 — its zone comes below
            int(year), _MONTHS[month.lower()], int(day), int(hour), int(minute),
            min(int(second or 0), 59),
        )  # fmt: skip
    except (KeyError, ValueError):
        return _slowly(text)
    if sign:
        shift = int(hours) * 60 + int(minutes)
        return _shifted(when, -shift if sign == "-" else shift)
    return _shifted(when, _ZONES.get((name or "").lower()))


def _shifted(when: datetime, minutes: int | None) -> datetime:
    if minutes is None or abs(minutes) >= 24 * 60:
        return when
    return when.replace(tzinfo=timezone(timedelta(minutes=minutes)))


def _slowly(text: str) -> datetime | None:
    try:
        parts = parsedate_tz(text)
        if parts is None:
            return None
        when = datetime(*parts[:5])  # noqa: DTZ001 — its zone comes below
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _shifted(when, None if parts[9] is None else parts[9] // 60)
