"""A LINE talk history to encounters with the one person whom it is with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nettrack_md.exchange.chat.line_days import find_order, read_day_line
from nettrack_md.exchange.chat.line_talk import Title, read_messages, read_title
from nettrack_md.exchange.csv.sniff import decode_table
from nettrack_md.exchange.encounters import DayBook, EncounterFile
from nettrack_md.exchange.reading import Complaints
from nettrack_md.exchange.texts import clean
from nettrack_md.model.counting import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from nettrack_md.exchange.chat.line_talk import Message
    from nettrack_md.model.records import Direction

_SAVED = re.compile(r"(?:保存日時|Saved on)\s*[:：]", re.IGNORECASE)
_CLOCK = re.compile(r"(?:午前|午後)?\s?\d{1,2}:\d{2}\s?(?:[AaPp][Mm])?[\t ]\S")


def is_line_talk(head: bytes) -> bool:
    """Whether bytes are the beginning of a talk history."""
    text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    lines = [line.strip() for line in text.splitlines()[:40]]
    if any(line.startswith("[LINE]") or _SAVED.match(line) for line in lines[:3]):
        return True
    days = [at for at, one in enumerate(lines[:-1]) if read_day_line(one) is not None]
    return any(_CLOCK.match(lines[at + 1]) for at in days)


def read_line_talk(
    data: bytes,
    name: str,
    *,
    me: Collection[str] = (),
    text: bool = False,
    encoding: str = "",
) -> EncounterFile:
    """The days of one talk; `me`: how LINE calls me. Never raises."""
    complaints = Complaints(name)
    whole, charset = decode_table(data, encoding, complaints)
    lines = [line.rstrip("\r") for line in whole.split("\n")]
    title = read_title(lines, name)
    said = f"LINE talk, {charset}"
    messages = list(read_messages(lines, title))
    if not messages and not any(
        read_day_line(line.strip(), find_order(lines)) for line in lines
    ):
        complaints.lost(1, "no day of a talk was found in this file")
    group = _is_group(title, messages)
    if group or not messages:
        remark = ("A talk of several people is credited to nobody.",) if group else ()
        return EncounterFile((), {}, complaints.all(), said, remark)
    partner = title.partner or _other(messages, me)
    if not partner:
        complaints.odd(
            1, "whose talk this is cannot be told; say how LINE calls you: --me NAME"
        )
        return EncounterFile((), {}, complaints.all(), said)
    return _gathered(messages, partner, complaints, said, text=text)


def _gathered(
    messages: Sequence[Message],
    partner: str,
    complaints: Complaints,
    said: str,
    *,
    text: bool,
) -> EncounterFile:
    name = clean(partner)
    party = f"line:{name}"
    book = DayBook("line")
    for one in messages:
        words = clean(one.text) if text else ""
        theirs = clean(one.who) == name
        if one.call:
            book.add(party, one.when, "call", "", line=one.line)
        else:
            direction: Direction = "<-" if theirs else "->"
            book.add(
                party, one.when, "message", direction, text=words, line=one.line
            )  # fmt: skip
    said = f"{said}, {counted(len(messages), 'message')}"
    return EncounterFile(book.encounters(), {party: name}, complaints.all(), said)


def _is_group(title: Title, messages: Sequence[Message]) -> bool:
    """By its title; else by more than one beside the partner, or me."""
    # With blanks between, the first word of a message may look like a name.
    writers = {clean(one.who) for one in messages if one.sure}
    others = writers - {clean(title.partner)}
    return title.group or len(others) > (1 if title.partner else 2)


def _other(messages: Sequence[Message], me: Collection[str]) -> str:
    """The one who writes and is not me; empty where that is not one."""
    own = {clean(name).casefold() for name in me}
    writers = {one.who for one in messages}
    others = {who for who in writers if clean(who).casefold() not in own}
    return others.pop() if len(others) == 1 and len(writers) == 2 else ""
