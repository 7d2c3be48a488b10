"""Where the links of rendered notes lead, as the vault stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.model.keys import link_key
from nettrack_md.people.links import resolve

if TYPE_CHECKING:
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.people.links import Resolution


class Links:
    """Follows links as the vault stands; its names are gathered when first asked."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._notes: dict[str, list[str]] = {}
        self._aliases: dict[str, list[str]] = {}

    def follow(self, target: str, page: str) -> Resolution:
        """Where a link in a rendered note leads."""
        if not self._notes:
            for path in self._ws.index.paths():
                self._notes.setdefault(link_key(path), []).append(path)
            for named in self._ws.index.names():
                for alias in (*named.aliases, named.name):
                    self._aliases.setdefault(link_key(alias), []).append(named.path)
        key = link_key(target)
        notes, people = self._notes.get(key, ()), self._aliases.get(key, ())
        return resolve(target, page, list(notes), people)


def why_unfollowed(target: str, found: Resolution) -> str:
    """What is wrong with a link that leads nowhere for certain."""
    if found.how == "ambiguous":
        return (
            f"[[{target}]] may be one of several people. Write whom you mean, "
            "with the folder of their note."
        )
    return f"[[{target}]] leads to no note. Mend the link, or open the box."
