"""The situation of a week, out of what its review is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.week.suggestions.situation import Situation, Supplies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from nettrack_md.insight.values import Pick
    from nettrack_md.insight.week.candidates import Frame
    from nettrack_md.insight.week.evidence import WeekEvidence
    from nettrack_md.insight.week.proposals.grounds import History
    from nettrack_md.model.records import Introduction, Person

    #: From everybody who is not private to what lies at hand.
    Supply = Callable[[Mapping[str, Person]], Supplies]


def situation_of(
    evidence: WeekEvidence,
    frame: Frame,
    picks: Iterable[Pick],
    introductions: Sequence[Introduction],
    *,
    supply: Supply | None,
    history: History,
) -> Situation:
    """What the suggestions of the week rest on; private people are left out."""
    people = evidence.before
    if any(one.contact.private for one in people.values()):
        people = {p: one for p, one in people.items() if not one.contact.private}
    return Situation(
        frame,
        people,
        evidence.earlier,
        history,
        evidence.touched_on,
        tuple(
            pick.person.contact.path
            for pick in sorted(picks, key=lambda pick: pick.place)
        ),
        tuple(introductions),
        Supplies() if supply is None else supply(people),
    )
