"""Which tool a file comes from, told by its content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.exchange.books.friends import read_friends
from nettrack_md.exchange.books.khard import read_khard
from nettrack_md.exchange.books.monica import read_monica
from nettrack_md.exchange.books.org_contacts import read_org_contacts
from nettrack_md.exchange.csv.sniff import decode_table
from nettrack_md.exchange.reading import Complaints, ForeignFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from nettrack_md.model.foreign import ForeignPerson

#: Bytes within which a file tells what it is.
_HEAD = 65_536


class Book(NamedTuple):
    """One tool's form."""

    name: str
    #: What the head of such a file holds, every one of them.
    signs: tuple[re.Pattern[str], ...]
    read: Callable[[str, Complaints], list[ForeignPerson]]


def _signs(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(each, re.MULTILINE | re.IGNORECASE) for each in patterns)


_BOOKS = (
    Book("Monica", _signs(r"\A\s*\{", r'"account"\s*:', r'"app_version"\s*:'),
         read_monica),
    Book("friends.md", _signs(r"^### (Activities|Friends):\s*$"), read_friends),
    Book("org-contacts", _signs(r"^\*+ \S", r"^[ \t]*+:PROPERTIES:\s*$",
         r"^[ \t]*+:(EMAIL|PHONE|ADDRESS|BIRTHDAY|ALIAS|NICKNAME|CELL|TEL)(_\w+)?:"),
         read_org_contacts),
    Book("khard", _signs(r"^(First|Last|Formatted) name\s*:",
         r"^(Phone|Email|Address|Organisation|Birthday|Categories|Nickname|Last name)"
         r"\s*:"), read_khard),
)  # fmt: skip


def find_book(data: bytes, name: str, encoding: str = "") -> Book | None:
    """Whose file this is; None for none of these.

    Only asked, nothing is complained of yet.
    """
    if b"\0" in data[:2] and not encoding:
        return None
    text = decode_table(data[:_HEAD], encoding, Complaints(name)).text
    head = text.replace("\r\n", "\n")
    return next(
        (book for book in _BOOKS if all(sign.search(head) for sign in book.signs)),
        None,
    )


def read_book(data: bytes, name: str, book: Book, encoding: str = "") -> ForeignFile:
    """The people of such a file, as far as it can be read. Raises nothing."""
    complaints = Complaints(name)
    found = decode_table(data, encoding, complaints)
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    people = book.read(text.removeprefix("\ufeff"), complaints)
    if not people and not complaints.problems:
        complaints.lost(0, "nobody is in it")
    return ForeignFile(tuple(people), complaints.all(), f"{book.name}, {found.charset}")
