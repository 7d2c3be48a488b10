"""One command that carries deeds out: the notes that are meant, then the pages.

All that it writes is one entry of the history, and so undone together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nettrack_md.app.changing import writing
from nettrack_md.app.changing.history import open_history
from nettrack_md.app.leveling.refresh import told
from nettrack_md.app.pages.publish import render_sheets
from nettrack_md.app.ticks.deeds import Contacted, Refusal
from nettrack_md.app.ticks.edits import NoteEdit
from nettrack_md.app.ticks.reading import rendered_today
from nettrack_md.app.ticks.settling import Answers, mark_taken, open_boxes
from nettrack_md.app.workspace import reading_rules
from nettrack_md.errors import NettrackError, NoteUnwritable
from nettrack_md.model.rules import Language, ReadingRules
from nettrack_md.model.writes import PlannedWrite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from nettrack_md.app.changing.history import History, Record
    from nettrack_md.app.pages.dressing import Sheet
    from nettrack_md.app.ticks.deeds import Decision, Deed
    from nettrack_md.app.ticks.reading import Tick
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.problems import Problem
    from nettrack_md.model.writes import Planned


@dataclass(frozen=True, slots=True)
class ApplyReport:
    """What the ticks led to, or would lead to."""

    #: What was done, in the order of the notes.
    deeds: tuple[Deed, ...] = ()
    #: The notes of people and promises, then the rendered ones.
    writes: tuple[Planned, ...] = ()
    #: A sentence for each tick that was not carried out, with its `path:line`.
    refused: tuple[str, ...] = ()
    #: Rendered notes with ticks that nobody can read.
    problems: tuple[Problem, ...] = ()
    #: What else is to be said; nothing of it is a failure.
    remarks: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether something that was asked for was not done."""
        return bool(self.refused or self.problems)


@dataclass(slots=True)
class Run:
    """One command: what it did so far."""

    ws: Workspace
    words: Sequence[str]
    dry_run: bool
    history: History | None
    rules: ReadingRules = field(init=False)
    #: What the history knows of the command; None: nothing is written.
    record: Record | None = field(init=False)
    deeds: list[Deed] = field(default_factory=list)
    writes: list[Planned] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    #: By path of the rendered note.
    answers: dict[str, Answers] = field(default_factory=dict)
    #: What the notes hold that were written.
    contents: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rules = reading_rules(self.ws.settings, self.ws.obsidian)
        self.record = None
        if not self.dry_run:
            history = self.history or open_history(self.ws.root)
            self.record = history.begin(self.words, self.ws.today)

    # --- the notes that are meant ---

    def write_notes(self, decision: Decision) -> None:
        """Do what the ticks ask for; what could not be done is said at its tick."""
        for refusal in decision.refused:
            self.refuse(refusal)
        for tick in decision.settled:
            self.answer(tick, logged=False)
        self.write_deeds(decision.deeds)

    def write_deeds(self, deeds: Sequence[Deed]) -> None:
        """One write for each note, whatever is asked of it."""
        by_path: dict[str, list[Deed]] = {}
        for deed in deeds:
            by_path.setdefault(deed.path, []).append(deed)
        edits = [
            NoteEdit(path, wanted, self.rules, self.language)
            for path, wanted in by_path.items()
        ]
        steps = [writing.Change(edit.path, edit.apply) for edit in edits]
        report = self.carry_out(steps)
        whole = {path_of(error): error for error in report.refused}
        for edit in edits:
            self.take_stock(edit, whole.get(edit.path))
        for write in report.changes:
            if isinstance(write, PlannedWrite):
                self.contents[write.path] = write.new

    def take_stock(self, edit: NoteEdit, whole: NettrackError | None) -> None:
        """What became of each deed of a note, or of all when the note was refused."""
        for place, deed in enumerate(edit.deeds):
            refusal = edit.refused.get(place)
            error = whole
            if error is None and refusal is not None:
                error = NoteUnwritable(edit.path, refusal.reason, line=refusal.line)
            if error is not None:
                self.fail(deed, str(error))
                continue
            done = edit.outcomes.get(place) == "done"
            if done:
                self.deeds.append(deed)
            if remark := edit.remarks.get(place):
                self.remarks.append(f"{edit.path}: {remark}.")
            logged = done and isinstance(deed, Contacted) and place not in edit.unlogged
            for tick in deed.ticks:
                self.answer(tick, logged=logged)

    def fail(self, deed: Deed, why: str) -> None:
        """Say at each tick of a deed, or where there is none, why it was not done."""
        for tick in deed.ticks:
            self.refuse(Refusal(tick, why))
        if not deed.ticks:
            self.refused.append(why)

    @property
    def language(self) -> Language:
        """That of headings and kinds in a note that has none yet."""
        return self.ws.settings.language or (
            "ja" if self.ws.locale_language == "ja" else "en"
        )

    # --- the notes that the ticks stand in ---

    def write_pages(self, decision: Decision, *, render: bool) -> None:
        """Settle the rendered notes; undoing the command opens their boxes."""
        pages = {
            tick.page.path: tick.page
            for tick in (
                *decision.settled,
                *(tick for deed in decision.deeds for tick in deed.ticks),
            )
            if tick.page.path in self.answers
        }
        if not pages:
            return
        sheets = self.rendered(pages) if render else {}
        steps = []
        for path in sorted(pages):
            answers = self.answers[path]
            edit = _settling(sheets.get(path), answers) if render else _unchanged
            # Where nothing was done there is no box to open again.
            back = _reopening(answers) if self.deeds else None
            steps.append(writing.Change(path, edit, back))
        report = self.carry_out(steps)
        self.refused += [str(error) for error in report.refused]

    def rendered(self, pages: Iterable[str]) -> dict[str, Sheet]:
        """Today's rendering of those notes that are rendered today."""
        today = rendered_today(self.ws) & set(pages)
        if not today:
            return {}
        try:
            with told(self.ws.index, self.contents, self.rules, keep=not self.dry_run):
                sheets = render_sheets(self.ws, today)
        except NettrackError as error:
            # The ticks are carried out; the pages can be rendered any time.
            self.refused.append(str(error))
            return {}
        return {sheet.path: sheet for sheet in sheets}

    # --- writing, remembering, telling ---

    def carry_out(self, steps: Sequence[writing.Step]) -> writing.WriteReport:
        """Write by the one way there is; remembered as one command with the rest."""
        report = writing.carry_out(self.ws.files, self.record, steps, keep_going=True)
        self.writes += report.changes
        if report.remark and report.remark not in self.remarks:
            self.remarks.append(report.remark)
        return report

    def answer(self, tick: Tick, *, logged: bool) -> None:
        """Take a tick as answered."""
        answers = self.answers.setdefault(tick.page.path, Answers())
        answers.answer(tick.region, tick.key, logged=logged)

    def refuse(self, refusal: Refusal) -> None:
        """Say why a tick was not carried out."""
        self.refused.append(f"{refusal.tick.where}: {refusal.reason}")

    def report(self, problems: Iterable[Problem]) -> ApplyReport:
        """All of it."""
        return ApplyReport(
            tuple(self.deeds),
            tuple(self.writes),
            tuple(self.refused),
            tuple(problems),
            tuple(self.remarks),
        )


def path_of(error: NettrackError) -> str:
    """The note that an error of writing is about."""
    if isinstance(error, NoteUnwritable):
        return error.path
    problem = getattr(error, "problem", None)
    return str(problem.path) if problem is not None else ""


def _settling(sheet: Sheet | None, answers: Answers) -> Callable[[str], str]:
    def settle(text: str) -> str:
        if sheet is None:
            return mark_taken(text, answers)
        return sheet.onto(text, answers)[0]

    return settle


def _reopening(answers: Answers) -> Callable[[str], str]:
    def reopen(text: str) -> str:
        return open_boxes(text, answers)

    return reopen


def _unchanged(text: str) -> str:
    return text
