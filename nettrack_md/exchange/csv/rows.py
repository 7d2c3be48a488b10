"""One row of a table: its cells by the roles of their columns, put together."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from nettrack_md.exchange.identity import card_id, digest_of
from nettrack_md.exchange.labels import SERVICES, label_of_text
from nettrack_md.exchange.people import (
    ORDER,
    clean_fact,
    facts_of,
    join_address,
    join_name,
    read_day_text,
    without_honorific,
)
from nettrack_md.exchange.texts import clean, clean_prose, labelled
from nettrack_md.model.foreign import Facts, ForeignPerson, ForeignTouch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nettrack_md.exchange.csv.sniff import TableRow

_SEVERAL = re.compile(r"(?:(?<!\s)\s++)?:::\s*+")
#: What a spreadsheet makes of a long number.
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_EXCHANGED = "名刺交換"
_WORDS = re.compile(r"(?:(?<!\s)\s++)?(?::::|[,，、;])\s*+")
_LINKEDIN_URL = re.compile(r"https?://[^/]*linkedin\.com/in/([^/?#\s]+)", re.IGNORECASE)
_IDLE_TAGS = frozenset({"mycontacts", "othercontacts", "starred"})


class RowReading:
    """Gathers what one row says."""

    def __init__(self, profile: str) -> None:
        self._profile = profile
        self.found: dict[str, list[str]] = {}
        self.pieces: dict[str, str] = {}
        self.kept: list[str] = []
        #: The groups that the row is in, Google's own as well.
        self.filed: set[str] = set()
        self._numbers: dict[tuple[str, str], dict[str, str]] = {}

    def number(self, found: re.Match[str], text: str) -> None:
        """A cell of Google's numbered groups."""
        group = (found[1].lower(), found[2])
        self._numbers.setdefault(group, {})[found[3].strip().lower()] = text

    def take(self, role: str, text: str) -> None:
        """A cell by the role of its column."""
        text = _unarmed(text)
        key, _, label = role.partition(":")
        if key == "skip":
            return
        if key == "note":
            self.found.setdefault("note", []).append(clean_prose(text))
        elif key not in ORDER:
            self.pieces.setdefault(role, text)
        elif key == "tags":
            self._tags(text)
        elif key in {"birthday", "dates", "met"}:
            self._day(key, text, label)
        else:
            for value in _several(key, text):
                if clean_fact(key, value) and _is_one(key, value):
                    self._add(key, labelled(value, label))
                else:
                    self.kept.append(f"{key}: {clean(value)}")

    def _tags(self, text: str) -> None:
        for word in re.split(r"(?:(?<!\s)\s++)?(?::::|[;,])\s*+", text):
            tag = word.removeprefix("* ").strip()
            own = "".join(tag.lower().split())
            self.filed.add(own)
            if own not in _IDLE_TAGS:
                self._add("tags", tag)

    def is_noise(self) -> bool:
        """Whether Google only gathered it from mail, and nobody filed it."""
        return self.filed == {"othercontacts"}

    def _add(self, key: str, text: str) -> None:
        self.found.setdefault(key, []).append(text)

    def _day(self, key: str, text: str, label: str) -> None:
        if key == "dates" and not label:
            for value in _SEVERAL.split(text):
                self._add("dates", value)
        elif day := _day_of(text):
            self._add(key, f"{day.removeprefix('--')} {label}" if label else day)
        else:
            self.kept.append(f"{key}: {clean(text)}")

    def person(self, row: TableRow, original: str) -> ForeignPerson | None:
        """Whom the row is about."""
        for (kind, _), cells in self._numbers.items():
            self._group(kind, cells)
        self._addresses()
        self._birthday()
        reading = (self.pieces.get("reading_family", ""),
                   self.pieces.get("reading_given", ""))  # fmt: skip
        if any(reading):
            self._add("reading", " ".join(filter(None, reading)))
        name, parts = self._name()
        touches: tuple[ForeignTouch, ...] = ()
        if exchanged := _day_of(self.pieces.get("exchanged", "")):
            self._add("met", exchanged)
            touches = (_exchange(exchanged),)
        facts = facts_of(self.found)
        known = dict(facts)
        made_up = next(
            (known[k][0] for k in ("org", "emails", "phones") if k in known), ""
        )
        if not (name or made_up):
            return None
        return ForeignPerson(
            name or made_up,
            facts,
            (self._id(name or made_up, facts),),
            row.line,
            parts=parts,
            kept=tuple(self.kept),
            note="\n\n".join(filter(None, self.found.get("note", ()))),
            original=original,
            named=bool(name),
            touches=touches,
        )

    def _name(self) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
        family, given, middle = (
            clean(self.pieces.get(key, "")) for key in ("family", "given", "middle")
        )
        full = clean(self.pieces.get("full", ""))
        name = full or join_name(family, given, middle)
        parts = (("N", (family, given, middle, "", "")),) if family and given else ()
        return without_honorific(name), parts

    def _id(self, name: str, facts: Facts) -> str:
        known = dict(facts)
        if "uid" in known:
            return f"vcard:{known['uid'][0]}"
        for url in known.get("urls", ()):
            if found := _LINKEDIN_URL.match(url):
                return f"linkedin:{found[1].lower()}"
        if self._profile == "Eight":
            by = next(iter(known.get("emails", known.get("org", ("",)))), "")
            return f"eight:{digest_of(name, by)}"
        return card_id(name, facts)

    def _group(self, kind: str, cells: Mapping[str, str]) -> None:
        raw = cells.get("label", cells.get("type", "")).removeprefix("*").strip()
        label = label_of_text(clean(raw))
        if kind == "address":
            return self._numbered_address(cells, label)
        value = cells.get("value", "")
        for text in _SEVERAL.split(value):
            if kind == "e-mail":
                self._add("emails", labelled(clean(text), label))
            elif kind == "phone":
                self._add("phones", labelled(clean(text), label))
            elif kind == "website":
                is_profile = label.lower() in SERVICES
                self._add(
                    "urls",
                    labelled(clean(text), label.lower() if is_profile else label),
                )
            elif kind == "im":
                service = clean(cells.get("service", raw)).lower()
                self._add("social", labelled(clean(text), service))
            elif kind == "event" and (day := _day_of(text)):
                self._add(
                    "dates",
                    f"{day.removeprefix('--')} {label.lower() or 'anniversary'}",
                )
            elif text:
                self.kept.append(f"{kind}: {labelled(clean(text), clean(raw))}")
        return None

    def _numbered_address(self, cells: Mapping[str, str], label: str) -> None:
        names = ("po box", "extended address", "street", "city", "region",
                 "postal code", "country")  # fmt: skip
        parts = [cells.get(name, "") for name in names]
        text = join_address(parts) if any(parts) else clean(cells.get("formatted", ""))
        self._add("addresses", labelled(text, label))

    def _addresses(self) -> None:
        for label in ("work", "home", "other", ""):
            get = {key: self.pieces.get(f"{key}:{label}", "") for key in
                   ("more", "street", "city", "state", "code", "country")}  # fmt: skip
            if not any(get.values()):
                continue
            if not label and (whole := self.found.pop("addresses", [])):
                get["street"] = whole[0]
            if not any(get[key] for key in ("street", "city", "state")):
                continue
            parts = ("", get["more"], get["street"], get["city"], get["state"],
                     get["code"], get["country"])  # fmt: skip
            self._add("addresses", labelled(join_address(parts), label))

    def _birthday(self) -> None:
        year, month, day = (self.pieces.get(k, "") for k in ("year", "month", "day"))
        if month.isdecimal() and day.isdecimal():
            lead = f"{int(year):04d}" if year.isdecimal() else "-"
            self._add("birthday", f"{lead}-{int(month):02d}-{int(day):02d}")


def _is_one(key: str, text: str) -> bool:
    """Whether a text can be an address of mail, or a number that nobody shortened."""
    if key == "emails":
        return "@" in text or "＠" in text
    return key != "phones" or _SHORTENED.fullmatch(text.strip()) is None


def _several(key: str, text: str) -> list[str]:
    """The values of a cell; words stand with commas between them too."""
    parts = _WORDS if key == "roles" else _SEVERAL
    return parts.split(text)


def _exchange(day: str) -> ForeignTouch:
    """Cards were exchanged, face to face as ever."""
    on = date.fromisoformat(day)
    return ForeignTouch(on, f"exchanged {day}", "meet", text=_EXCHANGED)


def _day_of(text: str) -> str:
    """A day of a table: ISO, with slashes, or as LinkedIn writes it."""
    text = text.strip()
    if day := read_day_text(text):
        return day
    try:
        # English months, whatever the language of the account.
        found = datetime.strptime(text, "%d %b %Y")  # noqa: DTZ007 — only its day
    except ValueError:
        return ""
    return found.date().isoformat()


def _unarmed(text: str) -> str:
    """A cell that was made safe for spreadsheets, as it was."""
    armed = text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"}
    return text[1:] if armed else text
