"""What the lines of one card say: each property in our own keys, whoever wrote it."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from nettrack_md.exchange.identity import uid_of
from nettrack_md.exchange.labels import SERVICES, label_of_text, label_of_types
from nettrack_md.exchange.people import clean_fact, join_address, read_day_text
from nettrack_md.exchange.texts import clean, clean_prose, labelled
from nettrack_md.exchange.vcard.kept import render_kept
from nettrack_md.exchange.vcard.values import split

if TYPE_CHECKING:
    from collections.abc import Callable

    from nettrack_md.exchange.reading import Complaints
    from nettrack_md.exchange.vcard.cards import Card, Field

#: Bytes of a picture that is worth keeping.
MAX_PHOTO = 2 * 1024 * 1024
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"RIFF")
_BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
#: Lines about the card and the program that wrote it, not about a person.
_IDLE = frozenset(
    {"BEGIN", "END", "VERSION", "PRODID", "REV", "N", "FN", "UID", "KIND", "LABEL",
     "X-ABSHOWAS", "X-ABADR", "X-ABLABEL", "X-MS-OL-DESIGN", "AGENT", "X-GNO", "SOURCE",
     "X-MS-OL-DEFAULT-POSTAL-ADDRESS", "X-CLASS", "CLASS", "NAME", "PROFILE", "MAILER",
     "X-REDUCTION", "X-NO", "X-DCM-HMN-MODE", "X-SD-VERN", "X-SD-CHAR_CODE",
     "X-SD-FORMAT_VER", "X-SD-CATEGORIES", "X-SD-CLASS", "X-ADDRESSBOOKSERVER-KIND",
     "X-MS-CARDPICTURE", "X-IMAGETYPE", "X-IMAGEHASH", "SORT-STRING",
     "X-PHONETIC-LAST-NAME", "X-PHONETIC-FIRST-NAME", "X-PHONETIC-MIDDLE-NAME"}
)  # fmt: skip
_NO_CATEGORY = re.compile(
    r"\*?\s*(mycontacts|myContacts|starred|My Contacts)$", re.IGNORECASE
)
_IMPP = re.compile(
    r"X-(SKYPE|SKYPE-USERNAME|JABBER|GTALK|GOOGLE-TALK|QQ|AIM|MSN|ICQ|YAHOO"
    r"|TWITTER|MS-IMADDRESS)$"
)
_SERVICE = {"SKYPE-USERNAME": "skype", "GOOGLE-TALK": "gtalk", "MS-IMADDRESS": "im"}
_LINE_OF_DAYS = frozenset(
    {"ANNIVERSARY", "X-ANNIVERSARY", "X-MS-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY"}
)


class Gathered:
    """Everything that one card says, line by line."""

    def __init__(self, card: Card, complaints: Complaints) -> None:
        self.card = card
        self._complaints = complaints
        self.found: dict[str, list[str]] = {}
        self.parts: list[tuple[str, tuple[str, ...]]] = []
        self.notes: list[str] = []
        self.kept: list[str] = []
        self.photo = b""
        self._labels = {
            f.source.group: clean(label_of_text(card.plain(f.text)))
            for f in card.fields
            if f.name == "X-ABLABEL" and f.source.group
        }
        self.preferred: dict[str, list[str]] = {}
        self.cut: list[tuple[int, int]] = []
        for field in card.fields:
            self._take(field)

    def add(self, key: str, text: str) -> None:
        """One more text of a property."""
        self.found.setdefault(key, []).append(text)

    def _take(self, field: Field) -> None:
        name = field.name
        if name in _BINARY:
            self._take_binary(field)
        elif name in _TAKERS:
            _TAKERS[name](self, field)
        elif name in _LINE_OF_DAYS:
            self.take_day(field, "anniversary")
        elif (service := _IMPP.fullmatch(name)) is not None:
            self.take_profile(field, _SERVICE.get(service[1], service[1].lower()))
        elif name not in _IDLE:
            self.keep(field)

    def keep(self, field: Field) -> None:
        """There is no key for it."""
        label = self._labels.get(field.source.group, "")
        says = clean_prose(field.text).strip(" ;")
        if says and field.source.encoding != "b":
            self.kept.append(render_kept(field, label, old=self.card.old))

    def plain(self, field: Field) -> str:
        """The text of a field, without escapes."""
        return self.card.plain(field.text)

    def day(self, field: Field) -> str:
        """The day of a field, without the controls that would not be kept either."""
        return read_day_text(clean_prose(self.plain(field)))

    def pieces(self, field: Field, separator: str) -> list[str]:
        """The parts of a value, each without escapes."""
        return [clean(self.card.plain(part)) for part in split(field.text, separator)]

    def take_text(self, key: str, field: Field, text: str | None = None) -> None:
        """A text of a list, with its label; the preferred one goes first."""
        value = clean(self.plain(field) if text is None else text)
        if not value:
            return
        types = field.source.types()
        label = self._labels.get(field.source.group, "")
        whole = labelled(value, label or label_of_types(types))
        preferred = "pref" in types or field.source.param("PREF") == ("1",)
        (self.preferred if preferred else self.found).setdefault(key, []).append(whole)

    def take_day(self, field: Field, label: str) -> None:
        """A day that comes back, with its label, else the one given."""
        label = self._labels.get(field.source.group, "") or label
        if (day := self.day(field)) and label:
            self.add("dates", f"{day.removeprefix('--')} {label}")
        else:
            self.keep(field)

    def take_profile(self, field: Field, service: str) -> None:
        """A name on some service."""
        value = clean(self.plain(field)).removeprefix("x-apple:")
        value = value or next(iter(field.source.param("X-USER")), "")
        if not service:
            named = (*field.source.param("SERVICE-TYPE"),
                     *field.source.param("X-SERVICE-TYPE"))  # fmt: skip
            types = sorted(field.source.types() & SERVICES)
            scheme = value.partition(":")[0] if field.name == "IMPP" else ""
            service = next(iter((*named, *types, scheme)), "").lower()
        if field.name == "IMPP":
            value = re.sub(r"^[a-z][a-z0-9+.-]*:(?!//)", "", value)
        own = self._labels.get(field.source.group, "")
        if value:
            self.add("social", labelled(value, own or service))

    def _take_binary(self, field: Field) -> None:
        source = field.source
        if source.encoding != "b" and not field.text.startswith("data:"):
            if field.name != "SOUND":
                self.keep(field)
            return
        self.cut.append(source.span)
        if field.name != "PHOTO" or self.photo or not source.value.strip():
            return
        text = (
            source.value if source.encoding == "b" else source.value.partition(b",")[2]
        )
        image = _unpacked(text)
        if image is None or not image.startswith(_IMAGES):
            self._complaints.odd(source.line, "the photo is no picture; left out")
        elif len(image) > MAX_PHOTO:
            size = f"{len(image) / 1024 / 1024:.1f} MB"
            self._complaints.odd(source.line, f"a photo of {size} is left out")
        else:
            self.photo = image

    def take_note(self, field: Field) -> None:
        """Prose, of which there may be several."""
        self.notes.append(clean_prose(self.plain(field)))


def _unpacked(text: bytes) -> bytes | None:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return None


def _phone(read: Gathered, field: Field) -> None:
    text = re.sub(r"^tel:", "", read.plain(field).strip(), flags=re.IGNORECASE)
    read.take_text("phones", field, re.sub(r";ext=(\d+)$", r" ext. \1", text))


def _mail(read: Gathered, field: Field) -> None:
    text = re.sub(r"^mailto:", "", read.plain(field).strip(), flags=re.IGNORECASE)
    read.take_text("emails", field, text)


def _organisation(read: Gathered, field: Field) -> None:
    parts = tuple(filter(None, read.pieces(field, ";")))
    if not parts:
        return None
    if "org" in read.found:
        return read.keep(field)
    read.add("org", parts[0])
    if len(parts) > 1:
        read.parts.append(("ORG", parts))
    return None


def _title(read: Gathered, field: Field) -> None:
    text = clean(read.plain(field))
    given = field.name == "ROLE" and read.card.first("TITLE") is not None
    if text and (given or "title" in read.found):
        read.keep(field)
    elif text:
        read.add("title", text)


def _birthday(read: Gathered, field: Field) -> None:
    if day := read.day(field):
        read.add("birthday", day)
    else:
        read.keep(field)


def _address(read: Gathered, field: Field) -> None:
    parts = read.pieces(field, ";")
    if not any(parts):
        return
    text = join_address(parts)
    read.take_text("addresses", field, text)
    read.parts.append(("ADR", tuple([*parts, *[""] * 7][:7])))


def _nicknames(read: Gathered, field: Field) -> None:
    for name in read.pieces(field, ","):
        read.add("aliases", name)


def _categories(read: Gathered, field: Field) -> None:
    for name in read.pieces(field, ","):
        # A mark in front of it, which tags cannot hold, must not hide what it is.
        if not any(map(_NO_CATEGORY.match, (name, clean_fact("tags", name)))):
            read.add("tags", name.removeprefix("* "))


def _uid(read: Gathered, field: Field) -> None:
    if uid := uid_of(read.plain(field)):
        read.add("uid", uid)


def _died(read: Gathered, field: Field) -> None:
    read.add("status", "deceased")
    read.keep(field)


_TAKERS: dict[str, Callable[[Gathered, Field], None]] = {
    "TEL": _phone,
    "EMAIL": _mail,
    "ORG": _organisation,
    "TITLE": _title,
    "ROLE": _title,
    "BDAY": _birthday,
    "ADR": _address,
    "NICKNAME": _nicknames,
    "X-GN": _categories,
    "CATEGORIES": _categories,
    "UID": _uid,
    "DEATHDATE": _died,
    "URL": lambda read, field: read.take_text("urls", field),
    "NOTE": Gathered.take_note,
    "X-ABDATE": lambda read, field: read.take_day(field, ""),
    "X-SOCIALPROFILE": lambda read, field: read.take_profile(field, ""),
    "X-SOCIAL-PROFILE": lambda read, field: read.take_profile(field, ""),
    "SOCIALPROFILE": lambda read, field: read.take_profile(field, ""),
    "IMPP": lambda read, field: read.take_profile(field, ""),
}
