"""Search: exact, in every script, blind to case and width; a scan, no word index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.index.cards import contact_of
from nettrack_md.index.codec import SEPARATOR
from nettrack_md.index.database import chunks, marks
from nettrack_md.index.folding import storable, unfold
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
    words = tuple(dict.fromkeys(storable(fold_text(text)).split()))
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
        test, value = test_for(word)
        conditions.append(f"({test.format('k.texts')} OR {test.format('b.text')})")
        values += (value, value)
    return " AND ".join(conditions), values


def test_for(word: str) -> tuple[str, str]:
    """The test whether a column holds a folded word, and the word as it takes it.

    ASCII case is SQLite's.
    """
    if not any("a" <= char <= "z" for char in word):
        return "instr({}, ?)", word
    if len(word) > _LONG:
        return "instr(lower({}), ?)", word
    # Five times as fast as lower() and instr(); and this is no FTS table, where LIKE
    # with two Japanese characters would find nothing.
    return "{} LIKE ? ESCAPE '\\'", f"%{word.translate(_LIKE_SIGNS)}%"


def _hits(row: Row, words: Sequence[str]) -> Iterator[Hit]:
    path, title, kind, texts, text_patch, record, body, body_patch, first = row
    parts = _holding(texts, SEPARATOR, words)
    lines = _holding(body, "\n", words)
    if any(parts.values()) or any(lines.values()):
        parts = {at: whole for at, whole in parts.items() if whole}
        lines = {at: whole for at, whole in lines.items() if whole}
    if parts:
        contact = None if record is None else contact_of(record, texts, text_patch)
        typed = unfold(texts, text_patch).split(SEPARATOR)
        for at in parts:
            where = _where(typed[at], title, contact)
            yield Hit(path, title, kind, 0, _excerpt(typed[at], words), where)
    if lines:
        typed = unfold(body, body_patch).split("\n")
        for at in lines:
            excerpt = _excerpt(typed[at], words)
            yield Hit(path, title, kind, first + at, excerpt, "body")


def _holding(kept: str, separator: str, words: Sequence[str]) -> dict[int, bool]:
    """The pieces of a kept text that hold a word, and whether they hold every word."""
    folded = kept.casefold()
    if not any(word in folded for word in words):
        return {}
    pieces = folded.split(separator)
    if len(words) == 1:
        return dict.fromkeys(
            [n for n, text in enumerate(pieces) if words[0] in text], True
        )
    held = [(n, [word in text for word in words]) for n, text in enumerate(pieces)]
    return {n: all(which) for n, which in held if any(which)}


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
