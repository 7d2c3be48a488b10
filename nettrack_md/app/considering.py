"""What could be proposed about somebody, for `why`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.app.asking import review, week_asked
from nettrack_md.insight.candidates import frame_of
from nettrack_md.insight.proposals.account import Considered, considered
from nettrack_md.insight.proposals.grounds import Grounds
from nettrack_md.insight.proposals.load import may_be_looser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.records import Person, Touch


def proposals_about(
    ws: Workspace, person: Person, touches: Sequence[Touch]
) -> tuple[Considered, ...]:
    """What could be proposed about one person as this week began, with its evidence.

    What concerns the network as a whole is asked only where it may be about them.
    """
    week, rules = week_asked(ws, None), ws.settings.practice
    tiers = ws.settings.reading.tiers
    frame = frame_of(week, rules)
    grounds = Grounds(frame, lambda _: touches, tiers)
    found = considered(person.contact, grounds)
    if not may_be_looser(person.contact, grounds):
        return found
    told = {one.proposal.kind for one in found}
    return (*found, *_of_this_week(ws, person, told))


def _of_this_week(
    ws: Workspace, person: Person, told: set[str]
) -> tuple[Considered, ...]:
    """What else this week's page proposes about them."""
    week, path = week_asked(ws, None), person.contact.path
    return tuple(
        Considered(proposal, week.begins)
        for proposal in review(ws, week).proposals
        if proposal.contact is not None
        and proposal.contact.path == path
        and proposal.kind not in told
    )
