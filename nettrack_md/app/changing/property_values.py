"""What a property may hold, and how it is written: a value checked by its meaning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from nettrack_md.app.changing.inline_properties import find_fields_of
from nettrack_md.app.plain.days import parse_day
from nettrack_md.errors import UsageFault
from nettrack_md.model.dates import parse_day_range
from nettrack_md.model.periods import NotAPeriod, parse_period, period_like
from nettrack_md.note.frontmatter import read_frontmatter, split_note
from nettrack_md.people.choices import (
    STATUS_WORDS,
    parse_flag,
    parse_status,
    parse_tier,
    word_like,
)
from nettrack_md.people.nature import file_name
from nettrack_md.people.notes import is_own_title
from nettrack_md.people.properties import (
    PROPERTIES,
    canonical_key,
    find_written_key,
    is_paused_flag,
)
from nettrack_md.people.values import (
    read_anniversary,
    read_birthday,
    read_day,
    split_tags,
    split_words,
    texts_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from nettrack_md.model.dates import Weekday
    from nettrack_md.model.rules import ReadingRules
    from nettrack_md.people.properties import Shape

_SHAPES: dict[str, Shape] = {one.key: one.shape for one in PROPERTIES}
#: Properties that lie ahead; the other days are behind us.
_AHEAD = frozenset({"snooze", "next"})
#: A value that is a link and nothing else.
_LINK = re.compile(r"\[\[[^\[\]]+\]\]")
_LISTS = frozenset({"tags", "list", "words", "links", "dates", "ranges"})
#: Keys of any note that hold several values.
_NOTE_LISTS = frozenset({"aliases", "categories", "cssclasses"})


class Meaning(NamedTuple):
    """What a key of a contact's note stands for."""

    #: Canonical name; empty for a key that nettrack does not read.
    key: str
    shape: Shape | Literal["tags"]

    @property
    def several(self) -> bool:
        """Whether it holds several values."""
        return self.shape in _LISTS


class Asking(NamedTuple):
    """What a value is understood by."""

    today: date
    rules: ReadingRules
    starts: Weekday
    #: Name of a person or a note to its link, or None.
    link: Callable[[str], str | None]


def meaning_of(key: str, rules: ReadingRules) -> Meaning:
    """What a key means; one that is unknown may hold any text."""
    canonical = canonical_key(key, rules)
    if canonical is not None:
        return Meaning(canonical, _SHAPES[canonical])
    if key.casefold() in {"tags", "tag"}:
        return Meaning("", "tags")
    if key.casefold() in _NOTE_LISTS:
        return Meaning("", "words")
    return Meaning("", "date" if key.casefold() == "created" else "text")


def find_key(text: str, key: str, rules: ReadingRules, *, path: str = "") -> str:
    """The key to write: that which the note has for the meaning, else the first name.

    An inline field counts where the properties say nothing. A key that nettrack does
    not read is spelled as the note spells it, else as given. With the note's `path`,
    a `title` that is the note's own is nobody's job.
    """
    entries = read_frontmatter(split_note(text)).entries
    name = file_name(path)
    taken = [e for e in entries if path and is_own_title(e, name)]
    present = [entry.key for entry in entries if entry not in taken]
    canonical = canonical_key(key, rules)
    if canonical is not None:
        if inline := find_fields_of(text, canonical, rules):
            return inline[0].key
        first = "role" if taken and canonical == "title" else canonical
        return find_written_key(present, canonical, rules) or first
    return next((own for own in present if own.casefold() == key.casefold()), key)


def present_texts(text: str, key: str, rules: ReadingRules) -> tuple[str, ...]:
    """What the note's property of exactly that key holds, or its inline field."""
    if inline := find_fields_of(text, key, rules):
        return tuple(field.text for field in inline if field.text)
    node = read_frontmatter(split_note(text)).get(key)
    return () if node is None else texts_of(node)


def is_list_in(text: str, key: str) -> bool:
    """Whether the note's property of exactly that key is a list."""
    node = read_frontmatter(split_note(text)).get(key)
    return isinstance(node, tuple) and not hasattr(node, "plain")


def present_words(
    text: str, key: str, meaning: Meaning, rules: ReadingRules
) -> tuple[str, ...]:
    """What the note's property holds, `a, b` in one text as the two that it means."""
    texts = present_texts(text, key, rules)
    if meaning.shape == "tags":
        return split_tags(texts)
    return split_words(texts) if meaning.shape == "words" else texts


def find_paused(text: str, key: str, status: str) -> tuple[str, str] | None:
    """The flag of a note that says by it alone that somebody is paused, and its word.

    None where there is no such flag, where the status has a key of its own, and for a
    status that no flag can say.
    """
    entries = read_frontmatter(split_note(text)).entries
    words = {"paused": "true", "active": "false"}
    if status not in words or any(entry.key == key for entry in entries):
        return None
    own = (entry.key for entry in entries if is_paused_flag(entry.key))
    return next(((flag, words[status]) for flag in own), None)


def like_the_note(meaning: Meaning, value: str, sample: Sequence[str]) -> str:
    """A value in the words and the form that the note has it in now."""
    if not sample:
        return value
    if meaning.shape == "period":
        return period_like(value, sample[0])
    if meaning.shape in {"date", "link", "links"} and _LINK.fullmatch(sample[0]):
        return value if value.startswith("[[") else f"[[{value}]]"
    if meaning.key not in {"tier", "status"}:
        return value
    return word_like("tier" if meaning.key == "tier" else "status", value, sample[0])


def check_value(meaning: Meaning, value: str, asking: Asking) -> str:
    """The value as it is to be written. Raises UsageFault, which says what is right."""
    value = " ".join(value.split())
    if not value:
        raise UsageFault("An empty value says nothing. To take it out: --remove.")
    check = _CHECKS.get(meaning.shape)
    return check(meaning, value, asking) if check else value


def _day(meaning: Meaning, value: str, asking: Asking) -> str:
    ahead = meaning.key in _AHEAD
    found = parse_day(value, asking.today, ahead=ahead, starts=asking.starts)
    if found is not None:
        return found.isoformat()
    remark = read_day(value)
    if remark is not None and remark.on is not None:
        return value
    raise UsageFault(
        f'{meaning.key or "created"} takes a day, and "{value}" is none. '
        f"Write 2026-11-20, {'next friday' if ahead else 'yesterday'} or "
        f"{'来週の金曜' if ahead else '昨日'}."
    )


def _period(meaning: Meaning, value: str, asking: Asking) -> str:
    del asking
    try:
        parse_period(value)
    except NotAPeriod:
        raise UsageFault(
            f'{meaning.key} takes a period, and "{value}" is none. '
            "Write 6w, 30d, 3m, quarterly, 毎月 or none."
        ) from None
    return value


def _choice(meaning: Meaning, value: str, asking: Asking) -> str:
    if meaning.key == "tier":
        if (tier := parse_tier(value, asking.rules.tiers)) is not None:
            return tier
        known = ", ".join(asking.rules.tiers)
    else:
        if (status := parse_status(value)) is not None:
            return status
        known = ", ".join(STATUS_WORDS)
    raise UsageFault(f'"{value}" is no {meaning.key}. Take one of: {known}.')


def _flag(meaning: Meaning, value: str, asking: Asking) -> str:
    del asking
    if (flag := parse_flag(value)) is None:
        raise UsageFault(f'{meaning.key} takes true or false, not "{value}".')
    return "true" if flag else "false"


def _birthday(meaning: Meaning, value: str, asking: Asking) -> str:
    if read_birthday(value) is not None:
        return value
    on = parse_day(value, asking.today, starts=asking.starts)
    if on is not None and not re.search(r"ago|前|day|日$|last|week", value):
        year = re.search(r"(?<!\d)\d{4}(?!\d)", value)
        return on.isoformat() if year else f"{on.month:02d}-{on.day:02d}"
    raise UsageFault(
        f'{meaning.key} takes a day of the year, and "{value}" is none. '
        "Write 05-14, 1990-05-14 or 5月14日."
    )


def _anniversary(meaning: Meaning, value: str, asking: Asking) -> str:
    del asking
    if read_anniversary(value) is None:
        raise UsageFault(
            f'{meaning.key} takes days with a word behind, and "{value}" is none. '
            'Write "2014-03-10 wedding" or "03-10 wedding".'
        )
    return value


def _range(meaning: Meaning, value: str, asking: Asking) -> str:
    del asking
    if parse_day_range(value) is None:
        raise UsageFault(
            f'{meaning.key} takes a stretch of days, and "{value}" is none. '
            "Write 03-20..04-05."
        )
    return value


def _link(meaning: Meaning, value: str, asking: Asking) -> str:
    del meaning
    return value if value.startswith("[[") else asking.link(value) or value


def _tag(meaning: Meaning, value: str, asking: Asking) -> str:
    del meaning, asking
    return value.lstrip("#＃")


_CHECKS: dict[str, Callable[[Meaning, str, Asking], str]] = {
    "tags": _tag,
    "date": _day,
    "period": _period,
    "choice": _choice,
    "flag": _flag,
    "birthday": _birthday,
    "dates": _anniversary,
    "ranges": _range,
    "link": _link,
    "links": _link,
}
