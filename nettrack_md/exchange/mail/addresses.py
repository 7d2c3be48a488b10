"""The addresses of a header, and the day of another; from what mailers really write."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

from nettrack_md.people.same import mailbox_key

#: No header of addresses that anybody wrote by hand is longer.
_LONGEST = 20_000
_FOLD = re.compile(r"\r?\n[ \t]+")
_MAILBOX = re.compile(
    r'\s*+((?:"(?:[^"\\]|\\.)*+"|[^",;:<>()])*+)'
    r'<\s*+((?=[^<>\s"][^<>\s"@]*+@[^<>\s"])[^<>\s"]++)\s*+>\s*+(?:,|$)'
    r'|\s*+((?=[^\s",;:<>()][^\s",;:<>()@]*+@[^\s",;:<>()])[^\s",;:<>()]++)\s*+(?:,|$)'
)
_ANY = re.compile(
    r'(?<![^\s<>(),;:"])(?=[^\s<>(),;:"][^\s<>(),;:"@]*+@[^\s<>(),;:"])[^\s<>(),;:"]++'
)
_MONTHS = {
    name: at
    for at, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
         "dec"), 1,
    )
}  # fmt: skip
_DATE = re.compile(
    r"\s*(?:[A-Za-z]{3},?\s+)?(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})\s+"
    r"(\d{1,2}):(\d{2})(?::\d{2})?\s*(?:([+-])(\d{2})(\d{2})\b|([A-Za-z]{1,5})\b)?"
)
#: In minutes. What RFC 5322 knows, and what people's mailers write besides.
_ZONES = {
    "gmt": 0, "ut": 0, "utc": 0, "z": 0, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "jst": 540,
    "kst": 540, "hkt": 480, "sgt": 480, "wet": 0, "west": 60, "bst": 60, "cet": 60,
    "cest": 120, "eet": 120, "eest": 180, "msk": 180, "aest": 600, "aedt": 660,
    "nzst": 720, "nzdt": 780,
}  # fmt: skip


class Mailboxes(NamedTuple):
    """The addresses of a header, as they are compared."""

    keys: frozenset[str] = frozenset()
    #: Each with the name before it as it stands there, in order.
    named: tuple[tuple[str, str], ...] = ()


NO_MAILBOXES = Mailboxes()


@lru_cache(maxsize=8192)
def mailboxes(raw: bytes) -> Mailboxes:
    """Every address of a header, groups opened; those that are none left out."""
    found: dict[str, str] = {}
    for name, address in _pairs(header_text(raw)[:_LONGEST]):
        if key := mailbox_key(address):
            found.setdefault(key, _unquoted(name.strip()))
    return Mailboxes(frozenset(found), tuple(found.items()))


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
    # Imported here, as below: they cost more than most mailboxes need.
    from email.errors import MessageError  # noqa: PLC0415
    from email.header import decode_header, make_header  # noqa: PLC0415

    try:
        return str(make_header(decode_header(text)))
    except (MessageError, LookupError, ValueError):
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
    from email.utils import getaddresses  # noqa: PLC0415

    return [pair for pair in getaddresses([text]) if _ANY.fullmatch(pair[1])]


def parse_moment(text: str) -> datetime | None:
    """The moment of a Date header; naive where it names no zone that is known."""
    if (found := _DATE.match(text)) is None:
        return _slowly(text)
    day, month, year, hour, minute, sign, hours, minutes, name = found.groups()
    if sign:
        shift: int | None = int(f"{sign}1") * (int(hours) * 60 + int(minutes))
    else:
        shift = _ZONES.get((name or "").lower())
    try:
        return datetime(
            int(year), _MONTHS[month.lower()], int(day), int(hour), int(minute),
            tzinfo=_zone(shift),
        )  # fmt: skip
    except (KeyError, ValueError):
        return _slowly(text)


@lru_cache(maxsize=256)
def _zone(minutes: int | None) -> timezone | None:
    if minutes is None or abs(minutes) >= 24 * 60:
        return None
    return timezone(timedelta(minutes=minutes))


def _slowly(text: str) -> datetime | None:
    from email.utils import parsedate_tz  # noqa: PLC0415

    try:
        parts = parsedate_tz(text)
        if parts is None:
            return None
        zone = _zone(None if parts[9] is None else parts[9] // 60)
        return datetime(*parts[:5], tzinfo=zone)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
