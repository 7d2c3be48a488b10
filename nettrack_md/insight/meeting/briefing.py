"""What to know before meeting somebody: on one screen, all of it from the notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from nettrack_md.insight.cadence import standing
from nettrack_md.insight.dates_ahead import days_of, in_mourning
from nettrack_md.insight.evidence import day_order
from nettrack_md.insight.loops import find_promise, personal_loops
from nettrack_md.insight.meeting.hints import hints
from nettrack_md.insight.network.warmth import Warmth, degree, warmth
from nettrack_md.insight.ordering import owed_order, reading_order
from nettrack_md.insight.reasons import reason
from nettrack_md.insight.remarks import Remark, on_line_one, remark, said
from nettrack_md.insight.thanks import introducer_loops
from nettrack_md.insight.values import DateAhead, Evidence, Owed, Standing
from nettrack_md.model.record import record
from nettrack_md.model.records import RESTING, STRENGTH, Person, Touch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from nettrack_md.insight.network.ties import How, Ties
    from nettrack_md.insight.remarks import Said, Where
    from nettrack_md.model.records import Contact, Promise
    from nettrack_md.model.rules import PracticeRules

#: So much fits on one screen.
_TALKS, _ASKS, _FRIENDS = 3, 5, 5
#: Days ahead in which a birthday or an anniversary is worth a word.
_NEAR_DAYS = 30
#: So many days of contact without a word noted about me: time to tell something.
_LISTENED = 3
#: Statuses in which nothing is to be done any more.
_OVER = frozenset({"deceased", "ended"})
_NOBODY: Mapping[str, str] = MappingProxyType({})
_WRITTEN = frozenset({"log", "attended"})


@record(frozen=True, slots=True)
class Friend:
    """Somebody whom we both know, and how the notes know it."""

    person: Person
    how: How
    evidence: Evidence


@record(frozen=True, slots=True)
class Brief:
    """Everything that `brief` tells of one person."""

    standing: Standing
    warmth: Warmth
    #: The last talks, newest first.
    talks: tuple[Touch, ...] = ()
    #: Replies, thanks and promises, both ways; soonest due first.
    loops: tuple[Owed, ...] = ()
    #: What they need, what they are good at.
    needs: tuple[Said, ...] = ()
    #: What we share, what they like, their field, the goals, what they know of me.
    shared: tuple[Said, ...] = ()
    avoid: tuple[Said, ...] = ()
    #: How to reach and address them.
    manners: tuple[Said, ...] = ()
    #: What to be gentle about now: mourning, trouble, a busy time.
    care: tuple[Remark, ...] = ()
    dates: tuple[DateAhead, ...] = ()
    #: What to ask, or to bring, next.
    asks: tuple[Remark, ...] = ()
    friends: tuple[Friend, ...] = ()
    hints: tuple[Remark, ...] = ()


def brief(
    person: Person,
    touches: Iterable[Touch],
    promises: Iterable[Promise],
    *,
    people: Mapping[str, Person],
    ties: Ties,
    beside: Sequence[str] = (),
    introducers: Mapping[str, str] = _NOBODY,
    today: date,
    rules: PracticeRules,
    where: Where = on_line_one,
) -> Brief:
    """What to know before meeting `person` today.

    `person` carries evidence up to today; `touches` and `promises` are all that
    concern them, in any order. `people`: everybody who may be named. `beside`: paths
    of the others who will be there; whom they know too comes first among the friends.
    `introducers`: contact to introducer, by path. Of somebody who died, or whose tie
    has ended, nothing is to be asked, brought or minded any more.
    """
    known = tuple(t for t in touches if t.on <= today)
    contact = person.contact
    over = contact.status in _OVER
    loops = _loops(
        person, known, promises, people, introducers, today=today, rules=rules
    )
    talks = _talks(known)
    care = () if over else tuple(_care(contact, today, rules, where))
    hard = any(one.reason.key != "busy_now" for one in care)
    asks = tuple(_asks(person, talks, loops, where, hard=hard))
    return Brief(
        standing(person, today=today, rules=rules),
        warmth(person, today),
        talks[:_TALKS],
        loops,
        needs=said(contact, where, "needs", "helps_with"),
        shared=said(
            contact, where, "why", "common", "likes", "field", "goals", "they_know"
        ),
        avoid=said(contact, where, "avoid"),
        manners=said(contact, where, "channel", "best_time", "honorific", "register"),
        care=care,
        dates=_dates(contact, today),
        asks=() if over else asks[:_ASKS],
        friends=_friends(contact, people, ties, beside, today),
        hints=() if over else hints(person, known, today=today),
    )


def _talks(known: Iterable[Touch]) -> tuple[Touch, ...]:
    """The touches that tell of a talk, newest first; else whatever was noted."""
    newest = sorted(known, key=day_order, reverse=True)
    told = [t for t in newest if t.source in _WRITTEN and t.kind != "missed"]
    strongest: dict[date, int] = {}
    for talk in told:
        weight = STRENGTH[talk.source]
        strongest[talk.on] = max(weight, strongest.get(talk.on, weight))
    best = [t for t in told if STRENGTH[t.source] == strongest[t.on]]
    return tuple(best or newest)


def _loops(
    person: Person,
    known: Sequence[Touch],
    promises: Iterable[Promise],
    people: Mapping[str, Person],
    introducers: Mapping[str, str],
    *,
    today: date,
    rules: PracticeRules,
) -> tuple[Owed, ...]:
    path = person.contact.path
    everybody = {**people, path: person}
    mine = {path: known}
    found = personal_loops([person], mine, upto=today, day=today, rules=rules)
    brought = {one: by for one, by in introducers.items() if by == path}
    found += introducer_loops(
        everybody, mine, brought, found, upto=today, day=today, rules=rules
    )
    for one in promises:
        if not one.done:
            made = find_promise(one, everybody, day=today, rules=rules)
            found += [made] if made is not None else []
    return tuple(sorted(found, key=owed_order))


def _care(
    contact: Contact, today: date, rules: PracticeRules, where: Where
) -> Iterator[Remark]:
    since = contact.mourning
    if since is not None and in_mourning(contact, today):
        at = where(contact.path, "mourning", since.isoformat())
        yield remark("mourning", at, since=since)
    hard = contact.trouble
    if hard is not None and 0 <= (today - hard).days <= rules.trouble_days:
        at = where(contact.path, "trouble", hard.isoformat())
        yield Remark(reason("trouble", on=hard), (at,))
    for stretch in contact.busy:
        if stretch.end_if_inside(today) is not None:
            at = where(contact.path, "busy", str(stretch))
            yield remark("busy_now", at, range=str(stretch))


def _dates(contact: Contact, today: date) -> tuple[DateAhead, ...]:
    if contact.status in RESTING:
        return ()
    return days_of(contact, today, today + timedelta(days=_NEAR_DAYS))


def _asks(
    person: Person,
    talks: Sequence[Touch],
    loops: Iterable[Owed],
    where: Where,
    *,
    hard: bool,
) -> Iterator[Remark]:
    """Their question, what I promised, what they did, the last talk, their needs; me.

    Of several promises the soonest is enough here; all are told as open. What I told,
    wrote or gave is no talk to ask after, as long as there is another. In a hard time
    nobody is asked for what is merely not noted yet.
    """
    contact = person.contact
    answered = None
    asked: set[str] = set()
    for item in sorted(loops, key=lambda item: (item.kind != "reply", not item.mine)):
        if item.kind == "reply" and item.text:
            answered = item.touch
            yield remark("ask_reply", item.evidence, text=item.text, on=item.on)
        elif item.kind == "promise" and not item.old:
            key = "ask_mine" if item.mine else "ask_theirs"
            if key not in asked:
                yield remark(key, item.evidence, text=item.text, due_on=item.due_on)
            asked.add(key)
    told = [talk for talk in talks if talk.text and talk != answered]
    for talk in sorted(told, key=lambda talk: talk.direction == "->")[:1]:
        yield remark("ask_talk", _at(talk), text=talk.text, on=talk.on)
    needs = said(contact, where, "needs")
    for need in needs[:1]:
        yield remark("ask_needs", need.evidence, text=need.text)
    if hard:
        return
    if not needs and contact.status != "wish":
        yield remark("ask_unknown", Evidence(contact.path, 1))
    if person.touch_days >= _LISTENED and not contact.texts("they_know"):
        yield remark("ask_tell", Evidence(contact.path, 1))


def _friends(
    contact: Contact,
    people: Mapping[str, Person],
    ties: Ties,
    beside: Sequence[str],
    today: date,
) -> tuple[Friend, ...]:
    """Whom the notes name together with them; who knows more of those there first."""
    found = [
        Friend(people[other], one.how, one.evidence)
        for other, one in ties.of(contact.path).items()
        if other in people and people[other].contact.status not in _OVER
    ]

    def order(friend: Friend) -> tuple[object, ...]:
        path = friend.person.contact.path
        known = sum(path == one or ties.find(path, one) is not None for one in beside)
        warm = degree(friend.person, today)
        return (-known, -round(warm, 6), reading_order(friend.person.contact))

    return tuple(sorted(found, key=order)[:_FRIENDS])


def _at(touch: Touch) -> Evidence:
    return Evidence(touch.path, touch.line)
