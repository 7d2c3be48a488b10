"""What becomes of one note: its properties, its lines, what is rendered in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.model.traces import Fate, Trace
from nettrack_md.note.frontmatter import read_frontmatter, split_note
from nettrack_md.note.links import find_spans
from nettrack_md.people.erasing.body import Lines
from nettrack_md.people.erasing.header import erase_properties
from nettrack_md.people.erasing.tokens import HONORIFIC

if TYPE_CHECKING:
    from collections.abc import Callable

    from nettrack_md.model.rules import ReadingRules
    from nettrack_md.note.kinds import KindWords
    from nettrack_md.people.erasing.tokens import Tokens

_TITLE = re.compile(HONORIFIC)


@dataclass(frozen=True, slots=True)
class Erasing:
    """Who is taken out of which note, and how."""

    path: str
    tokens: Tokens
    #: Whether a link of this note leads to them.
    leads: Callable[[str], bool]
    #: Whether it leads to another person.
    leads_elsewhere: Callable[[str], bool]
    #: What stands in the place of a name: `someone`.
    words: str
    #: Whether the note is another person's own: then its log stays theirs.
    of_person: bool
    #: Whether mere names are replaced too, not only links.
    names: bool
    rules: ReadingRules
    kinds: KindWords

    def is_them(self, text: str, *, linking: bool) -> bool:
        """Whether a text is a link to them and nothing else, or their full name.

        `linking`: where links belong, a plain name is one.
        """
        bare = text.strip()
        if linking and "[" not in bare and self.leads(bare):
            return True
        spans = find_spans(bare)
        if len(spans) == 1 and spans[0].start == 0 and spans[0].end == len(bare):
            return self.leads(spans[0].target)
        return not spans and self.names and self.replaced(bare) == self.words

    def unlinked(self, text: str) -> str:
        """The text with words in the place of links to them; embeds go."""
        pieces: list[str] = []
        at = 0
        for span in find_spans(text):
            if not self.leads(span.target):
                continue
            shown = span.display or ""
            plain = shown and not self._names_them(shown)
            words = "" if span.embed else shown if plain else self.words
            pieces += text[at : span.start], words
            at = span.end
            if not plain and (title := _TITLE.match(text, at)) is not None:
                at = title.end()
        return "".join((*pieces, text[at:]))

    def _names_them(self, text: str) -> bool:
        tokens = self.tokens
        return tokens.is_name(text) or tokens.tells(text) or tokens.hints(text)

    def replaced(self, text: str) -> str:
        """The text without links to them, and where that is wished, their names."""
        plain = self.unlinked(text)
        return self.tokens.replaced(plain, self.words) if self.names else plain

    def trace(self, line: int, what: str, fate: Fate, text: str) -> Trace:
        """A place in this note."""
        return Trace(self.path, line, what, fate, text.strip())


class Erased(NamedTuple):
    """What is left of a text, and each place that told of them."""

    text: str
    traces: tuple[Trace, ...]


def erase(text: str, how: Erasing) -> Erased:
    """The note without them. Raises EditRefused where it cannot be changed exactly."""
    after, traces = erase_properties(text, how)
    lines = Lines(after, how, _moved(text, after))
    return Erased(lines.erased(), (*traces, *lines.traces))


def _moved(before: str, after: str) -> int:
    """By how many lines the body stood further down."""
    if before is after:
        return 0
    old, new = split_note(before), split_note(after)
    read_frontmatter(new)
    return old.body_line - new.body_line
