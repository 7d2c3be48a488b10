"""What a merge must be told of how a vault writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from nettrack_md.note.kinds import KindWords


class MergeRules(NamedTuple):
    """How logs and properties are read, and what nettrack writes into regions."""

    log_headings: tuple[str, ...]
    kinds: KindWords
    #: Whether the property of a key holds several values, even where one text stands.
    is_list: Callable[[str], bool]
    #: The heading over kept lines of a region, by the region's language.
    kept_heading: Callable[[str], str]
    #: How many characters a conflict marker has.
    marker_size: int = 7
    #: Whether both texts of a conflict stay, one below the other, without markers.
    keeps_both: bool = False

    def conflict(self, ours: str, theirs: str) -> str:
        """Two texts, whole lines each, between the markers of a conflict."""
        if self.keeps_both:
            return ours + theirs
        marks = (mark * self.marker_size for mark in "<=>")
        first, middle, last = marks
        return f"{first} ours\n{ours}{middle}\n{theirs}{last} theirs\n"
