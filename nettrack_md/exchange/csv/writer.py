"""Every property of people as one flat table, a column each."""

from __future__ import annotations

import csv
import io
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.exchange.texts import one_line
from nettrack_md.people.properties import PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Held = Mapping[str, Sequence[str]]

#: Between several values of one cell; Google's tables have it, and it is read again.
BETWEEN = " ::: "
_KEYS = ("path", *(one.key for one in PROPERTIES), "tags")
#: What a spreadsheet takes for the beginning of a formula.
_ARMED = ("=", "+", "-", "@", "\t", "\r")


class Row(NamedTuple):
    """One person: path, known properties (with `tags`), and those of others."""

    path: str
    held: Held
    other: Held = MappingProxyType({})


def render_table(rows: Iterable[Row], *, safe: bool = False) -> bytes:
    """A row a person: path, known properties, tags, then all others by name.

    UTF-8 with a mark, CRLF. With `safe` a `'` stands before what a spreadsheet would
    take for a formula.
    """
    everybody = list(rows)
    others = sorted({key for row in everybody for key in row.other})
    out = io.StringIO(newline="")
    table = csv.writer(out)
    # A property of somebody else's that is called as a column of ours is told apart.
    more = (f"other.{key}" if key in _KEYS else one_line(key) for key in others)
    titles = (*_KEYS, *more)
    table.writerow([_disarmed(title) if safe else title for title in titles])
    for row in everybody:
        held = {**row.held, "path": (row.path,)}
        texts = (
            *(held.get(key, ()) for key in _KEYS),
            *(row.other.get(key, ()) for key in others),
        )
        cells = (BETWEEN.join(map(one_line, each)) for each in texts)
        table.writerow([_disarmed(cell) if safe else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig", "replace")


def _disarmed(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_ARMED) else cell
