"""What somebody typed at once, taken apart: day, time, kind, direction, and the text.

`lunch near the station yesterday` is a meeting of yesterday, told as "lunch near the
station". The rules are those of `days` and `kinds`; what was given by an
option is not looked for in the words.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.app.plain.days import cut_day_before, cut_day_behind, parse_day
from nettrack_md.app.plain.kinds import WRITTEN, guess
from nettrack_md.errors import UsageFault
from nettrack_md.note.leads import read_lead

if TYPE_CHECKING:
    from nettrack_md.app.plain.days import DayCut
    from nettrack_md.model.dates import Weekday
    from nettrack_md.model.records import Direction
    from nettrack_md.note.kinds import KindWords

# A clause before the day may already be another story: then the day is part of it.
_NEW_CLAUSE = re.compile(r"[;；.。:：—–]|,\s|、")
_CLAUSE_END = re.compile(r"[;；,、。]|\.\s|\s[–—-]\s")
_ABOUT = re.compile(
    r"\b(?:about|since|from|until|till|before|after|than|that|by|for|of|to)\s*$"
    r"|\b(?:about|that|how|why|whether|will|would|going\s+to)\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"\b(?:about|since|from|until|till|before|after|than|by|for|of|to)\s*$",
    re.IGNORECASE,
)
_UNTIL_JA = re.compile(r"(.{1,12}?)(?:までに|まで)[\s、]*(.+)")
_TIME = re.compile(r"(?:at\s+)?(\d{1,2}):(\d{2})(?=[\s,、]|$)[\s,、]*", re.IGNORECASE)


class Told(NamedTuple):
    """One touch as somebody told it."""

    on: date
    #: `HH:MM` or empty.
    time: str
    kind: str
    direction: Direction
    #: One line.
    text: str
    #: Further lines, as typed.
    more: tuple[str, ...]


def tell(
    text: str,
    *,
    today: date,
    kinds: KindWords,
    on: date | None = None,
    kind: str = "",
    direction: Direction = "",
    starts: Weekday = "monday",
) -> Told:
    """Take a text apart; `on`, `kind` and `direction` are what is known already.

    Raises UsageFault for a day ahead of today, or for words that name no day.
    """
    first, *more = text.strip().splitlines() or [""]
    first, time = first.strip(), ""
    found = None
    if on is None:
        found = cut_day_before(first, today, starts=starts)
        if found is not None and _begins_with_its_day(found, today, kinds):
            on = _past_day(found, today)
            first, time = found.rest, found.time
    if not time and (clock := _TIME.match(first)) and int(clock[1]) < 24:
        time, first = f"{int(clock[1]):02d}:{clock[2]}", first[clock.end() :]
    lead = read_lead(first, kinds)
    if not kind and _is_typed_lead(first, lead.text, kinds):
        begins = first[: len(first) - len(lead.text)].rstrip()
        kind, direction, first = lead.kind, direction or lead.direction, lead.text
        if on is None and begins[-1:].isalnum():
            on, first = _day_behind_kind(first, today, starts)
    guessed = guess(first, kinds)
    if on is None:
        on, first = _own_day(first, guessed.kind, today, starts)
    if not direction and (not kind or kind == guessed.kind or kind in WRITTEN):
        direction = guessed.direction
    lines = tuple(line.rstrip() for line in more if line.strip())
    return Told(on or today, time, kind or guessed.kind, direction, first, lines)


def _day_behind_kind(
    text: str, today: date, starts: Weekday
) -> tuple[date | None, str]:
    """The touch's day right behind its kind: `call yesterday`, 電話 昨日 転職の相談."""
    found = cut_day_before(text, today, starts=starts)
    if found is None:
        return None, text
    stands_alone = text[len(text) - len(found.rest) - 1 :][:1].isspace()
    if found.rest and not (stands_alone and found.on is not None and found.on <= today):
        return None, text
    return _past_day(found, today), found.rest


def _own_day(
    text: str, kind: str, today: date, starts: Weekday
) -> tuple[date | None, str]:
    """The touch's day where the text, or its first clause, ends with it."""
    behind = cut_day_behind(text, today, starts=starts)
    if behind is not None and _is_its_day(behind, kind):
        return _past_day(behind, today), behind.rest
    clause = _CLAUSE_END.search(text)
    if not kind or clause is None:
        return None, text
    head, rest = text[: clause.start()], text[clause.start() :]
    inner = cut_day_behind(head, today, starts=starts)
    if inner is None or inner.on is None or inner.on > today:
        return None, text
    if not _is_its_day(inner, kind):
        return None, text
    return inner.on, inner.rest + rest


def _begins_with_its_day(found: DayCut, today: date, kinds: KindWords) -> bool:
    """Whether a day at the beginning is that of the touch.

    A day ahead, or none in particular, may be the story's (`next week she moves`):
    then it is the touch's only where nothing, or a kind, follows.
    """
    if found.on is not None and found.on <= today:
        return True
    return not found.rest or bool(guess(found.rest, kinds).kind)


def _is_typed_lead(text: str, rest: str, kinds: KindWords) -> bool:
    """Whether the text begins as a log item does: `call: …`, `email <- …`.

    A kind's own name with a blank behind counts too (電話 転職の相談), since what is
    written then says the same.
    """
    found = kinds.find(text)
    if found is None:
        return False
    behind = text[found.end : len(text) - len(rest)].strip()
    if behind:
        return True
    own = text[: found.end].casefold() in _OWN_NAMES.get(found.kind, {found.kind})
    return own and (not rest or text[found.end : found.end + 1].isspace())


#: A kind's own name, and the word that a Japanese log has for it.
_OWN_NAMES = {
    "call": {"call", "電話"}, "email": {"email", "メール"},
    "letter": {"letter", "手紙"}, "message": {"メッセージ"},
    "video": {"ビデオ通話"}, "meet": {"meet"}, "help": {"手伝い"},
    "gift": {"贈り物"}, "intro": {"紹介"}, "event": {"イベント"},
}  # fmt: skip


def _is_its_day(found: DayCut, kind: str) -> bool:
    """Whether a day at the end is that of the touch, and not part of the story."""
    before = found.rest.rstrip(" ,、")
    if _NEW_CLAUSE.search(before) or _DANGLING.search(before):
        return False
    if found.firm:
        return True
    return bool(kind) and not _ABOUT.search(before)


def _past_day(found: DayCut, today: date) -> date:
    if found.on is None:
        raise UsageFault(
            f'"{found.words}" is no single day. Say which one with --on, '
            'such as --on 2026-11-18 or --on "last friday".'
        )
    return require_past(found.on, found.words, today)


def require_past(on: date, words: str, today: date) -> date:
    """`on` itself, when it is not ahead of today; raises UsageFault."""
    if on > today:
        raise UsageFault(
            f'"{words}" is {on.isoformat()}, which is ahead of today '
            f"({today.isoformat()}). A touch is what was; for what is to come: "
            '--next "DATE TEXT".'
        )
    return on


def require_day(
    words: str, today: date, *, ahead: bool = False, starts: Weekday = "monday"
) -> date:
    """The day that the words name. Raises UsageFault, which says what would do."""
    if (on := parse_day(words, today, ahead=ahead, starts=starts)) is None:
        some = (
            "tomorrow, next friday, 来週" if ahead else "yesterday, last friday, 昨日"
        )
        raise UsageFault(f'"{words}" names no day. Write 2026-11-18, {some} or 11/18.')
    return on


class Plan(NamedTuple):
    """What is to come: a day, a text, or both."""

    on: date | None
    text: str


def tell_plan(text: str, *, today: date, starts: Weekday = "monday") -> Plan:
    """A promise as somebody told it: `friday send the deck`, 来週 資料を送る.

    Raises UsageFault for a day that is past.
    """
    line = re.sub(r"^by\s+", "", " ".join(text.split()), flags=re.IGNORECASE)
    if (on := parse_day(line, today, ahead=True, starts=starts)) is not None:
        return Plan(_require_ahead(on, line, today), "")
    if (until := _UNTIL_JA.match(line)) is not None:
        on = parse_day(until[1], today, ahead=True, starts=starts)
        if on is not None:
            return Plan(_require_ahead(on, until[1], today), until[2])
    found = cut_day_before(line, today, ahead=True, starts=starts)
    if found is None or found.on is None:
        found = cut_day_behind(line, today, ahead=True, starts=starts)
    if found is None or found.on is None:
        return Plan(None, line)
    rest = re.sub(r"(?<!\s)\s++(?:by|on|until)$", "", found.rest, flags=re.IGNORECASE)
    return Plan(_require_ahead(found.on, found.words, today), rest)


def _require_ahead(on: date, words: str, today: date) -> date:
    if on < today:
        raise UsageFault(
            f'"{words}" is {on.isoformat()}, which is past. --next is for what is '
            'to come, such as --next "friday send the deck".'
        )
    return on
