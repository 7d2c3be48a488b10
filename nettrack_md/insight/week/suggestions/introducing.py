"""Whom to bring together this week."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from nettrack_md.insight.network.joining import proposals
from nettrack_md.insight.reasons import reason
from nettrack_md.insight.values import Proposal
from nettrack_md.insight.week.suggestions.situation import rotated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.insight.network.joining import Proposal as Pair
    from nettrack_md.insight.week.suggestions.situation import Situation

#: The needs of so many people are looked at in one week; in nearly every vault all.
_NEEDY = 200
#: So many pairs, the best, take turns.
_PAIRS = 6


def introduce(situation: Situation) -> Iterator[Proposal]:
    """Two people, with a reason for each; none in a week in which one was begun."""
    frame = situation.frame
    if any(frame.begins <= one.on <= frame.ends for one in situation.introductions):
        return
    silences = situation.supplies.silences
    needy = [p for p, one in situation.people.items() if one.contact.texts("needs")]
    pairs = proposals(
        {
            p: one
            for p, one in situation.people.items()
            if situation.is_free(one.contact)
        },
        situation.introductions,
        situation.supplies.ties,
        today=frame.begins,
        rules=frame.rules,
        where=situation.supplies.where,
        limit=_PAIRS,
        needy=frozenset(islice(rotated(needy, str, frame, _NEEDY), _NEEDY)),
    )
    told = [pair for pair in pairs if not any(map(silences, _texts(pair)))]
    turns = rotated(told, _paths, frame)
    for pair in islice(turns, 1):
        a, b = pair.a.contact, pair.b.contact
        yield Proposal(
            "introduce",
            a,
            "",
            "",
            reason("introduce", name=b.name),
            (*pair.for_a.evidence, *pair.for_b.evidence),
            reason("until_introduce"),
            (b,),
            sides=(pair.for_a.reason, pair.for_b.reason),
            acts=False,
        )


def _paths(pair: Pair) -> str:
    return f"{pair.a.contact.path}\t{pair.b.contact.path}"


def _texts(pair: Pair) -> Iterator[str]:
    for gain in (pair.for_a, pair.for_b):
        yield from (fact for _, fact in gain.reason.facts if isinstance(fact, str))
