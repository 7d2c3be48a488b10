"""The writes of a plan of touches: a note each, and then what is remembered."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from nettrack_md.app.changing.capture import kinds_of, language_of, vault_language
from nettrack_md.app.changing.property_edits import property_edit
from nettrack_md.app.changing.property_values import find_key, meaning_of
from nettrack_md.app.changing.writing import Change, write
from nettrack_md.app.importing.encounters.memory import Memory
from nettrack_md.app.importing.encounters.values import CAME_BEFORE
from nettrack_md.app.importing.encounters.wording import touch_of
from nettrack_md.app.importing.run import ImportReport
from nettrack_md.errors import ImportRefused
from nettrack_md.note.edit import append_touches, remove_touch
from nettrack_md.note.log import read_log
from nettrack_md.note.parse import parse_note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from nettrack_md.app.changing.writing import Edit, Step
    from nettrack_md.app.importing.encounters.memory import Remembered
    from nettrack_md.app.importing.encounters.values import (
        EncounterPlan,
        EncounterRow,
    )
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.exchange.encounters import EncounterFile
    from nettrack_md.note.kinds import KindWords


def carry_out_encounters(
    ws: Workspace,
    file: EncounterFile,
    plan: EncounterPlan,
    words: tuple[str, ...],
    *,
    dry_run: bool,
    partly: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Write what the plan says, or with `dry_run` only show the writes.

    Raises ImportRefused where the file has faults and `partly` was not asked for.
    """
    lost = sum(problem.severity == "error" for problem in file.problems)
    if lost and not (dry_run or partly):
        raise ImportRefused(lost)
    steps = tuple(_steps(ws, plan))
    report = write(ws, steps, words, dry_run=dry_run, together=True, progress=progress)
    own = sum(one.path.startswith(".nettrack/") for one in report.changes)
    return ImportReport(report, own)


def _steps(ws: Workspace, plan: EncounterPlan) -> Iterator[Step]:
    """Each note comes before what is remembered of its parties.

    So that a line that was never written is not taken for one that was taken out.
    """
    by_note: dict[str, list[EncounterRow]] = defaultdict(list)
    for row in plan.rows:
        if row.path:
            by_note[row.path].append(row)
    memory, kinds = Memory(ws.files), kinds_of(ws)
    for path, rows in by_note.items():
        ids = [party for party, note in plan.decided.items()
               if note == path and not party.startswith("title:")]  # fmt: skip
        if ids or any(row.state in {"new", "changed"} for row in rows):
            yield Change(path, _edit(ws, rows, ids, kinds))
    new: dict[tuple[str, str], dict[str, Remembered]] = defaultdict(dict)
    for row in plan.rows:
        if row.new is not None and row.reason != CAME_BEFORE:
            new[row.party, row.path][row.key] = row.new
    for (party, path), found in sorted(new.items()):
        yield memory.step(party, found, path)


def _edit(
    ws: Workspace, rows: Sequence[EncounterRow], ids: Sequence[str], kinds: KindWords
) -> Edit:
    rules = ws.settings.reading
    headings = rules.log_headings

    def edit(text: str) -> str:
        new = [row.new for row in rows if row.state == "new" and row.new is not None]
        for row in rows:
            if row.state == "changed" and row.old is not None and row.new is not None:
                without = _taken_out(text, row.old, headings, kinds)
                if without is not None:
                    text = without
                    new.append(row.new)
        text = append_touches(
            text,
            [touch_of(one) for one in new],
            headings=headings,
            language=language_of(text, vault_language(ws)),
            kinds=kinds,
        )
        own = find_key(text, "sources", rules)
        meaning = meaning_of("sources", rules)
        return property_edit(own, ids, "add", meaning, rules)(text)

    return edit


def _taken_out(
    text: str, old: Remembered, headings: tuple[str, ...], kinds: KindWords
) -> str | None:
    """The note without a touch that stands there as an import wrote it; else None."""
    parsed = parse_note("", text)
    raw = text.split("\n")
    for item in read_log(parsed.lines, headings=headings, kinds=kinds):
        told = (item.on, item.time, item.kind, item.direction, item.text)
        if told == tuple(old) and not item.sub:
            return remove_touch(text, item.line, raw[item.line - 1])
    return None
