"""Kinds and directions guessed from plain words: `she wrote`, 電話で相談, `had lunch`.

Guesses little: where the words may mean something else, no kind is a good answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.app.plain.kind_forms import (
    ANSWERED,
    BOTH,
    DOUBTFUL,
    GOES_ON,
    GOT,
    HEARD,
    LEAD_IN,
    MINE_JA,
    MISSED,
    NOUN,
    NOUN_JA,
    PLANS_JA,
    SENT,
    THEIRS_JA,
    VERB,
)

if TYPE_CHECKING:
    from nettrack_md.model.records import Direction
    from nettrack_md.note.kinds import KindWords

#: Kinds that have a writer and a reader.
WRITTEN = frozenset({"email", "message", "letter"})
#: `VERB` knows them, and what they mean elsewhere: `called off the trip`.
_ASKED_BEFORE = frozenset({"met", "called", "phoned", "rang", "wrote", "mailed"})
#: In a Japanese sentence the touch is told within so many characters.
_SOON = 24


class Guess(NamedTuple):
    """What a text seems to tell of; each empty where it tells nothing."""

    kind: str = ""
    direction: Direction = ""


_NOTHING = Guess()


def guess(text: str, kinds: KindWords) -> Guess:
    """The kind of touch that a text tells of, and who wrote, as far as it is plain.

    `kinds`: the words of the settings; a text may begin with one of these, too.
    """
    text = " ".join(text.split())
    if MISSED.match(text):
        return _known(Guess("missed"), kinds)
    found = _NOTHING if text.isascii() else _japanese(text)
    if found == _NOTHING:
        found = _english(text)
    if found == _NOTHING:
        found = _first_word(text, kinds)
    return _known(found, kinds)


def _known(found: Guess, kinds: KindWords) -> Guess:
    """Without a kind that the settings took away."""
    known = {kind for kind, _ in kinds.words.values()}
    return found if found.kind in known or not found.kind else _NOTHING


def _english(text: str) -> Guess:
    if (got := GOT.match(text)) is not None:
        return Guess(got.lastgroup or "", "<-")
    if HEARD.match(text):
        return Guess("", "<-")
    lead = LEAD_IN.match(text)
    start = 0 if lead is None else lead.end()
    theirs = lead is not None and lead["they"] is not None
    writer: Direction = "<-" if theirs else "->"
    if (verb := VERB.match(text, start)) is not None:
        kind = verb.lastgroup or ""
        one_way = kind in WRITTEN and not BOTH.search(text)
        return Guess(kind, writer if one_way else "")
    if ANSWERED.match(text, start) or SENT.match(text, start):
        return Guess("", writer)
    # "had" may belong to the noun, as in "had a quick coffee".
    for at in (start, 0):
        if (noun := NOUN.match(text, at)) is not None:
            kind = noun.lastgroup or ""
            return Guess(kind, _noun_writer(kind, text[noun.end() :]))
    return _NOTHING


def _noun_writer(kind: str, rest: str) -> Direction:
    if kind not in WRITTEN:
        return ""
    words = rest.split()
    first = words[0].casefold() if words else ""
    return "<-" if first == "from" else "->" if first == "to" else ""


def _first_word(text: str, kinds: KindWords) -> Guess:
    """A word of the settings, or a kind's own name, that the text begins with."""
    found = kinds.find(text)
    if found is None or not found.restarts:
        return _NOTHING
    word, rest = text[: found.end].casefold(), text[found.end :]
    if not word.isascii() and rest and not rest[0].isspace():
        return _NOTHING
    if word in _ASKED_BEFORE or (word in DOUBTFUL and not GOES_ON.match(rest)):
        return _NOTHING
    return Guess(found.kind, _noun_writer(found.kind, rest))


def _japanese(text: str) -> Guess:
    clause = re.split(r"[。;；]", text, maxsplit=1)[0]
    if PLANS_JA.search(clause):
        return _NOTHING
    first = NOUN_JA.search(clause)
    # Further in, a plan or another story may be told.
    soon = first is not None and first.start() <= _SOON
    kind = (first.lastgroup or "") if first is not None and soon else ""
    direction: Direction = ""
    if THEIRS_JA.search(clause):
        direction = "<-"
    elif MINE_JA.search(clause):
        direction = "->"
    if kind and kind not in WRITTEN:
        direction = ""
    return Guess(kind, direction)
