"""The situation of a week, out of a few people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nettrack_md.insight.network.ties import Ties
from nettrack_md.insight.week.candidates import frame_of
from nettrack_md.insight.week.suggestions.situation import Situation, Supplies
from nettrack_md.model.records import Profile, Share
from tests.builders import RULES, WEEK, day, path_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nettrack_md.insight.network.ties import Tie
    from nettrack_md.insight.values import Proposal
    from nettrack_md.model.dates import Week
    from nettrack_md.model.records import Person, Touch


def situation(
    people: Iterable[Person],
    *,
    touches: dict[str, tuple[Touch, ...]] | None = None,
    week: Week = WEEK,
    ties: Iterable[Tie] = (),
    touched: dict[str, str] | None = None,
    rules: dict[str, Any] | None = None,
    **more: Any,
) -> Situation:
    """The week of the examples; names stand for the paths of notes."""
    known = {path_of(name): each for name, each in (touches or {}).items()}
    supplies = {
        key: more.pop(key)
        for key in ("profile", "shares", "my_org", "places", "silences")
        if key in more
    }
    reached = {path_of(name): day(on) for name, on in (touched or {}).items()}
    if "picked" in more:
        more["picked"] = tuple(map(path_of, more["picked"]))
    return Situation(
        frame_of(week, replace(RULES, **(rules or {}))),
        {each.contact.path: each for each in people},
        known,
        lambda path: known.get(path, ()),
        reached.get,
        supplies=Supplies(ties=Ties(ties), **supplies),
        **more,
    )


def me(*offers: str) -> Profile:
    return Profile("me.md", "Me", offers)


def share(text: str, *who: str, on: str | None = "2026-11-10", line: int = 3) -> Share:
    return Share(
        "Notes/read.md",
        line,
        text,
        None if on is None else day(on),
        people=tuple(map(path_of, who)),
    )


def told(found: Iterable[Proposal]) -> list[tuple[str, str]]:
    """Whom each is about, and the key of its reason."""
    return [
        ("" if each.contact is None else each.contact.name, each.reason.key)
        for each in found
    ]
