"""Two notes of one person put together, no older version of both being known.

Every line of either stays: touches and promises as sets, the rest section by section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.note.edit.refusal import EditRefused
from nettrack_md.note.frontmatter import split_note
from nettrack_md.note.log import read_log
from nettrack_md.note.merging.lines import merge_lines
from nettrack_md.note.merging.placing import merge_units, put_back
from nettrack_md.note.merging.refusal import MergeRefused
from nettrack_md.note.merging.sections import Block, Section, find_blocks, find_sections
from nettrack_md.note.merging.units import REGION, Taken, Unit, take_apart
from nettrack_md.note.merging.whole import (
    merge_notes,
    require_kept,
    require_plain,
    with_regions,
)
from nettrack_md.note.parse import parse_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nettrack_md.note.merging.rules import MergeRules

_NOTHING = Taken((), (), {})


def join_bodies(
    ours: str, theirs: str, *, rules: MergeRules, base: str | None = None
) -> str:
    """Our note with what only the body of theirs has; our header stays as it is.

    With an older text of both, `base`, what one side took out is gone, and where both
    changed a line both stand. All end their lines with a line feed alone. Raises
    MergeRefused where a line or a touch of either would be lost.
    """
    for text in (ours, theirs):
        require_plain(text)
    if base is not None:
        return _with_base(ours, theirs, base, rules)
    try:
        parts = take_apart(ours, rules), take_apart(theirs, rules)
    except EditRefused as refusal:
        raise MergeRefused(refusal.reason) from refusal
    if not (parts[1].rest or parts[1].units):
        return ours
    split = split_note(ours)
    joining = _Joining(parts[0], parts[1], rules)
    text = split.bom + split.header + joining.body()
    require_kept(text, parts, joining.headings)
    _require_touches(text, (ours, theirs), rules)
    return text


def _with_base(ours: str, theirs: str, base: str, rules: MergeRules) -> str:
    header = split_note(ours).header
    bodies = (split_note(text).body for text in (base, ours, theirs))
    # A header that is the same in all, so that none of them is looked at.
    texts = [f"---\nx: 1\n---\n{body}" for body in bodies]
    rules = rules._replace(keeps_both=True)
    merged = merge_notes(texts[0], texts[1], texts[2], rules=rules)
    return header + split_note(merged.text).body


class _Joining:
    """Puts the lines of theirs behind those of ours, place by place."""

    def __init__(self, ours: Taken, theirs: Taken, rules: MergeRules) -> None:
        self.ours, self.theirs, self.rules = ours, theirs, rules
        self.our_sections = find_sections(ours.rest, rules.log_headings)
        self.their_sections = find_sections(theirs.rest, rules.log_headings)
        #: Behind which of our lines (-1: above the first) new ones go: each with its
        #: place in theirs, or None for a blank one that we put there.
        self.new: dict[int, list[tuple[str, int | None]]] = {}
        #: For each of their lines that is not put in: the line of ours, or by a number
        #: below -1 the new blank one, that stands for it.
        self.known: dict[int, int] = {}
        self.blanks = -1
        #: Headings of theirs that one of ours stands for.
        self.headings: list[str] = []
        self.log_gap = self._find_log_gap()

    def body(self) -> str:
        """The body of the joined note."""
        left: list[Section] = []
        pairs = self._pairs()
        for section, match in pairs:
            if match is None:
                left.append(section)
            else:
                self._join(section, match)
        self._append(left)
        rows, behind = self._rows()
        units = merge_units((), self.ours.units, self._their_units())
        rows = with_regions(rows, _NOTHING, self.ours, self.theirs, self.rules)
        return put_back(rows, units, behind, [self.ours.units, self.theirs.units])

    def _their_units(self) -> list[Unit]:
        """Their touches and promises; the touches where our log is."""
        if self.log_gap is None:
            return list(self.theirs.units)
        end = len(self.theirs.rest)
        return [
            unit if unit.on is None else unit._replace(below=end)
            for unit in self.theirs.units
        ]

    def _pairs(self) -> list[tuple[Section, Section | None]]:
        """Each of their sections with the one of ours that has its heading."""
        free = list(self.our_sections)
        pairs: list[tuple[Section, Section | None]] = []
        for section in self.their_sections:
            match = next((one for one in free if _is_same(one, section)), None)
            if match is not None and not match.is_log:
                free.remove(match)
            if match is not None and not section.level:
                match = self._below_title(match)
            pairs.append((section, match))
        return pairs

    def _below_title(self, top: Section) -> Section:
        """Where what stands above their first heading goes: rather below our title."""
        is_empty = not find_blocks(self.ours.rest, top.body, top.end)
        title = next((one for one in self.our_sections if one.level), None)
        if is_empty and title is not None and title.level == 1 and not title.is_log:
            return title
        return top

    # --- the log ---

    def _find_log_gap(self) -> int | None:
        """Below which of our lines touches stand; None: we have no log."""
        log = next((one for one in self.our_sections if one.is_log), None)
        dated = [unit.below for unit in self.ours.units if unit.on is not None]
        if log is None:
            return dated[0] if dated else None
        if inside := [at for at in dated if log.first <= at]:
            return inside[0]
        needs = any(unit.on is not None for unit in self.theirs.units)
        return self._open_gap(log) if needs else log.body - 1

    def _open_gap(self, section: Section) -> int:
        """The line of a section below which a first touch or promise may stand."""
        rest = self.ours.rest
        blocks = find_blocks(rest, section.body, section.end)
        last = blocks[-1].end - 1 if blocks else section.body - 1
        is_blank = last + 1 < section.end
        gap = last + 1 if is_blank else last
        if blocks and not is_blank:
            self.blanks -= 1
            self._put(last, [("\n", self.blanks)])
        if gap + 1 < len(rest) and rest[gap + 1].strip():
            self._put(gap, [("\n", None)])
        return self.blanks if blocks and not is_blank else gap

    # --- one section in another ---

    def _join(self, theirs: Section, ours: Section) -> None:
        """Put what only their section holds into ours."""
        self.headings += self.theirs.rest[theirs.first : theirs.body]
        mine = find_blocks(self.ours.rest, ours.body, ours.end)
        has = {_bare(block, self.ours.rest) for block in mine}
        gap = self._gap_of(theirs, ours)
        for at in range(theirs.first, theirs.end):
            self.known[at] = gap
        for block in self._blocks(theirs):
            if _bare(block, self.theirs.rest) in has:
                continue
            like = max(mine, key=lambda one: _shared(one, block), default=None)
            if like is not None and _shared(like, block):
                self._weave(block, like)
            else:
                self._add_block(block, mine[-1].end - 1 if mine else ours.body - 1)

    def _blocks(self, section: Section) -> list[Block]:
        """Their blocks, without regions that we have too: these are merged as pages."""
        rest = self.theirs.rest
        return [
            block
            for block in find_blocks(rest, section.body, section.end)
            if not self._is_our_region(rest[block.first])
        ]

    def _is_our_region(self, line: str) -> bool:
        return line.startswith(REGION) and line[1:].rstrip("\n") in self.ours.regions

    def _gap_of(self, theirs: Section, ours: Section) -> int:
        """Below which of our lines promises of their section go."""
        if ours.is_log and self.log_gap is not None:
            return self.log_gap
        inside = [u.below for u in self.ours.units if ours.first <= u.below < ours.end]
        needs = any(theirs.first <= u.below < theirs.end for u in self.theirs.units)
        if inside:
            return inside[-1]
        return self._open_gap(ours) if needs else ours.end - 1

    def _weave(self, block: Block, into: Block) -> None:
        """Put the elements that only they have beside those that both have."""
        places = [into.first]
        for element in into.elements:
            places.append(places[-1] + element.count("\n"))
        at = block.first
        for piece in merge_lines((), into.elements, block.elements):
            for element in block.elements[slice(*piece.theirs)]:
                lines = element.splitlines(keepends=True)
                if piece.taken in {"theirs", "conflict"}:
                    behind = places[piece.ours[1]] - 1
                    self._put(behind, [(x, at + n) for n, x in enumerate(lines)])
                at += len(lines)

    def _add_block(self, block: Block, behind: int) -> None:
        """Put a block below one of our lines, blank ones between."""
        places = range(block.first, block.end)
        self._put_apart(behind, [(self.theirs.rest[at], at) for at in places])

    def _put_apart(self, behind: int, lines: list[tuple[str, int | None]]) -> None:
        """Put lines in, with a blank one above and below where none is."""
        if not lines:
            return
        if lines[0][0].strip() and self._last_before(behind).strip():
            lines.insert(0, ("\n", None))
        follows = self.ours.rest[behind + 1 : behind + 2]
        if lines[-1][0].strip() and follows and follows[0].strip():
            lines.append(("\n", None))
        self._put(behind, lines)

    # --- sections that we do not have ---

    def _append(self, sections: list[Section]) -> None:
        """Put them above our log; bigger headings, with what follows, at the end."""
        log = next((one for one in self.our_sections if one.is_log), None)
        above = len(self.ours.rest) - 1 if log is None else log.first - 1
        #: The level of the heading below which we are at the end; 0: of none.
        tail = 0
        for section in sections:
            if section.is_log and self.log_gap is not None:
                self._empty_log(section)
                continue
            if section.level <= tail:
                tail = 0
            if not tail and log is not None and 0 < section.level < log.level:
                tail = section.level
            end = len(self.ours.rest) - 1
            self._add_section(section, end if tail else above)

    def _empty_log(self, section: Section) -> None:
        """A log with a heading beside ours without one: the heading goes."""
        self.headings += self.theirs.rest[section.first : section.body]
        for at in range(section.first, section.end):
            self.known[at] = self.log_gap or 0
        for block in self._blocks(section):
            self._add_block(block, len(self.ours.rest) - 1)

    def _add_section(self, section: Section, behind: int) -> None:
        rest = self.theirs.rest
        keep = [
            at
            for at in range(section.first, section.end)
            if not self._is_our_region(rest[at])
        ]
        self._put_apart(behind, [(rest[at], at) for at in keep])

    def _last_before(self, behind: int) -> str:
        if put := self.new.get(behind):
            return put[-1][0]
        if any(unit.below == behind for unit in self.ours.units):
            return "a touch"
        return self.ours.rest[behind] if behind >= 0 else ""

    def _put(self, behind: int, lines: list[tuple[str, int | None]]) -> None:
        self.new.setdefault(behind, []).extend(lines)

    # --- all of it ---

    def _rows(self) -> tuple[list[str], tuple[list[int], list[int]]]:
        """The lines of both, and where what stood below a line of either goes."""
        rows: list[str] = []
        mine: list[int] = []
        theirs: dict[int, int] = {}
        for at in range(-1, len(self.ours.rest)):
            if at >= 0:
                mine.append(len(rows))
                rows.append(self.ours.rest[at])
            for text, place in self.new.get(at, ()):
                if place is not None:
                    theirs[place] = len(rows)
                rows.append(text)

        def row(at: int) -> int:
            return theirs[at] if at < -1 else mine[at] if at >= 0 else -1

        behind = [
            theirs[at] if at in theirs else row(self.known.get(at, -1))
            for at in range(len(self.theirs.rest))
        ]
        # Their touches stand below a line of their own that is none.
        behind.append(row(-1 if self.log_gap is None else self.log_gap))
        return rows, (mine, behind)


def _is_same(ours: Section, theirs: Section) -> bool:
    if ours.is_log or theirs.is_log:
        return ours.is_log and theirs.is_log
    return (ours.level > 0, ours.name) == (theirs.level > 0, theirs.name)


def _bare(block: Block, lines: Sequence[str]) -> str:
    return "".join(lines[block.first : block.end]).strip()


def _shared(one: Block, other: Block) -> int:
    """How many parts two blocks have in common that could be woven together."""
    if one.is_whole or other.is_whole:
        return 0
    return len({part.strip() for part in one.elements if part.strip()}
               & {part.strip() for part in other.elements})  # fmt: skip


def _require_touches(text: str, sources: Sequence[str], rules: MergeRules) -> None:
    """Raise MergeRefused when a touch of either note is none in the joined one."""

    def read(one: str) -> set[tuple[object, ...]]:
        lines = parse_note("", one).lines
        found = read_log(lines, headings=rules.log_headings, kinds=rules.kinds)
        return {(t.on, t.time, t.kind, t.direction, t.text) for t in found}

    if set().union(*map(read, sources)) - read(text):
        raise MergeRefused("a touch of the log would not be read any more")
