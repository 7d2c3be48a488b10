"""Carry the ticks of the rendered notes out: `apply` (contract section 9).

Reading, deciding, writing the notes that are meant, then the rendered notes
themselves. Everything goes by state, so doing it twice changes nothing.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from nettrack_md.app.asking import week_asked
from nettrack_md.app.leveling.refresh import told
from nettrack_md.app.ticks.deciding import decide, next_week_ends, one_round
from nettrack_md.app.ticks.deeds import Contacted, PutOff
from nettrack_md.app.ticks.lines import Line, read_words
from nettrack_md.app.ticks.reading import read_ticks
from nettrack_md.app.ticks.run import ApplyReport, Run
from nettrack_md.app.workspace import reading_rules

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from nettrack_md.app.changing.history import History
    from nettrack_md.app.ticks.deeds import Deed
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.records import Contact

__all__ = ["ApplyReport", "apply_ticks", "carry_out_deeds"]


def apply_ticks(
    ws: Workspace,
    *,
    words: Sequence[str] = ("apply",),
    dry_run: bool = False,
    render: bool = True,
    history: History | None = None,
    pages: Container[str] | None = None,
) -> ApplyReport:
    """Carry every tick out, then bring the notes they stand in up to date.

    `pages`: only the ticks of these rendered notes; None: of all. `render` False leaves
    the rendered notes as they are. With `dry_run` nothing is written, and the report
    holds what would be. `words` is the command, for the history; that of the vault,
    unless another one is given.
    """
    reading = read_ticks(ws, pages)
    if not reading.ticks:
        return ApplyReport(problems=tuple(reading.problems))
    run = Run(ws, words, dry_run=dry_run, history=history)
    decision = decide(ws, reading.ticks)
    run.write_notes(decision)
    run.write_pages(decision, render=render)
    return run.report(reading.problems)


def carry_out_deeds(
    ws: Workspace,
    deeds: Sequence[Deed],
    words: Sequence[str],
    *,
    history: History | None = None,
) -> ApplyReport:
    """Carry deeds out that come from no tick, as `review --interactive` does.

    The index is brought level, so that the next question knows of them.
    """
    run = Run(ws, words, dry_run=False, history=history)
    run.write_deeds(deeds)
    with told(ws.index, run.contents, run.rules, keep=True):
        return run.report(())


def contacted(ws: Workspace, contact: Contact, line: str = "") -> Contacted:
    """Somebody was contacted, today or on the day that the line begins with."""
    lines = (Line(0, line),) if line else ()
    on = min(read_words(lines).on or ws.today, ws.today)
    # Words are written down in any case; without any, one touch a day is enough.
    since = date.max if lines else on
    return Contacted(contact.path, contact.name, on, since, ws.today, "", lines)


def put_off(ws: Workspace, contact: Contact, *, skip: bool) -> PutOff:
    """Somebody rests to the end of next week; with `skip` for one round."""
    until = one_round(ws, contact) if skip else next_week_ends(ws)
    return PutOff(contact.path, contact.name, until)


def was_reached(ws: Workspace, path: str) -> bool:
    """Whether a note, as it is now, says that somebody was reached this week.

    The index is brought level with the note, which somebody may just have edited.
    """
    rules = reading_rules(ws.settings, ws.obsidian)
    begins = week_asked(ws, None).begins
    with told(ws.index, {path: ws.files.read(path)}, rules, keep=True):
        return any(
            touch.restarts and begins <= touch.on <= ws.today
            for touch in ws.index.touches(path)
        )
