"""What came in before, by party: so that nothing comes twice, or comes back.

One file a party under `.nettrack/sources/`, named by a digest; a line an encounter.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.app.changing.writing import Keeping
from nettrack_md.app.importing.sources import FOLDER
from nettrack_md.errors import NettrackError
from nettrack_md.exchange.identity import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nettrack_md.model.records import Direction
    from nettrack_md.vault.files import Files

_DIRECTIONS: dict[str, Direction] = {"->": "->", "<-": "<-", "<->": "<->"}


class Remembered(NamedTuple):
    """An encounter as it was written into a log, or as it was passed over."""

    on: date
    time: str
    kind: str
    direction: Direction
    #: As it was written, made inert.
    text: str


class Memory:
    """What is remembered in one vault."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._names = frozenset(files.list(FOLDER))

    def of(self, parties: Iterable[str]) -> dict[str, Remembered]:
        """What came in of these parties, by key."""
        found: dict[str, Remembered] = {}
        for party in dict.fromkeys(parties):
            found.update(self.one(party))
        return found

    def one(self, party: str) -> dict[str, Remembered]:
        """What came in of one party; nothing where its file makes no sense."""
        name = memory_file(party)
        if name not in self._names:
            return {}
        try:
            table = json.loads(self._files.read(f"{FOLDER}/{name}"))
            return {str(key): _row(row) for key, row in table["touches"].items()}
        except (NettrackError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def step(self, party: str, new: Mapping[str, Remembered], path: str) -> Keeping:
        """The write that remembers more of a party, whose note is at `path`."""
        held = {**self.one(party), **new}
        rows = [
            f" {_json(key)}: {_json([held[key].on.isoformat(), *held[key][1:]])}"
            for key in sorted(held)
        ]
        text = '{"format": 1, "touches": {\n%s\n}}\n' % ",\n".join(rows)  # noqa: UP031 — braces
        return Keeping(f"{FOLDER}/{memory_file(party)}", text.encode("utf-8"), path)


def memory_file(party: str) -> str:
    """The name of the file about a party."""
    return f"touches-{digest_of(party)}.json"


def _row(row: list[str]) -> Remembered:
    on, time, kind, direction, text = row
    return Remembered(
        date.fromisoformat(on),
        str(time),
        str(kind),
        _DIRECTIONS.get(direction, ""),
        str(text),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
