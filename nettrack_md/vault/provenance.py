"""By what ways somebody else's files may come into a vault, as far as one can see.

Nothing is run and nothing is asked of a service: only names, owners and one text file
are looked at. What is found says that files *may* come from elsewhere.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from nettrack_md.vault.mounts import find_filesystem, is_silent

#: What services leave in a folder that they keep level with others.
_MARKS = {
    ".stfolder": "Syncthing",
    ".stignore": "Syncthing",
    ".stversions": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".resilio": "Resilio Sync",
    ".sync": "Resilio Sync",
    ".SeaDrive": "Seafile",
    ".seafile-data": "Seafile",
}
#: How names begin that services make for themselves.
_BEGINNINGS = {".sync_": "Nextcloud", "._sync_": "Nextcloud"}
#: Folders that services give to the user.
_HOMES = {
    "Dropbox": "Dropbox",
    "Google Drive": "Google Drive",
    "GoogleDrive": "Google Drive",
    "Nextcloud": "Nextcloud",
    "iCloudDrive": "iCloud",
    "Mobile Documents": "iCloud",
    "CloudStorage": "a cloud drive",
}
#: Plugins of Obsidian by which others write into a vault.
_PLUGINS = (
    "obsidian-git",
    "obsidian-livesync",
    "remotely-save",
    "syncthing-integration",
    "remotely-sync",
    "aether-sync",
)
_MOST = 64 * 1024


def find_way_in(root: str) -> str:
    """How files of others may come into the vault at the real path `root`.

    A clause, as "Dropbox brings files into the vault"; empty where nothing says so.
    Folders above the vault count too: they may be what is shared.
    """
    if is_silent(kind := find_filesystem(root)):
        return f"the vault lies on {kind}, where others may write too"
    if found := _find_plugin(root):
        return found
    folder = root
    while True:
        if found := _find_mark(folder) or _find_clone(folder):
            return found
        parent = os.path.dirname(folder)
        if parent == folder:
            return ""
        folder = parent


def find_foreign_hand(path: str) -> str:
    """Why the file or folder at `path` may be somebody else's doing; mostly empty."""
    try:
        status = os.lstat(path)
    except OSError:
        return ""
    if not hasattr(os, "geteuid"):
        return ""
    if status.st_uid not in {os.geteuid(), 0}:
        return "it belongs to somebody else"
    # A link has every bit, and none of them means anything.
    if status.st_mode & stat.S_IWOTH and not stat.S_ISLNK(status.st_mode):
        return "everybody on this machine may write it"
    return ""


def _find_mark(folder: str) -> str:
    service = next(
        (
            name
            for home, name in _HOMES.items()
            if os.path.basename(folder) == home
            or os.path.basename(folder).startswith((f"{home} (", f"{home}-"))
        ),
        "",
    )
    if os.path.basename(folder).startswith("OneDrive"):
        service = "OneDrive"
    with suppress(OSError):
        for name in os.listdir(folder):
            service = _MARKS.get(name, "") or service
            if name.startswith("."):
                for beginning, whose in _BEGINNINGS.items():
                    service = whose if name.startswith(beginning) else service
    return f"{service} brings files into the vault" if service else ""


def _find_clone(folder: str) -> str:
    """Whether the folder is the top of a repository that knows another one."""
    git = os.path.join(folder, ".git")
    if os.path.isfile(git):
        return "the vault is part of another git repository"
    if not os.path.isdir(git):
        return ""
    known = any(
        os.path.lexists(os.path.join(git, *name))
        for name in (("FETCH_HEAD",), ("refs", "remotes"), ("shallow",))
    )
    config = _text_of(os.path.join(git, "config"))
    first = _text_of(os.path.join(git, "logs", "HEAD"))
    # What cannot be read, or lies in another file, may name one as well.
    doubt = config is None or first is None or "include" in config.lower()
    cloned = "remote" in (config or "").lower() or "\tclone: " in (first or "")
    if known or doubt or cloned:
        return "the vault is in a git repository that others may write to"
    return ""


def _find_plugin(root: str) -> str:
    folder = os.path.join(root, ".obsidian")
    named = _text_of(os.path.join(folder, "community-plugins.json")) or ""
    for plugin in _PLUGINS:
        if f'"{plugin}"' in named:
            return f"the plugin {plugin} brings files into the vault"
    core = "".join((_text_of(os.path.join(folder, "core-plugins.json")) or "").split())
    if '"sync":true' in core:
        return "Obsidian Sync brings files into the vault"
    return ""


def _text_of(path: str) -> str | None:
    """The beginning of a text file; empty when there is none, None when unreadable."""
    try:
        if not os.path.isfile(path):
            return ""
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(_MOST)
    except OSError:
        return None
