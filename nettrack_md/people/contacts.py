"""A contact's note, its properties read into a `Contact`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nettrack_md.model.dates import parse_day_range
from nettrack_md.model.quick import quick
from nettrack_md.model.records import Contact
from nettrack_md.people.references import read_link
from nettrack_md.people.values import (
    read_anniversary,
    read_birthday,
    read_day,
    split_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from nettrack_md.model.dates import DayRange, PartialDate
    from nettrack_md.model.records import Anniversary, Cadence, Link, Status
    from nettrack_md.people.fields import Field, Fields
    from nettrack_md.people.vocabulary import Vocabulary

    Reader = Callable[[Fields, Field, Vocabulary], object]

_new_contact = quick(Contact)
#: Keys of `other` that the record shows elsewhere.
_ELSEWHERE = frozenset({"tags", "tag"})


def read_contact(
    fields: Fields, tags: tuple[str, ...], file_name: str, words: Vocabulary
) -> Contact:
    """The contact that the properties describe; what is wrong goes to `fields`.

    A value that cannot be read is absent, except that a `private` nobody
    understands keeps the person private.
    """
    values: dict[str, Any] = {"path": fields.path, "name": file_name, "tags": tags}
    properties = []
    for key, held in fields.known.items():
        field = held[0]
        if key in _READERS:
            values[key] = _READERS[key](fields, field, words)
        elif key == "last_contact" and len(held) > 1:
            field = _newest(held)
        properties.append((key, field.texts))
    cadence: Cadence | None = values.get("cadence")
    tier: str | None = values.get("tier")
    return _new_contact(
        **values,
        rhythm=cadence.period if cadence else words.rules.tiers.get(tier or ""),
        properties=tuple(properties),
        other=tuple(
            [each[:2] for each in fields.other if each.key.lower() not in _ELSEWHERE]
        ),
    )


def _newest(held: list[Field]) -> Field:
    days = [(field, read_day(field.texts[0])) for field in held]
    dated = [(day.on, field) for field, day in days if day and day.on]
    return max(dated, key=lambda pair: pair[0], default=(None, held[0]))[1]


def _text(_fields: Fields, field: Field, _words: Vocabulary) -> str:
    return field.texts[0]


def _aliases(_fields: Fields, field: Field, _words: Vocabulary) -> tuple[str, ...]:
    return split_words(field.texts)


def _tier(fields: Fields, field: Field, words: Vocabulary) -> str | None:
    if (tier := words.tiers[field.texts[0]]) is None:
        message = f'{field.key} "{field.texts[0]}" is not a tier'
        fields.complain("unknown-tier", field, message)
    return tier


def _status(fields: Fields, field: Field, words: Vocabulary) -> Status:
    if (status := words.statuses[field.texts[0]]) is None:
        message = f'{field.key} "{field.texts[0]}" is not a status'
        fields.complain("unknown-status", field, message)
    return status or "active"


def _cadence(fields: Fields, _field: Field, _words: Vocabulary) -> Cadence | None:
    return fields.period("cadence")


def _day(fields: Fields, field: Field, _words: Vocabulary) -> date | None:
    day = fields.read_day(field, field.texts[0])
    return None if day is None else day.on


def _created(fields: Fields, field: Field, words: Vocabulary) -> date | None:
    """The `created` property; only a day that does not exist is worth a word.

    Plugins write it in many forms, and none of them asked to be read by us.
    """
    return None if read_day(field.texts[0]) is None else _day(fields, field, words)


def _birthday(fields: Fields, field: Field, _words: Vocabulary) -> PartialDate | None:
    if (birthday := read_birthday(field.texts[0])) is None:
        message = f'{field.key} "{field.texts[0]}" is not a day of the year'
        fields.complain("bad-date", field, message)
    return birthday


def _dates(fields: Fields, field: Field, _words: Vocabulary) -> tuple[Anniversary, ...]:
    dates = []
    for text in field.texts:
        if (anniversary := read_anniversary(text)) is not None:
            dates.append(anniversary)
            continue
        message = f'{field.key} "{text}" begins with no day'
        fields.complain("bad-date", field, message)
    return tuple(dates)


def _busy(fields: Fields, field: Field, _words: Vocabulary) -> tuple[DayRange, ...]:
    ranges = []
    for text in split_words(field.texts):
        if (days := parse_day_range(text)) is not None:
            ranges.append(days)
            continue
        message = f'{field.key} "{text}" is not a range of days'
        fields.complain("bad-value", field, message)
    return tuple(ranges)


def _introduced_by(_fields: Fields, field: Field, _words: Vocabulary) -> Link:
    return read_link(field.texts[0], field.line)


def _private(fields: Fields, _field: Field, _words: Vocabulary) -> bool:
    return fields.flag("private", if_unclear=True)


#: Canonical key to what reads it; the attribute of `Contact` has the same name.
_READERS: dict[str, Reader] = {
    "name": _text, "reading": _text, "aliases": _aliases,
    "tier": _tier, "cadence": _cadence, "status": _status,
    "snooze": _day, "next": _day, "met": _day, "created": _created,
    "birthday": _birthday, "dates": _dates, "mourning": _day, "trouble": _day,
    "busy": _busy, "introduced_by": _introduced_by, "private": _private,
}  # fmt: skip
