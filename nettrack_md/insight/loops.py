"""What is open between me and somebody: replies, promises, thanks, reports."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from nettrack_md.insight.cadence import is_talk_after
from nettrack_md.insight.evidence import find_word, is_word
from nettrack_md.insight.reports import find_report
from nettrack_md.insight.thanks import find_thanks
from nettrack_md.insight.values import Evidence, Owed
from nettrack_md.model.records import RESTING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from nettrack_md.insight.evidence import TouchesOf
    from nettrack_md.model.records import Person, Promise, Touch
    from nettrack_md.model.rules import PracticeRules


def find_reply(
    person: Person, touches: Sequence[Touch], *, day: date, rules: PracticeRules
) -> Owed | None:
    """The reply that I owe: the newest word is theirs, and nothing of mine follows.

    `touches` are the recent ones, in any order; without them what followed is known
    by the last touch alone. `day` decides what is old. `#noreply` closes it, also on
    a later line.
    """
    word = person.word
    if word is not None and not is_word(word):
        word = find_word(touches)
    if word is None or word.direction != "<-" or "noreply" in word.tags:
        return None
    after = [t for t in touches if t.on >= word.on]
    if person.last is not None:
        after.append(person.last)
    if any(is_talk_after(word, t) or "noreply" in t.tags for t in after):
        return None
    return Owed(
        "reply",
        person.contact,
        word.on + timedelta(days=rules.reply_days),
        Evidence(word.path, word.line),
        text=word.text,
        old=(day - word.on).days > rules.old_reply_days,
        touch=word,
        on=word.on,
    )


def personal_loops(
    people: Iterable[Person],
    recent: TouchesOf,
    *,
    upto: date,
    day: date,
    rules: PracticeRules,
) -> list[Owed]:
    """Replies, thanks and reports, owed to those of the people who are on any list.

    `people` carry evidence up to `upto`, `recent` their touches of the last 45 days
    up to it. `day` decides what is old or has lapsed.
    """
    found: list[Owed | None] = []
    lapsed = day - timedelta(days=rules.thanks_lapse_days)
    for person in people:
        contact, word = person.contact, person.word
        if contact.status in RESTING:
            continue
        touches, reply = recent.get(contact.path, ()), None
        if word is not None and (word.direction == "<-" or not is_word(word)):
            reply = find_reply(person, touches, day=day, rules=rules)
            found.append(reply)
        if touches or (contact.met is not None and contact.met >= lapsed):
            found.append(find_thanks(person, touches, day=day, rules=rules))
        if touches and reply is None:
            found.append(find_report(person, touches, day=day))
    return [i for i in found if i is not None and i.on is not None and i.on <= upto]


def find_promise(
    promise: Promise,
    known: Mapping[str, Person],
    *,
    day: date,
    rules: PracticeRules,
) -> Owed | None:
    """The open thing that a promise is; done or not is the caller's question.

    It belongs to the first of its people who is on any list; to a private one, where
    there is one, so that it is shown and hidden with them. None when one of its
    people is not `known`: who is kept out of sight, is kept out with their promises.
    """
    people = [known[path].contact for path in promise.people if path in known]
    if len(people) < len(promise.people):
        return None
    owners = [one for one in people if one.private] or people
    contact = next((one for one in owners if one.status not in RESTING), None)
    if contact is None:
        return None
    due = promise.due_on
    return Owed(
        "promise",
        contact,
        due,
        Evidence(promise.path, promise.line),
        text=promise.text,
        mine=promise.mine,
        old=due is not None and (day - due).days > rules.old_promise_days,
        promise=promise,
    )
