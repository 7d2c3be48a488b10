"""The plan of an import, and the traces of somebody, for a person's terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from nettrack_md.cli.output import console
from nettrack_md.cli.safe import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.app.importing import ImportPlan
    from nettrack_md.app.importing.encounters import EncounterPlan, EncounterRow
    from nettrack_md.cli.options import Options
    from nettrack_md.model.traces import Trace

_STYLES = {"new": "green", "changed": "cyan", "unclear": "yellow"}
_FATES = {"removed": "red", "dropped": "red", "replaced": "cyan", "stays": "yellow"}
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


def show_traces(options: Options, traces: Sequence[Trace]) -> None:
    """Where somebody is told of, by what becomes of it."""
    out = console(options)
    for fate, style in _FATES.items():
        found = [trace for trace in traces if trace.fate == fate]
        if not found:
            continue
        out.print(Text(f"{fate}  {len(found)}", style=f"bold {style}"))
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
        for one in found:
            where = f"{one.path}:{one.line}" if one.line else one.path
            table.add_row(
                Text(one.what, style="dim"), Text(safe(where)), Text(safe(one.text))
            )
        out.print(table)
        out.print()


def show_touches(options: Options, plan: EncounterPlan) -> None:
    """With whom touches are new or changed, and who is unclear; a line a person."""
    out = console(options)
    for state, style in _STYLES.items():
        rows = [row for row in plan.rows if row.state == state]
        if not rows:
            continue
        out.print(Text(f"{state}  {len(rows)}", style=f"bold {style}"))
        groups: dict[str, list[EncounterRow]] = {}
        for row in rows:
            groups.setdefault(row.path or row.party, []).append(row)
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
        for group in list(groups.values())[:_MOST]:
            table.add_row(
                Text(safe(group[0].name), style="bold"),
                Text(safe(group[0].path or f"line {group[0].line}")),
                Text(safe(_gist(group))),
            )
        out.print(table)
        if len(groups) > _MOST:
            out.print(Text(f"  and {len(groups) - _MOST} more", style="dim"))
        out.print()


def _gist(group: list[EncounterRow]) -> str:
    from nettrack_md.cli.shown.touch_plans import touch_line

    if group[0].new is None:
        return group[0].reason
    if len(group) == 1:
        return touch_line(group[0])
    days = sorted(row.new.on.isoformat() for row in group if row.new is not None)
    return f"{len(group)} touches, {days[0]} to {days[-1]}"
