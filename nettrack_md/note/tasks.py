"""A checkbox line: what is to be done, by whom, by when."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.model.dates import find_day
from nettrack_md.note.links import find_links

if TYPE_CHECKING:
    from nettrack_md.model.records import Link
    from nettrack_md.note.parsed import BodyLine

_ARROWS = re.compile(r"(?:(?:<->|->|<-|[↔→←])\s*)+")
_BLOCK_ID = re.compile(r"\^[A-Za-z0-9-]+")
# A mark that a date follows: an emoji of the Tasks plugin, an inline field of
# Dataview, or plain words.
_EMOJI = re.compile(r"(?P<mark>[📅📆🗓⏳⌛🛫➕❌✅])\uFE0F?\s*")
_FIELD = re.compile(
    r"[\[(]\s*(?P<mark>due|期限|completion|completed|created|start|"
    r"scheduled|cancelled)\s*::\s*",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?<![\w/-])(?P<mark>due)(?: date| by)?[:：]?\s+"
    r"|(?:期限|締め?切り?|〆切り?)[:：]?\s*",
    re.IGNORECASE,
)
# Marks that carry no date, as the Tasks plugin writes them.
_OTHER = re.compile(
    r"[🔺⏫🔼🔽⏬]\uFE0F?"
    r"|🔁\uFE0F?\s*every[a-zA-Z0-9, !]*"
    r"|🏁\uFE0F?\s*\w+"
    r"|🆔\uFE0F?\s*[\w-]+"
    r"|⛔\uFE0F?\s*[\w-]+(?:\s*,\s*[\w-]+)*"
    r"|[\[(]\s*(?:priority|repeat|onCompletion|id|dependsOn)\s*::[^\])]*[\])]"
)
# How often marks are looked for anew: marks within marks, deeper than any are.
_ROUNDS = 20
# Without one of these signs, the word "due" and an arrow in front, all is words.
_SIGN = re.compile(r"[📅📆🗓⏳⌛🛫➕❌✅🔺⏫🔼🔽⏬🔁🏁🆔⛔#^:期締〆]|  ")
# Without one of these, `_WORDS` and `_OTHER` find nothing.
_WORD_SIGN = re.compile(r"[dD][uU][eE]|[期締〆]")
_OTHER_SIGN = re.compile(r"[🔺⏫🔼🔽⏬🔁🏁🆔⛔]|::")
_FIRST_TAGS = re.compile(r"(?:#[^\s#]+\s+)+")
_LAST_TAG = re.compile(r"#[^\s#]+")
#: No date form is longer.
_DAY_LIMIT = 200
_SPACES = re.compile(r"  +")
_ARROW_LEADS = frozenset("<-←→↔")
_DUE = frozenset("📅📆🗓") | {"due", "期限"}
_AROUND = frozenset(["()", "（）", "[]"])


class Task(NamedTuple):
    """A task as it is typed. Neither done nor cancelled: it is open."""

    #: The words, without marks, dates, outer tags and block id; reading it again
    #: gives the same words.
    text: str
    done: bool = False
    cancelled: bool = False
    #: Whether an arrow says that somebody else promised it.
    theirs: bool = False
    due_on: date | None = None
    #: A due date that does not exist, or cannot be read.
    due_bad: bool = False
    #: The day behind `✅`.
    done_on: date | None = None
    links: tuple[Link, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return not (self.done or self.cancelled)


class _Marks:
    """What the marks of one task say, gathered while they are cut out."""

    def __init__(self) -> None:
        self.due_on: date | None = None
        self.due_bad = False
        self.done_on: date | None = None

    def take(self, mark: str, on: date | None) -> None:
        """The day (None: unreadable) behind a mark; the first of each wins."""
        if mark == "✅" or mark.startswith("complet"):
            self.done_on = self.done_on or on
        elif mark in _DUE:
            self.due_on = self.due_on or on
            self.due_bad = self.due_bad or on is None


def read_task(line: BodyLine) -> Task:
    """The task of a line with a box.

    `x` and `X` are done, `-` is cancelled; every other character in the box (`/` in
    progress, `>` put off, `?`, …) leaves it open, since nothing says it was done.
    """
    text, box = line.text, line.box
    theirs = text[0] in "<←" and text.startswith(("<-", "←")) and text[:3] != "<->"
    marks = _Marks()
    return Task(
        _clean(text, marks),
        box in {"x", "X"},
        box == "-",
        theirs,
        marks.due_on,
        marks.due_bad and marks.due_on is None,
        marks.done_on,
        find_links(line.text, line.line),
    )


def _is_marked(text: str) -> bool:
    """Whether there may be more in it than words."""
    return text[:1] in _ARROW_LEADS or (
        _SIGN.search(text) is not None or "due" in text.lower()
    )


def _clean(text: str, marks: _Marks) -> str:
    """The words alone. Cutting can bring new marks together, so until nothing is."""
    for _ in range(_ROUNDS):
        before = text
        if not _is_marked(text):
            break
        if text[0] in _ARROW_LEADS and (arrows := _ARROWS.match(text)) is not None:
            text = text[arrows.end() :]
        if "^" in text:
            text = _without_block_ids(text)
        text = _cut_dated(text, _EMOJI, marks)
        if "::" in text:
            text = _cut_dated(text, _FIELD, marks)
        text = _cut_words(text, marks)
        if _OTHER_SIGN.search(text) is not None:
            text = _OTHER.sub(" ", text)
        if "#" in text:
            text = _without_outer_tags(text)
        text = _SPACES.sub(" ", text).strip()
        if text == before:
            break
    return text


def _cut_words(text: str, marks: _Marks) -> str:
    """Without the dates that plain words announce."""
    if _WORD_SIGN.search(text) is None:
        return text
    return _cut_dated(text, _WORDS, marks)


def _without_block_ids(text: str) -> str:
    text = text.rstrip()
    while text and _BLOCK_ID.fullmatch(last := text.rsplit(None, 1)[-1]) is not None:
        text = text[: -len(last)].rstrip()
    return text


def _without_outer_tags(text: str) -> str:
    if (tags := _FIRST_TAGS.match(text)) is not None:
        text = text[tags.end() :]
    head, _, last = text.rpartition(" ")
    while head and _LAST_TAG.fullmatch(last) is not None:
        text = head.rstrip()
        head, _, last = text.rpartition(" ")
    return text


def _cut_dated(text: str, pattern: re.Pattern[str], marks: _Marks) -> str:
    pieces: list[str] = []
    last, found = 0, pattern.search(text)
    while found is not None:
        start, end = found.start(), _dated_end(text, found, marks)
        if end is not None:
            if start > last and text[start - 1] + text[end : end + 1] in _AROUND:
                start, end = start - 1, end + 1
            pieces.append(text[last:start])
            last = end
        found = pattern.search(text, found.end() if end is None else end)
    if not pieces:
        return text
    if not text[last:].strip():
        return " ".join(pieces).rstrip(" ,、;；–—")
    return " ".join([*pieces, text[last:]])


def _dated_end(text: str, found: re.Match[str], marks: _Marks) -> int | None:
    """Where a mark with its date ends; None when it is only a word."""
    mark = (found["mark"] or "due").lower()
    at = found.end()
    day = find_day(text[at : at + _DAY_LIMIT])
    end = at if day is None else at + day.length
    on = None if day is None else day.on
    if found.re is _FIELD:
        close = text.find("]" if found[0][0] == "[" else ")", end)
        if close < 0:
            return None
        if text[end:close].strip():
            on = None
        end = close + 1
    elif day is None and (
        found.re is not _EMOJI or mark not in _DUE or not found.start()
    ):
        return None
    marks.take(mark, on)
    return end
