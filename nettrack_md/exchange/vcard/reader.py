"""A vCard file into people: names, readings and ids of what its lines say."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from nettrack_md.exchange.identity import card_id
from nettrack_md.exchange.people import facts_of, join_name, without_honorific
from nettrack_md.exchange.reading import Complaints, ForeignFile
from nettrack_md.exchange.texts import clean
from nettrack_md.exchange.vcard.cards import read_cards
from nettrack_md.exchange.vcard.gathering import Gathered
from nettrack_md.exchange.vcard.lines import as_bytes_of_lines
from nettrack_md.exchange.vcard.values import split
from nettrack_md.model.foreign import ForeignPerson
from nettrack_md.people.folding import fold_name

if TYPE_CHECKING:
    from nettrack_md.exchange.vcard.cards import Card, Field
    from nettrack_md.model.foreign import ForeignKind


def read_vcards(data: bytes, name: str, *, encoding: str = "") -> ForeignFile:
    """The people of a vCard file, whatever its version, charset and faults.

    `encoding` beats what the file says. Nothing raises: see the problems.
    """
    complaints = Complaints(name)
    data = as_bytes_of_lines(data, encoding)
    people = []
    for card in read_cards(data, complaints, encoding):
        person = Reading(card, data, complaints).person()
        if person is None:
            complaints.odd(card.line, "this card says nothing about anybody")
        else:
            people.append(person)
    if not people and not complaints.problems:
        complaints.lost(0, "there is no card in it")
    return ForeignFile(tuple(people), complaints.all(), "vCard")


#: What a card may stand for that is no person, nor several.
_NOBODY = frozenset({"org", "organization", "location", "application", "device"})


class Reading:
    """Makes a person of one card."""

    def __init__(self, card: Card, data: bytes, complaints: Complaints) -> None:
        self.card = card
        self._data = data
        self._gathered = Gathered(card, complaints)
        self.parts = self._gathered.parts

    def _found(self) -> dict[str, list[str]]:
        """Texts by property, the preferred ones first."""
        found = dict(self._gathered.found)
        for key, texts in self._gathered.preferred.items():
            found[key] = [*texts, *found.get(key, ())]
        return found

    def person(self) -> ForeignPerson | None:
        """Whom the card is about; None when it says nothing."""
        gathered = self._gathered
        names = self._names()
        name = clean(without_honorific(names)) or self._made_up()
        facts = facts_of(self._found())
        if not name:
            return None
        uid = next((text for key, texts in facts if key == "uid" for text in texts), "")
        return ForeignPerson(
            name=name,
            facts=facts,
            ids=(f"vcard:{uid}" if uid else card_id(name, facts),),
            line=self.card.line,
            kind=self._kind(),
            parts=tuple(self.parts),
            kept=tuple(gathered.kept),
            note="\n\n".join(filter(None, gathered.notes)),
            photo=gathered.photo,
            original=self._original(),
            named=bool(names),
        )

    def _names(self) -> str:
        card = self.card
        family = next(iter(card.all("N", spoken=False)), None)
        if family is not None:
            self._read_n(family)
        self._read_reading()
        names = [clean(card.plain(field.text)) for field in card.all("FN")]
        for other in filter(None, names[1:]):
            # Of a card in several languages the first one is the name.
            if fold_name(other) != fold_name(names[0]):
                self._gathered.add("aliases", without_honorific(other))
        if names and names[0]:
            return names[0]
        parts = dict(self.parts).get("N", ())
        return join_name(parts[0], parts[1], parts[2]) if parts else ""

    def _read_n(self, field: Field) -> None:
        parts = [clean(self.card.plain(part)) for part in split(field.text, ";")]
        parts = [*parts, *[""] * 5][:5]
        if any(parts):
            self.parts.append(("N", tuple(parts)))

    def _read_reading(self) -> None:
        """As Android: X-PHONETIC, N;PHONETIC, SORT-STRING, SORT-AS, SOUND."""
        card = self.card
        spoken = [
            clean(card.plain(f.text))
            if (f := card.first(f"X-PHONETIC-{n}-NAME"))
            else ""
            for n in ("LAST", "MIDDLE", "FIRST")
        ]
        if any(spoken):
            return self._gathered.add("reading", " ".join(filter(None, spoken)))
        for said in card.all("N", spoken=True):
            parts = [clean(card.plain(part)) for part in split(said.text, ";")]
            return self._gathered.add("reading", " ".join(filter(None, parts[:2])))
        if (field := card.first("SORT-STRING")) is not None:
            return self._gathered.add("reading", card.plain(field.text))
        for name in ("N", "FN"):
            field = card.first(name)
            sort_as = field.source.param("SORT-AS") if field else ()
            if sort_as:
                return self._gathered.add(
                    "reading", " ".join(sort_as).replace(",", " ")
                )
        for field in card.fields:
            is_reading = "x-irmc-n" in field.source.types()
            if field.name == "SOUND" and is_reading and field.text.strip(" ;"):
                sound = " ".join(card.plain(field.text).split(";"))
                return self._gathered.add("reading", sound)
        return None

    def _made_up(self) -> str:
        for key in ("org", "aliases", "emails", "phones"):
            for text in self._found().get(key, ()):
                if text := clean(text):
                    return text
        return ""

    def _kind(self) -> ForeignKind:
        for name in ("KIND", "X-ADDRESSBOOKSERVER-KIND"):
            if (field := self.card.first(name)) is not None:
                word = field.text.strip().lower()
                if word == "group":
                    return "group"
                if word in _NOBODY:
                    return "org"
        shown = self.card.first("X-ABSHOWAS")
        return "org" if shown and "COMPANY" in shown.text.upper() else "person"

    def _original(self) -> str:
        """The card's own text, without what was cut out of it."""
        start, end = self.card.span
        pieces = []
        for low, high in self._gathered.cut:
            pieces.append(self._data[start:low])
            start = high
        pieces.append(self._data[start:end])
        raw = b"".join(pieces)
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return f"base64:{base64.b64encode(raw).decode()}"
