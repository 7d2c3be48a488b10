"""People as lines of JSON: one object each, keys sorted, for programs.

Within one `schema` keys are only ever added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.exchange.texts import as_json
from nettrack_md.model.record import record
from nettrack_md.people.properties import is_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nettrack_md.model.records import Introduction, Promise, Touch

    Properties = Sequence[tuple[str, Sequence[str]]]
    Row = dict[str, object]

#: The version of a line.
SCHEMA = 1


@record(frozen=True, slots=True)
class Whole:
    """All that there is of one person."""

    path: str
    #: Canonical property to its texts, `tags` too.
    properties: Mapping[str, Sequence[str]]
    #: Every other property, likewise.
    other: Properties
    touches: Sequence[Touch]
    promises: Sequence[Promise]
    introductions: Sequence[Introduction]


def render_json_lines(people: Iterable[Whole], *, texts: bool = False) -> bytes:
    """One line a person; with `texts` what was written of touches and promises too."""
    lines = (as_json(_row(one, texts=texts), sort_keys=True) for one in people)
    return "".join(f"{line}\n" for line in lines).encode()


def _row(one: Whole, *, texts: bool) -> Row:
    table: Row = {"schema": SCHEMA, "path": one.path}
    for key, held in one.properties.items():
        several = key == "tags" or is_list(key)
        table[key] = list(held) if several else " ".join(held)
    table["other"] = {key: list(held) for key, held in one.other}
    table["touches"] = [_said(_touch(each), each, texts=texts) for each in one.touches]
    table["promises"] = [
        _said(_promise(each), each, texts=texts) for each in one.promises
    ]
    table["introductions"] = [
        _said(_introduction(each), each, texts=texts) for each in one.introductions
    ]
    return table


def _said(row: Row, one: Touch | Promise | Introduction, *, texts: bool) -> Row:
    return {**row, "text": one.text} if texts else row


def _touch(one: Touch) -> Row:
    return {
        "on": one.on.isoformat(),
        "time": one.time or None,
        "kind": one.kind,
        # A log item without an arrow went both ways (contract section 4).
        "direction": one.direction or ("<->" if one.source == "log" else None),
        "tags": list(one.tags),
        "source": one.source,
        "restarts": one.restarts,
        "path": one.path,
        "line": one.line,
    }


def _promise(one: Promise) -> Row:
    days = {"made_on": one.made_on, "due_on": one.due_on, "done_on": one.done_on}
    return {
        "mine": one.mine,
        "done": one.done,
        **{key: None if day is None else day.isoformat() for key, day in days.items()},
        "people": list(one.people),
        "path": one.path,
        "line": one.line,
    }


def _introduction(one: Introduction) -> Row:
    return {
        "on": one.on.isoformat(),
        "a": one.a_path or one.a.target,
        "b": one.b_path or one.b.target,
        "state": one.state,
        "path": one.path,
        "line": one.line,
    }
