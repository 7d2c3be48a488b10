"""Days in plain words, English and Japanese: `last friday`, 3日前, `Nov 18`, 来週.

Pure: today is an argument. A day without its year, and a weekday, lie behind today,
or ahead of it where `ahead` is set.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.app.plain.day_forms import ENGLISH, ISO, JAPANESE, SLASHED
from nettrack_md.app.plain.day_values import Asked, find_day_of, find_group, is_firm
from nettrack_md.model.dates import find_day, parse_date

if TYPE_CHECKING:
    from nettrack_md.model.dates import Weekday

#: What may follow a day at the beginning: an English word ends there, Japanese goes
#: on, unless what follows makes it part of something else (昨日の…, 今日中).
_GAP_BEHIND = (
    r"[\s,，、:：]+|に(?![ぎほこ])|は(?![っじたなやいず])"
    r"|(?<=[^\x00-\x7f])(?![のかまよ中付頃ご以ぐま])(?=[^\x00-\x7f])|$"
)
_PLACES = {
    "whole": "{forms}",
    "start": rf"\s*{{forms}}(?P<gap>{_GAP_BEHIND})",
    "end": r"(?P<gap>[\s,，、]+|(?<=[、。])){forms}\s*[.!。！]?\s*$",
}
#: A text without any of these holds no day, and needs no pattern to be made.
_HINT = re.compile(
    r"\d|day\b|days|morrow|night|this|last|next|coming|past|ago\b|week|month|year"
    r"|recently|\b(?:on|in|end)\b|[日月火水木金土週年昨今明前後先来末次最晩朝夜"
    r"０-９]|き[のょ]う|ゆうべ|おとと?|あ[しす]|あさって|さき|この",
    re.IGNORECASE,
)


@cache
def _pattern(place: str, *, latin: bool) -> re.Pattern[str]:
    """The pattern of all forms; making one takes longer than most commands may."""
    forms = (ENGLISH, ISO, SLASHED) if latin else (ENGLISH, JAPANESE, ISO, SLASHED)
    text = _PLACES[place].replace("{forms}", f"(?:{'|'.join(forms)})")
    return re.compile(text, re.IGNORECASE | re.VERBOSE)


class DayCut(NamedTuple):
    """A day found in a text, and the text without it."""

    #: None for words that name no day, such as "last week".
    on: date | None
    #: The words, as typed.
    words: str
    rest: str
    #: Whether the words can hardly mean anything else, nor another day.
    firm: bool
    #: `HH:MM` behind an ISO date, else empty.
    time: str = ""


def parse_day(
    text: str, today: date, *, ahead: bool = False, starts: Weekday = "monday"
) -> date | None:
    """The day that the whole of `text` names, or None."""
    if (on := parse_date(text)) is not None:
        return on
    words = text.strip()
    words = re.sub(
        r"^(?:until|till|by|on)\s+|(?:まで|までに)$", "", words, flags=re.IGNORECASE
    )
    words = _folded(words.strip())
    found = _pattern("whole", latin=words.isascii()).fullmatch(words)
    return find_day_of(found, Asked(today, ahead, starts)) if found else None


def cut_day_before(
    text: str, today: date, *, ahead: bool = False, starts: Weekday = "monday"
) -> DayCut | None:
    """The day that `text` begins with, if it does."""
    if (iso := find_day(text.lstrip())) is not None:
        start = len(text) - len(text.lstrip())
        end = start + iso.length
        rest = text[end:].lstrip(" \t\u3000,，、:：に")
        return DayCut(iso.on, text[start:end].strip(), rest, firm=True, time=iso.time)
    folded = _folded(text)
    if _HINT.search(folded) is None:
        return None
    found = _pattern("start", latin=folded.isascii()).match(folded)
    if found is None or text[found.end() :].startswith("of "):
        return None
    end = found.start("gap")
    asked = Asked(today, ahead, starts)
    return _cut(found, text[:end].strip(), text[found.end() :], asked)


def cut_day_behind(
    text: str, today: date, *, ahead: bool = False, starts: Weekday = "monday"
) -> DayCut | None:
    """The day that `text` ends with, if it does."""
    folded = _folded(text)
    if _HINT.search(folded) is None:
        return None
    found = _pattern("end", latin=folded.isascii()).search(folded)
    if found is None:
        return None
    words = text[found.end("gap") :].strip(" \t.!。！")
    asked = Asked(today, ahead, starts)
    return _cut(found, words, text[: found.start()], asked)


def _cut(found: re.Match[str], words: str, rest: str, asked: Asked) -> DayCut | None:
    vague = find_group(found, "vague", "vague_ja") is not None
    on = None if vague else find_day_of(found, asked)
    if on is None and not vague:
        return None
    return DayCut(on, words, rest.strip(), firm=is_firm(found))


def _folded(text: str) -> str:
    """Width folded where that keeps every character's place."""
    if text.isascii():
        return text
    folded = (unicodedata.normalize("NFKC", one) for one in text)
    return "".join(
        new if len(new) == 1 else old for old, new in zip(text, folded, strict=True)
    )
