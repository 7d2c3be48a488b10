"""The templates that the user has looked at: their very texts, in the state folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from nettrack_md.errors import NettrackError, NoteMissing
from nettrack_md.model.writes import PlannedRemoval, PlannedWrite
from nettrack_md.vault import places
from nettrack_md.vault.files import DiskFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: In the state folder of the vault; for the owner only.
FILE = "templates.json"
_FORMAT = 1


def seen_templates(root: str) -> dict[str, str]:
    """Path in the vault to the text that was trusted; the whole text, not its hash.

    What cannot be read counts for nothing, so that it is asked for again.
    """
    files = _state(root)
    return {} if files is None else _decoded(_content(files))


def remember(root: str, trusted: Mapping[str, str]) -> None:
    """Trust these texts at these paths. Raises NettrackError where that fails."""
    _change(root, lambda seen: {**seen, **trusted})


def forget(root: str, drop: Callable[[str, str], bool]) -> tuple[str, ...]:
    """Trust no longer what `drop` says, by path and text; the paths of those."""
    gone = tuple(
        path for path, text in seen_templates(root).items() if drop(path, text)
    )
    if gone:
        _change(root, lambda seen: {p: t for p, t in seen.items() if p not in gone})
    return gone


def _change(root: str, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    files = _state(root)
    if files is None:
        raise NettrackError(
            "What you trust cannot be kept: the folder for nettrack's state cannot "
            "be written."
        )
    before = _content(files)
    trusted = change(_decoded(before))
    if not trusted and before is not None:
        files.remove(PlannedRemoval(FILE, before))
    elif trusted:
        table = {"format": _FORMAT, "trusted": dict(sorted(trusted.items()))}
        content = (json.dumps(table, indent=1) + "\n").encode()
        files.write(PlannedWrite(FILE, before, content))


def _state(root: str) -> DiskFiles | None:
    folder = places.state_folder(root)
    return None if folder is None else DiskFiles(folder, private=True)


def _content(files: DiskFiles) -> bytes | None:
    try:
        return files.read(FILE)
    except NoteMissing:
        return None
    except NettrackError:
        return b""


def _decoded(content: bytes | None) -> dict[str, str]:
    try:
        table = json.loads(content or b"{}")
        trusted = table["trusted"] if table["format"] == _FORMAT else {}
        return {
            str(path): text for path, text in trusted.items() if isinstance(text, str)
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
