"""Find the vault, and what Obsidian's settings in it say."""

from __future__ import annotations

import os

from nettrack_md.errors import NoteUnwritable
from nettrack_md.vault import reading
from nettrack_md.vault.obsidian import (
    ObsidianSettings,
    parse_obsidian_settings,
    read_obsidian_texts,
)
from nettrack_md.vault.roots import find_vault, is_obsidian

__all__ = [
    "ObsidianSettings",
    "find_vault",
    "is_obsidian",
    "make_folder",
    "read_obsidian_settings",
    "read_obsidian_with_texts",
]


def read_obsidian_settings(root: str) -> ObsidianSettings:
    """What the settings of Obsidian in the vault at `root` say.

    They may be links to anywhere, as many people share them between vaults. What is
    broken is a problem in the result, and counts as missing.
    """
    return read_obsidian_with_texts(root)[0]


def read_obsidian_with_texts(root: str) -> tuple[ObsidianSettings, dict[str, str]]:
    """The same; second, the texts that say so, by path."""
    if not is_obsidian(root):
        return ObsidianSettings(), {}
    texts, problems = read_obsidian_texts(
        lambda path: reading.read_setting(os.path.join(root, path), path)
    )
    return parse_obsidian_settings(texts, problems), texts


def make_folder(named: str, relative_to: str) -> str:
    """The real path of a folder that shall be a vault, made if it is not there.

    Raises NoteUnwritable when it cannot be made, or is a file.
    """
    path = os.path.realpath(os.path.join(relative_to, os.path.expanduser(named)))
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        reason = error.strerror or "the folder cannot be made"
        raise NoteUnwritable(named, reason, "Name another folder.") from error
    return path
