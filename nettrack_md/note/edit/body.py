"""A note whose body is to be edited: its lines as typed beside its lines as read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nettrack_md.note.edit.header import refuse_damaged
from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.parse import parse_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.note.parsed import BodyLine, ParsedNote

#: Bullet, blanks behind it, box and blanks behind that.
MARK = re.compile(
    r"([ \t\u3000]*)((?:[-*+](?=\s|$)|[・･]|\d{1,9}[.)](?=\s|$))[ \t\u3000]*)"
    r"(\[.\](?=\s|$)\s*)?"
)
_ENDS_LAZY = re.compile(r"\s*(?:#{1,6}\s|>|```|~~~|%%|<!--|\$\$|\||(?:[-*_=] ?){3,}$)")
_STEP = 2
#: Where nothing that is written would be read.
SWALLOWED = "there the note is code, a comment or a rendered region that is not closed"
_UNLIKE = "the new lines would not read back as wished"


class Body(NamedTuple):
    """A note that lines can be put into."""

    text: str
    parsed: ParsedNote
    #: The whole file's lines with their ends, which only `\\n` makes.
    raw: tuple[str, ...]

    def line(self, number: int) -> str:
        """A line of the file, 1-based, without its end."""
        return self.raw[number - 1].rstrip("\r\n")

    def newline(self, number: int) -> str:
        """The line end to write beside a line: its own, or that of one before."""
        for place in range(min(number, len(self.raw)) - 1, -1, -1):
            if self.raw[place].endswith("\n"):
                return "\r\n" if self.raw[place].endswith("\r\n") else "\n"
        return "\n"

    def is_blank(self, number: int) -> bool:
        """Whether a line is blank; those outside of the file are none."""
        return 0 < number <= len(self.raw) and not self.line(number).strip()

    @property
    def last(self) -> int:
        """The last line that is not blank; that of the header when all are."""
        last = len(self.raw)
        while last >= self.parsed.body_line and self.is_blank(last):
            last -= 1
        return last


def open_body(text: str) -> Body:
    """A note ready for an edit of its body; raises EditRefused for a damaged one."""
    parsed = parse_note("", text)
    refuse_damaged(parsed.frontmatter, parsed.body, parsed.body_line)
    lines = text.split("\n")
    last = lines.pop()
    ended = [f"{line}\n" for line in lines]
    return Body(text, parsed, tuple([*ended, last] if last else ended))


def columns(line: str) -> int:
    """Columns of white space in front, as `body.read_lines` counts them."""
    space = line[: len(line) - len(line.lstrip())].expandtabs(4)
    return len(space) + space.count("\u3000")


def item_end(body: Body, number: int) -> int:
    """The last line of the list item on a line: what is indented below it, and what
    goes on its paragraph. Blank lines at its end are not part of it.
    """  # noqa: D205
    least = columns(body.line(number)) + _STEP
    end, at = number, number + 1
    while at <= len(body.raw):
        line = body.line(at)
        if line.strip():
            lazy = at == end + 1 and not MARK.match(line) and not _ENDS_LAZY.match(line)
            if columns(line) < least and not lazy:
                break
            end = at
        at += 1
    return end


def insert(body: Body, below: int, lines: Sequence[str]) -> str:
    """The text with `lines` (without ends) put below a line of the file.

    0 is above the first one. Line ends are the neighbour's; a note without a final
    one goes on having none.
    """
    newline = body.newline(below or 1)
    before, after = body.raw[:below], body.raw[below:]
    if before and not before[-1].endswith("\n"):
        return "".join(before) + "".join(newline + line for line in lines)
    return "".join((*before, *(line + newline for line in lines), *after))


def verify_inserted(body: Body, after: str, below: int, count: int) -> ParsedNote:
    """The parsed result, if all lines but the `count` new ones read as before.

    Raises EditRefused: where code, a comment or a rendered region swallows the new
    lines, or they swallow others.
    """
    parsed = parse_note("", after)
    old, new = body.parsed, parsed
    kept = [one for one in new.lines if not below < one.line <= below + count]
    moved = [
        one if one.line <= below else one._replace(line=one.line + count)
        for one in old.lines
    ]
    if (
        kept != moved
        or (new.bom, new.header.rstrip("\r\n")) != (old.bom, old.header.rstrip("\r\n"))
        or new.regions != old.regions
        or [p.code for p in new.problems] != [p.code for p in old.problems]
    ):
        raise EditRefused(_UNLIKE, max(below, 1))
    return parsed


def living(parsed: ParsedNote, number: int) -> BodyLine | None:
    """The living line of that number, or None."""
    return next((line for line in parsed.lines if line.line == number), None)
