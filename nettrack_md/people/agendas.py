"""The note of a meeting or an event: what it asks, what is to do, whom it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.links import find_links
from nettrack_md.note.tasks import read_task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.model.records import Link
    from nettrack_md.note.parsed import BodyLine, ParsedNote

#: Words that open a question, or head a list of them.
_ASK = r"(?:to )?ask|questions?|q|聞く(?:こと)?|訊く(?:こと)?|尋ねる(?:こと)?|質問"
_LEAD = re.compile(rf"(?:{_ASK})\s*[:：]\s*(?=\S)", re.IGNORECASE)
_HEADING = re.compile(rf"(?:what )?(?:{_ASK})(?:\s+(?:to ask|list))?$", re.IGNORECASE)
_ASKS = re.compile(r"(?:[?？]|(?:です|ます|でした|ました|でしょう)か。?)(?:\s*#\S+)*$")


class AgendaLine(NamedTuple):
    """A question or something to do, and the line it stands on."""

    text: str
    line: int


class Agenda(NamedTuple):
    """What the text of such a note says, beside its properties."""

    questions: tuple[AgendaLine, ...]
    #: Open boxes.
    tasks: tuple[AgendaLine, ...]
    #: Links of its living lines.
    links: tuple[Link, ...]


def read_agenda(parsed: ParsedNote) -> Agenda:
    """The agenda of a note.

    A question ends with a question mark or asks in polite Japanese, begins with a
    word such as `Ask:` or 質問：, or stands below a heading that is one.
    """
    tasks = [one for one in parsed.lines if one.role == "task"]
    links = [link for one in parsed.lines for link in find_links(one.text, one.line)]
    return Agenda(
        tuple(_questions(parsed.lines)),
        tuple(
            AgendaLine(read_task(one).text, one.line)
            for one in tasks
            if read_task(one).open
        ),
        tuple(links),
    )


def _questions(lines: tuple[BodyLine, ...]) -> Iterator[AgendaLine]:
    below = False
    for one in lines:
        if one.role == "heading":
            below = _HEADING.match(one.text.strip(" :：")) is not None
            continue
        if one.role == "task":
            continue
        lead = _LEAD.match(one.text)
        if lead is not None:
            yield AgendaLine(one.text[lead.end() :], one.line)
        elif below or _ASKS.search(one.text):
            yield AgendaLine(one.text, one.line)
