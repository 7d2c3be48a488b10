"""What the watcher has to say: a line for each thing it did, each problem once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from nettrack_md.model.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Event: TypeAlias = Literal[
    "started", "read", "applied", "rendered", "problem", "healed", "polling", "stopped"
]


@record(frozen=True, slots=True)
class News:
    """One thing that happened."""

    event: Event
    #: For people, in a line. Names nobody who is private.
    text: str
    #: The note that it is about, or empty.
    path: str = ""
    #: How many notes; 0 where that means nothing.
    count: int = 0
    #: A stable word for what a tick led to, or empty.
    did: str = ""


class Teller:
    """Passes news on; a problem that stays is told once, until it is gone."""

    def __init__(self, tell: Callable[[News], None]) -> None:
        self._tell = tell
        self._known: dict[str, frozenset[str]] = {}

    def tell(self, news: News) -> None:
        """Say it."""
        self._tell(news)

    def problems(self, about: str, sentences: Iterable[str]) -> None:
        """These are the problems of this kind now; those not told before are told."""
        now = frozenset(sentences)
        for sentence in sorted(now - self._known.get(about, frozenset())):
            self._tell(News("problem", sentence))
        self._known[about] = now

    def has(self, about: str) -> bool:
        """Whether there is a problem of this kind."""
        return bool(self._known.get(about))
