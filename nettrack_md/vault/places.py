"""Where nettrack keeps its own files, outside the vault: index, history, settings.

All of them are the owner's alone: folders have mode 0700, files 0600, whatever the
umask says.
"""

from __future__ import annotations

import os
import sys

from nettrack_md.vault.digest import digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Kind = Literal["cache", "state", "config"]
    #: Of which templates the user wants to be asked before they run.
    AskRule = Literal["shared", "always", "never"]

_NAME = "nettrack"
_INDEX = "index.db"
_CONFIG = "config.toml"
_WATCH_LOCK = "watch.lock"
_PRIVATE = 0o077

#: The variable of the XDG specification, and what holds without it.
_XDG = {
    "cache": ("XDG_CACHE_HOME", "~/.cache"),
    "state": ("XDG_STATE_HOME", "~/.local/state"),
    "config": ("XDG_CONFIG_HOME", "~/.config"),
}


def find_place(kind: Kind) -> str | None:
    """Nettrack's folder of that kind on this platform; None without a home folder."""
    path = _platform_place(kind) if sys.platform in _OWN_WAYS else _xdg_place(kind)
    # Without a home folder "~" stays as it is, and would mean the current folder.
    return path if os.path.isabs(path) else None


_OWN_WAYS = frozenset({"darwin", "win32", "android"})


def _platform_place(kind: Kind) -> str:
    import platformdirs

    find = {
        "cache": platformdirs.user_cache_dir,
        "state": platformdirs.user_state_dir,
        "config": platformdirs.user_config_dir,
    }[kind]
    return find(_NAME, appauthor=False)


def _xdg_place(kind: Kind) -> str:
    """What platformdirs says on these systems, without the 15 ms of importing it."""
    variable, default = _XDG[kind]
    # The platform's folders are this module's business, and this is how they are set.
    base = os.environ.get(variable, "").strip()  # noqa: TID251
    if not os.path.isabs(base):
        base = os.path.expanduser(default)
    return os.path.join(base, _NAME)


def vault_key(root: str) -> str:
    """A short name for the vault at `root`: the hash of its real path."""
    return digest(os.fsencode(os.path.realpath(root))).hex()[:16]


def index_file(root: str) -> str | None:
    """The file of the vault's index, there and private; its folder is made.

    None when it cannot be written; then the index must live in memory.
    """
    folder = _make_private(find_place("cache"), vault_key(root))
    return None if folder is None else _make_file(os.path.join(folder, _INDEX))


def find_index_file(root: str) -> str | None:
    """The file of the vault's index where there is one; nothing is made."""
    place = find_place("cache")
    path = "" if place is None else os.path.join(place, vault_key(root), _INDEX)
    return path if os.path.isfile(path) else None


def state_folder(root: str) -> str | None:
    """The folder of the vault's history and trash, there and private, or None."""
    return _make_private(find_place("state"), vault_key(root))


def find_state_stamp(root: str, name: str) -> tuple[int, int, int]:
    """Size, mtime_ns and inode of a file of the vault's state; zeros without one."""
    place = find_place("state")
    try:
        status = os.stat(os.path.join(place or "", vault_key(root), name))
    except OSError:
        return 0, 0, 0
    return status.st_size, status.st_mtime_ns, status.st_ino


def unit_folder(system: str, root: str) -> str | None:
    """Where the user's own units lie: of `systemd`, `launchd`, else those of a vault.

    The last is a folder of ours: Windows reads its tasks once and keeps them itself.
    """
    if system == "launchd":
        folder = os.path.expanduser("~/Library/LaunchAgents")
    elif system == "systemd":
        folder = os.path.join(os.path.dirname(_xdg_place("config")), "systemd", "user")
    else:
        place = find_place("state")
        folder = os.path.join(place, vault_key(root), "service") if place else ""
    return folder if os.path.isabs(folder) else None


def watch_lock(root: str) -> str | None:
    """The lock file of the vault's watcher, which may not be there; None: no place."""
    folder = state_folder(root) or _make_private(find_place("cache"), vault_key(root))
    return None if folder is None else os.path.join(folder, _WATCH_LOCK)


def porch(root: str) -> str | None:
    """The folder where the vault's watcher is asked; nothing is made. None: no place.

    It is not in the cache: whoever empties that would take it from a watcher.
    """
    place = find_place("state")
    return None if place is None else os.path.join(place, vault_key(root), "porch")


def config_file() -> str | None:
    """Where the user's own settings are, or would be."""
    place = find_place("config")
    return None if place is None else os.path.join(place, _CONFIG)


def default_vault() -> str | None:
    """What `vault =` in the user's own `config.toml` says.

    Raises SettingsInvalid when that file is broken.
    """
    path = config_file()
    if path is None or not os.path.lexists(path):
        return None
    from nettrack_md.vault.own_settings import read_default_vault

    return read_default_vault(path)


def ask_rule() -> AskRule:
    """What `[templates] ask =` in the user's own `config.toml` says.

    It stands outside every vault: a vault must not say that itself can be trusted.
    Raises SettingsInvalid when that file is broken.
    """
    path = config_file()
    if path is None or not os.path.lexists(path):
        return "shared"
    from nettrack_md.vault.own_settings import read_ask_rule

    return read_ask_rule(path)


def _make_private(place: str | None, name: str) -> str | None:
    if place is None:
        return None
    folder = os.path.join(place, name)
    try:
        _make_folders(os.path.dirname(place))
        for path in (place, folder):
            os.makedirs(path, mode=0o700, exist_ok=True)
            _close_to_others(path)
        writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        return None
    return folder if writable else None


def _make_folders(path: str) -> None:
    """The folder, and those above it that are missing, each for the owner alone.

    `os.makedirs` gives its mode to the last of them only.
    """
    if not path or os.path.isdir(path):
        return
    _make_folders(os.path.dirname(path))
    os.makedirs(path, mode=0o700, exist_ok=True)


def _make_file(path: str) -> str | None:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
    try:
        os.close(os.open(path, flags, 0o600))
        _close_to_others(path)
    except IsADirectoryError:
        # The index sets aside what is no database, and makes a file.
        return path
    except OSError:
        return None
    return path


def _close_to_others(path: str) -> None:
    mode = os.stat(path).st_mode & 0o7777
    if mode & _PRIVATE and sys.platform != "win32":
        os.chmod(path, mode & ~_PRIVATE)
