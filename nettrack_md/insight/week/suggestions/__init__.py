"""Suggestions of the week: whom to give to, to bring together, to meet.

Each is a line, with the reason for that person and where it stands; nothing where
there is nothing to say. They rest on evidence from before the week and take turns, so
they are the same on every day of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nettrack_md.insight.week.suggestions.balance import balance
from nettrack_md.insight.week.suggestions.giving import give
from nettrack_md.insight.week.suggestions.introducing import introduce
from nettrack_md.insight.week.suggestions.nearby import near
from nettrack_md.insight.week.suggestions.wishing import wish

if TYPE_CHECKING:
    from nettrack_md.insight.values import Proposal
    from nettrack_md.insight.week.suggestions.situation import Situation

#: In the order of the page.
_SORTS = (give, introduce, wish, near, balance)


def suggest(situation: Situation) -> tuple[Proposal, ...]:
    """The suggestions of one week.

    Nobody has two boxes among them: of two lines about somebody one is to be read.
    """
    joined = tuple(introduce(situation))
    # Who is to be brought together is not also to be named to the other.
    situation = replace(situation, joined=tuple(map(paths_of, joined)))
    made = {sort: tuple(sort(situation)) for sort in _SORTS if sort is not introduce}
    made[introduce] = joined
    found: list[Proposal] = []
    taken: set[str] = set()
    for one in (each for sort in _SORTS for each in made[sort]):
        path = "" if one.contact is None else one.contact.path
        found.append(replace(one, acts=one.acts and path not in taken))
        if found[-1].acts:
            taken.add(path)
    return tuple(found)


def paths_of(one: Proposal) -> tuple[str, ...]:
    """The paths of everybody whom a suggestion names, in order."""
    named = (*filter(None, [one.contact]), *one.others)
    return tuple(sorted(contact.path for contact in named))
