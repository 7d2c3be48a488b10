"""What a proposal rests on: the week, the tiers, and all touches of somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.insight.evidence import day_order
from nettrack_md.insight.week.proposals.spans import tiers_by_rhythm
from nettrack_md.model.rules import default_tiers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from nettrack_md.insight.values import Proposal
    from nettrack_md.insight.week.candidates import Candidate, Frame
    from nettrack_md.model.periods import Period
    from nettrack_md.model.records import Touch

    #: Path of a contact to all of their touches, in any order.
    History = Callable[[str], Sequence[Touch]]
    #: A sort of proposal about the network as a whole: everybody active, the grounds,
    #: and how many proposals there are this week already.
    Wide = Callable[[Sequence[Candidate], "Grounds", int], Iterator[Proposal]]


class Grounds:
    """The week and the rules, and everybody's touches from before the week."""

    def __init__(
        self,
        frame: Frame,
        history: History,
        tiers: Mapping[str, Period | None] | None = None,
        planned: float = 0.0,
    ) -> None:
        """`history` is asked once for each of the few who are looked at closely."""
        self.frame = frame
        #: People a week that all rhythms together ask for.
        self.planned = planned
        #: The tiers that have a rhythm, with its days, the nearest people first.
        self.tiers = tiers_by_rhythm(
            default_tiers() if tiers is None else tiers, frame.begins
        )
        self._history = history
        self._known: dict[str, tuple[Touch, ...]] = {}

    def touches(self, path: str) -> tuple[Touch, ...]:
        """All touches of somebody from before the week, oldest first."""
        if path not in self._known:
            begins = self.frame.begins
            before = (t for t in self._history(path) if t.on < begins)
            self._known[path] = tuple(sorted(before, key=day_order))
        return self._known[path]


class Kind(NamedTuple):
    """A sort of proposal about one person; each has a module of its own."""

    name: str
    #: So many of them a week.
    most: int
    #: Whether it could be, by what is at hand of everybody: quick, and never wrong
    #: about a no.
    may: Callable[[Candidate, Grounds], bool]
    #: The proposal, by all touches from before the week; None where there is none.
    find: Callable[[Candidate, Grounds], Proposal | None]
