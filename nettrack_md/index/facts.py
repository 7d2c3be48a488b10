"""The rows that one note makes, table by table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nettrack_md.index.cards import pack_card
from nettrack_md.index.codec import ordinal, pack, touch_of
from nettrack_md.index.folding import fold_kept
from nettrack_md.index.logs import pack_log, reckon
from nettrack_md.index.particulars import (
    pack_event,
    pack_goal,
    pack_introduction,
    pack_profile,
    pack_promise,
    pack_shares,
)
from nettrack_md.index.schema import (
    INTRODUCER,
    INTRODUCTION,
    PLACES,
    PROMISE,
    RELIANCE,
    SHARE,
    TOUCH,
)
from nettrack_md.index.traits import pack_traits
from nettrack_md.index.weighing import pack_newest, weigh_own
from nettrack_md.model.keys import alias_keys, link_key
from nettrack_md.model.own_touches import OwnTouches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from nettrack_md.model.problems import Problem
    from nettrack_md.model.records import Contact, Link, NoteFacts, Touch

    #: From a contact and their last touch: the day that their clock counts from, the
    #: day they are due, their rhythm in days.
    Clock = Callable[
        [Contact, Touch | None], tuple[date | None, date | None, int | None]
    ]
    #: What a note says, its number, the digest of its bytes, and how many they are.
    Read = tuple[NoteFacts, int, bytes, int]
    Values = Sequence[object]
    #: Rows by statement.
    Batch = dict[str, list[Values]]
    #: A row of `links`; a list, as the number of its target may be filled in later.
    LinkRow = list[Any]
    #: The id of a target, by the text of a link.
    TargetId = Callable[[str], int]

NOTE = "INSERT INTO notes VALUES (?,?,?,?,?,?,?)"
CARD = "INSERT INTO cards VALUES (?,?,?,?,?)"
# Bytes pass from process to process, and into SQLite, without being decoded.
BODY = "INSERT INTO bodies VALUES (?,CAST(? AS TEXT),?,?)"
LOG = "INSERT INTO logs VALUES (?,?)"
ALIAS = "INSERT INTO aliases VALUES (?,?)"
TARGET = "INSERT INTO targets VALUES (?,?,?,?,NULL,'')"
LINK = "INSERT INTO links VALUES (?,?,?,?,?,?,?,?,?,?,?)"
PROMISED = "INSERT INTO promises VALUES (?,?,?)"
INTRODUCED = "INSERT INTO introductions VALUES (?,?)"
OTHER = "INSERT INTO others VALUES (?,?,?,?)"
PROBLEMS = "INSERT OR REPLACE INTO problems VALUES (?,?,?)"

EVIDENCE = "INSERT OR REPLACE INTO evidence VALUES (?,?,?,?)"
CLOCK = "INSERT OR REPLACE INTO clocks VALUES (?,?,?,?,?)"

#: What stands in `others`.
OTHERS = ("goal", "event", "profile", "shares")
#: What takes the rows of a note away again, all but its own in `notes`; each is given
#: the note's id and path by name.
REMOVALS = (
    *(
        f"DELETE FROM {table} WHERE id = :note"
        for table in ("cards", "bodies", "logs", "aliases", "evidence", "clocks")
    ),
    *(
        f"DELETE FROM {table} WHERE id BETWEEN :note * {PLACES}"
        f" AND (:note + 1) * {PLACES} - 1"
        for table in ("links", "promises", "introductions")
    ),
    f"DELETE FROM others WHERE what IN {OTHERS} AND id = :note",
    "DELETE FROM problems WHERE path = :path",
)

_NO_TOUCH = (None, None, None, None, None, None)


def spread(
    notes: Sequence[Read], clock: Clock | None = None
) -> tuple[Batch, list[tuple[str, ...]]]:
    """The rows of notes, but for their links, and of each the contact's alias keys.

    With a `clock` the evidence of contacts' own logs is weighed here. Table by table,
    not note by note: the code of one stays in the processor's caches.
    """
    batch: Batch = {
        NOTE: [
            (note, facts.path, link_key(facts.path), facts.kind, facts.title, *known)
            for facts, note, *known in notes
        ],
        CARD: [(note, *_card(facts)) for facts, note, *_ in notes],
        BODY: [
            (note, *_body(facts))
            for facts, note, *_ in notes
            if facts.body and facts.kind != "rendered"
        ],
        PROBLEMS: [
            problem_row(facts.path, facts.problems)
            for facts, *_ in notes
            if facts.problems
        ],
    }
    for facts, note, *_ in notes:
        _spread_others(facts, note, batch)
    _spread_logs(notes, batch, clock)
    aliases = [_aliases(facts) for facts, *_ in notes]
    batch[ALIAS] = [
        (note, key)
        for (_, note, *_), keys in zip(notes, aliases, strict=True)
        for key in keys
    ]
    return batch, aliases


def _card(facts: NoteFacts) -> Values:
    contact = facts.contact
    return (*pack_card(facts), contact is not None and contact.private)


def _body(facts: NoteFacts) -> Values:
    text, patch = fold_kept(facts.body)
    return text.encode("utf-8", "replace"), patch, facts.body_line


def _aliases(facts: NoteFacts) -> tuple[str, ...]:
    return tuple(map(plain, alias_keys(facts.contact))) if facts.contact else ()


def _spread_logs(notes: Sequence[Read], batch: Batch, clock: Clock | None) -> None:
    """Add contacts' own touches, and with a clock what they amount to."""
    contacts = [each for each in notes if each[0].contact is not None]
    logs = [_own_touches(facts) for facts, *_ in contacts]
    reckoned = [*map(reckon, logs)]
    batch[LOG] = [
        (note, pack_log(log, facts.body, facts.body_line, sums))
        for (facts, note, *_), log, sums in zip(contacts, logs, reckoned, strict=True)
        if log
    ]
    if clock is None:
        return
    weighed = [*map(weigh_own, logs, reckoned)]
    batch[EVIDENCE] = [
        (note, pack_newest(each), each.touch_days, each.first_day)
        for (_, note, *_), each in zip(contacts, weighed, strict=True)
    ]
    clocks = batch[CLOCK] = []
    for (facts, note, *_), each in zip(contacts, weighed, strict=True):
        assert facts.contact is not None  # noqa: S101 — see above
        base, due, days = clock(facts.contact, touch_of(each.last))
        clocks.append((note, each.horizon, ordinal(base), ordinal(due), days))


def _own_touches(facts: NoteFacts) -> OwnTouches:
    own = facts.touches
    if isinstance(own, OwnTouches):
        return own
    return OwnTouches.of(touch for touch in own if touch.who is None)


def _add(batch: Batch, statement: str, row: Values) -> None:
    batch.setdefault(statement, []).append(row)


def _spread_others(facts: NoteFacts, note: int, batch: Batch) -> None:
    """Add what few notes hold: promises, introductions, goals, events, profiles."""
    first = note * PLACES
    for place, promise in enumerate(facts.promises, first):
        _add(batch, PROMISED, (place, promise.done, pack_promise(promise, facts.path)))
    for place, each in enumerate(facts.introductions, first):
        _add(batch, INTRODUCED, (place, pack_introduction(each)))
    if (goal := facts.goal) is not None:
        _add(batch, OTHER, (note, "goal", ordinal(goal.due_on), pack_goal(goal)))
    if (event := facts.event) is not None:
        _add(batch, OTHER, (note, "event", ordinal(event.on), pack_event(event)))
    if facts.profile is not None:
        _add(batch, OTHER, (note, "profile", None, pack_profile(facts.profile)))
    if facts.shares:
        _add(batch, OTHER, (note, "shares", None, pack_shares(facts.shares)))


def link_rows(facts: NoteFacts, note: int, target_id: TargetId) -> list[LinkRow]:
    """The rows of a note's links, those that make touches first."""
    linked: Sequence[Touch] = ()
    if not isinstance(facts.touches, OwnTouches):
        linked = [touch for touch in facts.touches if touch.who is not None]
    others = _other_links(facts)
    rows: list[LinkRow] = []
    if not linked and not others:
        return rows
    link = note * PLACES
    for touch, trait in zip(linked, pack_traits(linked), strict=True):
        who, line = touch.who, touch.line
        assert who is not None  # noqa: S101 - see above
        rows.append(
            [
                link, target_id(who.target), TOUCH, who.line, who.display or None,
                touch.on.toordinal(), trait, touch.time or None, touch.place,
                None if line == who.line else line, touch.text,
            ]
        )  # fmt: skip
        link += 1
    for use, who in others:
        target = target_id(who.target)
        rows.append([link, target, use, who.line, who.display or None, *_NO_TOUCH])
        link += 1
    return rows


def _other_links(facts: NoteFacts) -> Iterable[tuple[int, Link]]:
    others = [(PROMISE, who) for promise in facts.promises for who in promise.who]
    for each in facts.introductions:
        others += ((INTRODUCTION, each.a), (INTRODUCTION, each.b))
    others += [(SHARE, who) for share in facts.shares for who in share.who]
    others += [(RELIANCE, who) for who in facts.relies_on]
    if facts.contact is not None and facts.contact.introduced_by is not None:
        others.append((INTRODUCER, facts.contact.introduced_by))
    if len(others) < 2:
        return others
    return {(use, who.target, who.line): (use, who) for use, who in others}.values()


def problem_row(path: str, problems: Sequence[Problem]) -> Values:
    """The row of a note's problems."""
    rows = [(p.path, p.line, p.code, p.message, p.hint) for p in problems]
    return path, len(rows), pack(rows)


def plain(text: str) -> str:
    """The text without halves of surrogate pairs, which SQLite cannot hold."""
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode()


def plain_rows(rows: Iterable[Values]) -> list[Values]:
    """The rows with nothing in them that SQLite cannot hold."""
    return [
        tuple([plain(value) if isinstance(value, str) else value for value in row])
        for row in rows
    ]
