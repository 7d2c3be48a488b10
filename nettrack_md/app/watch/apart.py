"""Pages of a large vault are planned in a process of their own, which then ends.

They hold everybody at once for some seconds; a process that stays for months should
not keep that memory, nor a person who saves wait for it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from nettrack_md.app.pages.publish import PagePlan, plan_pages
from nettrack_md.errors import NettrackError
from nettrack_md.model.problems import Problem
from nettrack_md.model.writes import PlannedWrite

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from nettrack_md.app.workspace import Workspace

#: Seconds that the pages of a vault may take; the largest known takes four.
_LIMIT = 120.0
_START = (
    "import sys; sys.path[:] = sys.argv[1:];"
    " from nettrack_md.app.watch.apart import main; main()"
)


def plan_apart(ws: Workspace, paths: Collection[str]) -> Iterator[PagePlan]:
    """See `plan_pages`; in a process of its own."""
    order = {"root": ws.root, "today": ws.today.isoformat(), "paths": sorted(paths)}
    try:
        done = subprocess.run(  # noqa: S603 — our own interpreter, our own words
            [sys.executable, "-X", "utf8", "-c", _START, *sys.path],
            input=json.dumps(order).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_LIMIT,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as fault:
        reason = f"The pages could not be rendered: {type(fault).__name__}."
        yield from (PagePlan(path, None, (), NettrackError(reason)) for path in paths)
        return
    for row in json.loads(done.stdout):
        yield _plan_of(row)


def main() -> None:
    """Plan the pages that standard input names; print the plans."""
    from nettrack_md.app.surroundings import look_around
    from nettrack_md.app.workspace import Wishes, open_workspace

    order = json.load(sys.stdin)
    paths = frozenset(order["paths"])
    wishes = Wishes(vault=order["root"], today=order["today"])
    try:
        with open_workspace(wishes, look_around()) as ws:
            rows = [_row_of(plan) for plan in plan_pages(ws, paths)]
    except NettrackError as error:
        rows = [{"path": path, "error": str(error)} for path in paths]
    json.dump(rows, sys.stdout)


def _row_of(plan: PagePlan) -> dict[str, Any]:
    row: dict[str, Any] = {
        "path": plan.path,
        "problems": [[p.path, p.line, p.code, p.message] for p in plan.problems],
        "error": "" if plan.error is None else str(plan.error),
    }
    if plan.write is not None:
        row["expected"] = _text(plan.write.expected)
        row["new"] = _text(plan.write.new)
    return row


def _plan_of(row: dict[str, Any]) -> PagePlan:
    problems = tuple(Problem(*each) for each in row.get("problems", ()))
    if "new" not in row:
        return PagePlan(row["path"], None, problems, NettrackError(row["error"]))
    expected = None if row["expected"] is None else row["expected"].encode("latin-1")
    write = PlannedWrite(row["path"], expected, row["new"].encode("latin-1"))
    return PagePlan(row["path"], write, problems)


def _text(content: bytes | None) -> str | None:
    """Bytes as a text that JSON can hold."""
    return None if content is None else content.decode("latin-1")
