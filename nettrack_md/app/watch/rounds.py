"""One round: the index is level, ticks act, pages are rendered. By state, not events.

A round may be broken off anywhere; the next one finds what is left to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.app.discretion import discretion_of
from nettrack_md.app.leveling.refresh import refresh
from nettrack_md.app.pages.shortlist import Shortlist
from nettrack_md.app.ticks import apply_ticks
from nettrack_md.app.ticks.reading import rendered_today
from nettrack_md.app.watch.basis import Basis, basis_of
from nettrack_md.app.watch.calm import Calm
from nettrack_md.app.watch.hearing import Hearing
from nettrack_md.app.watch.news import News
from nettrack_md.app.workspace import reading_rules, tidy
from nettrack_md.errors import NettrackError, NoteChanged, NoteUnreadable
from nettrack_md.model.writes import PlannedWrite
from nettrack_md.vault.rewalk import find_stamp

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from nettrack_md.app.discretion import Discretion
    from nettrack_md.app.pages.publish import PagePlan
    from nettrack_md.app.ticks import ApplyReport
    from nettrack_md.app.watch.glance import Glance
    from nettrack_md.app.watch.news import Teller
    from nettrack_md.app.workspace import Workspace

    #: What the ticks were read from: a basis, and the pages with their content.
    _Ticked = tuple[Basis, frozenset[tuple[str, bytes]]]

#: From so many contacts on the large pages are rendered by a process of their own.
_MANY = 1500
_PRIVATE = "There is a problem in a private note: nettrack check --private"
_DID = {
    "Contacted": ("contacted", "ticked {name}: it is in their log"),
    "PutOff": ("put-off", "ticked {name}: quiet until {until}"),
    "Kept": ("kept", "ticked a promise: {name}"),
    "Agreed": ("set", "ticked {name}: {key} is {value} now"),
}


class Memory:
    """What rounds know of the ones before. Lost with the process, and that is fine."""

    def __init__(self) -> None:
        self.calm = Calm()
        self.hearing = Hearing()
        self.shortlist = Shortlist()
        #: Page -> what it was rendered from, and the digest of what it held then.
        self.rendered: dict[str, tuple[Basis, bytes]] = {}
        self.ticked: _Ticked | None = None


class Round:
    """What is done with an open workspace, once."""

    def __init__(
        self,
        ws: Workspace,
        glance: Glance,
        memory: Memory,
        teller: Teller,
        moments: tuple[float, int],
    ) -> None:
        """Take `moments`, that of the steady clock and nanoseconds of the wall's."""
        self._ws = ws
        self._glance = glance
        self._memory = memory
        self._teller = teller
        self._now, self._wall_ns = moments
        self._today_pages = rendered_today(ws)

    def run(self, *, apply: bool, render: bool) -> None:
        """Let the ticks act and write the pages, where both are wanted and due."""
        done = self._ws.refreshed
        self._tell_read(done.added + done.changed + done.removed)
        if self._ws.temps:
            self._teller.problems("temps", map(_left_over, tidy(self._ws)))
        if apply:
            self._apply(render=render)
        if render:
            self._render()
        self._memory.calm.forget_all_but(frozenset(self._pages()))

    # --- ticks ---

    def _apply(self, *, render: bool) -> None:
        calm = self._calm(self._pages())
        ticked = self._ticked(calm)
        if ticked == self._memory.ticked:
            return
        report = apply_ticks(self._ws, words=("watch",), render=render, pages=calm)
        for write in report.writes:
            if write.path in calm and isinstance(write, PlannedWrite):
                self._memory.calm.wrote(write.path, write.new)
        self._catch_up({write.path for write in report.writes})
        self._tell_ticks(report)
        self._memory.ticked = self._ticked(self._calm(self._pages()))

    def _ticked(self, calm: Iterable[str]) -> _Ticked:
        content_of = self._memory.calm.content_of
        return self._basis(), frozenset((path, content_of(path)) for path in calm)

    def _tell_ticks(self, report: ApplyReport) -> None:
        veil = self._veil()
        for deed in report.deeds:
            did, words = _DID[type(deed).__name__]
            more = {key: getattr(deed, key, "") for key in ("until", "key", "value")}
            text = words.format(name=deed.name, **more)
            path = deed.path
            if veil.hides(path) or veil.silences(text):
                text, path = "ticked somebody private", ""
            self._teller.tell(News("applied", text, path, did=did))
        problems = (problem.sentence() for problem in report.problems)
        self._problems("ticks", (*report.refused, *problems, *report.remarks))

    # --- pages ---

    def _render(self) -> None:
        calm = self._calm(self._today_pages)
        basis = self._basis()
        stale = {path for path in calm if not self._is_fresh(path, basis)}
        if not stale:
            return
        memory = self._memory
        memory.shortlist.bring_level(self._ws, memory.hearing)
        wrong: list[str] = []
        near = self._near(stale, basis)
        for plans in (self._plan_here(near), self._plan_apart(stale - near)):
            written = set()
            for plan in plans:
                if self._carry_out(plan, basis, wrong):
                    written.add(plan.path)
            # Before another process looks: it would take in what we wrote, unheard.
            self._catch_up(written)
        self._problems("pages", wrong)

    def _carry_out(self, plan: PagePlan, basis: Basis, wrong: list[str]) -> bool:
        """Whether a page was written; what is wrong with it goes to `wrong`."""
        wrong += (problem.sentence() for problem in plan.problems)
        written = False
        if plan.write is None:
            wrong.append(str(plan.error))
        elif plan.write.action != "unchanged":
            try:
                written = self._write(plan.write)
            except NettrackError as error:
                wrong.append(str(error))
            else:
                if not written:
                    return False
        self._calm([plan.path])
        content = self._memory.calm.content_of(plan.path)
        self._memory.rendered[plan.path] = (basis, content)
        return written

    def _write(self, write: PlannedWrite) -> bool:
        """Write a page, unless somebody came to it while it was planned.

        Raises NoteUnwritable when it cannot be written for another reason.
        """
        calm, path = self._memory.calm, write.path
        if path not in self._calm([path]):
            return False
        try:
            self._ws.files.write(write)
        except NoteChanged:
            calm.touched(path, self._now)
            return False
        calm.wrote(path, write.new)
        self._teller.tell(News("rendered", f"rendered {path}", path))
        return True

    def _near(self, pages: set[str], basis: Basis) -> frozenset[str]:
        """The pages that are soon done here; the others are left to another process."""
        if self._ws.refreshed.contacts < _MANY:
            return frozenset(pages)
        if basis.templates:
            # One of the user's own may want to see everybody.
            return frozenset()
        return frozenset(pages & {self._ws.settings.overdue_path})

    def _plan_here(self, pages: frozenset[str]) -> Iterator[PagePlan]:
        from nettrack_md.app.pages.publish import plan_pages

        if pages:
            yield from plan_pages(self._ws, pages, self._memory.shortlist)

    def _plan_apart(self, pages: Collection[str]) -> Iterator[PagePlan]:
        if pages:
            from nettrack_md.app.watch.apart import plan_apart

            yield from plan_apart(self._ws, pages)

    def _is_fresh(self, path: str, basis: Basis) -> bool:
        content = self._memory.calm.content_of(path)
        return self._memory.rendered.get(path) == (basis, content)

    # --- what both need ---

    def _pages(self) -> frozenset[str]:
        return self._today_pages.union(self._ws.index.paths_of_kind("rendered"))

    def _calm(self, pages: Iterable[str]) -> frozenset[str]:
        """Those of the pages that have been left alone for long enough."""
        return frozenset(
            path
            for path in pages
            if self._memory.calm.look(
                path,
                find_stamp(self._ws.root, path),
                self._read,
                settle=self._ws.settings.settle,
                now=self._now,
                wall_ns=self._wall_ns,
            )
        )

    def _read(self, path: str) -> bytes | None:
        try:
            return self._ws.files.read(path)
        except NoteUnreadable:
            return None

    def _basis(self) -> Basis:
        return basis_of(self._ws, self._pages())

    def _catch_up(self, paths: Collection[str]) -> None:
        """Have the index know what we wrote ourselves, so that its events are none."""
        if not paths:
            return
        ws = self._ws
        begun = self._wall_ns
        seen = self._glance.look_at(ws.root, ws.index, paths)
        report = refresh(
            ws.files,
            ws.index,
            seen or self._glance.walk(ws.root),
            reading_rules(ws.settings, ws.obsidian),
            now_ns=begun,
        )
        others = report.added + report.changed + report.removed - len(paths)
        self._tell_read(others)

    def _tell_read(self, count: int) -> None:
        if count > 0:
            what = "1 note" if count == 1 else f"{count:,} notes"
            self._teller.tell(News("read", f"read {what}", count=count))

    def _veil(self) -> Discretion:
        return discretion_of(self._ws.index.private_contacts())

    def _problems(self, about: str, sentences: Iterable[str]) -> None:
        veil = self._veil()
        shown = {
            _PRIVATE if _is_silenced(veil, sentence) else sentence
            for sentence in sentences
        }
        self._teller.problems(about, shown)


def _is_silenced(veil: Discretion, sentence: str) -> bool:
    return veil.silences(sentence) or any(path in sentence for path in veil.paths)


def _left_over(path: str) -> str:
    return (
        f"{path}: holds a text that was saved while nettrack was stopped in the middle "
        "of a write. Compare it with the note beside it."
    )
