"""Find the folder of the vault.

Imported by what answers at once, so it imports little.
"""

from __future__ import annotations

import os

SETTINGS = "nettrack.toml"
OBSIDIAN = ".obsidian"


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
    from nettrack_md.errors import VaultNotFound

    raise VaultNotFound


def _require_folder(named: str, relative_to: str, *, follow: bool) -> str:
    path = os.path.abspath(os.path.join(relative_to, os.path.expanduser(named)))
    if not os.path.isdir(path):
        from nettrack_md.errors import VaultNotFound

        raise VaultNotFound(named)
    return os.path.realpath(path) if follow else path


def _find_parent(cwd: str) -> str | None:
    """The nearest folder at or above `cwd` that is marked as a vault."""
    folder = os.path.realpath(cwd)
    while True:
        if os.path.isfile(os.path.join(folder, SETTINGS)) or os.path.isdir(
            os.path.join(folder, OBSIDIAN)
        ):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def is_obsidian(root: str) -> bool:
    """Whether Obsidian has opened this folder as a vault."""
    return os.path.isdir(os.path.join(root, OBSIDIAN))
