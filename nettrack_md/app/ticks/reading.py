"""Reads the ticks of the rendered notes: which boxes the user set, and where.

Contract section 9, "Ticks act". Nothing is decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from nettrack_md.app.asking import week_asked
from nettrack_md.app.pages.daily_note import blocks_by_day, todays_block
from nettrack_md.app.ticks.lines import Line
from nettrack_md.errors import NoteUnreadable
from nettrack_md.model.dates import parse_week, week_of
from nettrack_md.model.page_paths import WEEK, page_path, text_at
from nettrack_md.model.problems import Problem
from nettrack_md.note.regions import find_regions, inner_of
from nettrack_md.note.regions.items import parse_own, split_done
from nettrack_md.note.regions.reader import read_region

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.dates import Week
    from nettrack_md.note.regions import Region
    from nettrack_md.note.regions.items import ItemLine
    from nettrack_md.note.regions.reader import Group, Row

#: The boxes that mean something, each with its one spelling.
BOXES = {"x": "x", "X": "x", ">": ">", "-": "-"}
_SET = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[xX>-]\][ \t]")
_CONFLICT = re.compile(r"^<{7} .*\n(?:.*\n)*?={7}\r?\n(?:.*\n)*?>{7} ", re.MULTILINE)
_DASH = re.compile(r"^[—–:：-]\s+")


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered note as it lies there."""

    path: str
    content: bytes
    text: str
    #: The week that it is a review of; None for every other note.
    week: Week | None
    #: Whether nettrack renders it today: what is put off there is put off.
    current: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A box that the user set, on an item of a rendered note."""

    page: Page
    region: str
    #: Finds the item again in another rendering of the region.
    key: str
    #: 1-based line in the file.
    line: int
    #: `x`, `>` or `-`.
    box: str
    item: ItemLine
    #: What the user wrote at this item, wherever the region has it.
    lines: tuple[Line, ...]
    #: How many items of that key stand open beside this one.
    open_twins: int
    #: Whether nettrack rendered the item, as far as the note can tell.
    ours: bool

    @property
    def where(self) -> str:
        """`path:line` of the tick."""
        return f"{self.page.path}:{self.line}"

    @property
    def target(self) -> str:
        """The link's target: a person's note, or that of a promise."""
        return self.item.meaning.target


@dataclass(slots=True)
class Reading:
    """What was found in the rendered notes."""

    ticks: list[Tick] = field(default_factory=list)
    #: Ticks that nobody can read: in regions with a lost or doubled marker, in notes
    #: that cannot be read.
    problems: list[Problem] = field(default_factory=list)


def read_ticks(ws: Workspace, pages: Container[str] | None = None) -> Reading:
    """Every tick of every rendered note, or of some of them, by path and line."""
    found = Reading()
    blocks = blocks_by_day(ws)
    for path in sorted({*ws.index.paths_of_kind("rendered"), *blocks}):
        if pages is not None and path not in pages:
            continue
        page = _read_page(ws, path, found.problems)
        if page is None:
            continue
        if path in blocks:
            # Its people are the picks of that week, so its ticks are a review's.
            week = week_of(blocks[path], ws.settings.practice.week_starts)
            page = replace(page, week=week, current=blocks[path] == ws.today)
        regions = find_regions(page.text)
        lines = page.text.split("\n")
        for fault in regions.faults:
            if any(
                _SET.match(line)
                for first, last in regions.covered
                if first <= fault.line <= last
                for line in lines[first - 1 : last]
            ):
                problem = Problem(path, fault.line, fault.code, fault.message)
                found.problems.append(problem)
        for region in regions.regions:
            found.ticks += _read_region(page, region)
    return found


def _read_page(ws: Workspace, path: str, problems: list[Problem]) -> Page | None:
    """The note, unless it has no box that is set, or cannot be read."""
    try:
        content = ws.files.read(path)
    except NoteUnreadable as unreadable:
        problems.append(unreadable.problem)
        return None
    if b"nettrack:begin" not in content:
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        problems.append(Problem(path, 0, "not-utf8", "the note is not UTF-8 text"))
        return None
    if not any(map(_SET.match, text.split("\n"))):
        return None
    if (conflict := _CONFLICT.search(text)) is not None:
        line = text.count("\n", 0, conflict.start()) + 1
        what = "the note holds the conflict markers of a merge"
        problems.append(Problem(path, line, "conflict-markers", what))
        return None
    week = _week_of(ws, path, text)
    return Page(path, content, text, week, _is_current(ws, path, week))


def _week_of(ws: Workspace, path: str, text: str) -> Week | None:
    """The week of a review: by its path, else, where it was moved, by what it says."""
    starts = ws.settings.practice.week_starts
    patterns = (ws.settings.review_path, *(r.path for r in ws.settings.reports))
    for pattern in patterns:
        label = text_at(path, WEEK, pattern) if WEEK in pattern else None
        week = None if label is None else parse_week(label, starts)
        if week is not None:
            return week
    said = re.search(r"^week:[ \t]*[\"']?(\d{4}-W\d\d)\b", text[:2000], re.MULTILINE)
    review = re.search(
        r"^type:[ \t]*[\"']?nettrack-review\b", text[:2000], re.MULTILINE
    )
    return parse_week(said[1], starts) if said and review else None


def _is_current(ws: Workspace, path: str, week: Week | None) -> bool:
    if week is not None and week != week_asked(ws, None):
        return False
    return path in rendered_today(ws)


def rendered_today(ws: Workspace) -> frozenset[str]:
    """The notes that `nettrack render` writes today."""
    week = week_asked(ws, None)
    pages = (
        ws.settings.review_path,
        ws.settings.overdue_path,
        *(report.path for report in ws.settings.reports),
    )
    own = {page_path(page, week, ws.today) for page in pages}
    return frozenset({*own, *filter(None, (todays_block(ws),))})


def _read_region(page: Page, region: Region) -> Iterator[Tick]:
    own = parse_own(region.attrs.get("own", ""))
    content = read_region(inner_of(page.text, region), own, "")
    by_key: dict[str, list[Group]] = {}
    for group in content.groups:
        if not group.header:
            by_key.setdefault(group.item.meaning.key, []).append(group)
    for key, groups in by_key.items():
        lines = tuple(line for group in groups for line in lines_of(group))
        waiting = sum(group.item.box not in {"x", "X"} for group in groups)
        for group in groups:
            if group.item.changed and group.item.box in BOXES:
                yield Tick(
                    page=page,
                    region=region.name,
                    key=key,
                    line=region.line + 1 + group.line.place,
                    box=BOXES[group.item.box],
                    item=group.item,
                    lines=lines,
                    open_twins=waiting,
                    ours=group.item.known or not own,
                )


def lines_of(group: Group) -> tuple[Line, ...]:
    """What the user typed behind an item and below it."""
    words = _DASH.sub("", split_done(group.item.added)[1])
    behind = (Line(0, words),) if words else ()
    return (*behind, *_dedented(group.rows))


def _dedented(rows: Sequence[Row]) -> Iterator[Line]:
    """The rows as they stand to each other, from the margin."""
    margin = min((row.indent for row in rows if row.indent >= 0), default=0)
    for row in rows:
        if row.indent >= 0:
            yield Line(row.indent - margin, row.text.strip())
        else:
            blank = len(row.text) - len(row.text.lstrip(" "))
            yield Line(0, row.text[min(margin, blank) :].rstrip())
