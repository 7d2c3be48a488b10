"""The texts of the user's own templates, read from the folder that holds them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from nettrack_md.errors import TemplateBroken
from nettrack_md.vault.reading import open_unlinked

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDING = ".j2"
#: Bytes; a page of text has a few thousand.
MAX_BYTES = 256 * 1024


def has_folder(root: str, folder: str) -> bool:
    """Whether anything stands where the user's own templates would lie."""
    return os.path.lexists(os.path.join(root, *folder.split("/")))


def read_templates(root: str, folder: str) -> dict[str, str]:
    """Every template below `folder` of the vault at `root`: name to text.

    Names are relative to the folder, with `/`. Links are not followed, so that no
    template can show what lies outside; one on the way to the folder may lead to
    another place of the vault. Raises TemplateBroken for one that is too big, cannot
    be read or is not UTF-8, and where the folder leads out of the vault.
    """
    base = templates_folder(root, folder)
    return {name: _read(base, name) for name in sorted(_names(base))}


def templates_folder(root: str, folder: str) -> str:
    """The real path of the folder of templates, which need not be there.

    Raises TemplateBroken when it is a link that leads out of the vault.
    """
    top = os.path.realpath(root)
    base = os.path.realpath(os.path.join(top, *folder.split("/")))
    if not base.startswith(top.rstrip(os.sep) + os.sep):
        raise TemplateBroken(folder, None, "it leads out of the vault")
    return base


def _names(base: str) -> Iterator[str]:
    for place, folders, files in os.walk(base, followlinks=False):
        folders.sort()
        for file in files:
            path = os.path.join(place, file)
            if file.endswith(ENDING) and not os.path.islink(path):
                yield os.path.relpath(path, base).replace(os.sep, "/")


def _read(base: str, name: str) -> str:
    try:
        fd = open_unlinked(os.path.join(base, *name.split("/")))
    except OSError as error:
        raise TemplateBroken(
            name, None, f"it cannot be read: {error.strerror}"
        ) from None
    if fd is None:
        raise TemplateBroken(name, None, "it is a link, which is not followed")
    with os.fdopen(fd, "rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise TemplateBroken(name, None, f"it is over {MAX_BYTES // 1024} KiB")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise TemplateBroken(name, None, "it is not UTF-8 text") from None
