"""What came and went in a quarter: second talks, reunions, silence, introductions."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from nettrack_md.insight.introductions import newest_states
from nettrack_md.insight.remarks import remark
from nettrack_md.insight.shape.figures import QUARTER, Figure
from nettrack_md.insight.values import Evidence
from nettrack_md.model.records import RESTING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from nettrack_md.insight.evidence import TouchesOf
    from nettrack_md.model.records import Introduction, Person
    from nettrack_md.model.rules import PracticeRules

#: Days without a word after which a new one is a reunion.
_REUNION_DAYS = 365


def flow_figure(
    people: Iterable[Person],
    touches: TouchesOf,
    introductions: Iterable[Introduction],
    today: date,
    rules: PracticeRules,
    *,
    since: date | None = None,
) -> Figure:
    """How many of each there were since that day, else in the quarter up to today."""
    first = today - timedelta(days=QUARTER)
    if since is not None:
        first = since - timedelta(days=1)
    counted = Counter[str]()
    where: list[Evidence] = []
    for person in people:
        if person.contact.status in RESTING:
            continue
        for name, evidence in _turns(person, touches, first, today, rules):
            counted[name] += 1
            where += evidence
    for intro in newest_states(introductions, today):
        if intro.on > first and intro.state in {"made", "closed"}:
            counted[intro.state] += 1
            where.append(Evidence(intro.path, intro.line))
    names = ("second", "back", "quiet", "made", "closed")
    numbers: Mapping[str, int] = {name: counted[name] for name in names}
    words = remark("figure_flow_none")
    if any(numbers.values()):
        words = remark("figure_flow", *where[:5], **numbers)
    return Figure("flow", (words,), tuple(numbers.items()))


def _turns(
    person: Person, touches: TouchesOf, first: date, today: date, rules: PracticeRules
) -> Iterator[tuple[str, list[Evidence]]]:
    """A second talk, a reunion, a tie gone quiet, each within the quarter."""
    known = [t for t in touches.get(person.contact.path, ()) if t.restarts]
    days = sorted({t.on for t in known if t.on <= today})
    at = {t.on: Evidence(t.path, t.line) for t in known}
    if person.touch_days >= 2 and person.first_on is not None:
        later = [on for on in days if on > person.first_on]
        if later and later[0] > first and len(later) == person.touch_days - 1:
            yield "second", [at[later[0]]]
    reunions = [
        after
        for before, after in pairwise(days)
        if after > first and (after - before).days >= _REUNION_DAYS
    ]
    if days and days[0] > first and person.first_on not in (None, days[0]):
        # What came before lies before the year, and more, that is at hand.
        reunions.insert(0, days[0])
    if reunions:
        yield "back", [at[reunions[0]]]
    last = person.last
    if last is not None:
        gone = last.on + timedelta(days=round(rules.dormant_years * 365.25))
        if first < gone <= today:
            yield "quiet", [Evidence(last.path, last.line)]
