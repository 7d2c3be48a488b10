"""Introductions: what has become of each, and which are under way (contract 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from nettrack_md.model.records import Introduction, IntroState

#: How far an introduction has come; of one day the furthest counts.
_STEPS: dict[IntroState, int] = {"asked": 0, "agreed": 1, "made": 2, "closed": 3}

#: Days after which a question without an answer may rest, and after which one asks
#: how an introduction went.
_RESTING_DAYS = 30
_HOW_DAYS = 14


def pair_of(intro: Introduction) -> tuple[str, str]:
    """The two whom it brings together, whoever is named first."""
    a, b = sorted((intro.a_path or intro.a.target, intro.b_path or intro.b.target))
    return a, b


def newest_states(
    introductions: Iterable[Introduction], day: date
) -> tuple[Introduction, ...]:
    """For each pair the newest state up to `day`, oldest first."""
    newest: dict[tuple[str, str], Introduction] = {}
    for intro in sorted(introductions, key=_order):
        if intro.on <= day:
            newest[pair_of(intro)] = intro
    return tuple(sorted(newest.values(), key=_order))


def under_way(
    introductions: Iterable[Introduction], day: date
) -> tuple[Introduction, ...]:
    """The introductions that are not closed yet, oldest first."""
    found = newest_states(introductions, day)
    return tuple(intro for intro in found if intro.state != "closed")


def next_step(intro: Introduction, day: date) -> str:
    """What comes next in an introduction under way, as the key of a remark."""
    days = (day - intro.on).days
    if intro.state == "asked" and days > _RESTING_DAYS:
        return "intro_resting"
    if intro.state == "made" and days >= _HOW_DAYS:
        return "intro_ask_how"
    return f"intro_{intro.state}"


def _order(intro: Introduction) -> tuple[object, ...]:
    return (intro.on, _STEPS[intro.state], *pair_of(intro), intro.path, intro.line)
