"""Targets of other programs' files: cards, tables, calendars, mail, chats, books."""

from __future__ import annotations

import csv
import importlib
import io
import re
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from nettrack_md.errors import UsageFault
from nettrack_md.exchange.books.finding import find_book, read_book
from nettrack_md.exchange.calendar import is_calendar, read_calendars
from nettrack_md.exchange.chat import (
    is_line_talk,
    is_linkedin_messages,
    read_line_talk,
    read_messages,
)
from nettrack_md.exchange.csv import read_table, render_table
from nettrack_md.exchange.csv.writer import Row
from nettrack_md.exchange.mail import (
    MailReading,
    cut_head,
    is_letter,
    is_mbox,
    split_mbox,
)
from nettrack_md.exchange.vcard import read_vcards, render_vcards
from tests.builders import TODAY
from tests.torture.fuzzing.header import DATA
from tests.torture.fuzzing.targets import Target

if TYPE_CHECKING:
    from random import Random

    from nettrack_md.exchange.encounters import EncounterFile

TOKYO = ZoneInfo("Asia/Tokyo")
ME = {"me@example.org"}
#: Bytes that any reader of text may stumble over.
SHARP: tuple[bytes, ...] = (
    b"\r\n", b"\n", b"\r", b" ", b"\t", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe",
    b"\x95\\", b"\x1b$B", b"=\n", b"=", b"==", b"\\", b"\\n", b";", b",", b":", b'"',
    b"'", b"\x85", b"\xe2\x80\xa8", b"\xed\xa0\x80", "表".encode("cp932"), b"1", b"-1",
    b"2026-02-30", b"99999999999999999999", b"(", b")", b"<", b">", b"@", b"?",
)  # fmt: skip
CARD_PIECES: tuple[bytes, ...] = (
    b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"VERSION:2.1\r\n", b"VERSION:4.0\r\n",
    b"AGENT:", b"FN:x\r\n", b"N:", b"N;CHARSET=shift_jis:", b"TEL;TYPE=cell:",
    b"PHOTO;ENCODING=b:AAAA", b"NOTE;ENCODING=QUOTED-PRINTABLE:a=", b'A;B="', b"ADR:;;",
    b"X-A;B=c:d\r\n", b"item1.X-ABLabel:_$!<Home>!$_\r\n", b"BDAY:--0514\r\n",
    b"BDAY:1604-02-30\r\n", b"ORG:a;b\r\n", b"UID:u\r\n", b"CATEGORIES:a\\,b,c\r\n",
    b"EMAIL:a@b\r\n", b"REV:x\r\n", b"ANNIVERSARY:2014-03-10\r\n", b"\r\n ", *SHARP,
)  # fmt: skip
TABLE_PIECES: tuple[bytes, ...] = (
    b"Name,Email\n", b"First Name,Last Name,E-mail 1 - Value\n", b"a;b;c\n", b"a\tb\n",
    "会社名,氏名,e-mail\n".encode(), b'"', b'""', b'"x\ny"', b",,,", b"=1+1", b"+81 90",
    b"@a", b" ::: ", b"Birthday,", b"1990-05-14,", b"PK\x03\x04", *SHARP,
)  # fmt: skip
TOUCH_PIECES: tuple[bytes, ...] = (
    b"BEGIN:VCALENDAR\r\n", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"END:VCALENDAR\r\n",
    b"DTSTART:20261118T100000Z\r\n", b"DTSTART;VALUE=DATE:20261118\r\n",
    b"DTSTART;TZID=Nowhere/Land:20261118T100000\r\n", b"RRULE:FREQ=DAILY;COUNT=3\r\n",
    b"RRULE:FREQ=YEARLY;BYMONTH=13\r\n", b"EXDATE:20261119T100000Z\r\n", b"UID:a\r\n",
    b"ATTENDEE;CN=A:mailto:a@example.org\r\n", b"SUMMARY:x\\, y\r\n", b"DURATION:PT\r\n",
    b"RECURRENCE-ID:20261118T100000Z\r\n", b"STATUS:CANCELLED\r\n", b"SEQUENCE:9\r\n",
    b"\nFrom a@example.org Wed Nov 18 10:00:00 2026\n", b"From: A <a@example.org>\n",
    b"To: me@example.org\n", b"Date: Wed, 18 Nov 2026 10:00:00 +0900\n",
    b"Subject: =?utf-8?b?4oCo?=\n", b"=?iso-2022-jp?B?GyRC?=", b"Content-Length: 3\n",
    b"Date: Wed, 99 Nov 99999 10:00:00 +9999\n", b"Message-ID: <1@x>\n", b"Cc: (((\n",
    "[LINE] 花子とのトーク履歴\n".encode(), "2026/11/16(月)\n".encode(),
    "10:30\t花子\tこんにちは\n".encode(), "午前10:30\t花子\t[写真]\n".encode(),
    b"CONVERSATION ID,FROM,SENDER PROFILE URL,DATE\n", b"2026-11-18 10:00:00 UTC",
    *SHARP,
)  # fmt: skip
BOOK_PIECES: tuple[bytes, ...] = (
    b"* Ada Fenn\n", b":PROPERTIES:\n", b":EMAIL: a@b\n", b":END:\n", b"# Friends\n",
    b"- Ada Fenn\n", b"## Activities:\n", b"- 2026-11-18: lunch with **Ada**\n",
    b'{"account": {"data": [', b'{"type": "contact", "values": [', b"]}", b"}", b"{",
    b"[", b"First name: Ada\n", b"Phone:\n", b"    cell: 1\n", b"- a\n", b'"uuid": "x"',
    b"null", b"1e999", b"---\n", b"Birthday: 2026-02-30\n", *SHARP,
)  # fmt: skip


def _files(folder: str, *ends: str) -> list[bytes]:
    paths = sorted((DATA / folder).iterdir())
    return [path.read_bytes() for path in paths if path.name.endswith(ends)]


def _lines(files: list[bytes]) -> list[bytes]:
    return sorted({line for one in files for line in re.split(rb"(?<=\n)", one)[:400]})


def _short(files: list[bytes]) -> list[bytes]:
    return [one[:1200] for one in files]


CARDS = _files("exchange", ".vcf")
TABLES = _files("exchange", ".csv")
BOOKS = _files("exchange", ".org", ".md", ".json", ".yaml", ".yml")
TOUCHES = _files("encounters", ".ics", ".mbox", ".eml", ".emlx", ".txt", ".csv")


def read_cards(data: bytes, chance: Random) -> None:
    """Any bytes are cards or problems, and what is written of them comes back."""
    found = read_vcards(data, "x.vcf")
    assert found.people or found.problems
    version: Any = "4.0" if chance.random() < 0.5 else "3.0"
    again = render_vcards(found.people, version)
    assert max(map(len, again.split(b"\r\n"))) <= 75
    read = read_vcards(again, "x.vcf")
    assert read.problems == () or not found.people
    assert render_vcards(read.people, version) == again
    if found.people and chance.random() < 0.05:
        _another_program_agrees(again, len(found.people))


def _another_program_agrees(data: bytes, people: int) -> None:
    vobject: Any = importlib.import_module("vobject")

    cards = list(vobject.readComponents(data.decode()))
    assert len(cards) == people
    names = [one.name for one in read_vcards(data, "x.vcf").people]
    assert [card.fn.value for card in cards] == names


def read_tables(data: bytes, chance: Random) -> None:
    """Any bytes are rows or problems; what is written, a spreadsheet reads the same."""
    try:
        found = read_table(data, "x.csv")
    except UsageFault:
        return
    safe = chance.random() < 0.5
    rows = [
        Row(f"{n}.md", {"name": (one.name,), **dict(one.facts)})
        for n, one in enumerate(found.people)
    ]
    table = render_table(rows, safe=safe).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(table, newline="")))
    assert len(read) == len(rows) + 1
    assert len({len(row) for row in read}) == 1
    if safe:
        cells = [cell for row in read for cell in row]
        assert not [cell for cell in cells if cell[:1] in {*"=+-@\t\r"} and cell]


def _read(data: bytes) -> EncounterFile:
    if is_calendar(data):
        return read_calendars([("x", data)], "x", me=ME, today=TODAY, zone=TOKYO)
    if is_linkedin_messages(data):
        return read_messages(data, "x", zone=TOKYO, text=True)
    if is_line_talk(data):
        return read_line_talk(data, "x", text=True)
    mail = MailReading("x", ME, TOKYO, text=True)
    if is_mbox(data):
        for each in split_mbox(iter([data[:100], data[100:]])):
            mail.take(each)
    else:
        is_letter(data)
        mail.take(cut_head(data))
    return mail.result("mail")


def read_touches(data: bytes, _: Random) -> None:
    """Any bytes are touches or problems, each touch on one clean line."""
    for one in _read(data).encounters:
        assert one.text == " ".join(one.text.split())
        assert one.text.isprintable() or not one.text.isascii()


def read_calendar(data: bytes, chance: Random) -> None:
    """The same, of a calendar whatever it looks like."""
    read_touches(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + data, chance)


def read_mail(data: bytes, chance: Random) -> None:
    """The same, of a mailbox."""
    read_touches(b"From a@b Wed Nov 18 10:00:00 2026\nFrom: a@b\n" + data, chance)


def read_chat(data: bytes, chance: Random) -> None:
    """The same, of a talk or of a table of messages."""
    heads = ("[LINE] 花子とのトーク履歴\n2026/11/16(月)\n".encode(),
             b"CONVERSATION ID,FROM,SENDER PROFILE URL,DATE\n")  # fmt: skip
    read_touches(heads[chance.random() < 0.5] + data, chance)


def read_books(data: bytes, _: Random) -> None:
    """Any other program's address book is people or problems."""
    for name in ("x.org", "x.md", "x.json", "x.yaml"):
        if (book := find_book(data, name)) is not None:
            found = read_book(data, name, book)
            assert found.people or found.problems
            return


_ICS = [one for one in TOUCHES if is_calendar(one)]
_CHATS = [one for one in TOUCHES if is_line_talk(one) or is_linkedin_messages(one)]
_MAILS = [one for one in TOUCHES if one not in _ICS and one not in _CHATS]
TARGETS: tuple[Target, ...] = (
    Target("cards", read_cards, _short(CARDS), CARD_PIECES, 250_000,
           ("nettrack_md.exchange.vcard",), _lines(CARDS)),
    Target("tables", read_tables, _short(TABLES), TABLE_PIECES, 300_000,
           ("nettrack_md.exchange.csv",), _lines(TABLES)),
    Target("calendars", read_calendar, _short(_ICS), TOUCH_PIECES, 50_000,
           ("nettrack_md.exchange.calendar",), _lines(_ICS)),
    Target("mail", read_mail, _short(_MAILS), TOUCH_PIECES, 300_000,
           ("nettrack_md.exchange.mail",), _lines(_MAILS)),
    Target("chats", read_chat, _short(_CHATS), TOUCH_PIECES, 300_000,
           ("nettrack_md.exchange.chat",), _lines(_CHATS)),
    Target("address books", read_books, _short(BOOKS), BOOK_PIECES, 100_000,
           ("nettrack_md.exchange.books",), _lines(BOOKS)),
)  # fmt: skip
