"""What could be proposed about somebody, for `why`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.app.answers import remembered
from nettrack_md.app.asking import review, week_asked
from nettrack_md.insight.values import Proposal
from nettrack_md.insight.week.candidates import frame_of
from nettrack_md.insight.week.proposals.account import Considered, considered
from nettrack_md.insight.week.proposals.grounds import Grounds
from nettrack_md.insight.week.suggestions import paths_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.dates import Week
    from nettrack_md.model.records import Person, Touch


def proposals_about(
    ws: Workspace, person: Person, touches: Sequence[Touch]
) -> tuple[Considered, ...]:
    """What could be proposed about one person as this week began, with its evidence.

    And what else the page of this week says about them, or names them in.
    """
    week, rules = week_asked(ws, None), ws.settings.practice
    tiers = ws.settings.reading.tiers
    frame = frame_of(week, rules)
    found = considered(person.contact, Grounds(frame, lambda _: touches, tiers))
    told = {one.proposal.kind for one in found}
    return (*found, *_of_this_week(ws, person, told))


def _of_this_week(
    ws: Workspace, person: Person, told: set[str]
) -> tuple[Considered, ...]:
    """What else this week's page proposes about them, and how it names them."""
    week, path = week_asked(ws, None), person.contact.path
    if path not in _named_this_week(ws, week):
        return ()
    page = review(ws, week)
    named = (
        one
        for one in page.proposals
        if path in paths_of(one) and not (one.kind in told and one.key)
    )
    greeted = (
        Proposal("greeting", one.contact, "", "", one.reason, one.evidence, acts=False)
        for each in page.greetings
        for one in each.people
        if one.contact.path == path
    )
    return tuple(Considered(one, week.begins) for one in (*named, *greeted))


def _named_this_week(ws: Workspace, week: Week) -> frozenset[str]:
    """Who is named at all; kept, since a review of thousands takes its time."""

    def named() -> str:
        page = review(ws, week)
        paths = {path for one in page.proposals for path in paths_of(one)}
        paths |= {one.contact.path for each in page.greetings for one in each.people}
        return "\0".join(sorted(paths))

    return frozenset(remembered(ws, ("named", week.label), named).split("\0"))
