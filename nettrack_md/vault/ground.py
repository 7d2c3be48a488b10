"""The texts that decide how a vault is read, as one value: the ground of its answers.

Whoever opens the vault makes it of the texts that it read; whoever only asks whether an
answer still holds, of the files as they lie there. It imports little for those.
"""

from __future__ import annotations

import os
import stat
import sys

from nettrack_md import __version__
from nettrack_md.vault.digest import digest
from nettrack_md.vault.roots import SETTINGS, is_obsidian

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

APP = ".obsidian/app.json"
DAILY_NOTES = ".obsidian/daily-notes.json"
TEMPLATES = ".obsidian/templates.json"
PERIODIC_NOTES = ".obsidian/plugins/periodic-notes/data.json"
TEMPLATER = ".obsidian/plugins/templater-obsidian/data.json"
QUICKADD = ".obsidian/plugins/quickadd/data.json"
CALENDAR = ".obsidian/plugins/calendar/data.json"
#: Every file of Obsidian's settings that is read.
FILES = (
    APP, DAILY_NOTES, TEMPLATES, PERIODIC_NOTES, TEMPLATER, QUICKADD, CALENDAR,
)  # fmt: skip

#: A settings file of more bytes is left to those who can say what is wrong with it.
_MUCH = 1_000_000
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


def ground_of(settings: str | None, obsidian: Mapping[str, str]) -> bytes:
    """The ground that these texts make: of `nettrack.toml`, and of Obsidian's files.

    Versions of nettrack and of Python belong to it.
    """
    parts = (__version__, sys.version_info[:3], settings, sorted(obsidian.items()))
    return digest(repr(parts).encode("utf-8", "surrogatepass"))


def find_ground(root: str) -> bytes | None:
    """The ground of the vault at `root` now; None where a file is odd."""
    try:
        settings = _read(os.path.join(root, SETTINGS))
        found = {}
        if is_obsidian(root):
            for path in FILES:
                if (text := _read(os.path.join(root, path))) is not None:
                    found[path] = text
    except (OSError, ValueError):
        return None
    return ground_of(settings, found)


def _read(at: str) -> str | None:
    """The text of a settings file; None where there is none. ValueError: it is odd."""
    try:
        fd = os.open(at, _FLAGS)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MUCH:
            raise ValueError
        content = os.read(fd, _MUCH)
    finally:
        os.close(fd)
    if len(content) != status.st_size:
        raise ValueError
    return content.decode("utf-8-sig")
