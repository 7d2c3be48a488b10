"""Files that editors and sync services keep beside a note while they write it."""

from __future__ import annotations

import re

_BESIDE = re.compile(
    r"\.(?P<vim>.+)\.sw[a-px]"
    r"|\.?#(?P<emacs>.+?)#?"
    r"|\.(?P<kate>.+)\.kate-swp"
    r"|\.~lock\.(?P<office>.+)#"
    r"|(?:\.syncthing\.|~syncthing~)(?P<syncthing>.+)\.tmp"
    r"|(?P<part>.+)\.(?:part|partial|crdownload|filepart)"
)


def find_note_of(name: str) -> str | None:
    """The name of the note beside which a file of that name is kept, or None."""
    found = _BESIDE.fullmatch(name)
    if found is None:
        return None
    return next(group for group in found.groups() if group)
