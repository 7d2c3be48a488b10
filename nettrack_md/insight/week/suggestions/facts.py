"""The reasons of suggestions: key to facts, as in `insight.reasons`.

`render.suggestions_en` and `render.suggestions_ja` hold the sentences. `name` and `via`
are people: on a page each is a link. A key that begins with `until_` says what would
make the suggestion go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SUGGESTED: Mapping[str, str] = {
    # Something to give: what was read or seen, for them by name, or as it fits what
    # they need, like or do; what I offer; somebody who is good at what they need.
    "give_noted": "text",
    "give_share": "text theirs what",
    "give_offer": "text theirs",
    "give_name": "name text theirs",
    "until_give": "",
    # Two people who might gain from each other.
    "introduce": "name",
    "until_introduce": "",
    # A wish, and who could open the door: `how` they know each other.
    "wish_path": "name how",
    "wish_way": "name via how",
    "wish_org": "name text",
    "wish_field": "name text",
    "wish_alone": "",
    "wish_open": "",
    "until_wish": "",
    # Somebody near whom I do not know well yet, or was in touch with long ago.
    "near_org": "text",
    "near_place": "text",
    "near_client": "on?",
    "near_open": "",
    "until_near": "",
    # Giving and taking that has long been all on one side.
    "balance_gave": "",
    "balance_got": "",
    "balance_ask": "",
    "until_balance": "",
    # Why somebody is greeted.
    "greet_tier": "tier",
    "greet_letter": "on",
    "greet_gift": "on",
    "greet_mourning": "since",
    # The lines of a greeting on a page; `text` are names. `by` is its last day.
    "greetings": "kind by text ahead?",
    "greetings_unaddressed": "text?",
    "greetings_mourning": "kind text",
    # By which rule each sort is made.
    "rule_give": "",
    "rule_introduce": "",
    "rule_wish": "",
    "rule_near": "",
    "rule_balance": "",
    "rule_greeting": "",
}
