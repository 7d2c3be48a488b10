"""Answers that need not be made twice, while nothing they depend on has changed."""

from __future__ import annotations

import marshal
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nettrack_md
from nettrack_md.vault.digest import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.index.rows import Named
    from nettrack_md.index.store import Index
    from nettrack_md.people.name_book import NameBook


def remembered(
    ws: Workspace, question: tuple[object, ...], answer: Callable[[], str]
) -> str:
    """What `answer` gives, or gave to the same question before.

    It may depend on the question, the notes, the settings, the day and the language of
    the locale, and on nothing else.
    """
    key = _key(question, *_grounds(ws))
    if (known := ws.index.answer(key)) is not None:
        return known.decode()
    version = ws.index.version()
    made = answer()
    if not ws.index.in_memory:
        ws.index.keep_answer(key, made.encode(), version)
    return made


def name_book(index: Index) -> NameBook[Named]:
    """Everybody's names, ready to be asked; folded anew only when one has changed."""
    from nettrack_md.index.rows import Named
    from nettrack_md.people.name_book import NameBook

    key = _key("name book")
    if (known := index.answer(key)) is not None:
        everybody, shelves = marshal.loads(known)  # noqa: S302 — our own
        return NameBook(map(Named._make, everybody), shelves)
    version = index.version()
    book = NameBook(index.names())
    if not index.in_memory:
        plain: Any = ([tuple(each) for each in book.everybody], book.shelves)
        index.keep_answer(key, marshal.dumps(plain), version, lasting=True)
    return book


def _key(*parts: object) -> bytes:
    return digest(repr(parts).encode("utf-8", "surrogatepass"))


def _grounds(ws: Workspace) -> tuple[object, ...]:
    """What an answer depends on beside the question and the notes."""
    return (
        ws.root, ws.today, ws.private, ws.locale_language, ws.settings, ws.obsidian,
        _code_stamp(),
    )  # fmt: skip


def _code_stamp() -> tuple[int, ...]:
    """When a module last came or went in each room.

    The version tells releases apart, but not two days of a checkout that is pulled.
    """
    package = Path(nettrack_md.__file__).parent
    try:
        if package.parent.name in {"site-packages", "dist-packages"}:
            return (package.stat().st_mtime_ns,)
        return tuple(_changed(package))
    except OSError:  # Packed into one file.
        return ()


def _changed(folder: str | Path) -> Iterator[int]:
    yield Path(folder).stat().st_mtime_ns
    with os.scandir(folder) as rooms:
        inner = sorted(each.path for each in rooms if "." not in each.name)
    for each in inner:
        if not each.endswith("__pycache__"):
            yield from _changed(each)
