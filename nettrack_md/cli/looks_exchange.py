"""The plan of an import, for a person's terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from nettrack_md.cli.output import console
from nettrack_md.cli.safe import safe

if TYPE_CHECKING:
    from nettrack_md.app.importing import ImportPlan
    from nettrack_md.cli.options import Options

_STYLES = {"new": "green", "changed": "cyan", "unclear": "yellow"}
#: Rows of one kind beyond these are only counted.
_MOST = 30


def show_plan(options: Options, plan: ImportPlan) -> None:
    """Who is new, changed and unclear, each with the reason."""
    out = console(options)
    for state, style in _STYLES.items():
        rows = [row for row in plan.rows if row.state == state]
        if not rows:
            continue
        out.print(Text(f"{state}  {len(rows)}", style=f"bold {style}"))
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
        for row in rows[:_MOST]:
            what = ", ".join(row.keys) if state != "new" else ""
            reason = "; ".join(filter(None, (row.reason, what)))
            where = f"line {row.line}" if state == "unclear" else row.path
            table.add_row(
                Text(safe(row.name), style="bold"),
                Text(safe(where)),
                Text(safe(reason)),
            )
        out.print(table)
        if len(rows) > _MOST:
            out.print(Text(f"  and {len(rows) - _MOST} more", style="dim"))
        out.print()
