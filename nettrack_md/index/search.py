"""Search: exact, in every script, blind to case and width; a scan, no word index.

What is kept is folded but for the case of ASCII letters, so it is looked through as
the bytes that SQLite has; only what is shown of a hit becomes text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.index.cards import kind_of_text
from nettrack_md.index.codec import SEPARATOR
from nettrack_md.index.folding import storable, unfold
from nettrack_md.index.rows import Found
from nettrack_md.model.keys import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nettrack_md.index.database import Database, Row
    from nettrack_md.index.rows import Place

    #: Where pieces of a text begin and end, by their number from 0.
    Pieces = dict[int, tuple[int, int]]

#: Notes that are looked through at once. In between nothing of the index is locked,
#: however long somebody takes to read what was found.
_AT_ONCE = 512

# By path; in an index that was made at once the notes lie in that order too.
_NOTES = f"""
SELECT n.path, n.title, n.kind, CAST(k.texts AS BLOB), k.patch, k.record,
       CAST(coalesce(b.text, '') AS BLOB), b.patch, coalesce(b.first_line, 1)
FROM notes n JOIN cards k ON k.id = n.id LEFT JOIN bodies b ON b.id = n.id
WHERE n.path > ? ORDER BY n.path LIMIT {_AT_ONCE}
"""
#: SQLite refuses LIKE patterns beyond 50,000 bytes.
_LONG = 10_000
#: Characters of an excerpt.
_WIDTH = 200
_CUT = SEPARATOR.encode()
_LIKE_SIGNS = str.maketrans({"%": "\\%", "_": "\\_", "\\": "\\\\"})


class _Wanted(NamedTuple):
    """The words that are searched, folded; and as they are kept."""

    words: tuple[str, ...]
    packed: tuple[bytes, ...]
    #: Whether any has an ASCII letter, whose case does not count.
    cased: bool


def search(database: Database, text: str) -> Iterator[Found]:
    """Where all words of `text` stand, by path and line.

    A note is found when each word is somewhere in it. Its hits are the lines and the
    properties that hold all of the words; where none does, those that hold one.
    """
    words = tuple(dict.fromkeys(storable(fold_text(text)).split()))
    if not words:
        return
    packed = tuple([word.encode() for word in words])
    wanted = _Wanted(words, packed, any(map(_is_cased, words)))
    last: str | None = ""
    while last is not None:
        rows, last = database.rows(_NOTES, [last]), None
        some = []
        for row in rows:
            last = row[0]
            if (found := _look(row, wanted)) is not None:
                some.append(found)
        yield from some


def _is_cased(word: str) -> bool:
    return any("a" <= char <= "z" for char in word)


def test_for(word: str) -> tuple[str, str]:
    """The test whether a column holds a folded word, and the word as it takes it.

    ASCII case is SQLite's.
    """
    if not _is_cased(word):
        return "instr({}, ?)", word
    if len(word) > _LONG:
        return "instr(lower({}), ?)", word
    # Five times as fast as lower() and instr(); and this is no FTS table, where LIKE
    # with two Japanese characters would find nothing.
    return "{} LIKE ? ESCAPE '\\'", f"%{word.translate(_LIKE_SIGNS)}%"


def _look(row: Row, wanted: _Wanted) -> Found | None:
    """What a note holds of what is wanted."""
    path, title, kind, texts, text_patch, record, body, body_patch, first = row
    if kind == "rendered":
        return None
    card, lines = (texts.lower(), body.lower()) if wanted.cased else (texts, body)
    if len(wanted.packed) == 1:
        (word,) = wanted.packed
        in_card, in_lines = _pieces(card, _CUT, word), _pieces(lines, b"\n", word)
        if not in_card and not in_lines:
            return None
    elif (held := _held(card, lines, wanted.packed)) is not None:
        in_card, in_lines = held
    else:
        return None
    places: list[Place] = []
    if in_card:
        typed = unfold(texts.decode(), text_patch).split(SEPARATOR)
        for at in in_card:
            where = _where(typed, at, title, record)
            places.append((0, where, _excerpt(typed[at], wanted.words)))
    for at, line in _typed(body, body_patch, in_lines):
        short = line if len(line) <= _WIDTH else _excerpt(line, wanted.words)
        places.append((first + at, "body", short))
    return Found(path, title, kind, places)


def _held(
    card: bytes, lines: bytes, words: Sequence[bytes]
) -> tuple[Pieces, Pieces] | None:
    """The pieces that hold all of the words, else any; None where one is missing."""
    for word in words:
        if lines.find(word) < 0 and card.find(word) < 0:
            return None
    in_card = [_pieces(card, _CUT, word) for word in words]
    in_lines = [_pieces(lines, b"\n", word) for word in words]
    whole = _in_all(in_card), _in_all(in_lines)
    return whole if any(whole) else (_in_any(in_card), _in_any(in_lines))


def _pieces(kept: bytes, cut: bytes, word: bytes) -> Pieces:
    """The pieces between the cuts that hold a word."""
    pieces: Pieces = {}
    number = begin = 0
    at = kept.find(word)
    while at >= 0:
        # From the second on there is always a cut, at `begin`.
        start = kept.rfind(cut, begin, at) + 1
        end = kept.find(cut, at)
        if end < 0:
            end = len(kept)
        number += kept.count(cut, begin, start)
        pieces[number] = start, end
        begin = end
        at = kept.find(word, end)
    return pieces


def _in_all(found: Sequence[Pieces]) -> Pieces:
    first, *others = found
    return {at: ends for at, ends in first.items() if all(at in one for one in others)}


def _in_any(found: Sequence[Pieces]) -> Pieces:
    return dict(sorted({at: ends for one in found for at, ends in one.items()}.items()))


def _typed(
    kept: bytes, patch: bytes | None, pieces: Pieces
) -> Iterable[tuple[int, str]]:
    """Those lines of a body as they were typed, without their margins."""
    if patch is None:
        return [
            (at, kept[start:end].decode().strip())
            for at, (start, end) in pieces.items()
        ]
    if not pieces:
        return ()
    lines = unfold(kept.decode(), patch).split("\n")
    return [(at, lines[at].strip()) for at in pieces]


def _where(typed: Sequence[str], at: int, title: str, record: bytes | None) -> str:
    """What a text of a card is."""
    if record is not None:
        return kind_of_text(record, typed, typed[at])
    return "title" if typed[at] == title else "property"


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
