"""Files that another program hands over by name: read whole, replaced as a whole."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress

from nettrack_md.vault.entries import MAX_NOTE_BYTES
from nettrack_md.vault.temps import new_temp_name


def read_handed(path: str) -> bytes | None:
    """The content of a file of at most 10 MB; None for a bigger one. Raises OSError."""
    with open(path, "rb") as file:
        content = file.read(MAX_NOTE_BYTES + 1)
    return content if len(content) <= MAX_NOTE_BYTES else None


def write_handed(path: str, content: bytes) -> None:
    """Let the file hold that content. Raises OSError; then it holds what it held.

    Whoever handed it over reads it after a failure too: half of a text would be
    merged as one that somebody has cut. It is theirs to have it on the disk.
    """
    temp = os.path.join(os.path.dirname(path), new_temp_name(content, None))
    try:
        with open(temp, "xb") as file:
            file.write(content)
        shutil.copymode(path, temp)
        os.replace(temp, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temp)
        raise
