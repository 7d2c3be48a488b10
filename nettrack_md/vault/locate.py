"""Find the vault, and what Obsidian's settings in it say."""

from __future__ import annotations

import os

from nettrack_md.errors import NoteUnwritable, VaultNotFound
from nettrack_md.vault import reading
from nettrack_md.vault.obsidian import (
    ObsidianSettings,
    parse_obsidian_settings,
    read_obsidian_texts,
)

__all__ = [
    "ObsidianSettings",
    "find_vault",
    "is_obsidian",
    "make_folder",
    "read_obsidian_settings",
]

_SETTINGS = "nettrack.toml"
_OBSIDIAN = ".obsidian"


def find_vault(
    *,
    explicit: str | None,
    env: str | None,
    cwd: str,
    config_default: str | None,
    follow: bool = True,
) -> str:
    """The real path of the vault's folder; contract section 1.

    With `follow` False it is the path by which it was named, which may be a link.

    The first that is given counts: `explicit` (`--vault`), `env` (`NETTRACK_VAULT`),
    the nearest parent of `cwd` that is a vault, `config_default` (the user's own
    `config.toml`). Relative ones are taken from `cwd`, the last from the home
    folder; `~` is the home folder.

    Raises VaultNotFound when that is no folder, or when there is none.
    """
    for named in (explicit, env):
        if named:
            return _require_folder(named, cwd, follow=follow)
    if (found := _find_parent(cwd)) is not None:
        return found
    if config_default:
        return _require_folder(config_default, os.path.expanduser("~"), follow=follow)
    raise VaultNotFound


def _require_folder(named: str, relative_to: str, *, follow: bool) -> str:
    path = os.path.abspath(os.path.join(relative_to, os.path.expanduser(named)))
    if not os.path.isdir(path):
        raise VaultNotFound(named)
    return os.path.realpath(path) if follow else path


def _find_parent(cwd: str) -> str | None:
    """The nearest folder at or above `cwd` that is marked as a vault."""
    folder = os.path.realpath(cwd)
    while True:
        if os.path.isfile(os.path.join(folder, _SETTINGS)) or os.path.isdir(
            os.path.join(folder, _OBSIDIAN)
        ):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def read_obsidian_settings(root: str) -> ObsidianSettings:
    """What the settings of Obsidian in the vault at `root` say.

    They may be links to anywhere, as many people share them between vaults. What is
    broken is a problem in the result, and counts as missing.
    """
    if not is_obsidian(root):
        return ObsidianSettings()
    texts, problems = read_obsidian_texts(
        lambda path: reading.read_setting(os.path.join(root, path), path)
    )
    return parse_obsidian_settings(texts, problems)


def is_obsidian(root: str) -> bool:
    """Whether Obsidian has opened this folder as a vault."""
    return os.path.isdir(os.path.join(root, _OBSIDIAN))


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
