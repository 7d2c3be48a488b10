"""Goal notes and the profile: what I want, and who I am."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.model.records import Goal, Profile
from nettrack_md.people.values import read_need, split_words

if TYPE_CHECKING:
    from nettrack_md.people.fields import Fields


def read_goal(fields: Fields, file_name: str) -> Goal:
    """The goal that a note of `type: goal` describes."""
    horizon = fields.period("horizon")
    return Goal(
        path=fields.path,
        name=fields.text("name") or file_name,
        horizon=horizon.period if horizon else None,
        due_on=fields.day("due"),
        needs=tuple(map(read_need, split_words(fields.texts("needs")))),
        status=fields.text("status") or "active",
    )


def read_profile(fields: Fields, file_name: str) -> Profile:
    """Me, as the profile note has it."""
    return Profile(
        path=fields.path,
        name=fields.text("name") or file_name,
        offers=fields.texts("offers"),
        asks=fields.texts("asks"),
        values=fields.texts("values"),
        known_for=fields.texts("known_for"),
        intro="\n".join(fields.texts("intro")),
    )
