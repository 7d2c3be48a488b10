"""What an answer depends on, as the key under which it is kept.

Imported by what answers at once, so it imports little.
"""

from __future__ import annotations

import os

import nettrack_md
from nettrack_md.vault.digest import digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def key_of(*parts: object) -> bytes:
    """A key, equal where all the parts are."""
    return digest(repr(parts).encode("utf-8", "surrogatepass"))


def answer_key(
    question: tuple[object, ...],
    base: tuple[object, ...],
    *,
    today: str,
    private: bool,
    language: str,
) -> bytes:
    """The key of an answer: the question, and what it depends on beside the notes.

    `base` is that of `base_of`; `today` is ISO, `language` that of the locale.
    """
    return key_of(question, base, today, private, language)


def level_key(base: tuple[object, ...]) -> bytes:
    """The key of what tells that the index is level with the vault."""
    return key_of("level", base)


def base_of(root: str, ground: bytes) -> tuple[object, ...]:
    """What all that is kept of a vault depends on: its settings, and our own code."""
    return (root, ground, *_code_stamp())


def _code_stamp() -> tuple[int, ...]:
    """When a module last came or went in each room.

    The version tells releases apart, but not two days of a checkout that is pulled.
    """
    package = os.path.dirname(nettrack_md.__file__)  # noqa: PTH120 — as below
    try:
        home = os.path.basename(os.path.dirname(package))  # noqa: PTH119, PTH120
        if home in {"site-packages", "dist-packages"}:
            return (os.stat(package).st_mtime_ns,)  # noqa: PTH116 — pathlib is slow
        return tuple(_changed(package))
    except OSError:  # Packed into one file.
        return ()


def _changed(folder: str) -> Iterator[int]:
    yield os.stat(folder).st_mtime_ns  # noqa: PTH116
    with os.scandir(folder) as rooms:
        inner = sorted(each.path for each in rooms if "." not in each.name)
    for each in inner:
        if not each.endswith("__pycache__"):
            yield from _changed(each)
