"""Somebody new, for those who want one a week: a colleague, a neighbour, a client."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from nettrack_md.insight.network.warmth import NEAR, warmth
from nettrack_md.insight.reasons import reason
from nettrack_md.insight.values import Evidence, Proposal
from nettrack_md.insight.week.suggestions.situation import rotated
from nettrack_md.model.keys import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.insight.values import Reason
    from nettrack_md.insight.week.suggestions.situation import Situation
    from nettrack_md.model.records import Person

_CLIENTS = frozenset(
    ("client", "past-client", "past client", "former client", "customer", "顧客",
     "元顧客", "取引先", "元取引先", "お客さま", "お客様")
)  # fmt: skip
#: Who belongs here to a circle that has its own rhythm.
_KNOWN = frozenset({"inner", "close"})


def near(situation: Situation) -> Iterator[Proposal]:
    """As many as the setting asks for; a line without a name where nobody is near."""
    wanted = situation.frame.rules.new_per_week
    if wanted <= 0:
        return
    found = [
        (person, key, text)
        for person in situation.people.values()
        if (told := _near(person, situation)) is not None
        for key, text in (told,)
    ]
    turns = rotated(found, lambda each: each[0].contact.path, situation.frame)
    free = (each for each in turns if situation.is_free(each[0].contact))
    chosen = list(islice(free, wanted))
    for person, key, text in chosen:
        yield _proposal(person, key, text, situation)
    if not chosen:
        yield Proposal("near", None, "", "", reason("near_open"), acts=False)


def _near(person: Person, situation: Situation) -> tuple[str, str] | None:
    """What makes them near though we are not in touch: a property and its text."""
    contact, supplies = person.contact, situation.supplies
    if contact.status != "active" or contact.path in situation.picked:
        return None
    if contact.tier in _KNOWN or (contact.cadence and contact.cadence.period is None):
        return None
    if warmth(person, situation.frame.begins) in NEAR and person.touch_days > 1:
        return None
    org, place = contact.text("org"), contact.text("met_at")
    if org and fold_text(org) == fold_text(supplies.my_org):
        return "org", org
    if place and fold_text(place) in supplies.places and not supplies.silences(place):
        return "met_at", place
    if warmth(person, situation.frame.begins) not in NEAR:
        for role in contact.texts("roles"):
            if fold_text(role) in _CLIENTS:
                return "roles", role
    return None


def _proposal(person: Person, key: str, text: str, situation: Situation) -> Proposal:
    contact = person.contact
    evidence = [situation.supplies.where(contact.path, key, text)]
    if key == "roles" and person.last is not None:
        evidence.append(Evidence(person.last.path, person.last.line))
    return Proposal(
        "near",
        contact,
        "",
        "",
        _reason(person, key, text),
        tuple(evidence),
        reason("until_near"),
        done=situation.touched_on(contact.path) is not None,
    )


def _reason(person: Person, key: str, text: str) -> Reason:
    if key == "org":
        return reason("near_org", text=text)
    if key == "met_at":
        return reason("near_place", text=text)
    last = person.last
    return reason("near_client", on=None if last is None else last.on)
