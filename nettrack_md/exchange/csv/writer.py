"""Every property of people as one flat table, a column each."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from nettrack_md.people.properties import PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Between several values of one cell; Google's tables have it, and it is read again.
BETWEEN = " ::: "
_KEYS = tuple(one.key for one in PROPERTIES)
#: What a spreadsheet takes for the beginning of a formula.
_ARMED = ("=", "+", "-", "@", "\t", "\r")


def render_table(
    rows: Iterable[tuple[str, Mapping[str, Sequence[str]]]], *, safe: bool = False
) -> bytes:
    """Path and properties (with `tags`) of each person; UTF-8 with a mark, CRLF.

    With `safe` a `'` stands before what a spreadsheet would take for a formula.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(("path", *_KEYS, "tags"))
    for path, held in rows:
        cells = (path, *(BETWEEN.join(held.get(key, ())) for key in (*_KEYS, "tags")))
        table.writerow([_disarmed(cell) if safe else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig", "replace")


def _disarmed(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_ARMED) else cell
