"""One contact of Monica: what it is called, how to reach it, what happened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from nettrack_md.exchange.books.monica_shelf import text_of
from nettrack_md.exchange.identity import digest_of
from nettrack_md.exchange.labels import SERVICES
from nettrack_md.exchange.people import facts_of, join_address, join_name, read_day_text
from nettrack_md.exchange.texts import clean, clean_prose, labelled
from nettrack_md.model.dates import parse_date
from nettrack_md.model.foreign import ForeignPerson, ForeignTouch

if TYPE_CHECKING:
    from nettrack_md.exchange.books.monica_shelf import Shelf
    from nettrack_md.model.records import Direction

_SCHEME = re.compile(r"^(mailto|tel):", re.IGNORECASE)
#: More of a conversation is for reading where it was led.
_MESSAGES = 50


class MonicaContact:
    """Reads one contact."""

    def __init__(self, contact: dict[str, Any], shelf: Shelf, line: int) -> None:
        self._contact = contact
        self._shelf = shelf
        self._line = line
        self._own = shelf.properties(contact)
        self._found: dict[str, list[str]] = {}
        self._kept: list[str] = []
        self._prose: list[str] = []
        self._touches: list[ForeignTouch] = []

    def person(self) -> ForeignPerson | None:
        """Whom it is; None without a name, and for one who is only somebody's kin."""
        name = self._name(self._own)
        if not name or self._own.get("is_partial") is True:
            return None
        self._plain()
        self._days()
        self._reach()
        self._relations()
        self._happened()
        self._remarks()
        family, given = (clean(text_of(self._own.get(key)))
                         for key in ("last_name", "first_name"))  # fmt: skip
        uuid = clean(text_of(self._contact.get("uuid"))) or digest_of(name)
        return ForeignPerson(
            name,
            facts_of(self._found),
            (f"monica:{uuid}",),
            self._line,
            parts=(("N", (family, given, "", "", "")),) if family and given else (),
            kept=tuple(self._kept),
            note="\n\n".join(filter(None, self._prose)),
            original=_compact(self._contact),
            touches=tuple(self._touches),
        )

    @staticmethod
    def _name(own: dict[str, Any]) -> str:
        parts = [text_of(own.get(f"{key}_name")) for key in ("last", "first", "middle")]
        return join_name(*parts) or clean(text_of(own.get("nickname")))

    def _add(self, key: str, *texts: str) -> None:
        self._found.setdefault(key, []).extend(filter(None, map(str.strip, texts)))

    def _get(self, key: str) -> str:
        return text_of(self._own.get(key))

    def _plain(self) -> None:
        self._add("aliases", self._get("nickname"))
        self._add("org", self._get("company"))
        self._add("title", self._get("job"))
        self._add("likes", self._get("food_preferences"))
        tags = self._own.get("tags")
        for tag in tags if isinstance(tags, list) else ():
            self._add("tags", text_of(_name_in(tag, self._shelf)))
        if self._own.get("is_dead") is True:
            self._add("status", "deceased")
        elif self._own.get("is_active") is False:
            self._add("status", "archived")
        days = self._get("stay_in_touch_frequency")
        if days.isdecimal() and int(days) > 0:
            self._add("cadence", f"{int(days)}d")
        self._add("last_contact", self._get("last_talked_to")[:10])
        self._prose.append(clean_prose(self._get("description")))

    def _days(self) -> None:
        self._add("met", _day(self._own.get("first_met_date")))
        where = self._get("first_met_where") or self._get("first_met_additional_info")
        self._add("met_at", where)
        through = self._shelf.find(self._own.get("first_met_through"))
        self._add("introduced_by", self._name(self._shelf.properties(through)))
        born = self._own.get("birthdate")
        if isinstance(born, dict) and born.get("is_age_based") is not True:
            day = _day(born)
            unknown = born.get("is_year_unknown") is True
            self._add("birthday", f"--{day[5:]}" if unknown and day else day)
        if died := _day(self._own.get("deceased_date")):
            self._kept.append(f"deceased: {died}")
        for each in self._things("reminder"):
            self._reminder(each)

    def _reminder(self, own: dict[str, Any]) -> None:
        title = clean(text_of(own.get("title"))) or "reminder"
        day = _day(own.get("initial_date")) or _day(own.get("next_expected_date"))
        yearly = text_of(own.get("frequency_type")) == "year"
        # Monica makes a reminder of each birthday by itself.
        if day and yearly and "birth" not in title.casefold():
            self._add("dates", f"{day} {title}")
        elif not yearly:
            self._kept.append(f"reminder: {day} {title}".strip())

    def _things(self, kind: str) -> list[dict[str, Any]]:
        held = self._shelf.held(self._contact, kind)
        return [{**each, **self._shelf.properties(each)} for each in held]

    def _reach(self) -> None:
        for field in self._things("contact_field"):
            kind_of = self._shelf.properties(self._shelf.find(field.get("type")))
            name = text_of(kind_of.get("name") or field.get("type")).casefold()
            form = text_of(kind_of.get("type")).casefold()
            value = clean(_SCHEME.sub("", text_of(field.get("data")).strip()))
            label = "" if _label(field) in {name, form} else _label(field)
            if "mail" in name or form == "email":
                self._add("emails", labelled(value, label))
            elif "phone" in name or form == "phone":
                self._add("phones", labelled(value, label))
            elif name in SERVICES:
                self._add("social", labelled(value, name))
            elif value.startswith(("http://", "https://")):
                self._add("urls", labelled(value, label))
            elif value:
                self._kept.append(f"{name}: {value}")
        for each in self._things("address"):
            parts = [text_of(each.get(key)) for key in _PLACE]
            text = join_address(("", "", *parts))
            name = clean(text_of(each.get("name")))
            self._add("addresses", labelled(text, name.lower()) if text else "")

    def _relations(self) -> None:
        uuid = self._contact.get("uuid")
        for relation in self._shelf.of("relationship"):
            own = self._shelf.properties(relation)
            if own.get("contact_is") == uuid:
                other = self._shelf.properties(self._shelf.find(own.get("of_contact")))
                if name := self._name(other):
                    kind = clean(text_of(own.get("type"))) or "related"
                    self._kept.append(f"{kind} of {name}")

    def _touch(
        self,
        kind: str,
        thing: dict[str, Any],
        day: object,
        text: str,
        *,
        direction: Direction = "",
    ) -> None:
        on = parse_date(_day(day))
        if on is None:
            if text:
                self._kept.append(f"{kind or 'touch'}: {clean(text)}")
            return
        lines = filter(None, map(clean, text.split("\n")))
        first, *rest = [*lines] or [""]
        own = text_of(thing.get("uuid")) or digest_of(kind, str(on), text)
        self._touches.append(ForeignTouch(on, own, kind, direction, first, tuple(rest)))

    def _happened(self) -> None:
        for each in self._things("activity"):
            what = (text_of(each.get("summary")), text_of(each.get("description")))
            self._touch("", each, each.get("happened_at"), "\n".join(what).strip())
        for each in self._things("call"):
            content = text_of(each.get("content"))
            self._touch("call", each, each.get("called_at"), content)
        for each in self._things("conversation"):
            self._conversation(each)
        for each in self._things("life_event"):
            what = (text_of(each.get("name")), text_of(each.get("note")))
            self._touch("note", each, each.get("happened_at"), "\n".join(what).strip())
        for each in self._things("gift"):
            self._gift(each)

    def _conversation(self, talk: dict[str, Any]) -> None:
        messages = [
            {**each, **self._shelf.properties(each)}
            for each in self._shelf.held(talk, "message")
        ]
        mine = {one.get("written_by_me") is True for one in messages}
        direction: Direction = "" if len(mine) != 1 else "->" if mine.pop() else "<-"
        said = [text_of(one.get("content")) for one in messages[:_MESSAGES]]
        day = talk.get("happened_at") or next(
            (one.get("written_at") for one in messages), None
        )
        self._touch("message", talk, day, "\n".join(said), direction=direction)

    def _gift(self, gift: dict[str, Any]) -> None:
        name = clean(text_of(gift.get("name")))
        status = text_of(gift.get("status"))
        day = _day(gift.get("date")) or _day(gift.get("offered_at"))
        if status in {"offered", "given"} and day:
            self._touch("gift", gift, day, name, direction="->")
        elif name:
            self._prose.append(f"{_GIFT.get(status, 'Gift')}: {name}")

    def _remarks(self) -> None:
        """What has no place of its own and must not be lost: notes, tasks, debts."""
        for each in self._things("note"):
            self._touch("note", each, each.get("created_at"), text_of(each.get("body")))
        for each in self._things("task"):
            if each.get("completed") is not True:
                title = clean(text_of(each.get("title")))
                self._prose.append(f"To do: {title}" if title else "")
        for each in self._things("debt"):
            owes = "They owe" if text_of(each.get("in_debt")) == "no" else "I owe"
            amount = text_of(each.get("amount"))
            reason = clean(text_of(each.get("reason")))
            self._kept.append(f"{owes} {amount} {reason}".strip())
        for each in self._things("pet"):
            pet = (_name_in(each.get("category"), self._shelf), each.get("name"))
            self._kept.append(f"pet: {' '.join(filter(None, map(text_of, pet)))}")


_PLACE = ("street", "city", "province", "postal_code", "country")
_GIFT = {"idea": "A gift in mind", "received": "A gift from them"}


def _label(field: dict[str, Any]) -> str:
    labels = field.get("labels")
    first = labels[0] if isinstance(labels, list) and labels else field.get("label")
    return clean(text_of(first)).lower()


def _name_in(thing: object, shelf: Shelf) -> object:
    """The name of a thing, given as itself, by its uuid or as a word."""
    if isinstance(thing, str):
        found = shelf.find(thing)
        return shelf.properties(found).get("name") if found else thing
    if isinstance(thing, dict):
        own = shelf.properties(thing)
        return own.get("name") or own.get("name_slug")
    return None


def _day(value: object) -> str:
    """A day as Monica writes it: ISO with a time behind, or a thing with a `date`."""
    if isinstance(value, dict):
        value = value.get("date")
    return read_day_text(text_of(value)[:10])


def _compact(contact: dict[str, Any]) -> str:
    import json  # noqa: PLC0415 — beside the reader, which has it already

    return json.dumps(contact, ensure_ascii=False, sort_keys=True)
