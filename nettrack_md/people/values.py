"""Nodes of the properties into texts and values, by what was typed."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.model.dates import (
    PartialDate,
    find_day,
    parse_partial_date,
)
from nettrack_md.model.records import Anniversary, Need
from nettrack_md.note.frontmatter.values import Mapping, Scalar

if TYPE_CHECKING:
    from nettrack_md.note.frontmatter.values import Node

#: What says nothing when it stands without quotes. `Null` is nothing to YAML, but in a
#: note about people it is a name, and programs write `null`.
NULLS = frozenset({"", "~", "null", "NULL"})
_COMMAS = re.compile(r"(?:(?<!\s)\s++)?[,，、]\s*+")
_TAG_BREAKS = re.compile(r"[,，、\s]+")
#: Of tags, joined: one with a sign in front, or several in one.
_TAG_SIGNS = re.compile(r"(?:^|\0)[#＃]|[,，、\s]")
#: What may stand between a date and a remark behind it.
_BEHIND_A_DATE = " \t\u3000,，、:：(（—–"
#: The basic form of vCard: 19900514, --0514.
_BASIC = re.compile(r"(\d{4}|--)(\d{2})(\d{2})$")
_NEED_COUNT = re.compile(
    r"(?P<kind>.+?)(?<!\s)(?:\s++(?P<bare>\d{1,4})"
    r"|\s*+(?:[x×*:：]\s*+(?P<n>\d{1,4})|(?P<ja>\d{1,4})\s*+[人名社]))$",
    re.IGNORECASE,
)


def texts_of(node: Node) -> tuple[str, ...]:
    """The texts of a value: a list's items, or the one scalar; empty for null.

    `[[X]]` without quotes is a list in a list to YAML, and a link to the user: it
    comes back as `[[X]]`. A map comes back as `key: value`.
    """
    if isinstance(node, Scalar):
        return (text,) if (text := _text_of(node)) else ()
    if isinstance(node, Mapping):
        return tuple(
            f"{entry.key}: {', '.join(texts)}"
            if (texts := texts_of(entry.node))
            else f"{{{entry.key}}}"
            for entry in node.entries
        )
    plain = [_text_of(item) for item in node if type(item) is Scalar]
    if len(plain) == len(node):
        return tuple(filter(None, plain))
    if (link := _bare_link(node)) is not None:
        return (link,)
    return tuple(text for item in node for text in texts_of(item))


def _text_of(scalar: Scalar) -> str:
    """What a scalar says; empty for nothing."""
    text = scalar[0].strip()
    return "" if text in NULLS and scalar[1] else text


def _bare_link(node: tuple[Node, ...]) -> str | None:
    # A Scalar is a tuple by birth.
    if len(node) != 1 or isinstance(inner := node[0], (Scalar, Mapping)):
        return None
    parts = [part.text for part in inner if isinstance(part, Scalar)]
    return f"[[{', '.join(parts)}]]" if parts and len(parts) == len(inner) else None


def split_words(texts: tuple[str, ...]) -> tuple[str, ...]:
    """One scalar with commas into its words; a list stays as it is."""
    if len(texts) != 1 or "[[" in texts[0]:
        return texts
    return tuple(word for word in _COMMAS.split(texts[0]) if word)


def split_tags(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Tags without `#`, from a list, or a scalar with commas or blanks."""
    if _TAG_SIGNS.search("\0".join(texts)) is None:
        return texts
    words = (word for text in texts for word in _TAG_BREAKS.split(text))
    return tuple(dict.fromkeys(tag for word in words if (tag := word.lstrip("#＃"))))


class Day(NamedTuple):
    """A date as a property holds it."""

    #: None when it has a date's form but no such day exists.
    on: date | None
    #: `HH:MM` or empty.
    time: str


def read_day(text: str) -> Day | None:
    """The day that a text begins with, None when it begins with none.

    A remark may follow behind a blank (`2026-12-01 call about the flat`).
    """
    if (on := _read_iso(text)) is not None:
        return Day(on, "")
    found = find_day(text)
    if found is None:
        return None
    if found.length < len(text) and text[found.length] not in _BEHIND_A_DATE:
        return None
    return Day(found.on, found.time)


def _read_iso(text: str) -> date | None:
    """The day of a text that is an ISO date and nothing else, as most are."""
    if len(text) != 10 or not text[4] == text[7] == "-" or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_birthday(text: str) -> PartialDate | None:
    """A day of the year, also in vCard's basic form (`19900514`, `--0514`)."""
    day = _read_iso(text)
    if day is not None:
        return PartialDate(day.month, day.day, day.year)
    if (basic := _BASIC.match(text)) is not None:
        year = "-" if basic[1] == "--" else basic[1]
        text = f"{year}-{basic[2]}-{basic[3]}"
    return parse_partial_date(text)


def read_anniversary(text: str) -> Anniversary | None:
    """`2014-03-10 wedding`, `03-10: wedding`, 5月14日 結婚; None without a day."""
    found = find_day(text)
    if found is not None:
        head, rest = text[: found.length], text[found.length :]
    else:
        head, *tail = re.split(r"(?=[\s:：])|(?<=日)", text, maxsplit=1)
        rest = tail[0] if tail else ""
    on = parse_partial_date(head)
    return None if on is None else Anniversary(on, rest.strip(" \t\u3000:："))


def read_need(text: str) -> Need:
    """`investor x2`, `investor: 2`, 投資家2人, or the kind alone for one."""
    if (found := _NEED_COUNT.match(text)) is None:
        return Need(text)
    return Need(found["kind"], int(found["n"] or found["bare"] or found["ja"]))
