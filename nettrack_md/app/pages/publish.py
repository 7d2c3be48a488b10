"""Insight -> view -> text -> planned writes: the notes that nettrack renders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from nettrack_md.app.answers import remembered
from nettrack_md.app.asking import everybody_today, review, week_asked, worst_first
from nettrack_md.app.discretion import discretion_of
from nettrack_md.app.pages.daily_note import todays_block, with_block
from nettrack_md.app.pages.dressing import (
    Sheet,
    bring_level,
    decoded,
    dress,
    spoken_language,
)
from nettrack_md.app.pages.looking_back import quarter_asked, quarter_page
from nettrack_md.app.pages.shortlist import Shortlist
from nettrack_md.app.settings import Report
from nettrack_md.app.trust import Supply, as_problem, supply
from nettrack_md.errors import NettrackError, TemplateUntrusted, UsageFault
from nettrack_md.model.page_paths import QUARTER, page_path
from nettrack_md.model.problems import Problem
from nettrack_md.model.quarters import quarter_of
from nettrack_md.model.records import RESTING
from nettrack_md.model.writes import PlannedWrite
from nettrack_md.note.edit import EditRefused
from nettrack_md.people.link_writer import LinkWriter
from nettrack_md.render import engine, names, views

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from nettrack_md.app.discretion import Discretion
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.insight.values import Review, Standing
    from nettrack_md.model.dates import Week
    from nettrack_md.model.quarters import Quarter
    from nettrack_md.model.rules import Language

OVERDUE_TEMPLATE = names.OVERDUE
REVIEW_TEMPLATE = names.REVIEW
#: So many names at most the built-in overdue note shows in a list, besides a count.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class RenderReport:
    """What a render would write, or wrote."""

    #: One for each note that could be rendered, also those that stay as they are.
    writes: tuple[PlannedWrite, ...]
    #: Regions with lost or doubled markers, and templates that were not run.
    problems: tuple[Problem, ...]

    @property
    def changes(self) -> tuple[PlannedWrite, ...]:
        """The writes that change something."""
        return tuple(write for write in self.writes if write.action != "unchanged")


def plan_render(
    ws: Workspace, week_label: str | None = None, *, quarter_label: str | None = None
) -> RenderReport:
    """Plan the review, the overdue note and the user's reports.

    Of reviews only the current week's is planned, or the one that is asked for: past
    weeks are frozen, and so are past quarters. Raises WeekUnknown, UsageFault for a
    quarter, TemplateBroken, NoteUnwritable.
    """
    week = week_asked(ws, week_label)
    quarter = quarter_asked(ws, quarter_label)
    pages = _pages(ws)
    if quarter_label is not None:
        pages = [page for page in pages if QUARTER in page.path]
        if not pages:
            raise UsageFault(
                "No [[report]] in nettrack.toml has {quarter} in its path; "
                "docs/settings.md shows the one for a look-back."
            )
    elif week != week_asked(ws, None):
        pages = pages[:1]
    press = _Press(ws, week, quarter=quarter)
    writes: list[PlannedWrite] = []
    problems: dict[Problem, None] = {}
    for page in pages:
        try:
            write, found = press.plan(page)
        except TemplateUntrusted as refusal:
            # Its page keeps what it holds; those of other templates go on.
            found = (as_problem(refusal),)
        else:
            writes.append(write)
        problems.update(dict.fromkeys(found))
    return RenderReport(tuple(writes), tuple(problems))


def plan_pages(
    ws: Workspace, paths: Container[str], shortlist: Shortlist | None = None
) -> Iterator[PagePlan]:
    """Plan today's pages that have one of these paths, each as if it were alone.

    The overdue note comes first; with a `shortlist` it is made from that.
    """
    press = _Press(ws, week_asked(ws, None), shortlist)
    for page in sorted(_pages(ws), key=lambda page: page.template != OVERDUE_TEMPLATE):
        path = press.path_of(page)
        if path in paths:
            try:
                write, problems = press.plan(page)
            except NettrackError as error:
                yield PagePlan(path, None, (), error)
            else:
                yield PagePlan(path, write, problems)


@dataclass(frozen=True, slots=True)
class PagePlan:
    """What would become of one page."""

    path: str
    #: None: it could not be planned, and `error` says why.
    write: PlannedWrite | None
    #: Regions that could not be rendered.
    problems: tuple[Problem, ...]
    error: NettrackError | None = None


def render_sheets(ws: Workspace, paths: Container[str]) -> tuple[Sheet, ...]:
    """Today's rendering of those of the pages that have one of these paths.

    Raises TemplateBroken, NoteUnwritable.
    """
    press = _Press(ws, week_asked(ws, None))
    return tuple(
        press.sheet(page) for page in _pages(ws) if press.path_of(page) in paths
    )


def _pages(ws: Workspace) -> list[Report]:
    return [
        Report(REVIEW_TEMPLATE, ws.settings.review_path),
        Report(OVERDUE_TEMPLATE, ws.settings.overdue_path),
        *ws.settings.reports,
        *(Report(names.TODAY, path) for path in (todays_block(ws),) if path),
    ]


def apply_writes(ws: Workspace, writes: Iterable[PlannedWrite]) -> None:
    """Carry the writes out, each whole or not at all. Raises NoteUnwritable."""
    for write in writes:
        if write.action != "unchanged":
            ws.files.write(write)


class _Press:
    """Renders the pages of one run; what all of them are made of is made once."""

    def __init__(
        self,
        ws: Workspace,
        week: Week,
        shortlist: Shortlist | None = None,
        quarter: Quarter | None = None,
    ) -> None:
        self.ws = ws
        self.shortlist = shortlist
        self.week = week
        self.quarter = quarter or quarter_of(ws.today)
        self._views: dict[tuple[Language, bool], Mapping[str, Any]] = {}

    @cached_property
    def review(self) -> Review:
        return review(self.ws, self.week)

    @cached_property
    def everybody(self) -> tuple[Standing, ...]:
        return everybody_today(self.ws)

    @cached_property
    def late(self) -> tuple[Standing, ...]:
        listed = (
            place
            for place in self.everybody
            if place.person.contact.status not in RESTING
        )
        return tuple(sorted(listed, key=worst_first))

    @cached_property
    def veil(self) -> Discretion:
        return discretion_of(self.ws.index.private_contacts())

    @cached_property
    def links(self) -> LinkWriter:
        return LinkWriter(self.ws.index.paths(), whole=self.ws.whole_links)

    @cached_property
    def mine(self) -> Supply:
        return supply(self.ws)

    def path_of(self, page: Report) -> str:
        """Where the page lies this week."""
        on = min(self.ws.today, self.quarter.ends)
        return page_path(page.path, self.week, on)

    def sheet(self, page: Report) -> Sheet:
        """The page anew, in the language of the note that is there."""
        path = self.path_of(page)
        files = self.ws.files
        there = decoded(path, files.read(path)) if files.exists(path) else None
        language = spoken_language(self.ws, there)
        return Sheet(path, self._render(page, language), language)

    def plan(self, page: Report) -> tuple[PlannedWrite, tuple[Problem, ...]]:
        """The write of one page, and what is wrong with the note that is there."""
        path = self.path_of(page)
        files = self.ws.files
        expected = files.read(path) if files.exists(path) else None
        there = None if expected is None else decoded(path, expected)
        language = spoken_language(self.ws, there)
        fresh = self._render(page, language)
        if there is None:
            new = dress(page.template, fresh, language)
            return PlannedWrite(path, None, new.encode()), ()
        if page.template == names.TODAY:
            try:
                there = with_block(self.ws, there, fresh)
            except EditRefused as refusal:
                problem = Problem(path, refusal.line, "marker-lost", refusal.reason)
                return PlannedWrite(path, expected, expected or b""), (problem,)
        new, problems = bring_level(path, there, fresh, language)
        return PlannedWrite(path, expected, new.encode()), problems

    def _render(self, page: Report, language: Language) -> str:
        mine, template = self.mine, page.template
        if engine.find_own(template, language, mine.names) is not None:
            view = self._view(language, whole=True)
            if QUARTER in page.path or template == names.QUARTER:
                view = {**view, **self._quarter_view(page, language)}
            return engine.render(template, view, own=mine.own, held=mine.held)
        if self.shortlist is not None and template == OVERDUE_TEMPLATE:
            return engine.render(template, self._short_view(language))
        times = (self.week.label, self.quarter.label)
        asked = ("page", names.built_in(template), page.path, language, times)
        return remembered(self.ws, asked, lambda: self._built_in(page, language))

    def _built_in(self, page: Report, language: Language) -> str:
        """A page of ours, which asks for no more than it shows."""
        template = page.template
        if template == names.QUARTER:
            return engine.render(template, self._quarter_view(page, language))
        if template == OVERDUE_TEMPLATE:
            return engine.render(template, self._short_view(language))
        return engine.render(template, self._view(language, whole=False))

    def _quarter_view(self, page: Report, language: Language) -> Mapping[str, Any]:
        return quarter_page(
            self.ws,
            self.quarter,
            language=language,
            link=self.links.link,
            pattern=page.path,
        )

    def _short_view(self, language: Language) -> Mapping[str, Any]:
        shortlist = self.shortlist
        if shortlist is None:
            shortlist = Shortlist()
            shortlist.fill(self.ws)
        capacity = self.ws.settings.practice.capacity
        late = shortlist.few(self.ws, "overdue", capacity + _SHOWN)
        unknown = shortlist.few(self.ws, "unknown", _SHOWN)
        return views.overdue_view(
            late.first,
            unknown.first,
            totals=(late.total, unknown.total),
            hidden=shortlist.private,
            capacity=capacity,
            today=self.ws.today,
            language=language,
            link=shortlist.links(self.ws).link,
            veil=self.veil,
        )

    def _view(self, language: Language, *, whole: bool) -> Mapping[str, Any]:
        """What templates see; only those of the user's own may list everybody."""
        if (language, whole) not in self._views:
            self._views[language, whole] = views.page_view(
                self.review,
                self.late if whole else (),
                today=self.ws.today,
                language=language,
                link=self.links.link,
                veil=self.veil,
                everybody=self.everybody if whole else (),
                whole=whole,
            )
        return self._views[language, whole]
