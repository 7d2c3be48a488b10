"""The text of a LINE talk as messages: who, when, what; notices are none."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.exchange.chat.line_days import find_order, read_day_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TITLES = (
    re.compile(r"\[LINE\]\s*+(?P<who>.+?)とのトーク(?:履歴)?"),
    re.compile(r"\[LINE\]\s*+Chat history (?:with|in)\s+(?P<who>.+)", re.IGNORECASE),
    re.compile(r"\[LINE\]\s*+Chat (?:with|in)\s+(?P<who>.+)", re.IGNORECASE),
)
_GROUP = re.compile(
    r"\[LINE\]\s*+(?:.+(?<!と)の(?:グループ)?トーク(?:履歴)?"
    r"|(?:Group )?Chat history in\s.+|Group chat.+)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?P<half>午前|午後)?\s?(?P<h>\d{1,2}):(?P<m>\d{2})\s?(?P<ap>[AaPp][Mm])?"
    r"(?P<gap>\t| )"
)
_CALL = re.compile(
    r"☎\s*(?:通話時間|Call time|Voice call|音声通話)\D*\d", re.IGNORECASE
)
_MISSED = re.compile(
    r"☎|\[?(?:不在着信|応答なし|キャンセル|Missed call|No answer|Canceled)"
    r"(?:\]|\s*$)",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:.*(?:送信を取り消しました|を(?:グループ)?に?招待しました|unsent a message"
    r"|(?:joined|left) the (?:group|chat))"
    # Looked for once, not again from each of several.
    r"|(?:(?!が(?:グループ|トーク)).)*+が(?:グループ|トーク).*(?:参加|退会|退出)しました"
    r"|(?:(?!アルバム).)*+アルバム.*(?:作成|削除)しました"
    r"|(?:(?!invited ).)*+invited .+ to the (?:group|chat))[。.]?\s*+",
    re.IGNORECASE,
)


class Title(NamedTuple):
    """Whose talk it is, by its first line or the file's name."""

    #: Empty where that is not told.
    partner: str
    group: bool = False


class Message(NamedTuple):
    """One message, or call."""

    line: int
    when: datetime
    #: Empty in talks whose lines have blanks between, until somebody is named.
    who: str
    text: str
    call: bool = False
    #: Whether tabs part the name from its neighbours, so that it is the whole name.
    sure: bool = True


def read_title(lines: Sequence[str], file_name: str) -> Title:
    """Whose talk it is."""
    first = next((line.strip() for line in lines[:3] if line.strip()), "")
    stem = file_name.removesuffix(".txt")
    for text in (first, stem):
        for form in _TITLES:
            found = form.fullmatch(text)
            if found is not None and not _GROUP.fullmatch(text):
                return Title(found["who"].strip().strip('"「」'))
        if _GROUP.fullmatch(text):
            return Title("", group=True)
    if stem.startswith("[LINE]"):
        return Title(stem.removeprefix("[LINE]").strip())
    return Title("")


def read_messages(lines: Sequence[str], title: Title) -> Iterator[Message]:
    """The messages of a talk, one after the other."""
    order = find_order(lines)
    day: date | None = None
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        found = read_day_line(line.strip(), order)
        if found is not None:
            # A talk never goes back; a day that does was pasted into a message.
            day = found if day is None else max(day, found)
            continue
        if day is None or (clock := _TIME.match(line)) is None:
            continue
        moment = _moment(day, clock)
        if moment is None:
            continue
        message, quoted = _message(line[clock.end() :], clock, title, moment, at)
        if quoted:
            at = _end_of_quote(lines, at)
        if message is not None:
            yield message


def _moment(day: date, clock: re.Match[str]) -> datetime | None:
    hour, minute = int(clock["h"]), int(clock["m"])
    half = (clock["half"] or clock["ap"] or "").lower()
    if half in {"午後", "pm"} and hour < 12:
        hour += 12
    elif half in {"午前", "am"} and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    return datetime.combine(day, time(hour, minute))


def _message(
    rest: str, clock: re.Match[str], title: Title, moment: datetime, line: int
) -> tuple[Message | None, bool]:
    """The message behind a time, and whether a quotation goes on below it."""
    if clock["gap"] == "\t":
        who, tab, text = rest.partition("\t")
        if not tab or not who.strip():
            return None, False
    else:
        who, text = _parted(rest, title)
    text = text.strip()
    if _NOTICE.fullmatch(text) or (not who and _NOTICE.fullmatch(rest)):
        return None, False
    call = _CALL.search(text) is not None
    if not call and _MISSED.match(text):
        return None, False
    quoted = text.startswith('"') and (len(text) == 1 or not text.endswith('"'))
    text = text.strip('"')
    sure = clock["gap"] == "\t"
    return Message(line, moment, who.strip(), text, call, sure), quoted


def _parted(rest: str, title: Title) -> tuple[str, str]:
    """Name and text with only a blank between: the partner's name is known."""
    if title.partner and rest.startswith(f"{title.partner} "):
        return title.partner, rest[len(title.partner) + 1 :]
    who, _, text = rest.partition(" ")
    return who, text


def _end_of_quote(lines: Sequence[str], at: int) -> int:
    """The line behind a quotation that is open; `at` where it never closes."""
    for end in range(at, min(len(lines), at + 500)):
        line = lines[end]
        if line.rstrip().endswith('"'):
            return end + 1
        if read_day_line(line.strip()) is not None:
            break
    return at
