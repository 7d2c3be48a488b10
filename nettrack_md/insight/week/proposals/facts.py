"""The reasons of proposals: key to facts, as in `insight.reasons`.

`render.proposals_en` and `render.proposals_ja` hold the sentences. A key that begins
with `until_` says what would make the proposal go; `rule_` and a kind say by which rule
it is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.values import Reason
from nettrack_md.insight.week.suggestions.facts import SUGGESTED

if TYPE_CHECKING:
    from collections.abc import Mapping

PROPOSED: Mapping[str, str] = {
    # The last `count` gaps since a day are mostly `days` long; the rhythm is `cadence`.
    "drift_slower": "days count cadence since",
    "drift_quicker": "days count cadence since",
    "until_drift": "days cadence",
    # My words of two days without an answer; `days` are the longer rhythm.
    "unanswered": "since on cadence days",
    "until_unanswered": "days",
    # In touch on `count` days since a day, and `times` they began; `tier` is the
    # tier now, `value` the one that is proposed.
    "deepen": "count since times tier value",
    "until_deepen": "tier",
    # New: in touch on `count` days since we met, or not since.
    "ramp_talks": "since count times? value",
    "ramp_met": "since value",
    "until_ramp": "",
    "met_once": "on met_at?",
    "until_met_once": "",
    # Too much for a week: more room, longer rhythms, or looser tiers for `count`
    # people, of whom `shown` are on the page.
    "load_room": "planned capacity room",
    "load_stretch": "factor text",
    "load_tiers": "count shown",
    "load_looser": "on? cadence? tier value",
    "until_load": "planned capacity",
    **dict.fromkeys(
        (
            "rule_drift",
            "rule_unanswered",
            "rule_deepen",
            "rule_ramp",
            "rule_no_tier",
            "rule_met_once",
            "rule_load",
        ),
        "",
    ),
}


def rule_of(kind: str) -> Reason | None:
    """By which rule a kind of proposal is made, where that is told."""
    key = f"rule_{kind}"
    return Reason(key) if key in PROPOSED or key in SUGGESTED else None
