"""What follows from where links lead: whose promises, introductions, introducers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.index.particulars import introduction_of, promise_of, shares_of
from nettrack_md.index.rows import DoubtfulLink
from nettrack_md.index.schema import (
    INTRODUCER,
    INTRODUCTION,
    OTHER_USES,
    PLACES,
    PROMISE,
    RELIANCE,
    SHARE,
    TOUCH,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nettrack_md.index.database import Database
    from nettrack_md.model.records import Introduction, Promise, Share

    #: By note: to which contact each target leads.
    Leads = dict[int, dict[str, str]]

_PROMISES = f"""
SELECT p.id / {PLACES}, p.record, n.path, c.id IS NOT NULL
FROM promises p JOIN notes n ON n.id = p.id / {PLACES} LEFT JOIN clocks c ON c.id = n.id
WHERE {{condition}} ORDER BY n.path, p.id
"""
#: The links of one use, where they lead to contacts.
_LEADS = f"""
SELECT l.id / {PLACES}, t.text, n.path
FROM links l JOIN targets t ON t.id = l.target
JOIN notes n ON n.id = t.leads_to JOIN clocks c ON c.id = n.id
WHERE l.{OTHER_USES} AND l.use = {{use}}
"""
_OPEN = "NOT done"
#: Notes that may promise something to one contact: their own, and those linking it.
_NEAR = (
    f"id / {PLACES} IN (SELECT :contact UNION"
    f" SELECT l.id / {PLACES} FROM targets t JOIN links l ON l.target = t.id"
    f" WHERE l.{OTHER_USES} AND l.use = {PROMISE} AND t.leads_to = :contact)"
)
_DOUBTFUL = f"""
SELECT n.path, l.line, t.text, t.how, coalesce(b.path, ''), l.use >= {RELIANCE}, l.id
FROM targets t JOIN links l ON l.target = t.id
JOIN notes n ON n.id = l.id / {PLACES} LEFT JOIN notes b ON b.id = t.leads_to
WHERE t.how <> 'path' AND {{uses}}
"""


def _leads(database: Database, use: int) -> Leads:
    leads: Leads = {}
    for note, target, path in database.rows(_LEADS.format(use=use)):
        leads.setdefault(note, {})[target] = path
    return leads


def promises(
    database: Database, *, open_only: bool, path: str | None
) -> tuple[Promise, ...]:
    """The promises that concern contacts, or one of them; by path and line."""
    conditions = [_OPEN] if open_only else []
    values: dict[str, object] = {}
    if path is not None:
        values["contact"] = database.value(
            "SELECT id FROM notes WHERE path = ?", [path]
        )
        conditions.append(_NEAR)
    condition = " AND ".join(conditions) or "1"
    leads = _leads(database, PROMISE)
    found = []
    # Every table of the statement has an id; the promise's own is meant.
    sql = _PROMISES.format(
        condition=f"p.id IN (SELECT id FROM promises WHERE {condition})"
    )
    for note, record, source, is_contact in database.rows(sql, values):
        promise = promise_of(
            record, source, leads.get(note, {}), of_contact=bool(is_contact)
        )
        if promise.people and (path is None or path in promise.people):
            found.append(promise)
    return tuple(found)


def introductions(database: Database, path: str | None) -> tuple[Introduction, ...]:
    """The introductions, or those of one contact; by day, path and line."""
    leads = _leads(database, INTRODUCTION)
    found = []
    for note, record in database.rows(
        f"SELECT id / {PLACES}, record FROM introductions"
    ):
        introduction = introduction_of(record, leads.get(note, {}))
        if path is None or path in (introduction.a_path, introduction.b_path):
            found.append(introduction)
    return tuple(sorted(found, key=lambda each: (each.on, each.path, each.line)))


def shares(database: Database) -> tuple[Share, ...]:
    """What may be passed on; by path and line."""
    leads = _leads(database, SHARE)
    sql = (
        "SELECT o.id, o.record FROM others o JOIN notes n ON n.id = o.id"
        " WHERE o.what = 'shares' ORDER BY n.path"
    )
    return tuple(
        [
            share
            for note, record in database.rows(sql)
            for share in shares_of(record, leads.get(note, {}))
        ]
    )


def introducers(database: Database) -> dict[str, str]:
    """Contact to the contact who introduced them, by path."""
    sql = f"""
    SELECT a.path, b.path FROM links l
    JOIN notes a ON a.id = l.id / {PLACES}
    JOIN targets t ON t.id = l.target JOIN notes b ON b.id = t.leads_to
    JOIN clocks c ON c.id = b.id
    WHERE l.{OTHER_USES} AND l.use = {INTRODUCER} ORDER BY a.path
    """
    return dict(database.rows(sql))


def doubtful_links(database: Database) -> Iterator[DoubtfulLink]:
    """The links that lead to no note by their path, by path and line."""
    parts = (
        _DOUBTFUL.format(uses=uses) for uses in (f"l.use = {TOUCH}", f"l.{OTHER_USES}")
    )
    sql = f"{' UNION ALL '.join(parts)} ORDER BY 1, 2, 7"
    for path, line, target, how, leads_to, relied, _ in database.rows(sql):
        yield DoubtfulLink(path, line, target, how, leads_to, bool(relied))
