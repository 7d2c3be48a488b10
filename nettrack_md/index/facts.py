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
    facts: NoteFacts,
    note: int,
    digest: bytes,
    size: int,
    batch: Batch,
    *,
    clock: Clock | None = None,
) -> tuple[str, ...]:
    """Add the rows of a note, but for its links. Returns a contact's alias keys.

    With a `clock` the evidence of a contact's own log is weighed here.
    """
    path, contact = facts.path, facts.contact
    key = link_key(path)
    _add(batch, NOTE, (note, path, key, facts.kind, facts.title, digest, size))
    card = pack_card(facts)
    _add(batch, CARD, (note, *card, contact is not None and contact.private))
    if facts.body and facts.kind != "rendered":
        text, patch = fold_kept(facts.body)
        kept = text.encode("utf-8", "replace")
        _add(batch, BODY, (note, kept, patch, facts.body_line))
    if facts.problems:
        _add(batch, PROBLEMS, problem_row(path, facts.problems))
    _spread_others(facts, note, batch)
    if contact is None:
        return ()
    _spread_log(facts, contact, note, batch, clock)
    keys = tuple(map(plain, alias_keys(contact)))
    for key in keys:
        _add(batch, ALIAS, (note, key))
    return keys


def _spread_log(
    facts: NoteFacts, contact: Contact, note: int, batch: Batch, clock: Clock | None
) -> None:
    """Add a contact's own touches, and with a clock what they amount to."""
    own = facts.touches
    if not isinstance(own, OwnTouches):
        own = OwnTouches.of(touch for touch in own if touch.who is None)
    reckoned = reckon(own)
    if own:
        log = pack_log(own, facts.body, facts.body_line, reckoned)
        _add(batch, LOG, (note, log))
    if clock is not None:
        weighed = weigh_own(own, reckoned)
        base, due, days = clock(contact, touch_of(weighed.last))
        newest = pack_newest(weighed)
        _add(batch, EVIDENCE, (note, newest, weighed.touch_days, weighed.first_day))
        wound = (note, weighed.horizon, ordinal(base), ordinal(due), days)
        _add(batch, CLOCK, wound)


def _add(batch: Batch, statement: str, row: Values) -> None:
    rows = batch.get(statement)
    if rows is None:
        batch[statement] = [row]
    else:
        rows.append(row)


def _spread_others(facts: NoteFacts, note: int, batch: Batch) -> None:
    first = note * PLACES
    for place, promise in enumerate(facts.promises):
        _add(
            batch,
            PROMISED,
            (first + place, promise.done, pack_promise(promise, facts.path)),
        )
    for place, each in enumerate(facts.introductions):
        _add(batch, INTRODUCED, (first + place, pack_introduction(each)))
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
