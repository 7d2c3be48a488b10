"""What a review has at hand for its suggestions; nothing of it concerns private people.

Every part is read when it is asked for, since most weeks need few.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from nettrack_md.app.discretion import discretion_of
from nettrack_md.app.practice.acquaintance import TiesOnDemand
from nettrack_md.app.practice.whereabouts import Whereabouts
from nettrack_md.insight.values import Evidence
from nettrack_md.insight.week.suggestions.situation import Supplies
from nettrack_md.model.keys import fold_text
from nettrack_md.note.hushed import is_hushed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.dates import Week
    from nettrack_md.model.records import Person

#: Days in which a place that saw so many meetings is one where I often am.
_PLACE_DAYS, _OFTEN = 365, 2


def supplies_of(ws: Workspace, week: Week, people: Mapping[str, Person]) -> Supplies:
    """What lies at hand for the suggestions of a week; `people` are not private."""
    index = ws.index
    veil = discretion_of(index.private_contacts())
    profile = index.profile()
    wants_new = ws.settings.practice.new_per_week > 0
    introductions = [
        one
        for one in index.introductions()
        if not veil.hides(one.path, one.a_path, one.b_path)
    ]
    return Supplies(
        profile,
        _my_org(ws) if wants_new else "",
        tuple(one for one in index.shares() if not veil.hides(one.path, *one.people)),
        _places(ws, week) if wants_new else frozenset(),
        TiesOnDemand(index, people, introductions),
        Whereabouts(ws),
        Whereabouts(ws, "profile"),
        lambda text: is_hushed(text) or veil.silences(text),
    )


def _my_org(ws: Workspace) -> str:
    from nettrack_md.app.practice.profile import profile_texts

    return next(iter(profile_texts(ws).get("org", ())), "")


def _places(ws: Workspace, week: Week) -> frozenset[str]:
    """Where I met people more than once in the year before the week, folded."""
    first = week.begins - timedelta(days=_PLACE_DAYS)
    found = Counter(
        fold_text(event.place)
        for event in ws.index.events(first, week.begins - timedelta(days=1))
        if event.place
    )
    return frozenset(place for place, times in found.items() if times >= _OFTEN)


def given(
    ws: Workspace, kinds: frozenset[str], first: date, last: date
) -> dict[str, tuple[date, Evidence]]:
    """Who had a touch of these kinds within two days, when, and where it stands."""
    found = ws.index.had(kinds, first, min(last, ws.today))
    return {path: (on, Evidence(at, line)) for path, (on, at, line) in found.items()}
