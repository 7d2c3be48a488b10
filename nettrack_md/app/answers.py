"""Answers that need not be made twice, while nothing they depend on has changed."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, Any

from nettrack_md.app.answer_keys import answer_key, base_of, key_of, level_key

if TYPE_CHECKING:
    from collections.abc import Callable

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
    if ws.index.in_memory or not ws.ground:
        return answer()
    key = _key(ws, question)
    if (known := ws.index.answer(key)) is not None:
        return known.decode()
    version = ws.index.version()
    made = answer()
    ws.index.keep_answer(key, made.encode(), version)
    return made


def keep_level(ws: Workspace) -> None:
    """Have the next command see, without opening the vault, that nothing has changed.

    Whether it may is known where a walk found nothing to do, and left a trace, or where
    the watcher vouches.
    """
    seen = ws.seen
    if seen is None or ws.index.in_memory or not ws.ground:
        return
    key = level_key(_base(ws))
    level = marshal.dumps((ws.settings.timezone, ws.settings.templates, seen.trace))
    known = ws.index.answer(key)
    if known is None or (seen.trace is not None and known != level):
        ws.index.keep_answer(key, level, seen.version)


def name_book(index: Index) -> NameBook[Named]:
    """Everybody's names, ready to be asked; folded anew only when one has changed."""
    from nettrack_md.index.rows import Named
    from nettrack_md.people.name_book import NameBook

    key = key_of("name book")
    if (known := index.answer(key)) is not None:
        everybody, shelves = marshal.loads(known)  # noqa: S302 — our own
        return NameBook(map(Named._make, everybody), shelves)
    version = index.version()
    book = NameBook(index.names())
    if not index.in_memory:
        plain: Any = ([tuple(each) for each in book.everybody], book.shelves)
        index.keep_answer(key, marshal.dumps(plain), version, lasting=True)
    return book


def _base(ws: Workspace) -> tuple[object, ...]:
    return base_of(ws.root, ws.ground)


def _key(ws: Workspace, question: tuple[object, ...]) -> bytes:
    return answer_key(
        question,
        _base(ws),
        today=ws.today.isoformat(),
        private=ws.private,
        language=ws.locale_language,
    )
