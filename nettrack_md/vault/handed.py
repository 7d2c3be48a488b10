"""Files that another program hands over by name: read whole, written in place."""

from __future__ import annotations

from nettrack_md.vault.entries import MAX_NOTE_BYTES


def read_handed(path: str) -> bytes | None:
    """The content of a file of at most 10 MB; None for a bigger one. Raises OSError."""
    with open(path, "rb") as file:
        content = file.read(MAX_NOTE_BYTES + 1)
    return content if len(content) <= MAX_NOTE_BYTES else None


def write_handed(path: str, content: bytes) -> None:
    """Let the file hold that content. Raises OSError."""
    with open(path, "wb") as file:
        file.write(content)
