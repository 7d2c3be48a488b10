"""Giving and taking, in words, where for long it was all on one side.

A hint for those who have a place this week anyway, and never about the inner circle:
who keeps a ledger of friends loses them (domain 2.20, 4.4).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from nettrack_md.insight.reasons import reason
from nettrack_md.insight.values import Evidence, Proposal
from nettrack_md.model.keys import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nettrack_md.insight.week.suggestions.situation import Situation
    from nettrack_md.model.records import Contact, Touch

#: Days of which the touches are looked at: two years.
_DAYS = 731
#: Said only where one side has so many and the other none.
_MANY = 3
_KIN = frozenset(("family", "kin", "relative", "家族", "親族", "親戚"))
_GIVEN, _TAKEN = frozenset({"gave"}), frozenset({"got", "asked"})
#: What gives something back: a gift, and a word of thanks.
_BACK = _GIVEN | {"thanked"}


def balance(situation: Situation) -> Iterator[Proposal]:
    """One line at most, about the first on the page whom it fits."""
    rules = situation.frame.rules
    if not (rules.balance or rules.small_requests):
        return
    for path in situation.picked:
        person = situation.people.get(path)
        if person is None:
            continue
        contact = person.contact
        found = one_sided(contact, situation.history(path), situation)
        if found is None:
            continue
        key, touches = found
        if key == "balance_gave" and rules.small_requests:
            key = "balance_ask"
        elif not rules.balance:
            continue
        where = tuple(Evidence(touch.path, touch.line) for touch in touches)
        until = reason("until_balance")
        yield Proposal(
            "balance", contact, "", "", reason(key), where, until, acts=False
        )
        return


def one_sided(
    contact: Contact, touches: Sequence[Touch], situation: Situation
) -> tuple[str, tuple[Touch, ...]] | None:
    """Which side, and the touches that say so, newest first; None for neither."""
    if contact.tier == "inner" or is_kin(contact):
        return None
    begins = situation.frame.begins
    first = begins - timedelta(days=_DAYS)
    known = [touch for touch in touches if first <= touch.on < begins]
    gave, took = _tagged(known, _GIVEN), _tagged(known, _TAKEN)
    if len(gave) >= _MANY and not took:
        return "balance_gave", gave
    if len(took) >= _MANY and not _tagged(known, _BACK):
        return "balance_got", took
    return None


def is_kin(contact: Contact) -> bool:
    """Whether the note says that they are family."""
    words = (*contact.texts("roles"), *contact.tags)
    return any(fold_text(word) in _KIN for word in words)


def _tagged(touches: Sequence[Touch], tags: frozenset[str]) -> tuple[Touch, ...]:
    found = [touch for touch in touches if not tags.isdisjoint(touch.tags)]
    return tuple(sorted(found, key=lambda t: (t.on, t.path, t.line), reverse=True))
