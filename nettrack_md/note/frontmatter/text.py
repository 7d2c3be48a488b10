"""Makes a header fit for a YAML 1.1 parser, and keeps the way back.

Every change swaps one character for one other, so lines and columns stay true.
"""

from __future__ import annotations

import re

# PyYAML refuses most of these characters and breaks lines at some; to YAML 1.2 and
# Obsidian they are text. Stand-ins from a private plane take their place.
_FOREIGN = re.compile(
    "[^\n\t -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_LONE_DASH = re.compile(r"-(?:[ \t]+#|[ \t]*$)", re.MULTILINE)
# A comment glued to what it follows, a dash alone between brackets.
_DOUBTFUL = re.compile(r"""["'\[\]{}]#|-\s*[,\]}]""")
_BEFORE_A_VALUE = frozenset(("", *":-?,[{\"'"))
_BEHIND_IT = frozenset(("", *"\n#:,]}"))
_STAND_INS = range(0xF0000, 0xFFFFE)
# After each mend the parser starts anew, so all mends together get this much text.
_MENDED_CHARS = 256 * 1024
_MENDED_TIMES = 64


class Source:
    """The text of one header as the parser gets it."""

    def __init__(self, text: str) -> None:
        #: Stand-ins back to what they stand for.
        self.restore: dict[int, str] = {}
        #: Stands for a dash without anything behind it; empty until there is one.
        self.dash = ""
        #: Lines on which a tab became a blank: its column, and whether nothing but
        #: blanks stands before it.
        self.tabbed: dict[int, tuple[int, bool]] = {}
        self._unused = (chr(code) for code in _STAND_INS if chr(code) not in text)
        # isprintable is much the quicker of the two.
        if not text.replace("\n", "").isprintable():
            text = self._disguise(text)
        self.text = text
        #: As they were before any mend, without their ends.
        self.lines = text.split("\n")
        #: Whether its scalars need a second look.
        self.is_doubtful = bool(self.restore) or _DOUBTFUL.search(text) is not None
        self._mends = min(_MENDED_TIMES, _MENDED_CHARS // (len(text) + 1))

    def _disguise(self, text: str) -> str:
        foreign = sorted(set(_FOREIGN.findall(text)))
        there = dict(zip(map(ord, foreign), self._unused, strict=False))
        self.restore = {ord(there[ord(char)]): char for char in foreign}
        return text.translate(there)

    def mend(
        self, index: int, line: int, column: int, *, in_block: bool = False
    ) -> bool:
        """Change what PyYAML stopped at, where YAML 1.2 and Obsidian go on.

        The place is that of its error, all from 0; `in_block` says that it was
        reading a text below `|` or `>`. True when something was changed and it is
        worth another try.
        """
        self._mends -= 1
        if self._mends < 0:
            return False
        if self.text.startswith("\t", index):
            before = self.text[index - column : index].rstrip(" ")
            if in_block or self._is_within_text(before, index):
                stand_in = next(self._unused)
                self.restore[ord(stand_in)] = "\t"
                self._swap(index, stand_in)
            else:
                # A tab may separate. Whether this one tries to indent shows later.
                self.tabbed.setdefault(line, (column, not before))
                rest = self.text[index:]
                self._swap(index, " " * (len(rest) - len(rest.lstrip("\t "))))
        elif _LONE_DASH.match(self.text, index):
            # `phone: -` is a list of nothing to Obsidian.
            self.dash = self.dash or next(self._unused)
            self._swap(index, self.dash)
        else:
            return False
        self.is_doubtful = True
        return True

    def _is_within_text(self, before: str, index: int) -> bool:
        """Only PyYAML without libyaml stumbles over a tab there."""
        after = self.text[index:].lstrip("\t ")
        return before[-1:] not in _BEFORE_A_VALUE and after[:1] not in _BEHIND_IT

    def _swap(self, at: int, characters: str) -> None:
        self.text = self.text[:at] + characters + self.text[at + len(characters) :]
