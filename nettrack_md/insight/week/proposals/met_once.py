"""Met once, a year ago or more: the note may rest, if nothing speaks for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.reasons import reason
from nettrack_md.insight.values import Evidence, Proposal
from nettrack_md.insight.week.candidates import met_on
from nettrack_md.insight.week.proposals.grounds import Kind
from nettrack_md.insight.week.proposals.spans import days_of_touch
from nettrack_md.insight.week.ramp import MET_ONCE_DAYS, is_met_once, is_settled

if TYPE_CHECKING:
    from nettrack_md.insight.week.candidates import Candidate
    from nettrack_md.insight.week.proposals.grounds import Grounds

#: Who has one of these in their note is there for a reason.
_MATTERS = ("why", "goals", "roles", "next", "introduced_by")


def _may(candidate: Candidate, grounds: Grounds) -> bool:
    person, begins = candidate.person, grounds.frame.begins
    on = met_on(person)
    return (
        person.touch_days <= 2
        and on is not None
        and (begins - on).days >= MET_ONCE_DAYS
        and not is_settled(person.contact)
        and not any(person.contact.texts(key) for key in _MATTERS)
    )


def _find(candidate: Candidate, grounds: Grounds) -> Proposal | None:
    person = candidate.person
    touches = grounds.touches(person.contact.path)
    if not is_met_once(person, days_of_touch(touches)):
        return None
    found = [Evidence(t.path, t.line) for t in touches if t.restarts]
    return Proposal(
        "met_once",
        person.contact,
        "status",
        "archived",
        reason("met_once", on=met_on(person), met_at=person.contact.text("met_at")),
        tuple(found) or (Evidence(person.contact.path, 1),),
        until=reason("until_met_once"),
    )


MET_ONCE = Kind("met_once", 1, _may, _find)
