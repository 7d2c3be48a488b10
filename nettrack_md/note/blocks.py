"""Code, comments and math over several lines: what hides lines from the reader."""

from __future__ import annotations

import re

#: What may open such a block.
_OPENINGS = ("```", "~~~", "%%", "<!--", "$$")
_BULLETS = re.compile(r"(?:(?:[-*+・･]|\d{1,9}[.)])[ \t]+)*")


def hide_blocks(body: str, lines: list[str]) -> None:
    """Empty those of `lines` (the body's, in place) that such a block covers.

    A fence that nothing closes reaches to the end of the list item it stands in,
    else to the end of the body; so does `%%` or `<!--` at a line's start.
    """
    # A character alone is found ten times as fast, and most are not there.
    openings = [o for o in _OPENINGS if o[0] in body and o in body]
    if openings:
        _Hiding(body, lines, openings).run()


class _Hiding:
    """Empties the lines that code, comments and math cover, in the order they open.

    It jumps from opening to opening, so its cost is the number of such blocks.
    """

    def __init__(self, body: str, lines: list[str], openings: list[str]) -> None:
        self.body = body
        self.lines = lines
        self.next = {opening: body.find(opening) for opening in openings}
        #: A place in the body, and the line that it is on.
        self.seen = (0, 0)
        # What was found before is not searched again: hostile notes repeat openings.
        #: The last place looked at, and where its line ends.
        self.line = (0, -1)
        #: The narrowest fence of a character that nothing closes any more.
        self.open_width: dict[str, int] = {}
        #: The end of a comment that was last found; -1 when none follows.
        self.comment_end = 0

    def run(self) -> None:
        """Visit every opening that stands outside of what an earlier one opened."""
        at = 0
        while True:
            for opening, place in self.next.items():
                if 0 <= place < at:
                    self.next[opening] = self.body.find(opening, at)
            ahead = [(place, o) for o, place in self.next.items() if place >= 0]
            if not ahead:
                return
            place, opening = min(ahead)
            if opening in {"```", "~~~"}:
                at = self.fence(place, opening[0])
            elif opening == "<!--":
                at = self.comment(place)
            else:
                at = self.block(place, opening)

    def line_at(self, place: int) -> int:
        """The index of the line that holds `place`; places must come in order."""
        before, line = self.seen
        line += self.body.count("\n", before, place)
        self.seen = (place, line)
        return line

    def around(self, place: int) -> tuple[str, int]:
        """What stands before `place` on its line, and where the line ends.

        No more than a hundred characters of it, since lines may be very long.
        """
        if not self.line[0] <= place <= self.line[1]:
            end = self.body.find("\n", place)
            self.line = (place, len(self.body) if end < 0 else end)
        low = max(place - 100, 0)
        start = max(self.body.rfind("\n", low, place) + 1, low)
        return self.body[start:place], self.line[1]

    def empty(self, place: int, until: int) -> None:
        """Empty the lines from the one of `place` through the one of `until`."""
        first = self.line_at(place)
        last = self.line_at(until)
        self.lines[first : last + 1] = [""] * (last + 1 - first)

    def fence(self, place: int, char: str) -> int:
        """A fence; open to its container's end when nothing closes it."""
        before, end = self.around(place)
        bare = before.strip()
        if _BULLETS.fullmatch(bare + " " if bare else "") is None:
            return place + 3
        rest = self.body[place:end].lstrip(char)
        if char == "`" and "`" in rest:
            return place + 3
        width = end - place - len(rest)
        if (close := self.fence_close(end, char * width)) >= 0:
            self.empty(place, close)
            return close + width
        if bare or before:
            return self.fence_in_list(place, end)
        self.empty(place, len(self.body))
        return len(self.body)

    def fence_close(self, at: int, fence: str) -> int:
        """Where a line of only `fence`, or more of it, stands behind `at`; or -1."""
        char, width = fence[0], len(fence)
        if width >= self.open_width.get(char, width + 1):
            return -1
        at = self.body.find(fence, at)
        while at >= 0:
            before, end = self.around(at)
            if not before.strip() and not self.body[at:end].strip().strip(char):
                return at
            at = self.body.find(fence, end)
        self.open_width[char] = width
        return -1

    def fence_in_list(self, place: int, end: int) -> int:
        """An unclosed fence in a list ends with its item: at the next text in front."""
        at = end
        while at < len(self.body):
            following = self.body.find("\n", at + 1)
            following = len(self.body) if following < 0 else following
            line = self.body[at + 1 : following]
            if line.strip() and not line[0].isspace():
                break
            at = following
        self.empty(place, at)
        return at + 1

    def block(self, place: int, opening: str) -> int:
        """`%%` or `$$`: a block when it begins a line, inline otherwise."""
        before, end = self.around(place)
        close = self.body.find(opening, place + 2)
        if before.strip():
            return close + 2 if place < close < end else place + 2
        if close < 0:
            if opening == "$$":  # money, more likely
                return place + 2
            self.empty(place, len(self.body))
            return len(self.body)
        if close > end or not self.body[close + 2 : end].strip():
            self.empty(place, close)
        return close + 2

    def comment(self, place: int) -> int:
        """`<!-- … -->`, over one line or many."""
        before, end = self.around(place)
        if 0 <= self.comment_end < place + 4:
            self.comment_end = self.body.find("-->", place + 4)
        close = self.comment_end
        if close < 0:
            if before.strip():
                return place + 4
            self.empty(place, len(self.body))
            return len(self.body)
        if close < end:
            if not before.strip() and not self.body[close + 3 : end].strip():
                self.empty(place, place)
            return close + 3
        if before.count("`") % 2:
            return place + 4
        self.cut(place, close + 3, inline=bool(before.strip()))
        return close + 3

    def cut(self, start: int, end: int, *, inline: bool) -> None:
        """Empty the lines of a comment, but for the text that it stands within."""
        self.empty(start, end)
        if inline:
            last = self.seen[1]
            first = last - self.body.count("\n", start, end)
            self.lines[first] = self.lines_text(start)[0]
            self.lines[last] = self.lines_text(end)[1]

    def lines_text(self, place: int) -> tuple[str, str]:
        """The line that holds `place`: what is before it, and the rest."""
        _, end = self.around(place)
        start = self.body.rfind("\n", 0, place) + 1
        return self.body[start:place], self.body[place:end]
