"""Which of a contact's touches is the newest, and what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.index.evidence import (
    LAST_DAY,
    Evidence,
    linked_touches,
    witnesses,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.index.database import Database
    from nettrack_md.index.evidence import Entry, Witness
    from nettrack_md.model.records import Touch


class _Verdict(NamedTuple):
    """The evidence of one contact, the touches still to be fetched."""

    witness: Witness
    last: Entry | None
    word: Entry | None
    touch_days: int
    first_day: int | None
    horizon: int


def weigh(
    database: Database, notes: Sequence[int], as_of: int = LAST_DAY
) -> dict[int, Evidence]:
    """What the touches of those contacts up to a day come to, by note.

    At most as many notes as fit into one statement.
    """
    verdicts = [
        _judge(database, witness, as_of) for witness in witnesses(database, notes)
    ]
    links = {
        entry[6]
        for verdict in verdicts
        for entry in (verdict.last, verdict.word)
        if entry is not None and entry[7]
    }
    fetched = linked_touches(database, sorted(links)) if links else {}
    return {
        verdict.witness.note: _evidence(database, verdict, fetched)
        for verdict in verdicts
    }


def _judge(database: Database, witness: Witness, as_of: int) -> _Verdict:
    entries, weights = witness.entries, witness.weights
    horizon = max(entries)[0] if entries else 0
    restarting = [e for e, weight in zip(entries, weights, strict=True) if weight[1]]
    words = [e for e, weight in zip(entries, weights, strict=True) if weight[2]]
    if horizon > as_of:
        restarting = [entry for entry in restarting if entry[0] <= as_of]
        words = [entry for entry in words if entry[0] <= as_of]
    days = {entry[0] for entry in restarting}
    return _Verdict(
        witness,
        _newest(database, restarting),
        _newest(database, words),
        len(days),
        min(days, default=None),
        horizon,
    )


def _newest(database: Database, entries: Sequence[Entry]) -> Entry | None:
    """The newest entry. Among equals of several notes the path decides, since the ids
    of notes differ between two indexes of one vault.
    """
    if not entries:
        return None
    newest = max(entries)
    head = newest[:4]
    equals = {entry[4] for entry in entries if entry[:4] == head}
    if len(equals) == 1:
        return newest
    paths = {note: path_of(database, note) for note in equals}
    return max(
        [entry for entry in entries if entry[:4] == head],
        key=lambda entry: (paths[entry[4]], *entry[5:]),
    )


def path_of(database: Database, note: int) -> str:
    """The path of a note."""
    return str(database.value("SELECT path FROM notes WHERE id = ?", [note]))


def _evidence(
    database: Database, verdict: _Verdict, fetched: dict[int, Touch]
) -> Evidence:
    witness, last, word = verdict.witness, verdict.last, verdict.word

    def touch(entry: Entry | None) -> Touch | None:
        if entry is None:
            return None
        return fetched[entry[6]] if entry[7] else witness.own_touch(database, entry)

    newest = touch(last)
    spoken = newest if word == last else touch(word)
    return Evidence(
        newest, spoken, verdict.touch_days, verdict.first_day, verdict.horizon
    )
