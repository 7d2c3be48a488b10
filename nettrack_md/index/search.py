"""Search: exact, in every script, blind to case and width; a scan, no word index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.index.cards import contact_of
from nettrack_md.index.codec import SEPARATOR
from nettrack_md.index.database import chunks, marks
from nettrack_md.index.folding import unfold
from nettrack_md.index.rows import Hit
from nettrack_md.model.keys import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nettrack_md.index.database import Database, Row
    from nettrack_md.model.records import Contact

_FOUND = """
SELECT n.id FROM notes n JOIN cards k ON k.id = n.id LEFT JOIN bodies b ON b.id = n.id
WHERE n.kind <> 'rendered' AND {conditions} ORDER BY n.path
"""
_NOTES = """
SELECT n.id, n.path, n.title, n.kind, k.texts, k.patch, k.record,
       coalesce(b.text, ''), b.patch, coalesce(b.first_line, 1)
FROM notes n JOIN cards k ON k.id = n.id LEFT JOIN bodies b ON b.id = n.id
WHERE n.id IN ({ids})
"""
#: SQLite refuses LIKE patterns beyond 50,000 bytes.
_LONG = 10_000
#: Characters of an excerpt.
_WIDTH = 200
_LIKE_SIGNS = str.maketrans({"%": "\\%", "_": "\\_", "\\": "\\\\"})


def search(database: Database, text: str) -> Iterator[Hit]:
    """Where all words of `text` stand, by path and line.

    A note is found when each word is somewhere in it. Its hits are the lines and the
    properties that hold all of the words; where none does, those that hold one.
    """
    words = tuple(dict.fromkeys(fold_text(text).split()))
    if not words:
        return
    conditions, values = _conditions(words)
    sql = _FOUND.format(conditions=conditions)
    notes = [note for (note,) in database.rows(sql, values)]
    for some in chunks(notes):
        sql = _NOTES.format(ids=marks(len(some)))
        rows = {row[0]: row[1:] for row in database.rows(sql, some)}
        for note in some:
            if (row := rows.get(note)) is not None:
                yield from _hits(row, words)


def _conditions(words: Sequence[str]) -> tuple[str, list[str]]:
    """The condition that every word is in the card or in the body."""
    conditions: list[str] = []
    values: list[str] = []
    for word in words:
        test, value = _test(word)
        conditions.append(f"({test.format('k.texts')} OR {test.format('b.text')})")
        values += (value, value)
    return " AND ".join(conditions), values


def _test(word: str) -> tuple[str, str]:
    """The test whether a column holds a folded word; ASCII case is SQLite's."""
    if not any("a" <= char <= "z" for char in word):
        return "instr({}, ?)", word
    if len(word) > _LONG:
        return "instr(lower({}), ?)", word
    # Five times as fast as lower() and instr(); and this is no FTS table, where LIKE
    # with two Japanese characters would find nothing.
    return "{} LIKE ? ESCAPE '\\'", f"%{word.translate(_LIKE_SIGNS)}%"


def _hits(row: Row, words: Sequence[str]) -> Iterator[Hit]:
    path, title, kind, texts, text_patch, record, body, body_patch, first = row
    places = list(_in_body(body, words))
    folded = texts.casefold().split(SEPARATOR)
    parts = [
        at for at, part in enumerate(folded) if any(word in part for word in words)
    ]
    whole = [at for at in parts if all(word in folded[at] for word in words)]
    lines = [at for at, all_of_them in places if all_of_them]
    if not whole and not lines:
        whole, lines = parts, [at for at, _ in places]
    if whole:
        contact = None if record is None else contact_of(record, texts, text_patch)
        typed = unfold(texts, text_patch).split(SEPARATOR)
        for at in whole:
            where = _where(typed[at], title, contact)
            yield Hit(path, title, kind, 0, _excerpt(typed[at], words), where)
    if lines:
        typed = unfold(body, body_patch).split("\n")
        for at in lines:
            excerpt = _excerpt(typed[at], words)
            yield Hit(path, title, kind, first + at, excerpt, "body")


def _in_body(body: str, words: Sequence[str]) -> Iterator[tuple[int, bool]]:
    """The lines that hold a word, counted from 0, and whether they hold every word."""
    folded = body.casefold()
    if not any(word in folded for word in words):
        return
    for at, line in enumerate(folded.split("\n")):
        held = sum(word in line for word in words)
        if held:
            yield at, held == len(words)


def _where(text: str, title: str, contact: Contact | None) -> str:
    """What a text of a card is."""
    if contact is None:
        return "title" if text == title else "property"
    if text == contact.name:
        return "name"
    if text == contact.reading:
        return "reading"
    if text in contact.aliases:
        return "alias"
    if text in contact.tags:
        return "tag"
    groups = (*contact.properties, *contact.other)
    return next((key for key, texts in groups if text in texts), "property")


def _excerpt(line: str, words: Sequence[str]) -> str:
    """The line without its margins, cut around the first word where it is long."""
    line = line.strip()
    if len(line) <= _WIDTH:
        return line
    folded = fold_text(line)
    at = min((folded.find(word) for word in words if word in folded), default=0)
    start = max(0, min(at - _WIDTH // 4, len(line) - _WIDTH))
    cut = line[start : start + _WIDTH].strip()
    before = "…" if start else ""
    after = "…" if start + _WIDTH < len(line) else ""
    return f"{before}{cut}{after}"
