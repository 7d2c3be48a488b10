"""Writes links as Obsidian would: the shortest path that is unique."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from nettrack_md.model.keys import link_key

if TYPE_CHECKING:
    from collections.abc import Iterable


class LinkWriter:
    """Knows every note of a vault, and so which names are unique."""

    def __init__(self, paths: Iterable[str], *, whole: bool = False) -> None:
        """`whole`: each link names the path from the root, as some set Obsidian up."""
        self._count = Counter(map(link_key, paths))
        self._whole = whole

    def target(self, path: str) -> str:
        """What stands in the brackets: the file's name, else its whole path."""
        whole = path[:-3] if path.lower().endswith(".md") else path
        if self._whole or self._count[link_key(path)] > 1:
            return whole
        return whole.rsplit("/", 1)[-1]

    def link(self, path: str, shown: str) -> str:
        """The wiki link to a note, showing that text.

        Text that would end the link early is left out, and the file's name shows.
        """
        target = self.target(path)
        if not shown or shown == target or any(mark in shown for mark in "[]|\n"):
            return f"[[{target}]]"
        return f"[[{target}|{shown}]]"
