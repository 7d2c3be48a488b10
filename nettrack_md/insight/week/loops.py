"""What was open as a week began, which takes places, and what is open now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.insight.loops import find_promise, personal_loops
from nettrack_md.insight.ordering import owed_order
from nettrack_md.insight.reports import introducer_reports
from nettrack_md.insight.thanks import introducer_loops
from nettrack_md.model.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nettrack_md.insight.values import Owed
    from nettrack_md.insight.week.candidates import Frame
    from nettrack_md.insight.week.evidence import WeekEvidence
    from nettrack_md.model.records import Promise


@record(frozen=True, slots=True)
class WeekLoops:
    """The open things of one week."""

    #: What was open as the week began, by the person's path, soonest due first.
    before: Mapping[str, tuple[Owed, ...]]
    #: What is open now, soonest due first.
    now: tuple[Owed, ...]
    frame: Frame

    def is_due(self, item: Owed) -> bool:
        """Whether it is due by the week's end."""
        return item.due_on is not None and item.due_on <= self.frame.ends

    def taking_a_place(self, path: str) -> tuple[Owed, ...]:
        """What makes that person one of the owed: on me, due, and not old."""
        items = self.before.get(path, ())
        return tuple(
            item
            for item in items
            if item.mine
            and not item.old
            and item.kind != "report"
            and self.is_due(item)
        )


def loops_of_week(
    evidence: WeekEvidence,
    promises: Iterable[Promise],
    introducers: Mapping[str, str],
    frame: Frame,
) -> WeekLoops:
    """Gather the open things, as the week began and as of today.

    What is old, and what thanks have lapsed, is decided as of the week's first day,
    so that nothing changes its place within the week.
    """
    day, rules, before = frame.begins, frame.rules, evidence.before
    made = [
        item
        for promise in promises
        if (item := find_promise(promise, before, day=day, rules=rules)) is not None
    ]
    then = personal_loops(
        before.values(), evidence.earlier, upto=evidence.eve, day=day, rules=rules
    )
    changed = _changed(evidence, frame)
    now = [item for item in then if item.contact.path not in changed]
    now += personal_loops(
        [evidence.now[path] for path in changed],
        evidence.so_far,
        upto=evidence.as_of,
        day=day,
        rules=rules,
    )
    then += introducer_loops(
        before,
        evidence.earlier,
        introducers,
        then,
        upto=evidence.eve,
        day=day,
        rules=rules,
    )
    now += introducer_loops(
        evidence.now,
        evidence.so_far,
        introducers,
        now,
        upto=evidence.as_of,
        day=day,
        rules=rules,
    )
    now += introducer_reports(evidence.now, evidence.so_far, introducers, day=day)
    then += [item for item in made if _was_open(item, frame)]
    now += [item for item in made if item.promise and not item.promise.done]
    return WeekLoops(_by_path(then), tuple(sorted(now, key=owed_order)), frame)


def _changed(evidence: WeekEvidence, frame: Frame) -> set[str]:
    """Paths of those of whom the week may have opened or closed something."""
    met = (
        path
        for path, person in evidence.before.items()
        if person.contact.met is not None and person.contact.met >= frame.begins
    )
    return {*evidence.within, *met}


def _was_open(item: Owed, frame: Frame) -> bool:
    """Whether a promise was open as the week began; kept within it, it was."""
    promise = item.promise
    if promise is None:
        return False
    if promise.made_on is not None and promise.made_on >= frame.begins:
        return False
    if not promise.done:
        return True
    kept = promise.done_on
    return kept is not None and frame.begins <= kept <= frame.ends


def _by_path(items: list[Owed]) -> dict[str, tuple[Owed, ...]]:
    found: dict[str, list[Owed]] = {}
    for item in sorted(items, key=owed_order):
        found.setdefault(item.contact.path, []).append(item)
    return {path: tuple(open_with) for path, open_with in found.items()}
