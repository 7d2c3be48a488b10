"""Lines that tell of somebody: those that are only about them go, others lose the name.

Only about them is a line that links them and no other person, in a note that is not
another person's own, and that is a task, a touch with its kind, or nothing but the
link; an introduction of theirs, wherever it stands; and what was rendered about them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nettrack_md.note.blocks import hide_blocks
from nettrack_md.note.edit.body import MARK, columns, item_end, open_body
from nettrack_md.note.leads import read_dated, read_lead
from nettrack_md.note.links import find_spans
from nettrack_md.note.regions import find_regions
from nettrack_md.note.regions.items import fingerprint, parse_own

if TYPE_CHECKING:
    from nettrack_md.model.traces import Fate, Trace
    from nettrack_md.note.links import LinkSpan
    from nettrack_md.note.parsed import BodyLine
    from nettrack_md.people.erasing.text import Erasing

_LETTER = re.compile(r"\w")


class Lines:
    """The body of one note, line by line."""

    def __init__(self, text: str, how: Erasing, moved: int) -> None:
        """`moved`: how many lines further down the body stood in the note as it is."""
        self._how = how
        self._text = text
        self._moved = moved
        self.traces: list[Trace] = []
        self._living: dict[int, BodyLine] = {}
        self._ours: dict[int, frozenset[str]] = {}
        self._hidden: frozenset[int] = frozenset()

    def erased(self) -> str:
        """The text with its lines dropped and changed. Raises EditRefused."""
        if not self._has_any():
            return self._text
        body = open_body(self._text)
        self._look(body.text, body.parsed.body, body.parsed.body_line)
        self._living = {line.line: line for line in body.parsed.lines}
        out = list(body.raw[: body.parsed.body_line - 1])
        number = body.parsed.body_line
        while number <= len(body.raw):
            raw = body.raw[number - 1]
            line = raw.rstrip("\r\n")
            if self._goes(line, number):
                end = item_end(body, number) if MARK.match(line) else number
                end = min(end, self._last_of_region(number, end))
                for at in range(number, end + 1):
                    self._tell(at, "line", "dropped", body.line(at))
                number = end + 1
                continue
            out.append(self._replaced(line, number) + raw[len(line) :])
            number += 1
        return "".join(out)

    def _has_any(self) -> bool:
        how, text = self._how, self._text
        linked = "[[" in text or "](" in text
        return linked or how.tokens.tells(text) or how.tokens.hints(text)

    def _look(self, text: str, body: str, body_line: int) -> None:
        """Which lines were rendered, by whose marks; which are code or comments."""
        for region in find_regions(text).regions:
            own = parse_own(region.attrs.get("own", ""))
            inner = text[region.inner_begin : region.inner_end]
            for place in range(inner.count("\n") + 1):
                self._ours[region.line + 1 + place] = own
        lines = body.split("\n")
        seen = list(lines)
        hide_blocks(body, seen)
        self._hidden = frozenset(
            body_line + place
            for place, (line, there) in enumerate(zip(lines, seen, strict=True))
            if line and not there
        )

    def _last_of_region(self, number: int, end: int) -> int:
        """An item of a region ends with it."""
        if number not in self._ours:
            return end
        while end > number and end not in self._ours:
            end -= 1
        return end

    def _links(self, line: str, number: int) -> list[LinkSpan]:
        if number in self._hidden:
            return []
        return [span for span in find_spans(line) if not span.embed]

    def _goes(self, line: str, number: int) -> bool:
        """Whether the line is only about them."""
        how = self._how
        links = self._links(line, number)
        theirs = [span for span in links if how.leads(span.target)]
        if number in self._ours:
            return self._leaves_region(line, number, links, theirs)
        if not theirs or (living := self._living.get(number)) is None:
            return False
        kind = self._kind(living)
        if kind == "intro" and living.role != "heading":
            return len(links) > 1 or how.of_person
        if how.of_person or living.role == "heading":
            return False
        if any(how.leads_elsewhere(span.target) for span in links):
            return False
        return bool(kind) or living.role == "task" or _is_bare(line, theirs)

    def _leaves_region(
        self, line: str, number: int, links: list[LinkSpan], theirs: list[LinkSpan]
    ) -> bool:
        """What was rendered and tells of them goes; it is rendered again without."""
        first = bool(theirs) and links[0] is theirs[0]
        if MARK.match(line) and (first or len(theirs) == len(links) > 0):
            return True
        rendered = fingerprint(line) in self._ours[number]
        return rendered and (bool(theirs) or self._how.tokens.tells(line))

    def _kind(self, line: BodyLine) -> str:
        dated = read_dated(line.text, self._how.kinds)
        if dated is not None and dated[2]:
            return dated[2]
        return read_lead(line.text, self._how.kinds).kind

    def _replaced(self, line: str, number: int) -> str:
        how = self._how
        hidden = number in self._hidden
        after = line if hidden else how.unlinked(line)
        linked = after != line
        if how.names:
            after = how.tokens.replaced(after, how.words)
        if after != line:
            self._tell(number, "link" if linked else "name", "replaced", line)
        if how.tokens.tells(after) or how.tokens.hints(after):
            self._tell(number, "name", "stays", after)
        return after.rstrip() if linked and not _LETTER.search(after) else after

    def _tell(self, number: int, what: str, fate: Fate, text: str) -> None:
        if text.strip():
            self.traces.append(self._how.trace(number + self._moved, what, fate, text))


def _is_bare(line: str, theirs: list[LinkSpan]) -> bool:
    """Whether nothing but the link stands on the line."""
    mark = MARK.match(line)
    rest = line[mark.end() :] if mark else line
    for span in theirs:
        rest = rest.replace(line[span.start : span.end], "")
    return _LETTER.search(rest) is None and columns(line) >= 0
