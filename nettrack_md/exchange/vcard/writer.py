"""People into a vCard file: 3.0, which every program takes, or 4.0.

The same people give the same bytes, and what is read of these is written so again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from nettrack_md.exchange.identity import uid_of
from nettrack_md.exchange.labels import SERVICES, types_of_label
from nettrack_md.exchange.lines import escape, folded
from nettrack_md.exchange.people import (
    NO_YEAR,
    clean_fact,
    join_address,
    split_address,
    split_name,
)
from nettrack_md.exchange.texts import clean, clean_prose, split_label
from nettrack_md.people.folding import fold_name
from nettrack_md.people.kana import is_kana

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nettrack_md.model.foreign import ForeignPerson

Version = Literal["3.0", "4.0"]
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)|--(\d\d)-(\d\d)")
_DAY_WITH_LABEL = re.compile(r"(\d{4}-\d\d-\d\d|(?:--)?\d\d-\d\d) (.+)")


def render_vcards(people: Iterable[ForeignPerson], version: Version = "3.0") -> bytes:
    """One card a person, in their order; UTF-8 with CRLF."""
    lines = (line for person in people for line in _card(person, version))
    return "".join(map(folded, lines)).encode("utf-8", "replace")


def _card(person: ForeignPerson, version: Version) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    if uid := uid_of(person.text("uid")):
        yield f"UID:{escape(uid)}"
    name = clean(person.name) or "?"
    yield f"FN:{escape(name)}"
    yield f"N{_sort_as(person, version)}:{_structured(_name_parts(person, name))}"
    yield from _reading(person)
    if aliases := _texts(person, "aliases"):
        yield f"NICKNAME:{','.join(map(escape, aliases))}"
    yield from _work(person)
    yield from _days(person, version)
    yield from _Numbered(person, version).lines()
    if tags := _texts(person, "tags"):
        yield f"CATEGORIES:{','.join(map(escape, tags))}"
    if note := clean_prose(person.note):
        yield f"NOTE:{escape(note)}"
    yield from person.kept
    yield "END:VCARD"


def _texts(person: ForeignPerson, key: str) -> tuple[str, ...]:
    texts = (clean_fact(key, text) for text in person.texts(key))
    return tuple(dict.fromkeys(text for text in texts if text))


def _text(person: ForeignPerson, key: str) -> str:
    return next(iter(_texts(person, key)), "")


def _structured(parts: Iterable[str]) -> str:
    return ";".join(map(escape, parts))


def _name_parts(person: ForeignPerson, name: str) -> tuple[str, ...]:
    """The parts as they came, where they still make up the name; else as it seems."""
    whole = fold_name(name)
    for key, parts in person.parts:
        known = list(filter(None, (fold_name(clean(part)) for part in parts[:2])))
        if key == "N" and known and all(part in whole for part in known):
            return tuple(map(clean, parts))
    return (*split_name(name), "", "", "")


def _sort_as(person: ForeignPerson, version: Version) -> str:
    """By what 4.0 sorts: the reading, where it is one."""
    reading = _text(person, "reading")
    if version != "4.0" or not is_kana(reading):
        return ""
    family, _, given = reading.partition(" ")
    return f';SORT-AS="{family},{given}"' if given else f";SORT-AS={family}"


def _reading(person: ForeignPerson) -> Iterator[str]:
    if reading := _text(person, "reading"):
        family, _, given = reading.partition(" ")
        yield f"X-PHONETIC-LAST-NAME:{escape(family)}"
        if given:
            yield f"X-PHONETIC-FIRST-NAME:{escape(given)}"


def _work(person: ForeignPerson) -> Iterator[str]:
    if org := _text(person, "org"):
        units = next(
            (parts for key, parts in person.parts if key == "ORG" and parts[0] == org),
            (org,),
        )
        yield f"ORG:{_structured(map(clean, units))}"
    if title := _text(person, "title"):
        yield f"TITLE:{escape(title)}"


def _days(person: ForeignPerson, version: Version) -> Iterator[str]:
    found = _DAY.fullmatch(_text(person, "birthday"))
    if found is None:
        return
    if version == "4.0":
        yield f"BDAY:{_compact(found[0])}"
    elif found[1]:
        yield f"BDAY:{found[0]}"
    else:
        day = f"{NO_YEAR}-{found[4]}-{found[5]}"
        yield f"BDAY;X-APPLE-OMIT-YEAR={NO_YEAR}:{day}"


def _compact(day: str) -> str:
    """`19900514`, or `--0514` without a year."""
    return f"--{day[2:].replace('-', '')}" if day[0] == "-" else day.replace("-", "")


class _Numbered:
    """The lines that may have a label of their own, which needs a numbered group."""

    def __init__(self, person: ForeignPerson, version: Version) -> None:
        self._person = person
        self._number = 0
        #: Whether ANNIVERSARY may still be used: 4.0 alone knows it, and once.
        self._anniversary = version == "4.0"

    def lines(self) -> Iterator[str]:
        person = self._person
        for text in _texts(person, "phones"):
            yield from self._line("TEL", text, escape)
        for text in _texts(person, "emails"):
            yield from self._line("EMAIL", text, escape)
        for text in _texts(person, "addresses"):
            yield from self._address(text)
        for text in _texts(person, "urls"):
            yield from self._line("URL", text, _uri)
        for text in _texts(person, "social"):
            yield from self._profile(text)
        for text in _texts(person, "dates"):
            yield from self._day(text)

    def _line(self, name: str, text: str, write: object = escape) -> Iterator[str]:
        value, label = split_label(text)
        written = _uri(value) if write is _uri else escape(value)
        yield from self._labelled(name, written, label)

    def _labelled(self, name: str, written: str, label: str) -> Iterator[str]:
        types = types_of_label(label)
        if types:
            yield f"{name};TYPE={','.join(word.upper() for word in types)}:{written}"
        elif label:
            yield from self._grouped(name, written, label)
        else:
            yield f"{name}:{written}"

    def _grouped(self, name: str, written: str, label: str) -> Iterator[str]:
        self._number += 1
        yield f"item{self._number}.{name}:{written}"
        yield f"item{self._number}.X-ABLabel:{escape(label)}"

    def _address(self, text: str) -> Iterator[str]:
        value, label = split_label(text)
        parts = next(
            (
                parts
                for key, parts in self._person.parts
                if key == "ADR" and join_address(parts) == value
            ),
            None,
        )
        written = _structured(map(clean, parts or split_address(value)))
        yield from self._labelled("ADR", written, label)

    def _profile(self, text: str) -> Iterator[str]:
        value, label = split_label(text)
        if label in SERVICES:
            yield f"X-SOCIALPROFILE;TYPE={label}:{_uri(value)}"
        elif label:
            yield from self._grouped("X-SOCIALPROFILE", _uri(value), label)
        else:
            yield f"X-SOCIALPROFILE:{_uri(value)}"

    def _day(self, text: str) -> Iterator[str]:
        found = _DAY_WITH_LABEL.fullmatch(text)
        if found is None:
            return
        day = found[1] if len(found[1]) == 10 else f"--{found[1][-5:]}"
        if found[2] == "anniversary" and self._anniversary:
            self._anniversary = False
            yield f"ANNIVERSARY:{_compact(day)}"
            return
        label = "_$!<Anniversary>!$_" if found[2] == "anniversary" else found[2]
        yield from self._grouped("X-ABDATE", day, label)


def _uri(text: str) -> str:
    """An address is not escaped, but for what would end its line."""
    return text.replace("\\", "\\\\")
