"""A contact's note, its properties read into a `Contact`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.model.dates import parse_day_range
from nettrack_md.model.records import Contact
from nettrack_md.people.references import read_link
from nettrack_md.people.values import (
    read_anniversary,
    read_birthday,
    read_day,
    split_words,
)

if TYPE_CHECKING:
    from datetime import date

    from nettrack_md.model.dates import DayRange, PartialDate
    from nettrack_md.model.records import Anniversary, Link, Status
    from nettrack_md.people.fields import Field, Fields
    from nettrack_md.people.vocabulary import Vocabulary

#: Keys of `other` that the record shows elsewhere.
_ELSEWHERE = frozenset({"tags", "tag"})


def read_contact(
    fields: Fields, tags: tuple[str, ...], file_name: str, words: Vocabulary
) -> Contact:
    """The contact that the properties describe; what is wrong goes to `fields`.

    A value that cannot be read is absent, except that a `private` nobody
    understands keeps the person private.
    """
    tier = _tier(fields, words)
    cadence = fields.period("cadence")
    return Contact(
        path=fields.path,
        name=fields.text("name") or file_name,
        reading=fields.text("reading"),
        aliases=split_words(fields.texts("aliases")),
        tier=tier,
        cadence=cadence,
        rhythm=cadence.period if cadence else words.rules.tiers.get(tier or ""),
        status=_status(fields, words),
        snooze=fields.day("snooze"),
        next=fields.day("next"),
        met=fields.day("met"),
        created=_created(fields),
        trouble=fields.day("trouble"),
        birthday=_birthday(fields),
        dates=_dates(fields),
        mourning=fields.day("mourning"),
        busy=_busy(fields),
        introduced_by=_introduced_by(fields),
        private=fields.flag("private", if_unclear=True),
        tags=tags,
        properties=_properties(fields),
        other=_other(fields),
    )


def _properties(fields: Fields) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (key, _newest(held).texts if key == "last_contact" else held[0].texts)
        for key, held in fields.known.items()
    )


def _other(fields: Fields) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (field.key, field.texts)
        for field in fields.other
        if field.key.casefold() not in _ELSEWHERE
    )


def _introduced_by(fields: Fields) -> Link | None:
    field = fields.find("introduced_by")
    return None if field is None else read_link(field.texts[0], field.line)


def _newest(held: list[Field]) -> Field:
    if len(held) == 1:
        return held[0]
    days = [(field, read_day(field.texts[0])) for field in held]
    dated = [(day.on, field) for field, day in days if day and day.on]
    return max(dated, key=lambda pair: pair[0], default=(None, held[0]))[1]


def _tier(fields: Fields, words: Vocabulary) -> str | None:
    if (field := fields.find("tier")) is None:
        return None
    if (tier := words.tiers[field.texts[0]]) is None:
        message = f'{field.key} "{field.texts[0]}" is not a tier'
        fields.complain("unknown-tier", field, message)
    return tier


def _status(fields: Fields, words: Vocabulary) -> Status:
    if (field := fields.find("status")) is None:
        return "active"
    if (status := words.statuses[field.texts[0]]) is None:
        message = f'{field.key} "{field.texts[0]}" is not a status'
        fields.complain("unknown-status", field, message)
    return status or "active"


def _created(fields: Fields) -> date | None:
    """The `created` property; only a day that does not exist is worth a word.

    Plugins write it in many forms, and none of them asked to be read by us.
    """
    field = fields.find("created")
    if field is None or (day := read_day(field.texts[0])) is None:
        return None
    if day.on is None:
        fields.read_day(field, field.texts[0])
    return day.on


def _birthday(fields: Fields) -> PartialDate | None:
    if (field := fields.find("birthday")) is None:
        return None
    if (birthday := read_birthday(field.texts[0])) is None:
        message = f'{field.key} "{field.texts[0]}" is not a day of the year'
        fields.complain("bad-date", field, message)
    return birthday


def _dates(fields: Fields) -> tuple[Anniversary, ...]:
    if (field := fields.find("dates")) is None:
        return ()
    dates = []
    for text in field.texts:
        if (anniversary := read_anniversary(text)) is not None:
            dates.append(anniversary)
            continue
        message = f'{field.key} "{text}" begins with no day'
        fields.complain("bad-date", field, message)
    return tuple(dates)


def _busy(fields: Fields) -> tuple[DayRange, ...]:
    if (field := fields.find("busy")) is None:
        return ()
    ranges = []
    for text in split_words(field.texts):
        if (days := parse_day_range(text)) is not None:
            ranges.append(days)
            continue
        message = f'{field.key} "{text}" is not a range of days'
        fields.complain("bad-value", field, message)
    return tuple(ranges)
