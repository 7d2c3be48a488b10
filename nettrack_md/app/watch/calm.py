"""Which rendered notes have been left alone: only those are acted on or rewritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.model.record import record
from nettrack_md.vault.digest import digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from nettrack_md.vault.snapshot import Stamp

_SECOND_NS = 1_000_000_000


@record(frozen=True, slots=True)
class _Seen:
    """A page as it was seen last."""

    stamp: Stamp | None
    #: Of its content; empty when it is not there, or cannot be read.
    digest: bytes
    #: The moment since which it has been left alone, as far as we know.
    since: float


class Calm:
    """Knows how long each page has been left alone.

    A page counts as touched when its stamp is another one than at the last look,
    unless it holds what we wrote. At the first look its own time decides, too.
    """

    def __init__(self) -> None:
        self._pages: dict[str, _Seen] = {}
        self._ours: dict[str, bytes] = {}
        self._waiting: set[str] = set()
        self._settle = 0.0

    def wrote(self, path: str, content: bytes) -> None:
        """We wrote this page."""
        self._ours[path] = digest(content)

    def touched(self, path: str, now: float) -> None:
        """Somebody is at this page just now."""
        self._pages[path] = _Seen(None, b"?", now)
        self._waiting.add(path)

    def content_of(self, path: str) -> bytes:
        """The digest of a page as it was seen last."""
        return self._pages[path].digest

    def look(
        self,
        path: str,
        stamp: Stamp | None,
        read: Callable[[str], bytes | None],
        *,
        settle: float,
        now: float,
        wall_ns: int,
    ) -> bool:
        """Whether the page has been left alone for `settle` seconds."""
        self._settle = settle
        seen = self._pages.get(path)
        if seen is None or seen.stamp != stamp:
            content = None if stamp is None else read(path)
            print_ = b"" if content is None else digest(content)
            since = self._since(path, stamp, print_, now, wall_ns)
            self._pages[path] = seen = _Seen(stamp, print_, since)
        if seen.since + settle <= now:
            self._waiting.discard(path)
            return True
        self._waiting.add(path)
        return False

    def _since(
        self, path: str, stamp: Stamp | None, print_: bytes, now: float, wall_ns: int
    ) -> float:
        seen = self._pages.get(path)
        if print_ and self._ours.get(path) == print_:
            return float("-inf")
        if seen is not None:
            return now
        if stamp is None:
            return float("-inf")
        age = (wall_ns - stamp[2]) / _SECOND_NS
        # One that comes from the future may have been written this instant.
        return now - max(age, 0.0)

    def due(self) -> float | None:
        """When the next page will have been left alone for long enough."""
        moments = [self._pages[path].since + self._settle for path in self._waiting]
        return min(moments, default=None)

    def forget_all_but(self, paths: frozenset[str]) -> None:
        """Other pages are no longer of interest."""
        for path in self._pages.keys() - paths:
            del self._pages[path]
        self._waiting &= paths
