"""Two messages without an answer: a longer rhythm leaves the other room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.cadence import is_talk_after
from nettrack_md.insight.evidence import is_word
from nettrack_md.insight.reasons import reason
from nettrack_md.insight.values import Evidence, Proposal
from nettrack_md.insight.week.proposals.grounds import Kind
from nettrack_md.insight.week.proposals.spans import period_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.insight.week.candidates import Candidate
    from nettrack_md.insight.week.proposals.grounds import Grounds
    from nettrack_md.model.records import Touch
    from nettrack_md.model.rules import PracticeRules

    Silence = tuple[Touch, Touch]

#: A silence of last year is no news.
_RECENT_DAYS = 365
#: Once a year is seldom enough for anybody.
_LONGEST = 365
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


def find_silence(touches: Sequence[Touch], rules: PracticeRules) -> Silence | None:
    """My last two words, where they were apart and nothing has come upon the first.

    `touches` oldest first.
    """
    mine = [t for t in touches if is_word(t) and "noreply" not in t.tags][-2:]
    if len(mine) < 2 or any(t.direction != "->" for t in mine):
        return None
    first, second = mine
    if (second.on - first.on).days < rules.waiting_days:
        return None
    if any(is_talk_after(first, t) for t in touches):
        return None
    return first, second


def _find(candidate: Candidate, grounds: Grounds) -> Proposal | None:
    contact = candidate.person.contact
    rhythm = contact.rhythm
    found = find_silence(grounds.touches(contact.path), grounds.frame.rules)
    if rhythm is None or found is None:
        return None
    first, second = found
    gap, cadence = (second.on - first.on).days, rhythm.days_from(first.on)
    # What the note asks for itself counts as it is, so that what was accepted is
    # enough; a tier's rhythm is what the two messages may have kept to.
    asked = cadence if contact.cadence is None else gap
    longer = period_from(min(2 * max(gap, asked), _LONGEST), first.on)
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
