"""Take an exchange of two files back while others go on saving."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from nettrack_md.errors import NoteUnwritable

if TYPE_CHECKING:
    from nettrack_md.vault.folder import Place

#: How often others may save meanwhile before both texts are left where they are.
_PATIENCE = 100


def take_back(
    place: Place, temp: str, our_fd: int | None, ours: bytes, base: bytes
) -> None:
    """Let the place hold their text again, and `temp` be gone.

    Exchanges until what comes out is what had been put in. Anything else that comes
    out was saved by others since, is newer, and is put in again; unless it was made
    from ours, read in the short while it stood there, and so knows nothing of what
    had been saved on `base` before.

    Raises NoteUnwritable when two texts are left, each with something of its own.
    """
    folder, path, name = place
    put_in = ours
    try:
        for _ in range(_PATIENCE):
            theirs = folder.read(temp).content
            if not folder.exchange(temp, name):
                break
            out = folder.read(temp)
            if out.content == put_in:
                if put_in != ours and not _knows(theirs, put_in, ours, base):
                    break
                folder.discard(temp)
                with suppress(OSError):
                    folder.sync()
                return
            if our_fd is None or os.path.samestat(out.status, os.fstat(our_fd)):
                break  # They wrote into both files: neither text has the other.
            put_in = theirs
    except OSError as error:
        raise _two_texts(path, temp) from error
    raise _two_texts(path, temp)


def _knows(newer: bytes, older: bytes, ours: bytes, base: bytes) -> bool:
    """Whether whoever saved `newer` knew `older`.

    They did unless they read ours instead: then lines of ours are in it, and lines
    that the older text added are not.
    """
    lines, before = set(newer.splitlines()), set(base.splitlines())
    if lines.isdisjoint(set(ours.splitlines()) - before):
        return True
    return set(older.splitlines()) - before <= lines


def _two_texts(path: str, temp: str) -> NoteUnwritable:
    return NoteUnwritable(
        path,
        "others wrote it at the same moment, and there are two texts now",
        f"Compare it with {temp} beside it.",
    )
