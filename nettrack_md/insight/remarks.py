"""Remarks: a reason with the places in the notes that it rests on.

`render.practice_en` and `render.practice_ja` hold the sentences of the keys here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nettrack_md.insight.reasons import reason
from nettrack_md.insight.values import Evidence, Reason
from nettrack_md.model.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nettrack_md.insight.reasons import Fact
    from nettrack_md.model.records import Contact

#: Path, property and text, to where that text stands.
Where = Callable[[str, str, str], Evidence]

#: Key to facts, as in `insight.reasons`; a fact with `?` may be missing.
REMARKS: Mapping[str, str] = {
    # What to ask next, or to bring.
    "ask_reply": "text on",
    "ask_mine": "text due_on?",
    "ask_theirs": "text due_on?",
    "ask_talk": "text on",
    "ask_needs": "text",
    "ask_unknown": "",
    "ask_tell": "",
    # What to mind.
    "mourning": "since",
    "busy_now": "range",
    # Quiet hints.
    "hint_early": "",
    "hint_third": "since on",
    "hint_short": "days",
    "hint_unanswered": "since on",
    # How two people know each other; `name` is the one who is not spoken of.
    "tie_introduced": "",
    "tie_intro": "",
    "tie_attended": "",
    "tie_mentioned": "",
    "tie_noted": "",
    # Why somebody may help.
    "help_helps_with": "text",
    "help_roles": "text",
    "help_title": "text",
    "help_field": "text",
    "help_org": "text",
    "help_place": "text",
    "help_tag": "text",
    "help_needs": "text",
    "help_why": "text",
    "help_log": "text on?",
    # Goals: who is there for a need, and the gap.
    "named_goal": "",
    "need_met": "",
    "need_some": "count",
    "need_open": "count",
    # Why an introduction would do each side good.
    "gain_need": "text name offer",
    "gain_field": "name text",
    "gain_likes": "name text",
    "gain_goal": "name text",
    # What comes next in an introduction under way.
    "intro_asked": "on",
    "intro_resting": "on",
    "intro_agreed": "on",
    "intro_made": "on",
    "intro_ask_how": "on",
    # The profile.
    "me_old": "on",
    "me_undated": "",
    # Before an event, and after it.
    "look_out": "text goal",
    "look_for": "text",
    "follow_offer": "text mine",
    "follow_ask": "text mine",
    "follow_goal": "text goal",
    "follow_back": "days",
    "follow_new": "",
    # What a place, an event or somebody's introduction has led to.
    "origin_alive": "",
    "origin_part": "",
    "origin_young": "",
    "origin_quiet": "",
    # What a quarter brought: the tie to somebody, in one sentence.
    "grew_back": "on days text?",
    "grew_second": "on since text?",
    "grew_closer": "on text?",
    "grew_new": "on kind? met_at? text?",
    "cooled": "on text?",
    "lost_sight": "on days text?",
    "left_ended": "on text?",
    "left_passed": "on text?",
    # The six figures and the roles; `part` is a word for a share.
    "figure_rhythm": "share",
    "figure_rhythm_none": "",
    "figure_load": "planned capacity",
    "figure_load_high": "planned capacity",
    "figure_promises": "open past",
    "figure_promises_none": "",
    "figure_kept": "days",
    "figure_thanks": "done count",
    "figure_reach": "fields",
    "figure_reach_none": "",
    "figure_one_org": "text",
    "figure_two_way": "share",
    "figure_two_way_none": "",
    "figure_flow": "second back quiet made closed",
    "figure_flow_none": "",
    # What has changed in the last weeks; `text` names up to three people.
    "change_back": "text others?",
    "change_second": "text others?",
    "change_quiet": "text others?",
    "role_there": "role",
    "role_cooler": "role",
    "role_open": "role",
}


@record(frozen=True, slots=True)
class Remark:
    """A reason, and where it can be read up."""

    reason: Reason
    evidence: tuple[Evidence, ...] = ()


@record(frozen=True, slots=True)
class Said:
    """One text of one property, and where it stands."""

    key: str
    text: str
    evidence: Evidence


def remark(key: str, *evidence: Evidence, **facts: Fact | None) -> Remark:
    """A remark of that key; facts that are None or empty are left out."""
    return Remark(reason(key, **facts), evidence)


def on_line_one(path: str, key: str, text: str) -> Evidence:
    """Line 1 stands for the properties of a note, where nobody looks closer."""
    del key, text
    return Evidence(path, 1)


def said(contact: Contact, where: Where, *keys: str) -> tuple[Said, ...]:
    """What these properties of a contact say, in this order."""
    return tuple(
        Said(key, text, where(contact.path, key, text))
        for key in keys
        for text in contact.texts(key)
    )
