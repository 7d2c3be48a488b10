"""Two messages without an answer: a longer rhythm leaves the other room."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from nettrack_md.insight.cadence import is_talk_after
from nettrack_md.insight.evidence import is_word
from nettrack_md.insight.proposals.grounds import Kind
from nettrack_md.insight.proposals.spans import period_from
from nettrack_md.insight.reasons import reason
from nettrack_md.insight.values import Evidence, Proposal

if TYPE_CHECKING:
    from nettrack_md.insight.candidates import Candidate
    from nettrack_md.insight.proposals.grounds import Grounds

#: A silence of last year is no news.
_RECENT_DAYS = 365
#: A rhythm is longer from here on.
_LEAST = 1.25


def _may(candidate: Candidate, grounds: Grounds) -> bool:
    person, frame = candidate.person, grounds.frame
    word = person.word
    if word is None or word.direction != "->" or person.contact.rhythm is None:
        return False
    if person.contact.tier == "inner" or "noreply" in word.tags:
        return False
    days = (frame.begins - word.on).days
    if not frame.rules.waiting_days < days <= _RECENT_DAYS:
        return False
    return person.last is None or not is_talk_after(word, person.last)


def _find(candidate: Candidate, grounds: Grounds) -> Proposal | None:
    contact = candidate.person.contact
    touches = grounds.touches(contact.path)
    mine = [t for t in touches if is_word(t) and "noreply" not in t.tags][-2:]
    rhythm = contact.rhythm
    if rhythm is None or len(mine) < 2 or any(t.direction != "->" for t in mine):
        return None
    first, second = mine
    patience = timedelta(days=grounds.frame.rules.waiting_days)
    if second.on - first.on < patience or any(is_talk_after(first, t) for t in touches):
        return None
    gap, cadence = (second.on - first.on).days, rhythm.days_from(first.on)
    # What the note asks for itself counts as it is, so that what was accepted is
    # enough; a tier's rhythm is what the two messages may have kept to.
    asked = cadence if contact.cadence is None else gap
    longer = period_from(2 * max(gap, asked), first.on)
    span = longer.days_from(first.on)
    if span < _LEAST * cadence:
        return None
    return Proposal(
        "unanswered",
        contact,
        "cadence",
        str(longer),
        reason("unanswered", since=first.on, on=second.on, cadence=cadence, days=span),
        tuple(Evidence(t.path, t.line) for t in (second, first)),
        until=reason("until_unanswered", days=span),
    )


UNANSWERED = Kind("unanswered", 1, _may, _find)
