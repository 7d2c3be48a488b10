"""`trust`: what waits to be looked at, what was chosen, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nettrack_md.app import settings as settings_file
from nettrack_md.app.trust import HELD, Template, standing
from nettrack_md.app.trust.seen import forget, remember
from nettrack_md.errors import UsageFault
from nettrack_md.vault import locate, places
from nettrack_md.vault.files import DiskFiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nettrack_md.app.surroundings import Surroundings
    from nettrack_md.app.workspace import Wishes

_REFERENCE = re.compile(r"""\{%[-+]?\s*(?:include|extends|import|from)\s+([^%]*)""")
_QUOTED = re.compile(r"""["']([^"'\n]+)["']""")


@dataclass(frozen=True, slots=True)
class Desk:
    """The templates of one vault, to be looked at."""

    root: str
    #: The folder of templates, from the vault's root.
    folder: str
    templates: tuple[Template, ...]

    @property
    def waiting(self) -> tuple[Template, ...]:
        """Those that do not run until somebody says so."""
        return tuple(one for one in self.templates if one.state in HELD)

    def chosen(self, words: Sequence[str]) -> tuple[Template, ...]:
        """Those that the words name, and what waits among the files they reach.

        Named by path in the vault, or by name below the folder of templates. Raises
        UsageFault for a word that names none.
        """
        found = {one.name: one for word in words for one in [self.require(word)]}
        queue = list(found.values())
        waiting = {one.name: one for one in self.waiting}
        while queue:
            for name in _reached(queue.pop().text):
                if name in waiting and name not in found:
                    found[name] = waiting[name]
                    queue.append(waiting[name])
        return tuple(found.values())

    def require(self, word: str) -> Template:
        """The template that the word names. Raises UsageFault."""
        bare = word.replace("\\", "/").removeprefix("./")
        for one in self.templates:
            if bare in {one.path, one.name, f"{self.root}/{one.path}"}:
                return one
        known = ", ".join(one.path for one in self.templates)
        hint = f"There are: {known}." if known else f"There is none in {self.folder}."
        raise UsageFault(f"{word}: this is no template of the vault. {hint}")


def open_desk(wishes: Wishes, around: Surroundings) -> Desk:
    """The templates of the vault that is meant; nothing of them runs.

    Raises VaultNotFound, SettingsInvalid, TemplateBroken.
    """
    root = locate.find_vault(
        explicit=wishes.vault or None,
        env=around.vault or None,
        cwd=around.cwd,
        config_default=places.default_vault(),
    )
    text = DiskFiles(root).read_setting(settings_file.FILE)
    settings = settings_file.read_settings(text or "")
    return Desk(root, settings.templates, standing(root, settings.templates))


def trust(desk: Desk, templates: Iterable[Template]) -> None:
    """Let these very texts run from now on. Raises NettrackError."""
    remember(desk.root, {one.path: one.text for one in templates})


def revoke(desk: Desk, words: Sequence[str]) -> tuple[str, ...]:
    """Trust no longer those that the words name, or any; the paths of those."""
    wanted = {one.path for one in map(desk.require, words)} if words else None
    return forget(desk.root, lambda path, _: wanted is None or path in wanted)


def _reached(text: str) -> Iterable[str]:
    for tag in _REFERENCE.finditer(text):
        yield from _QUOTED.findall(tag[1])
